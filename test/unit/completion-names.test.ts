import { describe, expect, it } from 'vitest';
import { accepted, labels, offer, offersAt } from './completion-texts.ts';

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web-config
  namespace: blue
data:
  LOG_LEVEL: "info"
  features.yaml: "x: 1"
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: other
  namespace: green
data:
  NOT_THIS: "1"
---
apiVersion: v1
kind: Secret
metadata:
  name: web-tls
  namespace: blue
type: kubernetes.io/tls
stringData:
  tls.crt: a
---
apiVersion: v1
kind: Secret
metadata:
  name: web-credentials
  namespace: blue
stringData:
  DB_PASSWORD: hush
---
apiVersion: v1
kind: Secret
metadata:
  name: "{{ .Release.Name }}-made"
  namespace: blue
`;

const SERVICES = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: blue
spec:
  ports:
    - name: http
      port: 80
    - name: metrics
      port: 9090
---
apiVersion: v1
kind: Service
metadata:
  name: redis
  namespace: green
spec:
  ports:
    - port: 6379
`;

const FILES = { 'config.yaml': CONFIG, 'services.yaml': SERVICES };

const pod = (lines: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: blue\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n${lines}`;

const ingress = (backend: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: blue\nspec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            backend:\n              service:\n${backend}`;

const at = (text: string, path = 'web.yaml') => offersAt(text, path, FILES);
const found = (text: string, path?: string) =>
  at(text, path).offers.map(({ label, description }) => `${label}: ${description}`);

describe('names', () => {
  it.each([
    [
      'at an empty value',
      '          envFrom:\n            - configMapRef:\n                name: |',
    ],
    [
      'in a half-typed one',
      '          envFrom:\n            - configMapRef:\n                name: we|',
    ],
    [
      'in the middle',
      '          envFrom:\n            - configMapRef:\n                name: w|eb',
    ],
    ['in quotes', "          envFrom:\n            - configMapRef:\n                name: '|'"],
    ['in flow form', '          envFrom: [{ configMapRef: { name: | } }]'],
    [
      'with more below',
      '          envFrom:\n            - configMapRef:\n                name: |\n          image: a\n',
    ],
    ['in a flow that is still open', '          envFrom: [{ configMapRef: { name: |'],
    [
      'above a half-typed line',
      '          envFrom:\n            - configMapRef:\n                name: |\n          ima\n',
    ],
  ])('offers the ConfigMaps of the namespace: %s', (_where, lines) => {
    expect(found(pod(lines))).toEqual(['web-config: ConfigMap, config.yaml']);
  });

  it('offers the Secrets that operators make, in their namespace', () => {
    const made = (name: string, namespace: string): string =>
      `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  target: { name: ${name}-login }\n`;
    const env = '          envFrom:\n            - secretRef:\n                name: |';
    const files = { 'vault.yaml': `${made('shop', 'blue')}---\n${made('lab', 'green')}` };
    const { offers } = offersAt(pod(env), 'web.yaml', files);
    expect(offers.map(({ label, description }) => `${label}: ${description}`)).toEqual([
      'shop-login: Secret, vault.yaml',
    ]);
  });

  it('puts Secrets that suit the field first, and leaves out names of templates', () => {
    const env = '          envFrom:\n            - secretRef:\n                name: |';
    expect(labels(at(pod(env)))).toEqual(['web-credentials', 'web-tls']);
    const tls = ingress('                name: web\n').replace(
      '  rules:',
      '  tls:\n    - secretName: |\n  rules:',
    );
    expect(labels(at(tls))).toEqual(['web-tls', 'web-credentials']);
  });

  it('offers the Services of the namespace to an Ingress', () => {
    expect(found(ingress('                name: |'))).toEqual(['web: Service, services.yaml']);
    expect(found(ingress('                name: |').replaceAll('\n', '\r\n'))).toEqual([
      'web: Service, services.yaml',
    ]);
  });

  it('reads the namespace that a kustomization gives', () => {
    const files = { ...FILES, 'kustomization.yaml': 'namespace: green\nresources:\n  - in.yaml\n' };
    const text = ingress('                name: |').replace('  namespace: blue\n', '');
    expect(labels(offersAt(text, 'in.yaml', files))).toEqual(['redis']);
    expect(labels(offersAt(text, 'out.yaml', files))).toEqual([]);
  });

  it('replaces the whole word, and writes quotes where YAML needs them', () => {
    const text = '          envFrom:\n            - configMapRef:\n                name: w|rong\n';
    expect(accepted(at(pod(text)), 'web-config')).toBe(pod(text.replace('w|rong', 'web-config')));
    const config = CONFIG.replace('name: web-config', 'name: "123"');
    const offers = offersAt(pod(text), 'web.yaml', { 'config.yaml': config });
    expect(offer(offers, '123').insert).toBe('"123"');
  });

  it('works in JSON', () => {
    const text = (name: string): string =>
      `{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"blue"},"spec":{"containers":[{"envFrom":[{"configMapRef":{"name":${name}}}]}]}}`;
    expect(offer(at(text('"|"'), 'pod.json'), 'web-config').insert).toBe('web-config');
    expect(offer(at(text(' |'), 'pod.json'), 'web-config').insert).toBe('"web-config"');
  });
});

describe('keys', () => {
  const env = (ref: string): string =>
    `          env:\n            - name: A\n              valueFrom:\n                ${ref}`;

  it('offers the keys of the ConfigMap or Secret named beside, never a value', () => {
    expect(found(pod(env('configMapKeyRef: { name: web-config, key: | }')))).toEqual([
      'LOG_LEVEL: key of ConfigMap/web-config',
      'features.yaml: key of ConfigMap/web-config',
    ]);
    const secret = at(
      pod(
        env('secretKeyRef:\n                  name: web-credentials\n                  key: DB|\n'),
      ),
    );
    expect(labels(secret)).toEqual(['DB_PASSWORD']);
    expect(JSON.stringify(secret.offers)).not.toContain('hush');
  });

  it.each([
    ['of another namespace', 'configMapKeyRef: { name: other, key: | }'],
    ['that nobody defines', 'configMapKeyRef: { name: missing, key: | }'],
    ['without a name', 'configMapKeyRef: { key: | }'],
  ])('offers no keys of a ConfigMap %s', (_what, ref) => {
    expect(found(pod(env(ref)))).toEqual([]);
  });

  it('offers the ports of the Service named beside, by number or by name', () => {
    const port = (field: string): string =>
      ingress(`                name: web\n                port:\n                  ${field}: |\n`);
    expect(found(port('number'))).toEqual([
      '80: port http of Service/web',
      '9090: port metrics of Service/web',
    ]);
    expect(found(port('name'))).toEqual([
      'http: port 80 of Service/web',
      'metrics: port 9090 of Service/web',
    ]);
    expect(offer(at(port('number')), '80').insert).toBe('80');
  });
});

describe('namespaces', () => {
  it('offers those of the workspace, and not the one being typed', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: gr|\n';
    expect(found(text)).toEqual(['blue: Namespace', 'green: Namespace']);
  });

  it('offers them where a reference names one', () => {
    const text =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: a\n  namespace: blue\nspec:\n  rules:\n    - backendRefs:\n        - name: redis\n          namespace: |\n';
    expect(labels(at(text))).toEqual(['blue', 'green']);
    const named = text.replace('namespace: |', 'namespace: green').replace('redis', '|');
    expect(labels(at(named))).toEqual(['redis']);
  });
});

