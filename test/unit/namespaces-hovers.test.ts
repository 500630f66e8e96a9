import { describe, expect, it } from 'vitest';
import { hover, pod, SERVICES } from '../support/neighbours.ts';

describe('metadata.namespace', () => {
  const config = (own: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmeta¦data:\n  name: web\n${own}data: {}\n`;

  it('says that the own field won', () => {
    const { word, lines } = hover({
      'web.yaml': pod('x').replace('namespace: blue', 'namespace: bl¦ue'),
    });
    expect(word).toBe('blue');
    expect(lines).toEqual([
      '**Namespace**',
      'Pod "cart" goes to:',
      'blue: its own field says so',
      'slide S2',
    ]);
  });

  it('says that a kustomization won, and what it replaced and renamed', () => {
    const files = {
      'kustomization.yaml': 'namespace: shop\nnamePrefix: dev-\nresources: [web.yaml]\n',
      'web.yaml': config('  namespace: blue\n'),
    };
    expect(hover(files).lines).toEqual([
      '**Namespace**',
      'ConfigMap "web" goes to:',
      'shop as "dev-web": the kustomization kustomization.yaml says so @kustomization.yaml',
      'The "blue" that is written here is replaced.',
      'slide S2',
    ]);
  });

  it('says that Argo CD or Flux won', () => {
    const argo =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop\nspec:\n  source:\n    path: deploy\n  destination:\n    namespace: from-argo\n';
    expect(hover({ 'argo.yaml': argo, 'deploy/web.yaml': config('') }).lines[2]).toBe(
      'from-argo: the Argo CD Application in argo.yaml says so @argo.yaml',
    );
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: shop\nspec:\n  path: ./deploy\n  targetNamespace: from-flux\n';
    expect(hover({ 'flux.yaml': flux, 'deploy/web.yaml': config('') }).lines[2]).toBe(
      'from-flux: the Flux Kustomization in flux.yaml says so @flux.yaml',
    );
  });

  it('says when nothing names a namespace', () => {
    expect(hover({ 'web.yaml': config('') }).lines.slice(2, 4)).toEqual([
      'default: nothing says otherwise',
      'No field, kustomization, Argo CD Application or Flux Kustomization of this workspace names a namespace, so `kubectl -n` or the current context decides; `default` where these are silent, too.',
    ]);
  });

  it('is silent on kinds without a namespace', () => {
    expect(
      hover({ 'pv.yaml': 'apiVersion: v1\nkind: PersistentVolume\nmeta¦data:\n  name: x\n' }).lines,
    ).toEqual([]);
  });
});

describe('kinds', () => {
  it('Namespace: what it holds, what else has the same names, who closes it', () => {
    const { lines } = hover({
      'all.yaml': SERVICES,
      'cart.yaml': pod('x'),
      'ns.yaml': 'apiVersion: v1\nkind: Name¦space\nmetadata:\n  name: blue\n',
    });
    expect(lines).toEqual([
      '**Room for one copy of a stack.** The same names can be used again in another namespace, each with its own address. It separates names, not traffic.',
      '1 workload of this workspace in "blue"',
      'redis.blue.svc.cluster.local, also in green @all.yaml',
      'mail.blue.svc.cluster.local @all.yaml',
      'No network policy for it in this workspace: pods of every other namespace may connect.',
      'slide S2',
    ]);
  });

  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: closed\n  namespace: blue\nspec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n  ingress:\n    - from:\n        - podSelector:\n            matchLabels: {app: web}\n        - namespaceSelector: {}\n          podSelector: {}\n';

  it('NetworkPolicy: the directions and the pods', () => {
    expect(
      hover({ 'p.yaml': policy.replace('NetworkP', 'Network¦P'), 'cart.yaml': pod('x') }).lines,
    ).toEqual([
      '**This is what isolates.** Namespaces do not. For the pods it selects, everything in its directions is denied, except what some policy allows: policies add up. Replies pass, and the node of a pod always reaches it, so probes work. It does nothing unless the network plugin enforces it.',
      'In: what its rule allows. Out: nothing.',
      'In "blue" it matches all of 1 workloads:',
      'Pod/cart @cart.yaml',
      'slide S2',
    ]);
  });

  it('podSelector: the pods that it matches here', () => {
    const peer = policy.replace('- podSelector', '- pod¦Selector');
    expect(hover({ 'p.yaml': peer, 'cart.yaml': pod('x') }).lines).toEqual([
      'It matches no pod of this workspace in "blue".',
      'slide S2',
    ]);
    const elsewhere = policy.replace('          podSelector: {}', '          pod¦Selector: {}');
    expect(hover({ 'p.yaml': elsewhere }).lines[0]).toBe(
      'These pods, in every namespace that the `namespaceSelector` beside it picks.',
    );
  });

  it('roles and accounts: the permissions model', () => {
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Ro¦le\nmetadata:\n  name: r\n';
    expect(hover({ 'r.yaml': role }).lines[1]).toBe('slide S3');
    expect(hover({ 'r.yaml': role.replace('rbac.authorization.k8s.io', 'x.io') }).lines).toEqual(
      [],
    );
  });
});

describe('kustomization', () => {
  it('namespace: what goes there', () => {
    const { lines } = hover({
      'kustomization.yaml': 'namespace: sh¦op\nresources: [web.yaml]\n',
      'web.yaml': pod('x'),
    });
    expect(lines).toEqual([
      '**Everything listed here goes to this namespace**, and keeps its names. One overlay for each namespace runs the same stack side by side.',
      'web.yaml @web.yaml',
      'slide S2',
    ]);
  });

  it('namePrefix: what it does not rename', () => {
    expect(hover({ 'kustomization.yaml': 'name¦Prefix: dev-\n' }).lines[0]).toMatch(
      /^\*\*Renames the objects listed here\*\*, except Namespaces, CustomResourceDefinitions and APIServices\./,
    );
  });
});

describe('facts that a newcomer needs', () => {
  const policy = (rest: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: closed\nspec:\n  podSelector: {}\n${rest}`;

  it('policyTypes: what counts without them', () => {
    expect(hover({ 'p.yaml': policy('  policy¦Types: [Ingress]\n') }).lines[0]).toMatch(
      /Without `policyTypes`, `Ingress` always counts, and `Egress` only where the policy has egress rules\.$/,
    );
  });

  it.each(['  ingress:\n    - fr¦om:\n        - podSelector: {}\n', '  egress:\n    - t¦o: []\n'])(
    'peers: two selectors in one item, and in two (%j)',
    (rest) => {
      expect(hover({ 'p.yaml': policy(rest) }).lines[0]).toMatch(
        /^Any one item of this list is enough\. Within an item, both selectors must match:/,
      );
    },
  );
});
