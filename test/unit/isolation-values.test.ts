import { describe, expect, it } from 'vitest';
import { app, env, REDIS, BOTH } from '../support/policy-manifests.ts';
import { notesOf, rulesOf, yamlOf } from '../support/policies.ts';

const readsAll =
  '          envFrom:\n            - configMapRef:\n                name: settings\n';
const settings = (data: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\ndata:\n${data}`;

describe('values from elsewhere', () => {
  it('are read in the ConfigMap that holds them', () => {
    const files = {
      'a.yaml': app('web', 80, readsAll),
      'b.yaml': REDIS + settings('  REDIS_HOST: redis\n'),
    };
    expect(rulesOf(files)).toEqual(BOTH('TCP/6379'));
    expect(yamlOf(files)).toContain(
      '# Deployment/web: REDIS_HOST of ConfigMap/settings names "redis" (b.yaml:38).',
    );
  });

  it('count only for the keys that are asked for', () => {
    const container = `          env:\n            - name: REDIS\n              valueFrom:\n                configMapKeyRef:\n                  name: settings\n                  key: `;
    const data = settings('  redis-url: redis://redis:6379\n  other-url: http://redis:80\n');
    const files = (key: string) => ({
      'a.yaml': app('web', 80, `${container}${key}\n`),
      'b.yaml': REDIS + data,
    });
    expect(rulesOf(files('redis-url'))).toEqual(BOTH('TCP/6379'));
    expect(notesOf(files('redis-url'))).toEqual([]);
  });

  it('count inside of files where a Service answers, and nowhere else', () => {
    const file = settings(
      '  app.yml: |\n    # unused: redis:6379\n    targets: ["redis:6379", "nobody:80", "a.example.com:90"]\n',
    );
    const files = { 'a.yaml': app('web', 80, readsAll), 'b.yaml': REDIS + file };
    expect(rulesOf(files)).toEqual(BOTH('TCP/6379'));
    expect(notesOf(files)).toEqual([]);
  });

  it('are listed where they are not in the files, or are read by nobody', () => {
    expect(notesOf({ 'a.yaml': app('web', 80, readsAll) })).toEqual([
      'Deployment/web: ConfigMap/settings is not in the files: hosts in it are not known',
    ]);
    expect(notesOf({ 'b.yaml': REDIS + settings('  REDIS_HOST: redis\n') })).toEqual([
      'ConfigMap/settings names hosts, and no workload of these files reads it: no rule',
    ]);
  });

  it('come out of generators, but not out of their files', () => {
    const kustomization =
      'namespace: shop\nresources: [a.yaml, b.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals:\n      - REDIS_HOST=redis\n';
    const files = {
      'a.yaml': app('web', 80, readsAll),
      'b.yaml': REDIS,
      'kustomization.yaml': kustomization,
    };
    expect(rulesOf(files)).toEqual(BOTH('TCP/6379'));
    const made = kustomization.replace('literals:\n      - REDIS_HOST=redis', 'envs: [web.env]');
    expect(notesOf({ ...files, 'kustomization.yaml': made })).toEqual([
      'Deployment/web: ConfigMap/settings is made from other files, which are not read',
    ]);
  });

  it('out of a Secret are never repeated', () => {
    const container = readsAll.replace('configMapRef', 'secretRef');
    const secret = `---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: settings\n  namespace: shop\nstringData:\n  DB_URL: postgres://u:geheim@secret.example.com/x\n  CACHE_URL: redis://redis\ndata:\n  MAIL_HOST: bWFpbC5leGFtcGxlLmNvbQ==\n`;
    const files = { 'a.yaml': app('web', 80, container), 'b.yaml': REDIS + secret };
    expect(rulesOf(files)).toEqual([
      ...BOTH('TCP/6379'),
      'allow-web egress 0.0.0.0/0 but private TCP/5432',
    ]);
    const yaml = yamlOf(files);
    expect(yaml).toContain('DB_URL of Secret/settings names a host');
    expect(yaml).toContain('MAIL_HOST of Secret/settings seems to hold an address');
    expect(yaml).not.toMatch(/geheim|secret\.example|bWFp|mail\.example/);
  });

  it('come out of patches as well', () => {
    const files = {
      'base/a.yaml': app('web', 80).replace('  namespace: shop\n', ''),
      'base/b.yaml': REDIS.replaceAll('  namespace: shop\n', ''),
      'base/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
      'prod/kustomization.yaml':
        'namespace: shop\nresources: [../base]\npatches: [{ path: p.yaml }]\n',
      'prod/p.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n${env('REDIS_HOST', 'redis')}`,
    };
    expect(rulesOf(files, 'shop')).toEqual(BOTH('TCP/6379'));
  });
});
