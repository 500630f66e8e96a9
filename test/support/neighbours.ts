import { hovers } from '../../src/topics/namespaces/hovers.ts';
import { hovered } from './hovered.ts';

export const hover = (files: Readonly<Record<string, string>>): ReturnType<typeof hovered> =>
  hovered(hovers, files);

/** A Service as one document of several. */
export const service = (name: string, namespace: string, spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n${spec}---\n`;

/** Services of three namespaces: one name in two of them, a port on the nodes, and an alias. */
export const SERVICES = [
  service('redis', 'blue', '  selector: {app: redis}\n  ports:\n    - port: 6379\n'),
  service('redis', 'green', '  clusterIP: None\n  ports:\n    - port: 6380\n'),
  service('push', 'monitoring', '  type: NodePort\n  ports:\n    - port: 9091\n'),
  service('mail', 'blue', '  type: ExternalName\n  externalName: smtp.example.com\n'),
].join('');

/** A pod of "blue" with a variable that holds this value. */
export const pod = (value: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: cart\n  namespace: blue\nspec:\n${spec}  containers:\n    - name: cart\n      image: ghcr.io/example/cart:1.0.0\n      env:\n        - name: REDIS_URL\n          value: ${value}\n`;
