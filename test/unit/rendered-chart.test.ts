import { describe, expect, it } from 'vitest';
import { rendered } from '../support/rendered.ts';

const CHART = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';

const TEMPLATE = `{{- if .Values.web }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: "{{ .Values.image }}"
          env:
            {{- toYaml .Values.env | nindent 12 }}
{{- end }}
`;

const OUTPUT = `---
# Source: shop/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: "nginx"
          env:
            - name: DB_PASSWORD
              value: hunter2-hunter2
`;

const FILES = { 'shop/Chart.yaml': CHART, 'shop/templates/web.yaml': TEMPLATE };

const tell = (files: Readonly<Record<string, string>>, output: string) =>
  rendered(files, 'shop/Chart.yaml', output);

describe('a rendered chart', () => {
  it('shows findings at the lines of its templates', () => {
    expect(tell(FILES, OUTPUT)).toEqual({
      objects: 1,
      findings: [
        'shop/templates/web.yaml:15:19 image-tag information "{{ .Values.image }}"',
        'shop/templates/web.yaml:16:11 secret-in-env warning "env:"',
      ],
      elsewhere: 0,
    });
  });

  it('marks the exact word where the template has it', () => {
    const template = TEMPLATE.replace('"{{ .Values.image }}"', 'nginx');
    const files = { ...FILES, 'shop/templates/web.yaml': template };
    const output = OUTPUT.replace('"nginx"', 'nginx').replace('DB_PASSWORD', 'GREETING');
    expect(tell(files, output).findings).toEqual([
      'shop/templates/web.yaml:15:18 image-tag information "nginx"',
    ]);
  });

  it('says once what a loop gives many times', () => {
    const twice = OUTPUT + OUTPUT.replaceAll('name: shop', 'name: shop-2');
    expect(tell(FILES, twice)).toMatchObject({ objects: 2, findings: { length: 2 } });
  });

  it('keeps to comments and annotations of the template', () => {
    const comment = '# next-steps: allow image-tag: pinned at release';
    const above = (text: string, line: string): string =>
      text.replace(line, `${comment}\n          ${line}`);
    const template = above(TEMPLATE, 'image:');
    const files = { ...FILES, 'shop/templates/web.yaml': template };
    const left = ['shop/templates/web.yaml:17:11 secret-in-env warning "env:"'];
    expect(tell(files, above(OUTPUT, 'image:')).findings).toEqual(left);
    // A comment that the template does not print holds all the same.
    expect(tell(files, OUTPUT).findings).toEqual(left);
    const annotated = OUTPUT.replace(
      '  name: shop\n',
      '  name: shop\n  annotations: {allow.next-steps/image-tag: "yes", allow.next-steps/secret-in-env: "yes"}\n',
    );
    expect(tell(FILES, annotated).findings).toEqual([]);
  });

  it('shows silenced findings where that is asked for', () => {
    const comment = '# next-steps: allow-file image-tag: pinned at release\n';
    const files = { ...FILES, 'shop/templates/web.yaml': comment + TEMPLATE };
    const { findings } = rendered(files, 'shop/Chart.yaml', OUTPUT, { ignoreSilence: true });
    expect(findings).toEqual([
      'shop/templates/web.yaml:16:19 image-tag information "{{ .Values.image }}" (comment)',
      'shop/templates/web.yaml:17:11 secret-in-env warning "env:"',
    ]);
  });

  it('keeps to the project file by the path of the template', () => {
    const project = 'overrides:\n  - paths: shop/templates\n    rules: {image-tag: off}\n';
    const { findings } = tell({ ...FILES, '.next-steps.yaml': project }, OUTPUT);
    expect(findings).toEqual(['shop/templates/web.yaml:16:11 secret-in-env warning "env:"']);
  });

  it('counts what comes out of packed charts, and says nothing about it', () => {
    const packed = OUTPUT.replace('shop/templates', 'shop/charts/redis/templates');
    expect(tell(FILES, packed)).toEqual({ objects: 1, findings: [], elsewhere: 2 });
  });

  it('speaks of the templates of a chart inside of it', () => {
    const files = {
      'shop/Chart.yaml': CHART,
      'shop/charts/web/Chart.yaml': CHART.replace('shop', 'web'),
      'shop/charts/web/templates/web.yaml': TEMPLATE,
    };
    const output = OUTPUT.replace('shop/templates', 'shop/charts/web/templates');
    expect(tell(files, output).findings).toHaveLength(2);
    expect(tell(files, output).findings[0]).toMatch(
      /^shop\/charts\/web\/templates\/web\.yaml:15:19/,
    );
  });

  it('does not take the namespace of the release for one that somebody has written', () => {
    const output = OUTPUT.replace('  name: shop\n', '  name: shop\n  namespace: "default"\n');
    const { findings } = tell(FILES, output);
    expect(findings.filter((finding) => finding.includes('namespace'))).toEqual([]);
  });

  it('lets the objects of the chart and of the files around it answer each other', () => {
    const config = (name: string): string =>
      `---\n# Source: shop/templates/config.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata: {A: b}\n`;
    const from = OUTPUT.replace('nginx', 'nginx:1.29').replace(
      /env:[^]*$/,
      'envFrom:\n            - configMapRef: {name: shop-config}\n',
    );
    const files = {
      ...FILES,
      'shop/templates/config.yaml': 'kind: ConfigMap # {{ .x }}\n',
      'shop/templates/web.yaml': TEMPLATE.replace('env:', 'envFrom:'),
    };
    const missing = ['shop/templates/web.yaml:16:11 config-reference-missing hint "envFrom:"'];
    expect(tell(files, from).findings).toEqual(missing);
    expect(tell(files, from + config('shop-config')).findings).toEqual([]);
    const beside = config('shop-config').replace(/^.*Source.*\n/m, '');
    expect(tell({ ...files, 'shop/beside.yaml': beside }, from).findings).toEqual([]);
  });

  it('shows nothing that the template shows by itself', () => {
    const plain = OUTPUT.replace(/^.*\n.*\n/, '');
    expect(tell({ ...FILES, 'shop/templates/web.yaml': plain }, OUTPUT)).toMatchObject({
      objects: 1,
      findings: [],
    });
  });

  it('takes anything for an output', () => {
    for (const output of ['', '\n', 'WARNING: nothing', '---\n# Source:\n', '{{', '- a\n- b'])
      expect(tell(FILES, output)).toEqual({ objects: 0, findings: [], elsewhere: 0 });
  });
});
