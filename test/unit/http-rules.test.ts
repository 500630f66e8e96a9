import { describe, expect, it } from 'vitest';
import { http } from '../../src/topics/http/topic.ts';
import { applyFirstFixes, lintCase } from '../support/fixtures.ts';

const rule = (id: string): (typeof http.rules)[number] => {
  const found = http.rules.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
};

describe('removed-api', () => {
  const OLD = 'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: web\n';

  it('is a warning, and an error where the cluster version was chosen', () => {
    const files = new Map([['web.yaml', OLD]]);
    const severities = [{}, { kubernetesMinor: 22 }].map((options) =>
      lintCase(files, [rule('removed-api')], options).map(({ severity }) => severity),
    );
    expect(severities).toEqual([['warning'], ['error']]);
  });

  it('is silent for a release that still serves the version, where deprecated-api speaks', () => {
    const files = new Map([['web.yaml', OLD]]);
    const rules = [rule('removed-api'), rule('deprecated-api')];
    expect(lintCase(files, rules, { kubernetesMinor: 21 }).map((f) => f.rule)).toEqual([
      'deprecated-api',
    ]);
    expect(lintCase(files, rules, { kubernetesMinor: 18 })).toEqual([]);
  });

  it('says what, since when and what to write', () => {
    const [finding] = lintCase(new Map([['web.yaml', OLD]]), [rule('removed-api')]);
    expect(finding?.message).toBe(
      '"networking.k8s.io/v1beta1" of Ingress "web" is not served any more since Kubernetes 1.22. Write "networking.k8s.io/v1", where backend becomes defaultBackend, or service.name and service.port, and every path needs a pathType.',
    );
  });

  it('rewrites JSON as JSON', () => {
    const before = `{
  "apiVersion": "networking.k8s.io/v1beta1",
  "kind": "Ingress",
  "metadata": { "name": "web", "annotations": { "kubernetes.io/ingress.class": "traefik" } },
  "spec": {
    "rules": [
      {
        "http": {
          "paths": [
            {
              "path": "/",
              "backend": { "serviceName": "web", "servicePort": 80 }
            },
            { "backend": { "serviceName": "api", "servicePort": "http" } }
          ]
        }
      }
    ]
  }
}
`;
    const files = new Map([['web.json', before]]);
    const after = applyFirstFixes(files, lintCase(files, [rule('removed-api')]));
    expect(JSON.parse(after.get('web.json') ?? '')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web' },
      spec: {
        ingressClassName: 'traefik',
        rules: [
          {
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'web', port: { number: 80 } } },
                },
                {
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'api', port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it('offers no fix where a person has to decide', () => {
    const files = new Map([
      [
        'all.yaml',
        [
          'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: a\n',
          'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: b\nspec:\n  selector: {}\n',
          'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata:\n  name: c\nspec:\n  rollbackTo: {}\n',
          'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: d\nspec:\n  backend: { serviceName: web, servicePort: 80, weight: 2 }\n',
          'apiVersion: autoscaling/v2beta1\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: e\nspec:\n  metrics:\n    - type: Pods\n      pods:\n        metricName: queue\n        targetAverageValue: 3\n',
          'apiVersion: discovery.k8s.io/v1beta1\nkind: EndpointSlice\nmetadata:\n  name: f\nendpoints:\n  - topology:\n      zone: a\n',
        ].join('---\n'),
      ],
    ]);
    const findings = lintCase(files, [rule('removed-api')]);
    expect(findings.map(({ object, fixes }) => [object?.name, fixes.length])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['d', 0],
      ['e', 0],
      ['f', 0],
    ]);
  });
});

describe('ingress-v1-shape', () => {
  it('offers the path type of v1beta1 first, and Prefix', () => {
    const text =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            backend:\n              serviceName: web\n              servicePort: 80\n';
    const findings = lintCase(new Map([['web.yaml', text]]), [rule('ingress-v1-shape')]);
    const titles = findings.map(({ fixes }) => fixes.map(({ title }) => title));
    const both = [
      'Rewrite for v1, with "pathType: ImplementationSpecific"',
      'Rewrite for v1, with "pathType: Prefix"',
    ];
    expect(titles).toEqual([both, both, both]);
  });
});

describe('messages that lead on', () => {
  const SERVICE =
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: green\nspec:\n  ports:\n    - port: 80\n      targetPort: 3000\n';
  const ingress = (namespace: string, port: number): string =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: ${namespace}\nspec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        number: ${String(port)}\n`;

  it('ingress-backend-missing points to the Service of another namespace', () => {
    const files = new Map([['web.yaml', `${SERVICE}---\n${ingress('blue', 80)}`]]);
    const [finding] = lintCase(files, [rule('ingress-backend-missing')]);
    expect(finding?.message).toBe(
      'In this workspace, namespace "blue" has no Service "web", so requests for it fail. There is one in namespace "green", out of reach from here.',
    );
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'Service "web" in namespace "green".',
    ]);
  });

  it('ingress-backend-port tells the port of the container from that of the Service', () => {
    const files = new Map([['web.yaml', `${SERVICE}---\n${ingress('green', 3000)}`]]);
    const [finding] = lintCase(files, [rule('ingress-backend-port')]);
    expect(finding?.message).toBe(
      'Port 3000 is the container\'s; Service "web" itself offers 80. Write that one.',
    );
    expect(finding?.fixes.map(({ title, preferred }) => [title, preferred])).toEqual([
      ['Write "80"', true],
    ]);
  });

  it('service-selects-nothing names the namespace that the pods are in', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: green\n  labels:\n    app: web\nspec:\n  containers:\n    - image: nginx:1.29.3\n';
    const service =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: blue\nspec:\n  selector:\n    app: web\n';
    const files = new Map([['web.yaml', `${pod}---\n${service}`]]);
    const [finding] = lintCase(files, [rule('service-selects-nothing')]);
    expect(finding?.message).toBe(
      'In this workspace, no pod of namespace "blue" has the label "app: web", so Service "web" leads nowhere. Its pods are in namespace "green"; a Service reaches only its own.',
    );
  });
});

describe('half-typed and odd files', () => {
  it.each([
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules: web\n',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - http:\n        paths: [/, 1, null]\n',
    'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  backend: web\n',
    'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: web, annotations: {kubernetes.io/ingress.class: }}\nspec: {}\n',
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type:\n  selector:\n    app:\n  ports: 80\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: web\n  template:\n    metadata: web\n    spec:\n      containers:\n        - image: nginx\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels: {app: web}\n  template: {metadata: {}, spec: {containers: [{image: nginx}]}}\n',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: extensions/v1beta1\n    kind: Ingress\n    metadata:\n      name: web\n    spec:\n      backend: {}\n',
  ])('never fails on %j', (text) => {
    const files = new Map([['odd.yaml', text]]);
    const findings = lintCase(files, http.rules);
    for (const fix of findings.flatMap(({ fixes }) => fixes))
      expect(fix.edits()).toBeInstanceOf(Array);
  });
});
