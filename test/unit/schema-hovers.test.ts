import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { loadCase } from '../support/fixtures.ts';
import { schema } from '../support/schema.ts';

/** The parts of the hover where `¦` stands in the first text. */
function hover(marked: string, ...others: readonly string[]): readonly unknown[] {
  const files = [marked.replace('¦', ''), ...others].map(
    (text, i) => [`${String(i)}.yaml`, text] as const,
  );
  const place = { path: '0.yaml', offset: marked.indexOf('¦') };
  return hoverAt(loadCase(new Map(files)), [], place, { schema: () => schema })?.parts ?? [];
}

const pod = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n${container}`;

describe('a hover tells what Kubernetes says', () => {
  it('of a field, with its type and whether it is required', () => {
    expect(hover(pod('').replace('- name', '- na¦me'))).toEqual([
      { markdown: '*Kubernetes:* Name of the container specified as a DNS_LABEL.' },
      { markdown: 'Type: `string`, required.' },
    ]);
  });

  it('of a field with a default and values of its own', () => {
    expect(hover(pod('      ports:\n        - proto¦col: TCP\n'))).toEqual([
      { markdown: '*Kubernetes:* Protocol for port.' },
      { markdown: 'Type: `string`, `TCP` by default. One of `SCTP`, `TCP`, `UDP`.' },
    ]);
  });

  it('of a value', () => {
    expect(hover(pod('      imagePullPolicy: Al¦ways\n'))).toEqual([
      {
        markdown:
          '*Kubernetes:* `Always` means that kubelet always attempts to pull the latest image.',
      },
    ]);
  });

  it('of a kind', () => {
    expect(hover(pod('').replace('Pod', 'P¦od'))).toEqual([
      {
        markdown: '*Kubernetes:* Pod is a collection of containers that can run on a host.',
      },
      { markdown: '`Pod` of `v1`.' },
    ]);
  });

  it.each([
    ['256Mi', '268 MB'],
    ['1Gi', '1.07 GB'],
    ['100m', '0.1'],
    ['1.5k', '1.5 kB'],
  ])('of the quantity %s', (quantity, words) => {
    const text = pod(`      resources:\n        requests:\n          memory: ¦${quantity}\n`);
    expect(hover(text)).toEqual([{ markdown: `\`${quantity}\` is ${words}.` }]);
  });

  it.each(['500', 'much', '""'])('nothing of the quantity %s', (quantity) => {
    expect(
      hover(pod(`      resources:\n        requests:\n          cpu: ¦${quantity}\n`)),
    ).toEqual([]);
  });
});

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size:
                  type: integer
                  description: How many [parts](https://example.com). At most ten.
`;

describe('a hover tells what a CRD of the workspace says', () => {
  const widget =
    'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: a\nspec:\n  si¦ze: 3\n';

  it('of a field, as text that can be no link', () => {
    expect(hover(widget, CRD)).toEqual([
      { text: 'How many [parts](https://example.com).' },
      { text: 'Type: integer, required.' },
    ]);
  });

  it('only where it is there, once', () => {
    expect(hover(widget)).toEqual([]);
    expect(hover(widget, CRD, CRD.replace('integer', 'string'))).toEqual([]);
    expect(hover(widget.replace('/v1', '/v2'), CRD)).toEqual([]);
  });
});
