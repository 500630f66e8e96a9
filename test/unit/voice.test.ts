import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { hasOtherSchema } from '../../src/core/schema/voice.ts';
import type { SchemaMode } from '../../src/core/schema/voice.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';
import { schema } from '../support/schema.ts';

const AT = '/home/me/shop/k8s/web.yaml';

describe('whether the YAML extension has a schema of Kubernetes for a file', () => {
  const has = (schemas: unknown, text = '', contributed: readonly unknown[] = []): boolean =>
    hasOtherSchema(AT, text, { schemas, contributed });

  it.each([
    [{ kubernetes: '*.yaml' }, true],
    [{ kubernetes: ['*.json', '/k8s/*'] }, true],
    [{ kubernetes: '*' }, true],
    [{ kubernetes: 'web.yaml' }, true],
    [{ kubernetes: 'k8s/*/web.yaml' }, false],
    [{ kubernetes: '*.yml' }, false],
    [{ kubernetes: '/k8s/*.yaml.j2' }, false],
    // A letter cannot be both the end of one part and the start of the next.
    [{ kubernetes: 'web.yaml*yaml' }, false],
    [
      { 'https://example.com/kubernetes-json-schema/v1.34.0-standalone-strict/all.json': '*' },
      true,
    ],
    [{ './schemas/k8s.json': '*' }, true],
    [{ 'https://json.schemastore.org/github-workflow.json': '*' }, false],
    [{ 'https://example.com/sk8schema.json': '*' }, false],
    [{}, false],
    [{ kubernetes: [1, null] }, false],
    [undefined, false],
    ['kubernetes', false],
  ])('%j: %s', (schemas, wanted) => {
    expect(has(schemas)).toBe(wanted);
  });

  it('hears of schemas that other extensions bring', () => {
    const brought = { url: 'https://example.com/k8s.json', fileMatch: ['*.yaml'] };
    expect(has({}, '', [brought])).toBe(true);
    expect(has({}, '', [{ ...brought, fileMatch: '*.yml' }, null, 'x'])).toBe(false);
  });

  it('takes what the file itself says before anything else', () => {
    const line = '# yaml-language-server: $schema=';
    expect(has({}, `${line}https://example.com/a.json\nkind: Pod\n`)).toBe(true);
    expect(has({ kubernetes: '*' }, `${line}none\nkind: Pod\n`)).toBe(false);
    expect(has({}, 'note: "yaml-language-server: $schema=a.json"\n')).toBe(false);
  });
});

const WRONG = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: Web
          image: nginx:1.29.3
          imagePullPolicy: Sometimes
          ports: [{}]
          resources: {limits: {memory: 1 GB}}
---
apiVersion: apps/v1
kind: Deploymnt
metadata: {name: web}
---
kind: Service
metadata: {name: web}
spec: {}
`;
const OF_SCHEMA = [
  'invalid-value Sometimes',
  'missing-field {}',
  'unknown-field replicas',
  'unknown-kind Deploymnt',
  'missing-field kind',
];
const OF_SERVER = ['invalid-value 1 GB', 'invalid-value Web'];

describe('who says what a schema tells', () => {
  const found = (project: string, mode?: SchemaMode, other = false): readonly string[] => {
    const workspace = new Workspace();
    workspace.change([
      { path: '.next-steps.yaml', text: project },
      { path: 'web.yaml', text: WRONG },
    ]);
    const options = { schema: () => schema, hasOtherSchema: () => other };
    const linter = new Linter(workspace, rules, { ...options, ...(mode && { schemaMode: mode }) });
    return linter
      .findings('web.yaml')
      .filter(({ rule }) => /^(?:unknown|missing-field|wrong-type|invalid-value)/.test(rule))
      .map(({ rule, span }) => `${rule} ${WRONG.slice(span.start, span.end)}`)
      .sort();
  };
  const all = [...OF_SCHEMA, ...OF_SERVER].sort();

  it('is we where nobody else does', () => {
    expect(found('')).toEqual(all);
    expect(found('', 'auto')).toEqual(all);
  });

  it('is the other extension where it has a schema, and we say what only the server knows', () => {
    expect(found('', 'auto', true)).toEqual(OF_SERVER);
  });

  it('is who was chosen', () => {
    expect(found('', 'on', true)).toEqual(all);
    expect(found('', 'off')).toEqual(OF_SERVER);
  });

  it('is who the project has chosen for everybody', () => {
    expect(found('schema: off\n', 'on')).toEqual(OF_SERVER);
    expect(found('schema: on\n', 'off', true)).toEqual(all);
    expect(found('schema: auto\n', 'off', true)).toEqual(OF_SERVER);
    expect(found('schema: perhaps\n', 'off')).toEqual(OF_SERVER);
  });

  it('also holds for hovers; what a value comes to is always said', () => {
    const workspace = new Workspace();
    const text = WRONG.replace('1 GB', '256Mi');
    workspace.change([{ path: 'web.yaml', text }]);
    const hover = (word: string, schemaMode: SchemaMode): string =>
      JSON.stringify(
        hoverAt(
          workspace,
          [],
          { path: 'web.yaml', offset: text.indexOf(word) },
          { schema: () => schema, schemaMode },
        ) ?? '',
      );
    expect(hover('selector:', 'on')).toContain('Type: `LabelSelector`, required.');
    expect(hover('selector:', 'off')).toBe('""');
    expect(hover('DaemonSet', 'on')).toContain('DaemonSet represents');
    expect(hover('DaemonSet', 'off')).toBe('""');
    expect(hover('256Mi', 'off')).toContain('`256Mi` is 268 MB.');
  });
});
