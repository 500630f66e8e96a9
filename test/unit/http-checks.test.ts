import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/http/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

const service = (name: string, type: string, annotations = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${annotations}spec:\n  type: ${type}\n  ports:\n    - name: http\n      port: 80\n`;

const ingress = (name: string, host: string, path: string, version = 'v1'): string =>
  `apiVersion: networking.k8s.io/${version}\nkind: Ingress\nmetadata:\n  name: ${name}\nspec:\n  ingressClassName: traefik\n  rules:\n    - host: ${host}\n      http:\n        paths:\n          - path: ${path}\n            pathType: Prefix\n            backend:\n              service:\n                name: web\n                port:\n                  number: 80\n`;

const states = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(checks.map(({ item }) => [item, ask(checks, item, workspaceOf(files)).state]));

describe('HTTP traffic', () => {
  it('does not apply to an empty workspace', () => {
    expect(states({})).toEqual({
      'S6.1': 'statement',
      'S6.3': 'unknown',
      'S6.5': 'unknown',
      'S6.6': 'unknown',
      'S6.7': 'unknown',
    });
  });

  it('is open where HTTP comes in at layer 4 alone', () => {
    const workspace = workspaceOf({ 'web.yaml': service('web', 'NodePort') });
    const layer4 = ask(checks, 'S6.1', workspace);
    expect([layer4.state, layer4.next]).toEqual(['statement', undefined]);
    expect(shown(layer4, workspace)).toEqual([
      'Service "web" brings HTTP in at layer 4, as NodePort. | web.yaml: NodePort',
    ]);
    const routing = ask(checks, 'S6.3', workspace);
    expect([routing.state, routing.next]).toEqual([
      'open',
      'Make these Services ClusterIP and put an Ingress in front.',
    ]);
  });

  it('is done in the sample that does it right', () => {
    const workspace = sampleWorkspace('clean');
    const answers = ['S6.1', 'S6.3', 'S6.5'].map((item) => ask(checks, item, workspace));
    expect(answers.map(({ state }) => state)).toEqual(['statement', 'done', 'done']);
    expect(answers.flatMap((answer) => shown(answer, workspace))).toEqual([
      'Ingress "web" routes HTTP. | deploy/base/web.yaml: web',
      'Ingress "web": "guestbook.example.com". | deploy/base/web.yaml: guestbook.example.com',
    ]);
    expect(ask(checks, 'S6.7', workspace)).toEqual({
      state: 'unknown',
      reason: 'does-not-apply',
      evidence: [{ text: 'Every route sends all of its paths to one Service.' }],
    });
  });

  it('passes over what only steers pods of a mesh', () => {
    const steered = (gateways: string): string =>
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web}\nspec:\n  hosts: [web.blue.svc.cluster.local]\n${gateways}`;
    const routing = (gateways: string): readonly string[] => {
      const files = { 'web.yaml': service('web', 'ClusterIP'), 'steered.yaml': steered(gateways) };
      return [states(files)['S6.3'] ?? '', states(files)['S6.5'] ?? ''];
    };
    expect(routing('')).toEqual(['open', 'unknown']);
    expect(routing('  gateways: [mesh]\n')).toEqual(['open', 'unknown']);
    expect(routing('  gateways: [mesh, entrance]\n')).toEqual(['done', 'done']);
  });

  it('counts an Ingress that clusters no longer serve as half of the job', () => {
    const files = {
      'new.yaml': ingress('new', 'a.example.com', '/'),
      'old.yaml': ingress('old', 'b.example.com', '/', 'v1beta1'),
    };
    const workspace = workspaceOf(files);
    const answer = ask(checks, 'S6.3', workspace);
    expect(answer.state).toBe('partly');
    expect(shown(answer, workspace)).toEqual([
      'Ingress "old" is in a version that clusters no longer serve. | old.yaml: networking.k8s.io/v1beta1',
      'Ingress "new" routes HTTP. | new.yaml: new',
    ]);
  });

  it('reads the hosts and paths of Traefik, Contour, Istio, OpenShift and Gateways', () => {
    const kind = (apiVersion: string, name: string, spec: string): string =>
      `apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: {name: a}\nspec: ${spec}\n`;
    const match = '"Host(`a.example.com`) && !PathPrefix(`/admin`) && PathPrefix(`/api`, `/v2`)"';
    const workspace = workspaceOf({
      '1.yaml': kind('traefik.io/v1alpha1', 'IngressRoute', `{routes: [{match: ${match}}]}`),
      '2.yaml': kind(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{virtualhost: {fqdn: b.example.com}, routes: [{conditions: [{prefix: /b}]}]}',
      ),
      '3.yaml': kind(
        'networking.istio.io/v1',
        'VirtualService',
        '{hosts: [c.example.com], gateways: [public], http: [{match: [{uri: {prefix: /c}}]}]}',
      ),
      '4.yaml': kind('route.openshift.io/v1', 'Route', '{host: d.example.com, path: /d}'),
      '5.yaml': kind(
        'gateway.networking.k8s.io/v1',
        'Gateway',
        '{listeners: [{name: web, hostname: e.example.com}]}',
      ),
      '6.yaml': kind('serving.knative.dev/v1', 'Route', '{host: none.example.com}'),
      '7.yaml': kind(
        'networking.istio.io/v1',
        'Gateway',
        '{servers: [{hosts: [f.example.com, "*"]}]}',
      ),
    });
    const said = (item: string): readonly string[] =>
      ask(checks, item, workspace).evidence.map(({ text }) => text);
    expect(said('S6.5')).toEqual([
      'IngressRoute "a": "a.example.com".',
      'VirtualService "a": "c.example.com".',
      'HTTPProxy "a": "b.example.com".',
      'Route "a": "d.example.com".',
      'Gateway "a": "e.example.com".',
      'Gateway "a": "f.example.com".',
    ]);
    expect(said('S6.7')).toEqual([
      'IngressRoute "a" maps "/api".',
      'IngressRoute "a" maps "/v2".',
      'VirtualService "a" maps "/c".',
      'HTTPProxy "a" maps "/b".',
      'Route "a" maps "/d".',
    ]);
  });

  it('shows virtual hosts and mapped paths', () => {
    const workspace = workspaceOf({
      'a.yaml': ingress('a', 'a.example.com', '/'),
      'b.yaml': ingress('b', 'b.example.com', '/shop'),
    });
    expect(shown(ask(checks, 'S6.5', workspace), workspace)).toEqual([
      'Ingress "a": "a.example.com". | a.yaml: a.example.com',
      'Ingress "b": "b.example.com". | b.yaml: b.example.com',
    ]);
    expect(shown(ask(checks, 'S6.7', workspace), workspace)).toEqual([
      'Ingress "b" maps "/shop". | b.yaml: /shop',
    ]);
  });

  it('takes sticky sessions only where the controller reads them', () => {
    const sticky =
      '  annotations:\n    traefik.ingress.kubernetes.io/service.sticky.cookie: "true"\n';
    const right = workspaceOf({
      'web.yaml': service('web', 'ClusterIP', sticky),
      'in.yaml': ingress('in', 'a.example.com', '/'),
    });
    expect(ask(checks, 'S6.6', right).state).toBe('done');
    const wrong = workspaceOf({
      'web.yaml': service('web', 'ClusterIP'),
      'in.yaml': ingress('in', 'a.example.com', '/').replace('spec:', `${sticky}spec:`),
    });
    const answer = ask(checks, 'S6.6', wrong);
    expect([answer.state, answer.next]).toEqual([
      'open',
      'Write the stickiness where the controller reads it.',
    ]);
  });
});
