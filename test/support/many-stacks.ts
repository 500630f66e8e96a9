/** Stacks of any size for tests of what is drawn: the same text for the same numbers. */

export interface StackSize {
  readonly namespaces: number;
  /** Services with their Deployments, in each namespace. */
  readonly services: number;
}

/** Paths to manifests: in each namespace a chain of services behind an Ingress, with settings. */
export function manyStacks({ namespaces, services }: StackSize): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let i = 0; i < namespaces; i += 1) {
    const namespace = NAMES[i] ?? `team-${String(i)}`;
    files[`deploy/${namespace}/front.yaml`] = front(namespace);
    for (let j = 0; j < services; j += 1)
      files[`deploy/${namespace}/${serviceName(j)}.yaml`] = service(namespace, j, services);
  }
  return files;
}

const NAMES = [
  'shop',
  'billing',
  'search',
  'identity',
  'shipping',
  'analytics',
  'support',
  'media',
];
const WORDS = ['web', 'cart', 'catalog', 'orders', 'stock', 'prices', 'users', 'mail', 'images'];

function serviceName(j: number): string {
  const round = Math.floor(j / WORDS.length);
  return `${WORDS[j % WORDS.length] ?? ''}${round === 0 ? '' : `-${String(round + 1)}`}`;
}

const front = (namespace: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: front
  namespace: ${namespace}
spec:
  rules:
    - host: ${namespace}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service: { name: web, port: { number: 80 } }
---
apiVersion: v1
kind: Secret
metadata:
  name: passwords
  namespace: ${namespace}
stringData:
  database: not-a-real-one
`;

function service(namespace: string, j: number, services: number): string {
  const name = serviceName(j);
  const others = [j + 3, j + 5].filter((other) => other < services && j % 4 < 3).map(serviceName);
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { app: ${name} }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/${name}:1.0.0
          ports: [{ containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: ${name}-settings } }]
          env:
${others.map((other) => `            - { name: ${envName(other)}, value: "http://${other}" }`).join('\n')}
            - name: PASSWORD
              valueFrom: { secretKeyRef: { name: passwords, key: database } }
${j % 10 === 9 ? '' : settings(namespace, name)}`;
}

const envName = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_URL`;

const settings = (namespace: string, name: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}-settings, namespace: ${namespace} }
data:
  level: info
`;
