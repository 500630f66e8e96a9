import { describe, expect, it } from 'vitest';
import { hovers } from '../../src/topics/observability/hovers.ts';
import { hovered } from '../support/hovered.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
  hovered(hovers, files).lines;

const pod = (path: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: logging
spec:
  containers:
    - name: fluent-bit
      image: fluent/fluent-bit:3.2.2
      volumeMounts:
        - name: logs
          mountPath: ${path}
`;

describe('hovers on logs', () => {
  it('tells the folders apart', () => {
    expect(lines({ 'a.yaml': pod('¦/var/lib/docker/containers') })[0]).toContain('containerd');
    expect(lines({ 'a.yaml': pod('¦/var/log/pods') })[0]).toContain('CRI format');
    expect(lines({ 'a.yaml': pod('/var/log/conta¦iners') })[0]).toContain('Links');
    expect(lines({ 'a.yaml': pod('¦/var/log') })).toEqual([
      'On a node, the logs of all containers are below this folder. In a container, nobody collects what is written here: print to standard output instead.',
      'slide S7',
    ]);
    expect(lines({ 'a.yaml': pod('¦/var/logs') })).toEqual([]);
  });

  it('says where the output of a container goes', () => {
    const text = pod('/data').replace('name: fluent-bit', 'name: ¦fluent-bit');
    expect(lines({ 'a.yaml': text })).toEqual([
      'What this container prints is collected on its node and shown by:',
      '/var/log/containers/agent_logging_fluent-bit-<id>.log',
      'slide S7',
    ]);
  });
});

const monitor = (kind: string): string => `apiVersion: monitoring.coreos.com/v1
kind: ¦${kind}
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app: web
spec:
  ports:
    - name: metrics
      port: 9090
    - name: http
      port: 80
`;

describe('hovers on metrics', () => {
  it('shows what a ServiceMonitor scrapes', () => {
    const files = { 'monitor.yaml': monitor('ServiceMonitor'), 'web.yaml': SERVICE };
    expect(lines(files).slice(1)).toEqual(['Service/web: metrics, http @web.yaml', 'slide S7']);
    expect(lines({ 'monitor.yaml': monitor('PodMonitor'), 'web.yaml': SERVICE })[1]).toBe(
      'Nothing in this workspace matches.',
    );
  });

  it('explains the scrape annotations', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  annotations:\n    prometheus.io/¦scrape: "true"\n';
    expect(lines({ 'web.yaml': text })[0]).toContain('A convention');
  });

  it('names what took the place of a retired component', () => {
    const text = pod('/data').replace('fluent/fluent-bit:3.2.2', '¦k8s.gcr.io/heapster:v1.5.4');
    expect(lines({ 'a.yaml': text })).toEqual([
      'Heapster is retired. Today: metrics-server and Prometheus.',
      'slide S7',
    ]);
  });
});
