import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/observability/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

const agent = (image: string, folder: string, kind = 'DaemonSet'): string =>
  `apiVersion: apps/v1
kind: ${kind}
metadata: {name: logs}
spec:
  template:
    spec:
      containers: [{name: agent, image: "${image}"}]
      volumes: [{name: logs, hostPath: {path: ${folder}}}]
`;

describe('S7.1: logs are collected', () => {
  const answer = (text: string) => ask(checks, 'S7.1', workspaceOf({ 'logs.yaml': text }));

  it('by an agent on every node', () => {
    const workspace = workspaceOf({ 'logs.yaml': agent('fluent/fluent-bit:4.1.0', '/var/log') });
    const found = ask(checks, 'S7.1', workspace);
    expect(found.state).toBe('done');
    expect(shown(found, workspace)).toEqual([
      'DaemonSet "logs" reads the logs in "/var/log" with Fluent Bit. | logs.yaml: /var/log',
    ]);
  });

  it('but not from where Docker kept them', () => {
    const found = answer(agent('fluent/fluent-bit:4.1.0', '/var/lib/docker/containers'));
    expect(found.state).toBe('partly');
    expect(found.next).toBe('Let the agent read "/var/log/pods" instead.');
  });

  it('and only in part by one that has retired', () => {
    const found = answer(agent('grafana/promtail:3.2.1', '/var/log/pods'));
    expect(found.state).toBe('partly');
    expect(found.next).toBe('Promtail and Grafana Agent get no fixes any more: use Grafana Alloy.');
  });

  it('and not by other images, folders or kinds; a cluster may still do it', () => {
    expect(answer(agent('redis:8', '/var/log')).state).toBe('unknown');
    expect(answer(agent('fluent/fluent-bit:4.1.0', '/data')).state).toBe('unknown');
    expect(answer(agent('fluent/fluent-bit:4.1.0', '/var/log', 'Deployment')).state).toBe(
      'unknown',
    );
    expect(answer('').state).toBe('unknown');
  });
});

describe('S7.2: metrics are collected', () => {
  const state = (text: string): string =>
    ask(checks, 'S7.2', workspaceOf({ 'a.yaml': text })).state;

  it('by Prometheus itself, as in shop', () => {
    const shop = sampleWorkspace('shop');
    expect(shown(ask(checks, 'S7.2', shop), shop)).toEqual([
      'StatefulSet "prometheus" runs Prometheus. | deploy/monitoring/prometheus.yaml: prom/prometheus:v3.1.0',
    ]);
  });

  it('through monitors and annotations', () => {
    const monitor =
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web}\n';
    expect(state(monitor)).toBe('done');
    expect(state(monitor.replace('monitoring.coreos.com', 'example.com'))).toBe('unknown');
    const service =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations: {prometheus.io/scrape: "true"}\nspec: {ports: []}\n';
    expect(state(service)).toBe('done');
    expect(state(service.replace('"true"', '"false"'))).toBe('unknown');
  });
});
