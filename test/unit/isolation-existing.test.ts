import { describe, expect, it } from 'vitest';
import { app, WEB, ingress } from '../support/policy-entrances.ts';
import { notesOf, parsePolicies, rulesOf, yamlOf } from '../support/policies.ts';
import type { Files } from '../support/policies.ts';

describe('policies that are there', () => {
  const policy = (spec: string, name = 'own'): string =>
    `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec:\n${spec}`;
  const given = (spec: string, more = ''): Files => ({
    'a.yaml': WEB + ingress('  ingressClassName: traefik\n') + policy(spec) + more,
  });
  const names = (files: Files): readonly string[] =>
    parsePolicies(yamlOf(files)).map(
      ({ metadata, spec }) => `${metadata.name} ${spec.policyTypes.join(' ')}`,
    );

  it('make the general ones unnecessary, direction by direction', () => {
    expect(names(given('  podSelector: {}\n'))).toEqual([
      ...['default-deny Egress', 'allow-dns Egress', 'allow-web Ingress'],
    ]);
    expect(names(given('  podSelector: { matchLabels: { app: web } }\n'))).toEqual([
      ...['default-deny Ingress Egress', 'allow-dns Egress', 'allow-web Ingress'],
    ]);
    const dns =
      '  podSelector: {}\n  policyTypes: [Egress]\n  egress: [{ ports: [{ port: 53 }, { port: 53, protocol: UDP }] }]\n';
    expect(names(given(dns))).toEqual(['default-deny Ingress', 'allow-web Ingress']);
  });

  it.each([
    ['from everybody', 'ingress: [{}]'],
    ['at the port by number', 'ingress: [{ ports: [{ port: 8080 }] }]'],
    ['at the port by name', 'ingress: [{ ports: [{ port: http }] }]'],
    ['at a range', 'ingress: [{ ports: [{ port: 8000, endPort: 9000 }] }]'],
    ['from all namespaces', 'ingress: [{ from: [{ namespaceSelector: {} }] }]'],
    [
      'from the namespace',
      'ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: traefik } } }] }]',
    ],
  ])('and let traffic in %s are not repeated', (_, rule) => {
    expect(rulesOf(given(`  podSelector: {}\n  ${rule}\n`))).toEqual([]);
  });

  it.each([
    ['at another port', 'ingress: [{ ports: [{ port: 80 }] }]'],
    ['with another protocol', 'ingress: [{ ports: [{ port: 8080, protocol: UDP }] }]'],
    ['from pods of the namespace', 'ingress: [{ from: [{ podSelector: {} }] }]'],
    [
      'from some pods',
      'ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { a: b } } }] }]',
    ],
    [
      'from namespaces with a label',
      'ingress: [{ from: [{ namespaceSelector: { matchLabels: { edge: "true" } } }] }]',
    ],
    ['only out', 'policyTypes: [Egress]\n  ingress: [{}]'],
  ])('and let traffic in %s leave the rule to be written', (_, rule) => {
    expect(rulesOf(given(`  podSelector: {}\n  ${rule}\n`))).toEqual([
      'allow-web ingress traefik: TCP/8080',
    ]);
  });

  it('are known by the labels that the files give to a namespace', () => {
    const namespace =
      '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: traefik, labels: { edge: "true" } }\n';
    const rule =
      '  podSelector: {}\n  ingress: [{ from: [{ namespaceSelector: { matchLabels: { edge: "true" } } }] }]\n';
    expect(rulesOf(given(rule, namespace))).toEqual([]);
  });

  it('keep their names to themselves', () => {
    const files = given(
      '  podSelector: { matchLabels: { app: other } }\n',
      policy('  podSelector: { matchLabels: { app: x } }\n', 'allow-web'),
    );
    expect(names(files)).toContain('allow-web-2 Ingress');
  });

  it('are named at the top, those of other kinds as not read', () => {
    const cilium =
      '---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: more, namespace: shop }\nspec: {}\n';
    const files = given('  podSelector: {}\n', cilium);
    expect(yamlOf(files)).toContain(
      '# - Taken as applied, and not repeated: NetworkPolicy/own (a.yaml:',
    );
    expect(notesOf(files)).toEqual([
      'CiliumNetworkPolicy/more is of another kind of policy, which is not read',
    ]);
  });
});

describe('what cannot be read', () => {
  it('is listed: charts, broken files, operators, remote bases, patches inside a kustomization', () => {
    const files = {
      'a.yaml': WEB,
      'broken.yaml': 'kind: [\n',
      'chart/Chart.yaml': 'name: chart\n',
      'db.yaml':
        'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: db, namespace: shop }\n',
      'release.yaml':
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: app, namespace: shop }\n',
      'k/kustomization.yaml':
        'resources: [https://example.com/base.yaml]\npatches:\n  - patch: |\n      kind: Deployment\n',
    };
    expect(notesOf(files)).toEqual([
      'This chart is not read: what it deploys is not known here',
      'A document of this file is no valid YAML',
      'It brings objects from outside of these files',
      'Patches inside a kustomization are not read',
      'Cluster/db belongs to an operator, which may run pods for it',
      'HelmRelease/app installs what is not in these files',
    ]);
  });

  it('is the address of the node', () => {
    const text = app('web').replace(
      '          ports:',
      '          env: [{ name: AGENT, valueFrom: { fieldRef: { fieldPath: status.hostIP } } }]\n          ports:',
    );
    expect(notesOf({ 'a.yaml': text })).toEqual([
      'Deployment/web: AGENT is the address of the node: what is called there needs a rule of its own',
    ]);
  });
});
