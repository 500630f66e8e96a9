/** Manifests for the benchmark: applications of four objects that name one another. */

const NAMESPACES = 200;

/** The four objects of one application; the same number gives the same text. */
export function application(number: number): readonly string[] {
  const name = `app-${number}`;
  const namespace = `team-${number % NAMESPACES}`;
  const neighbour = `app-${Math.max(0, number - NAMESPACES)}`;
  const metadata = (kind: string): string =>
    `  name: ${name}${kind}\n  namespace: ${namespace}\n  labels:\n    app.kubernetes.io/part-of: shop-${number % 37}\n`;
  return [
    `apiVersion: apps/v1
kind: Deployment
metadata:
${metadata('')}spec:
  replicas: ${1 + (number % 3)}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
        tier: backend
    spec:
      containers:
        - name: web
          image: registry.example.com/shop/${name}:1.${number % 10}.0
          args: ["--listen", ":8080", "--log-level", "info"]
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: NEIGHBOUR_HOST
              value: ${neighbour}
            - name: API_URL
              value: "http://${name}.${namespace}.svc.cluster.local:80/v1"
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: credentials
                  key: password
                  optional: true
          envFrom:
            - configMapRef:
                name: ${name}-settings
          volumeMounts:
            - name: settings
              mountPath: /etc/app
      volumes:
        - name: settings
          configMap:
            name: ${name}-settings
`,
    `apiVersion: v1
kind: Service
metadata:
${metadata('')}spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`,
    `apiVersion: v1
kind: ConfigMap
metadata:
${metadata('-settings')}data:
  LOG_LEVEL: info
  app.properties: |
    # settings of ${name}
    server.port=8080
    feature.number=${number % 7}
`,
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
${metadata('')}spec:
  ingressClassName: traefik
  rules:
    - host: ${name}.shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${name}
                port:
                  name: http
`,
  ];
}

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** One file for each application, until there are `objects` objects. */
export function applicationFiles(objects: number): readonly GeneratedFile[] {
  return Array.from({ length: Math.ceil(objects / 4) }, (_, number) => ({
    path: `apps/app-${number}.yaml`,
    text: application(number).join('---\n'),
  }));
}

/** One file of many documents with at least `lines` lines. */
export function longFile(lines: number): string {
  const documents: string[] = [];
  for (let number = 0, count = 0; count < lines; number++) {
    for (const document of application(number)) {
      documents.push(document);
      count += document.split('\n').length;
    }
  }
  return documents.join('---\n');
}
