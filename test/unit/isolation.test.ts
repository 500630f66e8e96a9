import { describe, expect, it } from 'vitest';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { app, env, REDIS, web } from '../support/policy-manifests.ts';
import { notesOf, parsePolicies, rulesOf, workspaceOf, yamlOf } from '../support/policies.ts';

describe('the YAML of a namespace', () => {
  it('says what it is for, what the files leave open, and why each rule is there', () => {
    const yaml = yamlOf(web('REDIS_URL', 'redis://redis:6379/1'));
    const [head = '', ...documents] = yaml.split('---\n');
    expect(head.split('\n').slice(-5)).toEqual([
      '#',
      '# Namespace "shop": 4 policies.',
      '# - No caller is found of Deployment/web.',
      '# - No call is found out of Deployment/redis.',
      '',
    ]);
    expect(documents).toEqual([
      `# Nothing in, nothing out, except what another policy allows.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
    - Ingress
    - Egress
`,
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-dns
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
    - Egress
  egress:
    # Every pod looks names up; NodeLocal DNSCache needs its own address here.
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`,
      `# Deployment/redis (others.yaml:4).
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-redis
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: redis
  policyTypes:
    - Ingress
  ingress:
    # Deployment/web: REDIS_URL names "redis", port 6379 (web.yaml:23).
    - from:
        - podSelector:
            matchLabels:
              app: web
      ports:
        - protocol: TCP
          port: 6379
`,
      `# Deployment/web (web.yaml:4).
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
  policyTypes:
    - Egress
  egress:
    # Deployment/web: REDIS_URL names "redis", port 6379 (web.yaml:23).
    - to:
        - podSelector:
            matchLabels:
              app: redis
      ports:
        - protocol: TCP
          port: 6379
`,
    ]);
  });

  it('is nothing but a head where no pods run, and for namespaces of the cluster', () => {
    const files = {
      'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
      'dns.yaml': app('coredns', 53, '', 'kube-system'),
    };
    expect(parsePolicies(yamlOf(files))).toEqual([]);
    expect(yamlOf(files)).toContain('# No namespace of these files has workloads.');
  });

  it('keeps words of the files inside of comments', () => {
    const name = '"web\\n---\\nkind: Evil\\u2028\\u0085x"';
    const text = app('web', 80).replace('name: web', `name: ${name}`);
    const yaml = yamlOf({ 'a.yaml': `${text}---\n${app('db', 5432, env('URL', 'http://web'))}` });
    expect(parsePolicies(yaml).map(({ kind }) => kind)).toEqual(['NetworkPolicy', 'NetworkPolicy']);
  });
});

describe('pods that no policy can name', () => {
  it('are those in the network of their node', () => {
    const onNode = app('web', 80, env('REDIS_HOST', 'redis')).replace(
      '      containers:',
      '      hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet\n      containers:',
    );
    expect(rulesOf({ 'a.yaml': onNode, 'b.yaml': REDIS })).toEqual([]);
    expect(notesOf({ 'a.yaml': onNode, 'b.yaml': REDIS })).toEqual([
      'Deployment/web uses the network of its node: no policy holds for it',
    ]);
  });

  it('are those without labels', () => {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: web:1\n      env:\n        - name: REDIS_HOST\n          value: redis\n`;
    expect(rulesOf({ 'a.yaml': pod, 'b.yaml': REDIS })).toEqual([]);
    expect(notesOf({ 'a.yaml': pod, 'b.yaml': REDIS })).toEqual([
      'Pod/web has no labels that a policy could select: all its traffic is denied',
      'Pod/web: REDIS_HOST names "redis", but the pods of Pod/web have no labels: no rule',
    ]);
  });

  it('are told apart by more labels where their own selector does not', () => {
    const both = (name: string, container = ''): string =>
      app(name, 80, container)
        .replaceAll(`app: ${name}`, 'app: shop')
        .replace(
          '        app: shop\n    spec',
          `        app: shop\n        part: ${name}\n    spec`,
        );
    const files = {
      'a.yaml': both('web', env('REDIS_HOST', 'redis')),
      'c.yaml': both('jobs'),
      'b.yaml': REDIS,
    };
    expect(rulesOf(files)).toEqual([
      'allow-redis ingress app=shoppart=web TCP/6379',
      'allow-web egress app=redis TCP/6379',
    ]);
  });
});

describe('a result', () => {
  const files = web('REDIS_URL', 'redis://redis:6379/1');

  it('has nothing to add once it is applied', () => {
    const again = deriveIsolation(workspaceOf({ ...files, 'policies.yaml': yamlOf(files) }));
    expect(again.namespaces.flatMap(({ policies }) => policies)).toEqual([]);
  });

  it('is the same in whatever order the files come', () => {
    const turned = Object.fromEntries(Object.entries(files).reverse());
    expect(yamlOf(turned)).toBe(yamlOf(files));
  });
});

describe('a namespace that no workload names', () => {
  it('is not named by the policies, so that they go where the workloads go', () => {
    const text = app('web', 80).replace('  namespace: shop\n', '');
    const files = { 'a.yaml': text };
    expect(parsePolicies(yamlOf(files)).map(({ metadata }) => metadata)).toEqual([
      { name: 'default-deny' },
      { name: 'allow-dns' },
    ]);
    expect(yamlOf(files)).toContain('# Namespace "default": 2 policies.\n# - No workload says its');
    const again = deriveIsolation(workspaceOf({ ...files, 'policies.yaml': yamlOf(files) }));
    expect(again.namespaces.flatMap(({ policies }) => policies)).toEqual([]);
  });
});
