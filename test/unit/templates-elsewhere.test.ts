import { describe, expect, it } from 'vitest';
import { lintCase } from '../support/fixtures.ts';
import { parseYaml } from '../../src/core/yaml/yaml.ts';
import { rules } from '../../src/topics/rules.ts';

const isTemplate = (text: string): boolean =>
  parseYaml(text).errors.some(({ message }) => message.startsWith('A template'));

describe('files that are filled in by another tool', () => {
  it.each([
    'host: {{ db_host }}\n',
    'host: {{{ db_host }}}\n',
    'host: {{ db_host }}\nport: "{{ db_port }}"\n',
    'list: [{{ a }}, {{ b }}]\n',
    'replicas: [[ replicas ]]\n',
    'replicas: [[ .Values.replicas | default 2 ]]\n',
  ])('%j is a template', (text) => {
    expect(isTemplate(text)).toBe(true);
  });

  it.each([
    'ports: [[80, 81], [90]]\n',
    'pairs: [[a]]\n',
    'pairs: [[ a, b ]]\n',
    'empty: {}\n',
    'deep: { a: { b: c } }\n',
    'a: [[]]\n',
  ])('%j is none', (text) => {
    expect(isTemplate(text)).toBe(false);
  });

  it('give no findings', () => {
    const text = [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata:',
      '  name: app',
      'data:',
      '  host: {{ db_host }}',
      '  port: [[ db_port ]]',
      '---',
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata:',
      '  name: app',
      'spec:',
      '  replicas: {{ replicas }}',
      '  selector: { matchLabels: { app: other } }',
      '  template:',
      '    metadata: { labels: { app: app } }',
      '    spec:',
      '      containers: [{ name: app, image: {{ image }} }]',
      '',
    ].join('\n');
    expect(lintCase(new Map([['playbook/app.yaml', text]]), rules)).toEqual([]);
  });
});
