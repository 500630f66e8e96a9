/** Texts of small manifests, for tests that count their lines. */

/** A Deployment with lines for its pod's spec and for its container. */
export function deployment(name: string, container = '', pod = '', namespace = ''): string {
  return (
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n` +
    (namespace === '' ? '' : `  namespace: ${namespace}\n`) +
    `spec:\n  template:\n    metadata:\n      labels: { app: ${name} }\n    spec:\n${pod}` +
    `      containers:\n        - name: main\n          image: example.com/${name}:1\n${container}`
  );
}

export const env = (name: string, value: string): string =>
  `          env:\n            - name: ${name}\n              value: ${value}\n`;

export const object = (kind: string, name: string, more = '', apiVersion = 'v1'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;

export const service = (name: string, namespace = 'default', spec = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  ports:\n    - port: 6379\n      name: redis\n${spec}`;
