import { describe, expect, it } from 'vitest';
import { config, env, pod, refusal, renamed, service } from '../support/renamed.ts';

describe('a Service', () => {
  it('is renamed in hosts, backends and sets of every file, and nowhere else', () => {
    const set =
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: redis\n  namespace: blue\nspec:\n  serviceName: redis # keep\n';
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: redis, namespace: blue}\nspec: {defaultBackend: {service: {name: "redis", port: {number: 6379}}}}\n';
    expect(
      renamed(
        {
          'service.yaml': service('re¦dis'),
          'web.yaml': pod(env('"redis://user:redis@redis.blue.svc:6379/redis"')),
          'far.yaml': pod(env('redis:6379'), '', 'green'),
          'config.yaml': config('  app.conf: |\n    # redis\n    redis.host = redis\n'),
          'set.yaml': set,
          'ingress.yaml': ingress,
        },
        'cache',
      ),
    ).toEqual({
      'service.yaml': service('cache'),
      'web.yaml': pod(env('"redis://user:redis@cache.blue.svc:6379/redis"')),
      'config.yaml': config('  app.conf: |\n    # redis\n    redis.host = cache\n'),
      'set.yaml': set.replace('serviceName: redis', 'serviceName: cache'),
      'ingress.yaml': ingress.replace('"redis"', '"cache"'),
    });
  });

  it('is renamed from a host, with the slice that belongs to it', () => {
    const slice =
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: redis-1\n  namespace: blue\n  labels: { kubernetes.io/service-name: redis }\nports: [{ name: cache }]\n';
    const files = {
      's.yaml': service('redis'),
      'e.yaml': slice,
      'w.yaml': pod(env('redis://¦redis')),
    };
    expect(renamed(files, 'db')).toEqual({
      's.yaml': service('db'),
      'e.yaml': slice.replace('service-name: redis', 'service-name: db'),
      'w.yaml': pod(env('redis://db')),
    });
  });

  it('takes its patches along', () => {
    const patch = 'apiVersion: v1\nkind: Service\nmetadata: { name: redis, namespace: blue }\n';
    const list = 'resources: [s.yaml]\npatches: [{ path: p.yaml }]\n';
    expect(
      renamed({ 'kustomization.yaml': list, 's.yaml': service('¦redis'), 'p.yaml': patch }, 'db'),
    ).toEqual({ 's.yaml': service('db'), 'p.yaml': patch.replace('redis', 'db') });
  });

  it('keeps its name where it would be wrong', () => {
    const s = { 's.yaml': service('¦redis') };
    expect(renamed(s, 'Redis')).toContain('"Redis" is no valid name here');
    expect(renamed(s, '1redis')).toContain('is no valid name');
    expect(renamed(s, 'on')).toBe('YAML reads "on" as something other than a text.');
    expect(renamed(s, 'x'.repeat(64))).toBe(`"${'x'.repeat(64)}" is longer than 63 characters.`);
    expect(renamed({ ...s, 'o.yaml': service('db') }, 'db')).toBe(
      '"db" is the name of something else already.',
    );
    expect(renamed(s, 'redis')).toEqual({});
  });
});

