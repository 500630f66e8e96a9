import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../support/ask.ts';
import { told, toldShort } from '../support/told.ts';
import { deployment, object, service } from '../support/manifest-texts.ts';

describe('ConfigMaps and Secrets', () => {
  const config = object('ConfigMap', 'app', 'data:\n  mode: fast\n  level: info\n');
  const reads = (key: string): string =>
    '          env:\n            - name: MODE\n              valueFrom:\n                configMapKeyRef:\n' +
    `                  name: app\n                  key: ${key}\n`;

  it('lead to the object and to the key', () => {
    const workspace = workspaceOf({
      'a.yaml': deployment('web', reads('level')),
      'b.yaml': config,
    });
    expect(told(workspace, 'a.yaml')).toEqual([
      '17 app: resolved ConfigMap/app in default [level] @ b.yaml:7',
    ]);
  });

  it('are missing with the key, or with the object', () => {
    const files = { 'a.yaml': deployment('web', reads('colour')), 'b.yaml': config };
    expect(told(workspaceOf(files), 'a.yaml')).toEqual([
      '17 app: missing ConfigMap/app in default [colour] @ b.yaml:4',
    ]);
    expect(told(workspaceOf({ 'a.yaml': files['a.yaml'] }), 'a.yaml')).toEqual([
      '17 app: missing ConfigMap/app in default [colour]',
    ]);
  });

  it('are not known where they are optional, given, or made by an operator', () => {
    const from = (name: string, more = ''): string =>
      `          envFrom:\n            - configMapRef:\n                name: ${name}\n${more}`;
    const state = (text: string): string => told(workspaceOf({ 'a.yaml': text }), 'a.yaml').join();
    expect(state(deployment('web', from('app', '                optional: true\n')))).toBe(
      '15 app: unknown ConfigMap/app in default',
    );
    expect(state(deployment('web', from('kube-root-ca.crt')))).toContain('external');
    expect(state(deployment('web', from('"{{ .Values.name }}"')))).toContain('unknown');
    expect(state(deployment('web', from('app')))).toContain('missing');
    const secret = object('Secret', 'x').replace('Secret', 'Elasticsearch');
    const users = `          envFrom:\n            - secretRef:\n                name: x-es-elastic-user\n`;
    expect(state(`${deployment('web', users)}---\n${secret}`)).toContain('unknown');
  });

  it('are found in generators, whatever hash their names get', () => {
    const workspace = workspaceOf({
      'kustomization.yaml':
        'resources: [a.yaml]\nconfigMapGenerator:\n  - name: app\n    literals:\n      - level=info\n',
      'a.yaml': deployment('web', reads('level')),
    });
    expect(told(workspace, 'a.yaml')).toEqual([
      '17 app: resolved ConfigMap/app in default [level] @ kustomization.yaml:5',
    ]);
  });
});

