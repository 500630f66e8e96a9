import { describe, expect, it } from 'vitest';
import { SourceDocument } from '../../src/core/files/source.ts';
import { parseYaml, splitDocuments } from '../../src/core/yaml/yaml.ts';

describe('a template', () => {
  const text = [
    'kind: Deployment',
    '{{- if .Values.on }}',
    'metadata:',
    '  name: {{ .Values.name | default "web" }}',
    '  labels: {{- toYaml .Values.labels | nindent 4 }}',
    '{{- end }}',
    'spec:',
    '  replicas: 2',
    '',
  ].join('\n');
  const { view } = new SourceDocument(text, 0);

  it('is read around its actions, which stay in the values', () => {
    expect(view.get('kind').text).toBe('Deployment');
    expect(view.get('metadata', 'name').text).toBe('{{ .Values.name | default "web" }}');
    expect(view.get('spec', 'replicas').integer).toBe(2);
  });

  it('keeps the place of every value', () => {
    const { start, end } = view.get('metadata', 'name').span;
    expect(text.slice(start, end)).toBe('{{ .Values.name | default "web" }}');
    expect(text.slice(view.get('spec', 'replicas').span.start)).toBe('2\n');
  });

  it('has one error, so that no rule takes it for a manifest', () => {
    const start = text.indexOf('{{');
    expect(parseYaml(text).errors).toEqual([
      { message: 'A template is no YAML before it is filled in', start, end: start + 2 },
    ]);
  });

  it('that is valid YAML all the same has none', () => {
    expect(parseYaml('name: "{{ .Values.name }}"\n').errors).toEqual([]);
  });

  it('with more wrong than its actions has the errors of the tolerant reader', () => {
    const { errors } = parseYaml('a: {{ .x }}\nb: [\n');
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.map(({ message }) => message).join()).not.toContain('A template');
  });
});

describe('splitting documents', () => {
  it('takes a piece of blanks and comments for no document', () => {
    expect(splitDocuments('# a\n\n---\n\t\n...\n%YAML 1.2\n---\na: 1\n')).toEqual([
      { start: 25, end: 34 },
    ]);
  });

  it.each([
    ' '.repeat(390),
    '#'.repeat(390),
    '\n'.repeat(390),
    '\t \n'.repeat(130),
    '%# '.repeat(130),
  ])('never takes long, however its start repeats itself', (start) => {
    const begun = performance.now();
    expect(splitDocuments(`${start}\nx`)).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
