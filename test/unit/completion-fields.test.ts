import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../src/core/completion/completion.ts';
import type { Completion } from '../../src/core/completion/completion.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { schema } from '../support/schema.ts';

const PATH = 'k8s/web.yaml';
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: pizzas.example.com}
spec:
  group: example.com
  names: {kind: Pizza, plural: pizzas}
  scope: Namespaced
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
                size: {type: string, enum: [small, large], description: 'How [large](command:x).'}
                price: {type: integer}
`;

/** What is offered at the \`¦\` of a text. */
function offers(
  marked: string,
  files: Readonly<Record<string, string>> = {},
): readonly Completion[] {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const workspace = new Workspace();
  const others = Object.entries(files).map(([path, content]) => ({ path, text: content }));
  workspace.change([...others, { path: PATH, text }]);
  const request = { path: PATH, kind: 'yaml' as const, text, offset };
  return completionsAt(workspace, [], request, { schema: () => schema });
}

const names = (marked: string): readonly string[] => offers(marked).map(({ label }) => label);

/** The text after an offer is taken, with the first word of each place of a snippet. */
function taken(marked: string, label: string): string {
  const offer = offers(marked).find((one) => one.label === label);
  if (offer === undefined) throw new Error(`"${label}" is not offered`);
  const text = marked.replace('¦', '');
  const lineStart = text.lastIndexOf('\n', offer.span.start - 1) + 1;
  const indent = /^ */.exec(text.slice(lineStart))?.[0] ?? '';
  const insert = offer.insert
    .replaceAll('\n', `\n${indent}`)
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '_');
  return text.slice(0, offer.span.start) + insert + text.slice(offer.span.end);
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';

describe('the fields of a kind', () => {
  it('are offered where a key may stand, required ones first, those that are there left out', () => {
    const found = names(`${POD}  hostNetwork: true\n  ¦\n`);
    expect(found[0]).toBe('containers');
    expect(found).toContain('restartPolicy');
    expect(found).not.toContain('hostNetwork');
    expect(offers(`${POD}  ¦\n`)[0]).toMatchObject({
      type: 'field',
      description: 'list of Container, required',
      about: 'List of containers belonging to the pod.',
    });
  });

  it('are those of the whole document at its first column, without what the cluster writes', () => {
    const found = names('apiVersion: apps/v1\nkind: Deployment\n¦\n');
    expect(found).toEqual(['spec', 'metadata']);
    expect(names('apiVersion: v1\nkind: Pod\nmetadata:\n  ¦\n')).toEqual([
      ...['annotations', 'finalizers', 'generateName', 'labels', 'name', 'namespace'],
      'ownerReferences',
    ]);
  });

  it('are offered while a word is typed, in items of lists too', () => {
    const item = `${POD}  containers:\n    - name: web\n      im¦\n`;
    expect(offers(item).find(({ label }) => label === 'image')?.span).toEqual({
      start: item.indexOf('im¦'),
      end: item.indexOf('¦'),
    });
    expect(names(`${POD}  containers:\n    - ¦\n`)[0]).toBe('name');
  });

  it.each([
    // Nothing that Kubernetes has a name for.
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  ¦\n'],
    ['apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    ¦\n'],
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |\n    ¦\n'],
    ['apiVersion: v1\nkind: Pod\n# ¦\n'],
    ['apiVersion: v1\nkind: Pod\nmetadata:\n  na¦ x\n'],
    ['apiVersion: example.com/v1\nkind: Unknown\nspec:\n  ¦\n'],
    ['a: 1\nb:\n  ¦\n'],
  ])('are not offered in %j', (text) => {
    expect(names(text)).toEqual([]);
  });

  it('of a custom kind are those of its CRD', () => {
    const text = 'apiVersion: example.com/v1\nkind: Pizza\nmetadata: {name: a}\nspec:\n  ¦\n';
    expect(offers(text, { 'crd.yaml': CRD }).map(({ label, about }) => [label, about])).toEqual([
      ['size', 'How [large](command:x).'],
      ['price', undefined],
    ]);
  });

  it('are not offered where they are not to be said', () => {
    const files = { '.next-steps.yaml': 'schema: off\n' };
    expect(offers(`${POD}  ¦\n`, files)).toEqual([]);
  });
});

describe('a field is written', () => {
  it('with what it requires, indented', () => {
    expect(taken(`${POD}  ¦\n`, 'containers')).toBe(`${POD}  containers:\n    - name: _\n`);
    expect(taken('apiVersion: apps/v1\nkind: Deployment\n¦\n', 'spec')).toBe(
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector:\n    _\n  template:\n    _\n',
    );
  });

  it('behind a dash, with its lines below its own column', () => {
    expect(taken(`${POD}  containers:\n    - ¦\n`, 'securityContext')).toBe(
      `${POD}  containers:\n    - securityContext:\n        _\n`,
    );
  });

  it('with the dash that an item needs', () => {
    expect(taken(`${POD}  containers:\n    ¦\n`, 'name')).toBe(
      `${POD}  containers:\n    - name: _\n`,
    );
    expect(taken(`${POD}  containers:\n    ¦\n`, 'ports')).toBe(
      `${POD}  containers:\n    - ports:\n        - containerPort: _\n`,
    );
  });

  it('with lists as the file writes them', () => {
    const flush = `${POD}  containers:\n  - name: web\n    ¦\n`;
    expect(taken(flush, 'ports')).toBe(
      `${POD}  containers:\n  - name: web\n    ports:\n    - containerPort: _\n`,
    );
    expect(taken(flush, 'command')).toContain('\n    command:\n    - _\n');
  });

  it('with its values to choose from, its default, or nothing', () => {
    const insert = (label: string): string | undefined =>
      offers(`${POD}  containers:\n    - name: a\n      ¦\n`).find((one) => one.label === label)
        ?.insert;
    expect(insert('imagePullPolicy')).toBe('imagePullPolicy: ${1|Always,IfNotPresent,Never|}');
    expect(insert('stdin')).toBe('stdin: ${1|true,false|}');
    expect(insert('image')).toBe('image: $1');
    expect(insert('resources')).toBe('resources:\n  $1');
  });
});

describe('the values of a field', () => {
  const values = (marked: string): readonly string[] =>
    offers(marked).flatMap(({ type, label }) => (type === 'value' ? [label] : []));

  it('are offered behind its colon', () => {
    expect(values(`${POD}  restartPolicy: ¦\n`)).toEqual(['Always', 'Never', 'OnFailure']);
    expect(values(`${POD}  restartPolicy: On¦\n`)).toEqual(['Always', 'Never', 'OnFailure']);
    expect(values(`${POD}  hostNetwork: ¦\n`)).toEqual(['true', 'false']);
    expect(values(`${POD}  nodeName: ¦\n`)).toEqual([]);
  });

  it('are offered in lists', () => {
    const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  policyTypes:\n';
    expect(values(`${policy}    - ¦\n`)).toEqual(['Egress', 'Ingress']);
  });
});
