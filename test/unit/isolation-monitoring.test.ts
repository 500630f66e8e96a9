import { describe, expect, it } from 'vitest';
import { app, service, WEB } from '../support/policy-entrances.ts';
import { choicesOf, notesOf, rulesOf } from '../support/policies.ts';

describe('metrics', () => {
  const monitor = (kind: string, endpoints: string): string => `---
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  ${endpoints}
`;

  it.each([
    ['ServiceMonitor', 'endpoints: [{ port: numbers }]'],
    ['ServiceMonitor', 'endpoints: [{ targetPort: metrics }]'],
    ['PodMonitor', 'podMetricsEndpoints: [{ port: metrics }]'],
    ['PodMonitor', 'podMetricsEndpoints: [{ portNumber: 9100 }]'],
  ])('of a %s with %s are collected from a namespace to choose', (kind, endpoints) => {
    const files = { 'a.yaml': WEB + monitor(kind, endpoints) };
    expect(rulesOf(files)).toEqual(['allow-web ingress monitoring: TCP/9100']);
    expect(choicesOf(files)).toEqual([expect.stringContaining('"monitoring" is only a usual')]);
  });

  it('are collected by the Prometheus of the files', () => {
    const files = WEB + monitor('PodMonitor', 'podMetricsEndpoints: [{ port: metrics }]');
    const managed = `---\napiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: main, namespace: watch }\nspec: {}\n`;
    expect(rulesOf({ 'a.yaml': files + managed })).toEqual(['allow-web ingress watch: TCP/9100']);
    expect(choicesOf({ 'a.yaml': files + managed })).toEqual([]);
    const own = app('prom', { namespace: 'watch', image: 'prom/prometheus:v3.1.0' });
    expect(rulesOf({ 'a.yaml': files + own })).toEqual([
      'allow-web ingress watch:app=prom TCP/9100',
      'allow-prom egress shop:app=web TCP/9100',
    ]);
  });

  it('are asked for by annotations', () => {
    const annotations = 'prometheus.io/scrape: "true", prometheus.io/port: "9100"';
    expect(rulesOf({ 'a.yaml': app('web', { annotations }) })).toEqual([
      'allow-web ingress monitoring: TCP/9100',
    ]);
    expect(rulesOf({ 'a.yaml': app('web') + service('web', '', annotations) })).toEqual([
      'allow-web ingress monitoring: TCP/9100',
    ]);
  });

  it('that nobody has are listed', () => {
    const files = {
      'a.yaml': WEB + monitor('PodMonitor', 'podMetricsEndpoints: [{ port: nope }]'),
    };
    expect(rulesOf(files)).toEqual([]);
    expect(notesOf(files)).toContain(
      'PodMonitor/web collects metrics of Deployment/web, port nope, which it does not have: no rule',
    );
  });
});