describe('ConfigMaps, their keys, claims and accounts', () => {
  const keyRef = (key: string): string =>
    `      env:\n        - name: A\n          valueFrom:\n            configMapKeyRef: { name: app, key: ${key} }\n`;

  it('a ConfigMap is renamed with its readers', () => {
    expect(
      renamed(
        { 'c.yaml': config('  a: b\n'), 'w.yaml': pod(keyRef('a').replace('app', '¦app')) },
        'x',
      ),
    ).toEqual({
      'c.yaml': config('  a: b\n').replace('name: app', 'name: x'),
      'w.yaml': pod(keyRef('a').replace('app', 'x')),
    });
  });

  it('a generator is renamed, whatever hash it adds', () => {
    const made = (name: string): string =>
      `namespace: blue\nconfigMapGenerator:\n  - name: ${name}\n    literals: [a=b]\nresources: [w.yaml]\n`;
    expect(
      renamed({ 'kustomization.yaml': made('a¦pp'), 'w.yaml': pod(keyRef('a')) }, 'x'),
    ).toEqual({ 'kustomization.yaml': made('x'), 'w.yaml': pod(keyRef('a').replace('app', 'x')) });
  });

  it('a key is renamed where it is asked for', () => {
    const files = { 'c.yaml': config('  level: info\n'), 'w.yaml': pod(keyRef('¦level')) };
    expect(renamed(files, 'log.level')).toEqual({
      'c.yaml': config('  log.level: info\n'),
      'w.yaml': pod(keyRef('log.level')),
    });
    const made =
      'namespace: blue\nconfigMapGenerator:\n  - name: app\n    literals: [level=info]\nresources: [w.yaml]\n';
    expect(renamed({ 'kustomization.yaml': made, 'w.yaml': pod(keyRef('¦level')) }, 'l')).toEqual({
      'kustomization.yaml': made.replace('level=', 'l='),
      'w.yaml': pod(keyRef('l')),
    });
  });

  it('a key that containers see by its name keeps it', () => {
    const all = '      envFrom: [{ configMapRef: { name: app } }]\n';
    const volume = '  volumes: [{ name: v, configMap: { name: app } }]\n';
    const key = config('  ¦level: info\n');
    expect(refusal({ 'c.yaml': key, 'w.yaml': pod(all) })).toBe(
      'The key "level" is also the name of a variable in Pod/web.',
    );
    expect(refusal({ 'c.yaml': key, 'w.yaml': pod('', volume) })).toBe(
      'The key "level" is also the name of a file in Pod/web.',
    );
    expect(
      refusal({
        's.yaml':
          'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: { name: t }\ndata:\n  ¦tls.crt: ""\n',
      }),
    ).toBe('Secrets of type kubernetes.io/tls have keys with fixed names.');
  });

  it('a claim and an account', () => {
    const claim = (name: string): string =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: ${name}, namespace: blue }\n`;
    const account = (name: string): string =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: blue }\n`;
    const spec = (c: string, a: string): string =>
      `  serviceAccountName: ${a}\n  volumes: [{ name: v, persistentVolumeClaim: { claimName: ${c} } }]\n`;
    const files = {
      'c.yaml': claim('¦data'),
      'a.yaml': account('bot'),
      'w.yaml': pod('', spec('data', 'bot')),
    };
    expect(renamed(files, 'disk')).toEqual({
      'c.yaml': claim('disk'),
      'w.yaml': pod('', spec('disk', 'bot')),
    });
    expect(renamed({ ...files, 'c.yaml': claim('data'), 'a.yaml': account('¦bot') }, 'me')).toEqual(
      {
        'a.yaml': account('me'),
        'w.yaml': pod('', spec('data', 'me')),
      },
    );
  });
});

describe('namespaces and ports', () => {
  it('a namespace is renamed wherever it is written, in hosts and labels too', () => {
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\nroleRef: { kind: ClusterRole, name: view }\nsubjects: [{ kind: ServiceAccount, name: bot, namespace: blue }]\n';
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: green }\nspec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: blue } } }] }] }\n';
    const files = {
      'n.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: ¦blue }\n',
      's.yaml': service('redis'),
      'w.yaml': pod(env('redis://redis.blue'), '', 'green'),
      'b.yaml': binding,
      'p.yaml': policy,
    };
    expect(renamed(files, 'sky')).toEqual({
      'n.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: sky }\n',
      's.yaml': service('redis').replace('blue', 'sky'),
      'w.yaml': pod(env('redis://redis.sky'), '', 'green'),
      'b.yaml': binding.replace('blue', 'sky'),
      'p.yaml': policy.replace('blue', 'sky'),
    });
    expect(refusal({ 'w.yaml': pod('', '', '¦default') })).toBe(
      'Kubernetes itself gives the Namespace its name "default".',
    );
  });

  it('a named port of a container is renamed in Services and probes', () => {
    const ports = (name: string): string =>
      `      ports: [{ name: ${name}, containerPort: 80 }]\n      livenessProbe: { httpGet: { port: ${name} } }\n`;
    const labelled = (name: string): string =>
      pod(ports(name)).replace('metadata:\n', 'metadata:\n  labels: { app: web }\n');
    const front = (name: string): string =>
      service('web').replace(
        '      port: 6379\n',
        `      port: 80\n      targetPort: ${name}\n  selector: { app: web }\n`,
      );
    expect(
      renamed(
        {
          'w.yaml': labelled('http').replace('name: http', 'name: ¦http'),
          's.yaml': front('http'),
        },
        'web-ui',
      ),
    ).toEqual({
      'w.yaml': labelled('web-ui'),
      's.yaml': front('web-ui'),
    });
    expect(
      renamed(
        {
          's.yaml': front('http'),
          'w.yaml': labelled('¦http').replace('port: ¦http', 'port: http'),
        },
        'a-very-long-port',
      ),
    ).toBe('"a-very-long-port" is longer than 15 characters.');
  });

  it('a named port of a Service is renamed in its backends', () => {
    const ingress = (port: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: blue}\nspec: {defaultBackend: {service: {name: redis, port: {name: ${port}}}}}\n`;
    expect(renamed({ 's.yaml': service('redis'), 'i.yaml': ingress('¦cache') }, 'tcp')).toEqual({
      's.yaml': service('redis').replace('name: cache', 'name: tcp'),
      'i.yaml': ingress('tcp'),
    });
    expect(refusal({ 's.yaml': service('redis').replace('6379', '¦6379') })).toBe(
      'This is the number of a port, not a name.',
    );
  });
});
