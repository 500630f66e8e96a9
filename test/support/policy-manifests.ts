/** Small manifests from which policies are derived: a web application, and what it talks to. */

/** A Deployment with its label, one port, and what is said in its container. */
export function app(name: string, port: number, container = '', namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: main
          image: example.com/${name}:1
          ports:
            - name: main
              containerPort: ${port}
${container}`;
}

export const env = (name: string, value: string): string =>
  `          env:\n            - name: ${name}\n              value: ${JSON.stringify(value)}\n`;

export function service(name: string, ports: string, namespace = 'shop', more = ''): string {
  return `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    app: ${name}
  ports: ${ports}
${more}`;
}

export const REDIS = app('redis', 6379) + service('redis', '[{ port: 6379, targetPort: main }]');

/** The rules of a web application that reads one value. */
export const web = (
  name: string,
  value: string,
  others: string = REDIS,
): Record<string, string> => ({
  'web.yaml': app('web', 3000, env(name, value)),
  'others.yaml': others,
});

export const BOTH = (ports: string): readonly string[] => [
  `allow-redis ingress app=web ${ports}`,
  `allow-web egress app=redis ${ports}`,
];
