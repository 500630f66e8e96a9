import { describe, expect, it } from 'vitest';
import { alignLines } from '../../src/core/text/line-alignment.ts';

describe('lines of a result and of its template', () => {
  it('match where they are the same, or where an action stands for the difference', () => {
    const template = [
      'metadata:',
      '  name: {{ .Release.Name }}-web',
      '  labels:',
      '    {{- include "labels" . | nindent 4 }}',
      'spec:',
      '  {{- if .Values.replicas }}',
      '  replicas: {{ .Values.replicas }}',
      '  {{- end }}',
      '  paused: true',
    ];
    const result = [
      'metadata:',
      '  name: shop-web',
      '  labels:',
      '    app: shop',
      'spec:',
      '  replicas: 2',
      '  paused: true',
    ];
    expect(alignLines(result, template)).toEqual([0, 1, 2, undefined, 4, 6, 8]);
  });

  it('keep their order: of two equal lines, each finds its own', () => {
    const template = ['- name: a', '  port: {{ .a }}', '- name: b', '  port: {{ .b }}'];
    expect(alignLines(['- name: b', '  port: 2'], template)).toEqual([2, 3]);
    expect(alignLines(['- name: a', '  port: 1', '- name: b', '  port: 2'], template)).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('never match an empty line or a line of actions alone', () => {
    expect(alignLines(['', 'a: b'], ['', '{{ toYaml .x }}'])).toEqual([undefined, undefined]);
  });

  it('take the fixed parts of a line letter by letter', () => {
    expect(alignLines(['image: a+b:1'], ['image: a+b:{{ .tag }}'])).toEqual([0]);
    expect(alignLines(['image: aab:1'], ['image: a+b:{{ .tag }}'])).toEqual([undefined]);
  });

  it('are left alone where there are too many', () => {
    const lines = Array.from({ length: 2001 }, (_, i) => `line: ${String(i)}`);
    expect(alignLines(lines, lines).every((line) => line === undefined)).toBe(true);
  });

  it('takes the parts between actions in their order, without going back and forth', () => {
    const template = ['a: {{ .x }}-{{ .y }}-end', 'b: {{ unfinished'];
    expect(alignLines(['a: 1-2-end'], template)).toEqual([0]);
    expect(alignLines(['a: 1-end'], template)).toEqual([undefined]);
    expect(alignLines(['a: 1-2-other'], template)).toEqual([undefined]);
    expect(alignLines(['b: {{ unfinished and more'], template)).toEqual([undefined]);
    const many = `${'x{{ .a }}'.repeat(40)}y`;
    expect(alignLines(['x'.repeat(100_000)], [many])).toEqual([undefined]);
  });
});
