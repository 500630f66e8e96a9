import { describe, expect, it } from 'vitest';
import { stackMap } from '../../src/core/map/map.ts';
import type { StackMap } from '../../src/core/map/model.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';

/** `state id`, and `walled` where policies close the workload off. */
const nodeLines = ({ nodes }: StackMap): readonly string[] =>
  nodes.map(({ state, id, wall }) => `${state} ${id}${wall === undefined ? '' : ' walled'}`);

const edgeLines = ({ edges }: StackMap): readonly string[] =>
  edges.map(({ state, id }) => `${state} ${id}`);

const deployment = (name: string, namespace: string, container: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: main, image: "example.com/${name}:1", ${container} }
`;

const service = (name: string, namespace: string, spec: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ports: [{ port: 80 }], ${spec} }
`;

describe('the nodes and edges of the map', () => {
  const workspace = workspaceOf({
    'web.yaml': [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: in, namespace: a }\nspec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }\n',
      service('web', 'a', 'selector: { app: web }'),
      deployment(
        'web',
        'a',
        'envFrom: [{ configMapRef: { name: settings } }], env: [{ name: DB_HOST, value: db.b }, { name: OLD_HOST, value: old }, { name: MAIL_HOST, value: mail.example.com }]',
      ),
    ].join('---\n'),
    'settings.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: a }\ndata: { level: info }\n',
    'db.yaml': [
      service('db', 'b', 'selector: { app: db }'),
      `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: b }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: example.com/db:1
          env:
            - name: PASSWORD
              valueFrom: { secretKeyRef: { name: passwords, key: db } }
  volumeClaimTemplates:
    - { metadata: { name: data }, spec: { accessModes: [ReadWriteOnce] } }
`,
    ].join('---\n'),
    'account.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: a }\n',
  });
  const map = stackMap(workspace);

  it('stand for objects, for names that lead nowhere, and for hosts outside', () => {
    expect(nodeLines(map)).toEqual([
      'present namespace:a/Ingress/in',
      'missing namespace:a/Service/old',
      'present namespace:a/Service/web',
      'present namespace:a/Deployment/web',
      'present namespace:a/ConfigMap/settings',
      'present namespace:b/Service/db',
      'present namespace:b/StatefulSet/db',
      'missing namespace:b/Secret/passwords',
      'present namespace:b/PersistentVolumeClaim/data-db-*',
      'outside outside/Host/mail.example.com',
    ]);
  });

  it('follow requests: a StatefulSet points to its claims, not back to its Service', () => {
    expect(edgeLines(map)).toEqual([
      'resolved namespace:a/Deployment/web -> namespace:a/ConfigMap/settings',
      'missing namespace:a/Deployment/web -> namespace:a/Service/old',
      'resolved namespace:a/Deployment/web -> namespace:b/Service/db',
      'external namespace:a/Deployment/web -> outside/Host/mail.example.com',
      'resolved namespace:a/Ingress/in -> namespace:a/Service/web',
      'resolved namespace:a/Service/web -> namespace:a/Deployment/web',
      'resolved namespace:b/Service/db -> namespace:b/StatefulSet/db',
      'resolved namespace:b/StatefulSet/db -> namespace:b/PersistentVolumeClaim/data-db-*',
      'missing namespace:b/StatefulSet/db -> namespace:b/Secret/passwords',
    ]);
  });

  it('say where they are: the object by its name, what is missing by who names it', () => {
    const word = (id: string): string | undefined => {
      const place = map.nodes.find((node) => node.id === id)?.place;
      const text = workspace.file(place?.path ?? '')?.text;
      return place && text?.slice(place.span.start, place.span.end);
    };
    expect(word('namespace:a/ConfigMap/settings')).toBe('settings');
    expect(word('namespace:b/PersistentVolumeClaim/data-db-*')).toBe('data');
    expect(word('namespace:a/Service/old')).toBe('old');
  });

  it('carry every field that makes an edge', () => {
    const id = 'namespace:a/Ingress/in -> namespace:a/Service/web';
    expect(map.edges.find((edge) => edge.id === id)?.references).toEqual([
      {
        field: 'spec.defaultBackend.service.name',
        key: '80',
        state: 'resolved',
        place: { path: 'web.yaml', span: { start: 127, end: 130 } },
      },
    ]);
  });

  it('leave other kinds out and count them', () => {
    expect(map.otherKinds).toEqual([{ kind: 'ServiceAccount', count: 1 }]);
    expect(map.templates).toBe(0);
  });
});