describe('selectors and ports', () => {
  const port = '          ports:\n            - name: http\n              containerPort: 80\n';
  const front = (label: string, target: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: front\nspec:\n  selector: { app: ${label} }\n  ports:\n    - port: 80\n      targetPort: ${target}\n`;
  const lines = (text: string): readonly string[] =>
    told(workspaceOf({ 'web.yaml': deployment('web', port), 's.yaml': text }), 's.yaml');

  it('of a Service lead to the workload and to its named port', () => {
    expect(lines(front('web', 'http'))).toEqual([
      '6 { app: web }: resolved Deployment/web in default @ web.yaml:4',
      '9 http: resolved Deployment/web in default [http] @ web.yaml:14',
    ]);
    expect(lines(front('web', 'grpc'))[1]).toBe(
      '9 grpc: missing Deployment/web in default [grpc] @ web.yaml:4',
    );
    expect(lines(front('wbe', 'http'))).toEqual(['6 { app: wbe }: missing Pod/app=wbe in default']);
  });

  it('are not known in a namespace whose pods are all made elsewhere', () => {
    const policy = object(
      'NetworkPolicy',
      'p',
      'spec:\n  podSelector: {}\n  ingress:\n    - from:\n        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: traefik } }\n          podSelector: { matchLabels: { app: traefik } }\n',
      'networking.k8s.io/v1',
    );
    const pods = (files: Record<string, string>): string | undefined =>
      told(workspaceOf({ ...files, 'p.yaml': policy }), 'p.yaml').find((line) =>
        line.includes('Pod/'),
      );
    expect(pods({})).toBe(
      '10 { matchLabels: { app: traefik } }: unknown Pod/app=traefik in traefik',
    );
    expect(pods({ 'other.yaml': deployment('other', '', '', 'traefik') })).toBe(
      '10 { matchLabels: { app: traefik } }: missing Pod/app=traefik in traefik',
    );
  });

  it('of policies and budgets, and labels that only the cluster sets', () => {
    const policy = object(
      'NetworkPolicy',
      'p',
      'spec:\n  podSelector: {}\n  ingress:\n    - from:\n        - podSelector: { matchLabels: { app: web } }\n        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: default } }\n',
      'networking.k8s.io/v1',
    );
    expect(lines(policy)).toEqual([
      '9 { matchLabels: { app: web } }: resolved Deployment/web in default @ web.yaml:4',
      '10 default: external Namespace/default',
    ]);
    const budget = object(
      'PodDisruptionBudget',
      'b',
      'spec:\n  selector: { matchLabels: { statefulset.kubernetes.io/pod-name: db-0 } }\n',
      'policy/v1',
    );
    expect(lines(budget)[0]).toContain('unknown Pod/statefulset.kubernetes.io/pod-name=db-0');
  });

  it('of monitors lead to Services and their ports', () => {
    const labelled = service('redis').replace(
      '  namespace: default\n',
      '  namespace: default\n  labels: { team: data }\n',
    );
    const monitor = object(
      'ServiceMonitor',
      'm',
      'spec:\n  selector: { matchLabels: { team: data } }\n  endpoints: [{ port: redis }, { port: metrics }]\n',
      'monitoring.coreos.com/v1',
    );
    const workspace = workspaceOf({ 'm.yaml': monitor, 'r.yaml': labelled });
    expect(told(workspace, 'm.yaml')).toEqual([
      '6 { matchLabels: { team: data } }: resolved Service/redis in default @ r.yaml:4',
      '7 redis: resolved Service/redis in default [redis] @ r.yaml:10',
      '7 metrics: unknown Service/redis in default [metrics] @ r.yaml:4',
    ]);
  });
});

describe('routes, scaling, roles, classes', () => {
  it('follow kinds, namespaces and sections', () => {
    const workspace = workspaceOf({
      'route.yaml': object(
        'HTTPRoute',
        'r',
        'spec:\n  parentRefs: [{ name: edge, namespace: infra, sectionName: web }]\n  rules:\n    - backendRefs: [{ name: redis, port: 6379 }, { name: other, port: 1 }]\n',
        'gateway.networking.k8s.io/v1',
      ),
      'gateway.yaml':
        'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: infra }\nspec:\n  gatewayClassName: istio\n  listeners: [{ name: web }]\n',
      'redis.yaml': service('redis'),
      'scale.yaml': object(
        'HorizontalPodAutoscaler',
        'h',
        'spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: db }\n',
        'autoscaling/v2',
      ),
      'db.yaml': object('StatefulSet', 'db', 'spec: { serviceName: redis }\n', 'apps/v1'),
      'rbac.yaml': object(
        'ClusterRoleBinding',
        'b',
        'roleRef: { kind: ClusterRole, name: view }\nsubjects:\n  - { kind: ServiceAccount, name: bot, namespace: infra }\n',
        'rbac.authorization.k8s.io/v1',
      ),
    });
    expect(toldShort(workspace, 'route.yaml')).toEqual([
      '6 edge: resolved Gateway/edge in infra [web] @ gateway.yaml:6',
      '8 redis: resolved Service/redis in default [6379] @ redis.yaml:8',
      '8 other: missing Service/other in default [1]',
    ]);
    expect(toldShort(workspace, 'gateway.yaml')).toEqual(['5 istio: unknown GatewayClass/istio']);
    expect(told(workspace, 'scale.yaml')).toEqual([
      '6 db: resolved StatefulSet/db in default @ db.yaml:4',
    ]);
    expect(told(workspace, 'rbac.yaml')).toEqual([
      '5 view: external ClusterRole/view',
      '7 bot: missing ServiceAccount/bot in infra',
      '7 infra: unknown Namespace/infra',
    ]);
  });

  it('are not known in a namespace of which nothing is here, nor as annotations of AWS', () => {
    const workspace = workspaceOf({
      'alias.yaml': object(
        'Service',
        'alias',
        'spec: { type: ExternalName, externalName: web.other.svc.cluster.local }\n',
      ),
      'rbac.yaml': object(
        'ClusterRoleBinding',
        'b',
        'roleRef: { kind: ClusterRole, name: view }\nsubjects:\n  - { kind: ServiceAccount, name: bot, namespace: other }\n',
        'rbac.authorization.k8s.io/v1',
      ),
      'alb.yaml': object(
        'Ingress',
        'alb',
        'spec:\n  rules:\n    - http:\n        paths:\n          - backend: { service: { name: redirect, port: { name: use-annotation } } }\n',
        'networking.k8s.io/v1',
      ),
    });
    expect(told(workspace, 'alias.yaml')[0]).toContain('unknown Service/web in other');
    expect(told(workspace, 'rbac.yaml')[1]).toBe('7 bot: unknown ServiceAccount/bot in other');
    expect(told(workspace, 'alb.yaml')[0]).toContain('unknown Service/redirect in default');
  });

  it('takes any word for a kind', () => {
    expect(told(workspaceOf({ 'a.yaml': object('constructor', 'x') }), 'a.yaml')).toEqual([]);
  });
});
