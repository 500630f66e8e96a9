import { describe, expect, it } from 'vitest';
import { guide } from '../../src/core/guide/guide.ts';
import type { Check } from '../../src/core/guide/topic.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { checks as configuration } from '../../src/topics/configuration/checks.ts';
import { checks as http } from '../../src/topics/http/checks.ts';
import { checks as namespaces } from '../../src/topics/namespaces/checks.ts';
import { checks as observability } from '../../src/topics/observability/checks.ts';
import { checks as shipping } from '../../src/topics/shipping/checks.ts';
import { checks as stateful } from '../../src/topics/stateful/checks.ts';
import { http as httpTopic } from '../../src/topics/http/topic.ts';
import { ask, workspaceOf } from '../support/ask.ts';

const object = (kind: string, apiVersion: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: {{ include "shop.fullname" . }}\nspec:\n${spec}`;

const INGRESS = object(
  'Ingress',
  'networking.k8s.io/v1',
  '  rules: [{host: {{ .Values.host }}}]\n',
);

const CHART = {
  'shop/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
  'shop/values.yaml':
    'image: {repository: ghcr.io/acme/shop-web}\nhost: shop.example.com\ningress: {enabled: false}\nnodeport: false\n',
  'shop/templates/web.yaml': object(
    'Deployment',
    'apps/v1',
    '  template:\n    spec:\n      containers:\n        - name: web\n          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.Version }}"\n          envFrom:\n            {{- toYaml .Values.envFrom | nindent 12 }}\n',
  ),
  'shop/templates/service.yaml': object(
    'Service',
    'v1',
    '  ports:\n    - port: 80\n  {{- if .Values.nodeport }}\n  type: NodePort\n  {{- else }}\n  type: LoadBalancer\n  {{- end }}\n',
  ),
  'shop/templates/ingress.yaml': INGRESS,
};

type Files = Readonly<Record<string, string | undefined>>;

const said = (checks: readonly Check[], item: string, files: Files = {}): readonly unknown[] => {
  const { state, reason, evidence } = ask(checks, item, workspaceOf({ ...CHART, ...files }));
  return [reason ?? state, ...evidence.map(({ text }) => text)];
};

describe('templates of a chart, read with its values', () => {
  it('says what they come to', () => {
    expect(said(http, 'S6.3')).toEqual(['done', 'Ingress "shop" routes HTTP.']);
    expect(said(http, 'S6.5')).toEqual(['done', 'Ingress "shop": "shop.example.com".']);
    expect(said(http, 'S6.1')).toEqual([
      'statement',
      'Service "shop" brings HTTP in at layer 4, as LoadBalancer.',
    ]);
    const dockerfile = { 'web/Dockerfile': 'FROM node:22\nCMD ["node"]\n' };
    expect(said(shipping, 'S19.1', dockerfile)).toEqual([
      'done',
      '"web" runs in Deployment "shop".',
    ]);
  });

  it('takes what a condition leaves out for possible, and names the setting', () => {
    const files = {
      'shop/templates/ingress.yaml': `{{- if .Values.ingress.enabled }}\n${INGRESS}{{- end }}\n`,
    };
    expect(said(http, 'S6.3', files)).toEqual([
      'could-not-follow',
      'A chart brings Ingress, once its "ingress.enabled" is set.',
    ]);
    const on = CHART['shop/values.yaml'].replace('enabled: false', 'enabled: true');
    expect(said(http, 'S6.3', { ...files, 'shop/values.yaml': on })[0]).toBe('done');
  });

  it('leaves the namespace to whoever installs the chart', () => {
    expect(said(namespaces, 'S3.1')).toEqual([
      'needs-cluster',
      'The namespace of a chart is chosen when it is installed.',
    ]);
    expect(said(namespaces, 'S2.7')).toEqual(['open', 'The charts here bring no network policy.']);
    const policy = object('NetworkPolicy', 'networking.k8s.io/v1', '  podSelector: {}\n');
    expect(said(namespaces, 'S3.2', { 'shop/templates/policy.yaml': policy })).toEqual([
      'done',
      'NetworkPolicy "shop" comes with its chart.',
    ]);
  });

  it('reads blocks that are written out from the values', () => {
    const values = `${CHART['shop/values.yaml']}envFrom: [{configMapRef: {name: shop}}]\n`;
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {A: "1"}\n';
    const files = { 'shop/values.yaml': values, 'shop/templates/config.yaml': map };
    expect(said(configuration, 'S8.2', files)).toEqual([
      'done',
      'Deployment "shop" reads ConfigMap "shop" as variables.',
    ]);
  });

  it('asks the values for what helpers write', () => {
    const values = `${CHART['shop/values.yaml']}podAnnotations: {prometheus.io/scrape: "true"}\n`;
    expect(said(observability, 'S7.2', { 'shop/values.yaml': values })).toEqual([
      'done',
      'Chart "shop" asks to be scraped.',
    ]);
  });

  it('shows the line of the template', () => {
    const [topic] = guide([httpTopic], new Scope(workspaceOf(CHART)));
    const item = topic?.slides[0]?.items.find(({ id }) => id === 'S6.5');
    const { span } = item?.evidence[0] ?? {};
    expect(INGRESS.slice(span?.start, span?.end)).toBe('rules: [{host: {{ .Values.host }}}]');
  });
});

describe('charts that something installs', () => {
  const release = (chart: string): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, namespace: shop}\nspec: {chart: {spec: {chart: ${chart}}}}\n`;
  const answer = (checks: readonly Check[], item: string, chart: string): unknown => {
    const { state, reason } = ask(checks, item, workspaceOf({ 'a.yaml': release(chart) }));
    return reason ?? state;
  };

  it('may bring anything, which is said instead of a denial', () => {
    expect(answer(stateful, 'S4.1', 'photos')).toBe('could-not-follow');
    expect(answer(http, 'S6.3', 'photos')).toBe('could-not-follow');
    expect(answer(namespaces, 'S3.2', 'photos')).toBe('could-not-follow');
    expect(answer(namespaces, 'S3.1', 'photos')).toBe('done');
  });

  it('bring what they are named after', () => {
    expect(answer(stateful, 'S4.1', 'postgresql')).toBe('partly');
    expect(answer(observability, 'S7.2', 'kube-prometheus-stack')).toBe('done');
    expect(answer(observability, 'S7.1', 'alloy')).toBe('done');
    expect(answer(observability, 'S7.1', 'promtail')).toBe('partly');
    expect(answer(shipping, 'S17.1', 'photos')).toBe('does-not-apply');
  });
});
