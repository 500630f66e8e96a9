/** `check --render` with the real Helm and kustomize. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../src/cli/check.ts';
import { folderWith } from '../support/folders.ts';
import type { Files } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';
import { findTools, pathWith } from '../support/tools.ts';

const tools = await findTools();
const PATH = process.env['PATH'];

const CHART = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'shop/values.yaml': 'web:\n  image: nginx\npassword: hunter2-hunter2\n',
  'shop/templates/_names.tpl':
    '{{- define "shop.labels" -}}\napp: {{ .Release.Name }}\n{{- end }}\n',
  'shop/templates/web.yaml': `{{- if .Values.web }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
  namespace: {{ .Release.Namespace }}
spec:
  selector:
    matchLabels:
      {{- include "shop.labels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "shop.labels" . | nindent 8 }}
    spec:
      containers:
        - name: web
          image: {{ .Values.web.image | quote }}
          env:
            - name: DB_PASSWORD
              value: {{ .Values.password }}
{{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-web
spec:
  selector:
    app: {{ .Release.Name }}-site
  ports:
    - port: 80
`,
};

const OVERLAY = {
  'base/kustomization.yaml': 'resources:\n  - web.yaml\n',
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
  'live/kustomization.yaml':
    'namespace: live\nresources:\n  - ../base\nimages:\n  - name: nginx\n    newTag: latest\n',
};

const check = (files: Files, ...options: readonly string[]) =>
  runIn(folderWith(files), ['check', '--render', ...options, '.']);

function told(files: Files): CheckReport & { readonly lines: readonly string[] } {
  const { output } = check(files, '--format', 'json');
  const report = JSON.parse(output) as CheckReport;
  const lines = report.findings.map(({ file, range: { start }, rule, rendered }) => {
    const at = `${file}:${String(start.line + 1)}:${String(start.character + 1)}`;
    return `${at} ${rule} ${rendered ?? ''}`.trim();
  });
  return { ...report, lines };
}

describe.skipIf(tools === undefined)('check --render', () => {
  beforeAll(() => {
    process.env['PATH'] = pathWith(tools!.helm, tools!.kustomize);
  });
  afterAll(() => {
    process.env['PATH'] = PATH;
  });

  it('finds in a chart what its templates do not show', () => {
    const { lines, errors } = told(CHART);
    expect(errors).toEqual([]);
    expect(lines).toEqual([
      'shop/templates/web.yaml:18:18 image-tag helm',
      'shop/templates/web.yaml:21:22 secret-in-env helm',
      'shop/templates/web.yaml:30:10 service-selects-nothing helm',
    ]);
  });

  it('finds in an overlay what its sources do not show', () => {
    const { lines, errors } = told(OVERLAY);
    expect(errors).toEqual([]);
    expect(lines).toEqual(['live/kustomization.yaml:6:13 image-tag kustomize']);
  });

  it('says in each format that it was rendered', () => {
    expect(check(OVERLAY).output).toContain(' (rendered by kustomize)  image-tag\n');
    const sarif = check(OVERLAY, '--format', 'sarif').output;
    expect(sarif).toContain('"rendered": "kustomize"');
  });

  it('never prints the value of a secret', () => {
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { output, notes } = check(CHART, '--format', format);
      expect(output).toContain('secret-in-env');
      expect(output + notes).not.toContain('hunter2');
    }
  });

  it('renders nothing without the option', () => {
    expect(runIn(folderWith(CHART), ['check', '.']).output).toBe('No findings in 3 files.\n');
  });

  it('names a chart that cannot be rendered, and goes on', () => {
    const broken = {
      'bad/Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 1.0.0\n',
      'bad/templates/a.yaml': '{{ required "set the host" .Values.host }}\n',
    };
    const { output, notes, exitCode } = check({ ...broken, ...OVERLAY });
    expect(output).toContain('image-tag');
    expect(notes).toMatch(
      /^bad\/Chart\.yaml: Not rendered\. Helm could not do it: .*set the host\n$/,
    );
    expect(exitCode).toBe(0);
  });

  it('fetches nothing', () => {
    const remote = { 'kustomization.yaml': 'resources:\n  - https://example.com/a.yaml\n' };
    expect(check(remote).notes).toBe(
      'kustomization.yaml: Not rendered: "https://example.com/a.yaml" would have to be fetched.\n',
    );
  });

  it('keeps to --since and to --rule', () => {
    expect(check(CHART, '--rule', 'image-tag').output).toMatch(/^1 finding \(1 information\)/m);
    expect(check(CHART, '--since', 'HEAD').notes).toContain('is in no git repository');
  });
});

describe('check --render without tools', () => {
  it('is refused', () => {
    process.env['PATH'] = folderWith({});
    try {
      expect(check(CHART)).toEqual({
        exitCode: 2,
        output: '',
        notes:
          'next-steps: Rendering a chart needs Helm, and there is no program "helm" here. See https://helm.sh/docs/intro/install/\n',
      });
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('needs nothing where there is nothing to render', () => {
    process.env['PATH'] = folderWith({});
    try {
      expect(check({ 'a.yaml': 'a: b\n' })).toMatchObject({ exitCode: 0, notes: '' });
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('cannot look at standard input', () => {
    expect(runIn('.', ['check', '--render', '-'], 'a: b\n')).toMatchObject({
      exitCode: 2,
      notes: 'next-steps: --render reads what is on disk, not what comes on standard input.\n',
    });
  });
});
