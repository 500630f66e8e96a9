import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../support/ask.ts';
import { toldShort } from '../support/told.ts';

const pod = (reference: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: blue }\nspec:\n  containers: [{ name: a, image: "b:1", envFrom: [${reference}] }]\n`;

const custom = (apiVersion: string, kind: string, name: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: blue }\nspec: ${spec}\n`;

const wide = (apiVersion: string, kind: string, name: string, spec: string): string =>
  custom(apiVersion, kind, name, spec).replace(', namespace: blue', '');

const state = (kind: 'ConfigMap' | 'Secret', name: string, made: string): string => {
  const field = kind === 'Secret' ? 'secretRef' : 'configMapRef';
  const files = { 'web.yaml': pod(`{ ${field}: { name: ${name} } }`), 'made.yaml': made };
  return /: (\w+) /.exec(toldShort(workspaceOf(files), 'web.yaml')[0] ?? '')?.[1] ?? '';
};

const SECRETS: readonly (readonly [name: string, made: string])[] = [
  [
    'db',
    custom(
      'database.example.org/v1',
      'Instance',
      'x',
      '{ writeConnectionSecretToRef: { name: db } }',
    ),
  ],
  [
    'db',
    wide(
      'database.example.org/v1',
      'XInstance',
      'x',
      '{ writeConnectionSecretToRef: { name: db, namespace: blue } }',
    ),
  ],
  ['db', custom('example.org/v1', 'Instance', 'x', '{ publishConnectionDetailsTo: { name: db } }')],
  [
    'acme',
    custom(
      'cert-manager.io/v1',
      'Issuer',
      'x',
      '{ acme: { privateKeySecretRef: { name: acme } } }',
    ),
  ],
  [
    'acme',
    wide(
      'cert-manager.io/v1',
      'ClusterIssuer',
      'x',
      '{ acme: { privateKeySecretRef: { name: acme } } }',
    ),
  ],
  ['bucket', custom('objectbucket.io/v1alpha1', 'ObjectBucketClaim', 'bucket', '{}')],
  [
    'es',
    wide('external-secrets.io/v1', 'ClusterExternalSecret', 'x', '{ externalSecretName: es }'),
  ],
  [
    't',
    wide(
      'external-secrets.io/v1',
      'ClusterExternalSecret',
      'x',
      '{ externalSecretSpec: { target: { name: t } } }',
    ),
  ],
  [
    'gen',
    wide(
      'kyverno.io/v1',
      'ClusterPolicy',
      'x',
      '{ rules: [{ generate: { kind: Secret, name: gen, namespace: "{{request.object.metadata.name}}" } }] }',
    ),
  ],
  [
    'v',
    custom(
      'secrets.hashicorp.com/v1beta1',
      'HCPVaultSecretsApp',
      'x',
      '{ destination: { name: v } }',
    ),
  ],
];

const CONFIG_MAPS: readonly (readonly [name: string, made: string])[] = [
  ['bucket', custom('objectbucket.io/v1alpha1', 'ObjectBucketClaim', 'bucket', '{}')],
  [
    'ca',
    wide(
      'trust.cert-manager.io/v1alpha1',
      'Bundle',
      'ca',
      '{ target: { configMap: { key: ca.crt } } }',
    ),
  ],
  [
    'gen',
    wide(
      'kyverno.io/v1',
      'ClusterPolicy',
      'x',
      '{ rules: [{ generate: { kind: ConfigMap, name: gen, namespace: blue } }] }',
    ),
  ],
];

describe('objects that operators make', () => {
  it.each(SECRETS)('Secret %s of %s', (name, made) => {
    expect(state('Secret', name, made)).toBe('resolved');
    expect(state('Secret', `${name}x`, made)).toBe('missing');
  });

  it.each(CONFIG_MAPS)('ConfigMap %s of %s', (name, made) => {
    expect(state('ConfigMap', name, made)).toBe('resolved');
    expect(state('ConfigMap', `${name}x`, made)).toBe('missing');
  });

  it('are of the kind and the namespace that the object says', () => {
    const elsewhere = '{ rules: [{ generate: { kind: Secret, name: gen, namespace: green } }] }';
    expect(state('Secret', 'gen', wide('kyverno.io/v1', 'ClusterPolicy', 'x', elsewhere))).not.toBe(
      'resolved',
    );
    expect(
      state(
        'ConfigMap',
        'gen',
        wide('kyverno.io/v1', 'ClusterPolicy', 'x', elsewhere.replace('green', 'blue')),
      ),
    ).not.toBe('resolved');
  });

  it('are none of what only reads like such a field', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: blue }\ndata:\n  a: "writeConnectionSecretToRef: { name: db }"\n';
    expect(state('Secret', 'db', text)).not.toBe('resolved');
  });
});