describe('hosts', () => {
  const env = (name: string, value: string): string =>
    pod(`          env:\n            - name: ${name}\n              value: ${value}\n`);

  it.each([
    ['REDIS_HOST', '|'],
    ['REDIS_HOST', 're|'],
    ['REDIS_HOST', '"redis.gr|"'],
    ['CACHE_ADDR', '|:6379'],
    ['CACHE_URL', 'redis://|:6379/0'],
  ])('%s: %s', (name, value) => {
    expect(found(env(name, value))).toEqual([
      'web: Service in this namespace',
      'redis.green: Service in green',
    ]);
  });

  it.each([
    ['LOG_LEVEL', '|'],
    ['REDIS_USER', 're|'],
    ['REDIS_HOST', 'redis |'],
    ['REDIS_PORT', '|'],
    ['CACHE_URL', 'redis://redis/|'],
  ])('offers nothing for %s: %s', (name, value) => {
    expect(found(env(name, value))).toEqual([]);
  });

  it('writes the whole host', () => {
    expect(accepted(at(env('REDIS_HOST', 'redis.g|')), 'redis.green')).toBe(
      env('REDIS_HOST', 'redis.green'),
    );
  });
});

describe('nothing is offered', () => {
  const text = ingress('                name: |');

  it.each([
    ['in values', text, 'values.yaml'],
    ['in CI files', text, '.github/workflows/a.yaml'],
    ['in a chart', text, 'chart/templates/a.yaml'],
    ['behind the colon itself', ingress('                name:|'), undefined],
    ['in a comment', ingress('                name: web # |'), undefined],
    ['in a field that names no object', ingress('                names: |'), undefined],
    ['in a name of its own', text.replace('name: web', 'name: |'), undefined],
    ['in YAML that is not Kubernetes', 'spec:\n  backend:\n    serviceName: |', undefined],
  ])('%s', (_where, marked, path) => {
    const files = { ...FILES, 'chart/Chart.yaml': 'name: chart\n' };
    const [first = '', ...rest] = marked.split('|');
    const one = `${first}|${rest.join('')}`;
    expect(labels(offersAt(one, path ?? 'web.yaml', files))).toEqual([]);
  });

  it('never throws, whatever the text', () => {
    const whole = ingress('                name: web\n') + '---\n' + CONFIG;
    for (let i = 0; i <= whole.length; i += 7) {
      const cut = `${whole.slice(0, i)}|${whole.slice(i, i + 90)}`;
      expect(() => offersAt(cut, 'web.yaml', FILES)).not.toThrow();
    }
  });
});
