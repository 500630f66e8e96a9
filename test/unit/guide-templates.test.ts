import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/core/guide/topic.ts';
import { checks as configuration } from '../../src/topics/configuration/checks.ts';
import { checks as http } from '../../src/topics/http/checks.ts';
import { checks as namespaces } from '../../src/topics/namespaces/checks.ts';
import { ask, workspaceOf } from '../support/ask.ts';

const object = (kind: string, apiVersion: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n${spec}`;

const CHART = {
  'shop/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
  'shop/templates/web.yaml': object(
    'Deployment',
    'apps/v1',
    '  template:\n    spec:\n      containers:\n        - name: web\n          image: {{ .Values.image }}\n',
  ),
  'shop/templates/service.yaml': object('Service', 'v1', '  ports:\n    - port: 80\n'),
  'shop/templates/ingress.yaml': object('Ingress', 'networking.k8s.io/v1', '  rules: []\n'),
};

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n';

const said = (checks: readonly Check[], item: string, files = {}): readonly string[] => {
  const { state, evidence } = ask(checks, item, workspaceOf({ ...CHART, ...files }));
  return [state, ...evidence.map(({ text }) => text)];
};

describe('a workspace whose objects are templates of a chart', () => {
  it.each([
    [namespaces, 'S2.1', 'Workloads'],
    [namespaces, 'S2.7', 'Workloads'],
    [namespaces, 'S3.2', 'Workloads'],
    [http, 'S6.1', 'Services'],
    [http, 'S6.3', 'Services'],
    [http, 'S6.5', 'Routes'],
    [configuration, 'S8.1', 'Workloads'],
    [configuration, 'S8.2', 'Workloads'],
  ])('is not said to have none', (checks, item, what) => {
    expect(said(checks, item)).toEqual([
      'unknown',
      `${what} are in chart templates alone: what they become shows once the chart is rendered.`,
    ]);
  });

  it('is not asked for an Ingress while a template may make one', () => {
    expect(said(http, 'S6.3', { 'web.yaml': SERVICE })).toEqual([
      'unknown',
      'Routes are in chart templates alone: what they become shows once the chart is rendered.',
    ]);
  });
});