describe('what is broken', () => {
  it('is an edge to the target where only a key or port is missing', () => {
    const map = stackMap(
      workspaceOf({
        'a.yaml': [
          deployment(
            'web',
            'a',
            'env: [{ name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: levle } } }, { name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: level } } }]',
          ),
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: a }\ndata: { level: info }\n',
        ].join('---\n'),
      }),
    );
    expect(nodeLines(map)).toEqual([
      'present namespace:a/Deployment/web',
      'present namespace:a/ConfigMap/settings',
    ]);
    const [edge] = map.edges;
    expect(edge?.state).toBe('missing');
    expect(edge?.references.map(({ key, state }) => [key, state])).toEqual([
      ['levle', 'missing'],
      ['level', 'resolved'],
    ]);
  });

  it('is no host that a Secret holds: its values are not read out', () => {
    const map = stackMap(
      workspaceOf({
        'a.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata: { name: login, namespace: a }\nstringData: { DB_HOST: secret-host.example.com, API_HOST: nobody }\n',
      }),
    );
    expect(nodeLines(map)).toEqual(['present namespace:a/Secret/login']);
    expect(JSON.stringify(map)).not.toMatch(/secret-host|nobody/);
  });
});

describe('walls', () => {
  const policy = (name: string, spec: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: a }\nspec: ${spec}\n`;
  const walled = (...policies: readonly string[]): StackMap =>
    stackMap(
      workspaceOf({
        'a.yaml': [deployment('web', 'a', ''), deployment('db', 'a', ''), ...policies].join(
          '---\n',
        ),
      }),
    );

  it('stand around a namespace whose pods are all closed off', () => {
    const map = walled(policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }'));
    expect(map.boxes[0]?.wall).toMatchObject({ in: true, out: true });
    expect(map.boxes[0]?.wall?.policies.map(({ name }) => name)).toEqual(['closed']);
    expect(nodeLines(map)).toEqual([
      'present namespace:a/Deployment/db',
      'present namespace:a/Deployment/web',
    ]);
  });

  it('stand at one workload where only it is closed off', () => {
    const map = walled(policy('db', '{ podSelector: { matchLabels: { app: db } } }'));
    expect(map.boxes[0]?.wall).toBeUndefined();
    expect(nodeLines(map)).toEqual([
      'present namespace:a/Deployment/db walled',
      'present namespace:a/Deployment/web',
    ]);
  });

  it('fall where another policy lets everybody in', () => {
    const map = walled(
      policy('closed', '{ podSelector: {} }'),
      policy('open', '{ podSelector: { matchLabels: { app: web } }, ingress: [{}] }'),
    );
    expect(map.boxes[0]?.wall).toBeUndefined();
    expect(nodeLines(map)).toEqual([
      'present namespace:a/Deployment/db walled',
      'present namespace:a/Deployment/web',
    ]);
  });
});

describe('boxes', () => {
  const stack = (folder: string): Readonly<Record<string, string>> => ({
    [`${folder}/README.md`]: '',
    [`${folder}/a.yaml`]: service('web', 'a', 'selector: { app: web }'),
  });

  it('are apart where two stacks use the same namespace', () => {
    const map = stackMap(workspaceOf({ ...stack('one'), ...stack('two') }));
    expect(map.boxes.map(({ id, name, folder }) => [id, name, folder])).toEqual([
      ['namespace:a@one', 'a', 'one'],
      ['namespace:a@two', 'a', 'two'],
    ]);
  });

  it('are one for each overlay of a base', () => {
    const map = stackMap(sampleWorkspace('shop'));
    const ids = map.nodes.map(({ id }) => id);
    expect(ids).toContain('namespace:staging/Deployment/search');
    expect(ids).toContain('namespace:production/Deployment/search');
    expect(map.boxes.map(({ id, count, drawn }) => [id, count, drawn])).toEqual([
      ['namespace:blue', 20, 20],
      ['namespace:default', 1, 1],
      ['namespace:green', 22, 22],
      ['namespace:monitoring', 15, 15],
      ['namespace:production', 3, 3],
      ['namespace:staging', 3, 3],
      ['outside', 3, 3],
    ]);
    expect(map.edges.filter(({ state }) => state === 'missing')).toHaveLength(8);
  });

  it('reach outside by endpoints that are written by hand', () => {
    const lines = edgeLines(stackMap(sampleWorkspace('shop')));
    expect(lines).toContain(
      'external namespace:green/Service/payment-gateway -> outside/Host/192.0.2.10',
    );
    expect(lines).toContain(
      'external namespace:blue/Service/payment-gateway -> outside/Host/192.0.2.10',
    );
  });
});
