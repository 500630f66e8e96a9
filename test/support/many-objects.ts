/** Workspaces of any size that hold many of one sort, for tests of how work grows with them. */

export type Texts = Readonly<Record<string, string>>;

const times = (count: number, make: (i: number) => Texts): Texts =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => Object.entries(make(i))).flat());

const documents = (...texts: readonly string[]): string => texts.join('---\n');

const metadata = (name: string, namespace: string): string =>
  `metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\n`;

const deployment = (name: string, namespace: string): string => `apiVersion: apps/v1
kind: Deployment
${metadata(name, namespace)}spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${name}
      containers:
        - name: web
          image: example.com/${name}:1.0.0
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: OTHER_HOST, value: ${name} }]
          envFrom: [{ configMapRef: { name: ${name} } }]
`;

const service = (name: string, namespace: string, port = ''): string => `apiVersion: v1
kind: Service
${metadata(name, namespace)}spec:
  selector: { app: ${name} }
  ports: [{ name: http, port: 80, targetPort: http${port} }]
`;

const configMap = (name: string, namespace: string): string =>
  `apiVersion: v1\nkind: ConfigMap\n${metadata(name, namespace)}data: { API_URL: "http://${name}" }\n`;

const policy = (name: string, namespace: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${metadata(name, namespace)}spec: { podSelector: { matchLabels: { app: ${name} } } }\n`;

const binding = (name: string, namespace: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n${metadata(name, namespace)}roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: ${name}, namespace: ${namespace} }]\n`;

const stack = (name: string, namespace: string): string =>
  documents(
    deployment(name, namespace),
    service(name, namespace),
    configMap(name, namespace),
    policy(name, namespace),
    binding(name, namespace),
  );

const monitor = (name: string, namespace: string): string =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\n${metadata(name, namespace)}spec:\n  namespaceSelector: { any: true }\n  selector: { matchLabels: { app: ${name} } }\n  endpoints: [{ port: http }]\n`;

/** By what there are many of. */
export const MANY: Readonly<Record<string, (count: number) => Texts>> = {
  'stacks in one namespace': (count) =>
    times(count, (i) => ({ [`k8s/${i}.yaml`]: stack(`app-${i}`, 'shop') })),
  'namespaces with other names': (count) =>
    times(count, (i) => ({
      [`k8s/${i}.yaml`]: `apiVersion: v1\nkind: Namespace\nmetadata: { name: team-${i} }\n---\n${stack(`app-${i}`, `team-${i}`)}`,
    })),
  'namespaces with the same names': (count) =>
    times(count, (i) => ({ [`k8s/${i}.yaml`]: stack('web', `team-${i}`) })),
  'folders that are stacks': (count) =>
    times(count, (i) => ({ [`${i}/README.md`]: '', [`${i}/app.yaml`]: stack(`app-${i}`, 'shop') })),
  'kustomizations with prefixes': (count) =>
    times(count, (i) => ({
      [`k8s/${i}/kustomization.yaml`]: `namePrefix: new-\nresources: [app.yaml]\n`,
      [`k8s/${i}/app.yaml`]: stack(`app-${i}`, 'shop'),
    })),
  'GitOps applications': (count) =>
    times(count, (i) => ({
      [`argo/${i}.yaml`]: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: app-${i} }\nspec: { source: { path: k8s/${i} }, destination: { namespace: team-${i} } }\n`,
      [`k8s/${i}/app.yaml`]: service(`app-${i}`, `team-${i}`),
    })),
  'fixed ports': (count) =>
    times(count, (i) => ({
      [`k8s/${i}.yaml`]: service(`app-${i}`, 'shop', `, nodePort: ${30_000 + i}`),
    })),
  'monitors of every namespace': (count) =>
    times(count, (i) => ({
      [`k8s/${i}.yaml`]: documents(
        service(`app-${i}`, `team-${i}`),
        deployment(`app-${i}`, `team-${i}`),
        monitor(`app-${i}`, `team-${i}`),
      ),
    })),
  'Compose files and Dockerfiles': (count) =>
    times(count, (i) => ({
      [`${i}/compose.yaml`]: `services:\n  app-${i}: { build: ., environment: { DB_HOST: db } }\n  db: { image: "postgres:17" }\n`,
      [`${i}/Dockerfile`]: 'FROM node:24\nCOPY . .\n',
      [`${i}/app.yaml`]: deployment(`app-${i}`, 'shop'),
    })),
};
