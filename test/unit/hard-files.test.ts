/** Files that are hard to read: what is whole in them is looked at, and half a document never is. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/topics/rules.ts';
import { lintCase } from '../support/fixtures.ts';

/** Each finding as `path rule "text"`. */
function told(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = new Map(Object.entries(files));
  return lintCase(texts, rules).map(
    ({ path, rule, span }) => `${path} ${rule} "${files[path]?.slice(span.start, span.end) ?? ''}"`,
  );
}

const pod = (name: string, image = 'nginx'): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      image: ${image}
`;

const json = (name: string, image = 'nginx', text = ''): string =>
  JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, annotations: { text } } },
    spec: { containers: [{ name: 'web', image }] },
  });

const NGINX = 'image-tag "nginx"';

describe('manifests as JSON', () => {
  it('are read alone, in a list, behind each other and between ---', () => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [JSON.parse(json('a'))] });
    expect(told({ 'a.json': json('a') })).toEqual([`a.json ${NGINX}`]);
    expect(told({ 'a.json': list })).toEqual([`a.json ${NGINX}`]);
    expect(told({ 'a.json': `${json('a')}\n${json('b')}${json('c', 'nginx:1.29')}` })).toEqual([
      `a.json ${NGINX}`,
      `a.json ${NGINX}`,
    ]);
    expect(told({ 'a.json': `${json('a')}\n---\n${json('b')}\n` })).toHaveLength(2);
  });

  it('are not cut apart by braces in a text', () => {
    expect(
      told({ 'a.json': `${json('a', 'nginx', '} {')}\n${json('b', 'nginx', '\\"} {"')}` }),
    ).toEqual([`a.json ${NGINX}`, `a.json ${NGINX}`]);
  });

  it('that break off cost nothing to those before them', () => {
    expect(told({ 'a.json': `${json('a')}\n${json('b').slice(0, -4)}` })).toEqual([
      `a.json ${NGINX}`,
    ]);
    for (const broken of ['}{', '{}{', '{"a":"', '[{]{', '{"kind":"Pod"}{"'])
      expect(told({ 'a.json': broken })).toEqual([]);
  });
});

describe('documents', () => {
  it('that are broken or templates cost nothing to those beside them', () => {
    const broken = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: [x\nspec\n';
    const template = pod('{{ .Release.Name }}');
    expect(
      told({ 'a.yaml': [pod('a'), broken, template, '# -\n', pod('b')].join('---\n') }),
    ).toEqual([`a.yaml ${NGINX}`, `a.yaml ${NGINX}`]);
  });

  it.each([
    ['a name in quotes', pod('"{{ name }}"')],
    ['an action around all', `{{- if .Values.a }}\n${pod('a')}{{- end }}\n`],
    [
      'keys out of a loop',
      pod('a\n  labels:\n    {{- range .a }}\n    {{ . }}: b\n    {{- end }}'),
    ],
  ])('are templates by %s, wherever they lie', (_, text) => {
    expect(told({ 'deploy/a.yaml': text })).toEqual([]);
  });

  it('are no templates for braces in a text', () => {
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: "{{ b }}"\n  PASSWORD: hunter2-hunter2\n';
    expect(told({ 'a.yaml': config })).toEqual(['a.yaml secret-in-config-map "hunter2-hunter2"']);
  });

  it('say nothing while they are typed', () => {
    const whole = pod('web', 'nginx:1.29');
    for (let end = 0; end < whole.length; end++)
      expect(
        // What is missing is said when the file is saved.
        told({ 'a.yaml': whole.slice(0, end) }).filter(
          (one) => !/ (?:image-tag|missing-field) /.test(one),
        ),
      ).toEqual([]);
  });
});

describe('parts of kustomizations', () => {
  const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.29
          envFrom:
            - secretRef: {name: app-secret}
            - configMapRef: {name: app-config}
`;
  const GENERATORS = `apiVersion: builtin
kind: SecretGenerator
metadata: {name: app-secret}
literals: [a=b]
---
apiVersion: builtin
kind: ConfigMapGenerator
metadata: {name: app-config}
literals: [A=b]
`;

  it('make names by generators in files of their own', () => {
    const files = {
      'kustomization.yaml': 'resources: [web.yaml]\ngenerators: [make.yaml]\n',
      'web.yaml': WEB,
    };
    expect(told({ ...files, 'make.yaml': GENERATORS })).toEqual([]);
    expect(
      told({ ...files, 'make.yaml': GENERATORS.replaceAll('name: app-', 'name: b-') }),
    ).toEqual([
      'web.yaml config-reference-missing "app-secret"',
      'web.yaml config-reference-missing "app-config"',
    ]);
  });

  it('are patches in each form, and half an object is not asked for what it lacks', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n';
    const patch =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: none}}\n';
    const inline = `  - |-\n    ${patch.trimEnd().replaceAll('\n', '\n    ')}\n`;
    const files = {
      'base/web.yaml': `${WEB.replace(/ {10}envFrom[^]*/, '')}---\n${service.replace('{ports', '{selector: {app: web}, ports')}`,
    };
    const forms = [
      'patches: [{path: p.yaml}]\n',
      'patchesStrategicMerge: [p.yaml]\n',
      `patchesStrategicMerge:\n${inline}`,
      `patches:\n${inline.replace('- |-', '- patch: |-').replaceAll('\n    ', '\n      ')}`,
      'patchesJson6902: [{target: {version: v1, kind: Service, name: web}, path: ops.yaml}]\n',
      'components: [../parts]\n',
    ];
    for (const form of forms)
      expect(
        told({
          ...files,
          'base/kustomization.yaml': `resources: [web.yaml]\n${form}`,
          'base/p.yaml': patch,
          'base/ops.yaml': '- {op: replace, path: /spec/ports/0/port, value: 81}\n',
          'parts/kustomization.yaml': 'kind: Component\npatches: [{path: p.yaml}]\n',
          'parts/p.yaml': patch,
        }).filter((one) => !one.startsWith('base/p.yaml') || form.includes('p.yaml')),
        form,
      ).toEqual([]);
  });
});
