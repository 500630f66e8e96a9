/** Small manifests of a web application that is called from outside. */

interface Given {
  readonly namespace?: string;
  readonly image?: string;
  readonly pod?: string;
  readonly annotations?: string;
}

/** A Deployment with two named ports. */
export function app(name: string, given: Given = {}): string {
  const { namespace = 'shop', image = `example.com/${name}:1`, pod = '', annotations = '' } = given;
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata:
      labels: { app: ${name} }
      annotations: { ${annotations} }
    spec:
${pod}      containers:
        - name: main
          image: ${image}
          ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9100 }]
`;
}

export const service = (name: string, spec = '', annotations = ''): string => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} }, annotations: { ${annotations} } }
spec:
  selector: { app: ${name} }
  ports:
    - { name: web, port: 80, targetPort: http }
    - { name: numbers, port: 9100, targetPort: metrics }
${spec}`;

export const WEB = app('web') + service('web');

export const ingress = (spec: string): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
${spec}  defaultBackend: { service: { name: web, port: { name: web } } }
`;
