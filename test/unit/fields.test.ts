import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fieldNames, fieldSentence } from '../../src/core/hover/fields.ts';
import type { FieldTable } from '../../src/core/hover/fields.ts';
import { generateFields } from '../../src/dev/generate-fields.ts';

const file = new URL('../../media/fields.json', import.meta.url);
const text = readFileSync(file, 'utf8');
const table = JSON.parse(text) as FieldTable;

describe('fieldSentence', () => {
  it.each([
    [
      ...['networking.k8s.io/v1', 'Ingress', ['spec', 'rules', 0, 'http', 'paths', 2, 'pathType']],
      ...['pathType determines the interpretation of the path matching.', 'string'],
    ],
    [
      ...['v1', 'Service', ['spec', 'externalName']],
      'externalName is the external reference that discovery mechanisms will return as an alias for this service (e.g. a DNS CNAME record).',
      'string',
    ],
    [
      ...['v1', 'Pod', ['spec', 'containers', 0, 'env']],
      ...['List of environment variables to set in the container.', 'list of EnvVar'],
    ],
    [
      ...['apps/v1', 'Deployment', ['spec', 'template', 'spec', 'containers', 1, 'image']],
      ...['Container image name.', 'string'],
    ],
    [...['apps/v1', 'Deployment', ['spec', 'replicas']], ...['Number of desired pods.', 'integer']],
    [
      ...['v1', 'Secret', ['stringData']],
      'stringData allows specifying non-binary secret data in string form.',
      'map of string',
    ],
    [
      ...['v1', 'Service', ['spec', 'ports', 0, 'targetPort']],
      'Number or name of the port to access on the pods targeted by the service.',
      'integer or string',
    ],
    [...['v1', 'Pod', ['spec', 'containers', 0, 'command', 0]], ...['Entrypoint array.', 'string']],
    [
      ...['v1', 'Node', ['spec', 'taints', 0, 'effect']],
      'Required. The effect of the taint on pods that do not tolerate the taint.',
      'string',
    ],
  ] as const)('%s %s %j', (apiVersion, kind, path, ...[sentence, type]) => {
    expect(fieldSentence(table, apiVersion, kind, path)).toEqual({ sentence, type });
  });

  it('takes the sentence that the client drops from the other package', () => {
    expect(
      fieldSentence(table, 'networking.k8s.io/v1', 'Ingress', ['spec', 'defaultBackend']),
    ).toEqual({
      sentence:
        "defaultBackend is the backend that should handle requests that don't match any rule.",
      type: 'IngressBackend',
    });
  });

  it('walks through maps whose keys are free', () => {
    const schema = ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'properties', 'size'];
    expect(
      fieldSentence(table, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', [
        ...schema,
        'format',
      ])?.type,
    ).toBe('string');
    expect(
      fieldSentence(table, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', schema),
    ).toBeUndefined();
  });

  it.each([
    ['v1', 'Ingress', ['spec']],
    ['networking.k8s.io/v1beta1', 'Ingress', ['spec', 'rules']],
    ['example.com/v1', 'Widget', ['spec']],
    ['v1', 'Service', ['spec', 'externalname']],
    ['v1', 'Service', ['spec', 'ports', 'port']],
    ['v1', 'Service', ['spec', 0]],
    ['v1', 'Service', ['metadata', 'labels', 'app']],
    ['v1', 'Service', ['spec', 'type', 'more']],
    ['v1', 'Service', ['status']],
    ['v1', 'Service', ['constructor']],
    ['v1', 'Service', ['__proto__', 'x']],
    ['', '', []],
    ['v1', 'Service', []],
  ])('says nothing about %s %s %j', (apiVersion, kind, path) => {
    expect(fieldSentence(table, apiVersion, kind, path)).toBeUndefined();
  });
});

describe('fieldNames', () => {
  it('lists what an object may have', () => {
    const paths = ['spec', 'rules', 0, 'http', 'paths', 0];
    expect(fieldNames(table, 'networking.k8s.io/v1', 'Ingress', paths)).toEqual([
      ...['backend', 'path', 'pathType'],
    ]);
    expect(fieldNames(table, 'v1', 'Service', [])).toEqual([
      ...['apiVersion', 'kind', 'metadata', 'spec', 'status'],
    ]);
    expect(fieldNames(table, 'v1', 'ConfigMap', [])).toEqual([
      ...['apiVersion', 'binaryData', 'data', 'immutable', 'kind', 'metadata'],
    ]);
  });

  it('uses the names of the API where the client has others', () => {
    const schema = ['spec', 'versions', 0, 'schema', 'openAPIV3Schema'];
    const names = fieldNames(table, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', schema);
    expect(names).toEqual(
      expect.arrayContaining(['$ref', 'enum', 'default', 'x-kubernetes-preserve-unknown-fields']),
    );
    expect(names).not.toContain('_enum');
  });

  it.each([
    ['example.com/v1', 'Widget', []],
    ['v1', 'ConfigMap', ['data']],
    ['v1', 'Pod', ['metadata', 'labels']],
    ['v1', 'Pod', ['spec', 'containers']],
    ['v1', 'Pod', ['spec', 'nodeName']],
    ['v1', 'Pod', ['spec', 'nonsense', 'deeper']],
    ['v1', 'Pod', ['status']],
  ])('is silent about %s %s %j', (apiVersion, kind, path) => {
    expect(fieldNames(table, apiVersion, kind, path)).toBeUndefined();
  });
});

describe('media/fields.json', () => {
  it('is what the installed packages give', () => {
    expect(generateFields()).toBe(text);
  });

  it('names its origin, and every kind resolves', () => {
    expect(table).toMatchObject({
      kubernetes: '1.36',
      source: '@kubernetes/client-node 2.0.1',
      license: 'Apache-2.0',
    });
    expect(table.notice).toContain('Apache License 2.0');
    const kinds = Object.keys(table.kinds);
    expect(kinds).toHaveLength(34);
    for (const kind of kinds) {
      const at = kind.lastIndexOf('/');
      const names = fieldNames(table, kind.slice(0, at), kind.slice(at + 1), []);
      expect(names).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata']));
    }
  });

  it('stays small, and its sentences short', () => {
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(30_000);
    for (const { fields } of table.types) {
      for (const entry of Object.values(fields)) {
        const sentence = typeof entry === 'string' ? entry : entry[0];
        expect(sentence.length).toBeLessThanOrEqual(220);
      }
    }
  });
});
