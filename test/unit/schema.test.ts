import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inWords, placeAt } from '../../src/core/schema/shape.ts';
import type { Place } from '../../src/core/schema/shape.ts';
import { firstSentence, schemaText } from '../../src/dev/generate-schema.ts';
import { schema } from '../support/schema.ts';

type Path = readonly (string | number)[];

function at(apiVersion: string, kind: string, path: Path): Place | undefined {
  const shape = schema.shapeOf(apiVersion, kind);
  return shape && placeAt(shape, path);
}

describe('the schema of Kubernetes', () => {
  it.each([
    [
      ...['networking.k8s.io/v1', 'Ingress', ['spec', 'rules', 0, 'http', 'paths', 2, 'pathType']],
      ...['pathType determines the interpretation of the path matching.', 'string'],
    ],
    [
      ...['v1', 'Pod', ['spec', 'containers', 0, 'env']],
      ...['List of environment variables to set in the container.', 'list of EnvVar'],
    ],
    ['apps/v1', 'Deployment', ['spec', 'replicas'], 'Number of desired pods.', 'integer'],
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
    ['v1', 'Pod', ['spec', 'containers', 0, 'command', 0], 'Entrypoint array.', 'string'],
    [
      ...['v1', 'Node', ['spec', 'taints', 0, 'effect']],
      'Required. The effect of the taint on pods that do not tolerate the taint.',
      'string',
    ],
    [
      ...['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
      ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'properties', 'size', 'format'],
      'format is an OpenAPI v3 format string.',
      'string',
    ],
  ] as const)('%s %s %j', (apiVersion, kind, path, ...[sentence, type]) => {
    const place = at(apiVersion, kind, path);
    expect(place?.field?.sentence).toBe(sentence);
    expect(place && inWords(place.shape)).toBe(type);
  });

  it.each([
    ['v1', 'Ingress', ['spec']],
    ['example.com/v1', 'Widget', ['spec']],
    ['v1', 'Service', ['spec', 'externalname']],
    ['v1', 'Service', ['spec', 'ports', 'port']],
    ['v1', 'Service', ['spec', 0]],
    ['v1', 'Service', ['spec', 'type', 'more']],
    ['v1', 'Service', ['constructor']],
    ['v1', 'Service', ['__proto__', 'x']],
    ['', '', []],
  ])('knows nothing of %s %s %j', (apiVersion, kind, path) => {
    expect(at(apiVersion, kind, path)).toBeUndefined();
  });

  it('leads to no field where the keys of a map are free', () => {
    expect(at('v1', 'Service', ['metadata', 'labels', 'app'])?.field).toBeUndefined();
  });

  it('knows what is required, what is the default, what is allowed, and what tells items apart', () => {
    expect(
      at('v1', 'Pod', ['spec', 'containers', 0, 'ports', 0, 'containerPort'])?.field,
    ).toMatchObject({ required: true });
    const protocol = at('v1', 'Pod', ['spec', 'containers', 0, 'ports', 0, 'protocol']);
    expect(protocol?.field).toMatchObject({ required: false, default: 'TCP' });
    expect(protocol?.shape).toMatchObject({
      values: new Map([
        ['SCTP', 'is the SCTP protocol.'],
        ['TCP', 'is the TCP protocol.'],
        ['UDP', 'is the UDP protocol.'],
      ]),
    });
    expect(at('v1', 'Pod', ['spec', 'containers', 0, 'ports'])?.shape).toMatchObject({
      keys: ['containerPort', 'protocol'],
    });
  });

  it('knows which release serves a kind', () => {
    const serves = (minor: number): boolean =>
      schema.serves('storagemigration.k8s.io/v1', 'StorageVersionMigration', minor);
    expect([36, 37].map(serves)).toEqual([false, true]);
    expect(schema.serves('apps/v1', 'Deployment', 34)).toBe(true);
    expect(schema.serves('v1', 'Deployment', 37)).toBe(false);
    expect(schema.versionsOf('HorizontalPodAutoscaler')).toEqual([
      ...['autoscaling/v1', 'autoscaling/v2'],
    ]);
    expect(schema.kindsIn('batch/v1')).toEqual(['CronJob', 'Job']);
  });
});

describe('firstSentence', () => {
  it.each([
    ['Number of pods. Defaults to 1.', 'Number of pods.'],
    ['Such as e.g. this one. And more.', 'Such as e.g. this one.'],
    ['Required. The taint.', 'Required. The taint.'],
    ['The protocol.\n\nPossible enum values:\n - `"TCP"` is TCP.', 'The protocol.'],
    ['without an end', 'without an end'],
    ['', ''],
  ])('%j', (description, sentence) => {
    expect(firstSentence(description)).toBe(sentence);
  });

  it('cuts what is too long at a word', () => {
    const cut = firstSentence('word '.repeat(100));
    expect(cut.length).toBeLessThanOrEqual(220);
    expect(cut.endsWith('word…')).toBe(true);
  });
});

describe('schemaText', () => {
  const schemas = {
    'a.Widget': {
      description: 'A widget.',
      properties: {
        color: { type: 'string', enum: ['', 'Red'], description: 'The color.' },
        next: { $ref: '#/components/schemas/a.Widget' },
        parts: { items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
        free: { type: 'object' },
      },
      required: ['color'],
      'x-kubernetes-group-version-kind': [{ group: 'a', version: 'v1', kind: 'Widget' }],
    },
  };

  it('is one type a line, with the minors that serve each kind', () => {
    const kinds = new Map([['a/v1', ['Widget']]]);
    const text = schemaText(
      [
        { minor: 36, kinds: new Map(), schemas: {} },
        { minor: 37, kinds, schemas },
      ],
      '1.37.0',
    );
    expect(JSON.parse(text)).toMatchObject({
      kubernetes: '1.37.0',
      kinds: { 'a/v1/Widget': [0, [37]] },
      types: [
        [
          'Widget',
          'A widget.',
          {
            color: ['The color.', 'string', { r: 1, e: { Red: '' } }],
            next: ['A widget.', '#0'],
            parts: ['', '[]string', { k: [] }],
            free: ['', 'any'],
          },
        ],
      ],
    });
    expect(text.split('\n').filter((line) => line.startsWith('["'))).toHaveLength(1);
  });

  it('fails where the newest server has no schema of a kind', () => {
    const kinds = new Map([['b/v1', ['Gone']]]);
    expect(() => schemaText([{ minor: 37, kinds, schemas }], '1.37.0')).toThrow('b/v1/Gone');
  });
});

it('media/schema.json is small', () => {
  const file = new URL('../../media/schema.json', import.meta.url);
  expect(gzipSync(readFileSync(file)).length).toBeLessThan(200_000);
});
