import { describe, expect, it } from 'vitest';
import { app, service, WEB, ingress } from '../support/policy-entrances.ts';
import { choicesOf, notesOf, rulesOf, yamlOf } from '../support/policies.ts';

describe('an Ingress', () => {
  it('lets in its controller where that is in the files, which may call out', () => {
    const controller = app('edge', { namespace: 'edge', image: 'traefik:v3.6' });
    expect(
      rulesOf({ 'a.yaml': WEB + ingress('  ingressClassName: traefik\n') + controller }),
    ).toEqual([
      'allow-edge egress shop:app=web TCP/8080',
      'allow-web ingress edge:app=edge TCP/8080',
    ]);
  });

  it.each([
    [
      '  ingressClassName: nginx\n',
      'ingress-nginx',
      /^CHOOSE: the controller of class "nginx" is not in these files; "ingress-nginx" is only its usual namespace$/,
    ],
    [
      '  ingressClassName: public\n',
      'CHOOSE-A-NAMESPACE',
      /^CHOOSE: put in the namespace of the controller of class "public"/,
    ],
    ['', 'CHOOSE-A-NAMESPACE', /^CHOOSE: put in the namespace of the ingress controller/],
  ])('with %j lets in the namespace %s, to be chosen', (spec, namespace, choice) => {
    const files = { 'a.yaml': WEB + ingress(spec) };
    expect(rulesOf(files)).toEqual([`allow-web ingress ${namespace}: TCP/8080`]);
    expect(choicesOf(files)).toEqual([expect.stringMatching(choice)]);
    expect(yamlOf(files)).toContain('# - Rules with a line that begins with CHOOSE: allow-web.');
  });

  it('of a load balancer in a cloud lets in addresses', () => {
    const files = { 'a.yaml': WEB + ingress('  ingressClassName: alb\n') };
    expect(rulesOf(files)).toEqual(['allow-web ingress 0.0.0.0/0 TCP/8080']);
    expect(choicesOf(files)).toEqual([expect.stringContaining('class "alb"')]);
  });

  it('without such a Service or port gives a note', () => {
    expect(notesOf({ 'a.yaml': app('web') + ingress('') })).toEqual([
      'Ingress/web leads to Service/web, port web, which is not in these files: no rule',
    ]);
    const other = ingress('').replace('name: web } }', 'name: nope } }');
    expect(notesOf({ 'a.yaml': WEB + other })).toEqual([
      'Ingress/web leads to Service/web, port nope, but it has no port nope: no rule',
    ]);
  });
});

describe('a route of the Gateway API', () => {
  const route = `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: main }]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
`;

  it('lets in the namespace of the kind of gateway that its class names', () => {
    const gateway = `---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: main, namespace: shop }\nspec:\n  gatewayClassName: eg\n`;
    expect(rulesOf({ 'a.yaml': WEB + route + gateway })).toEqual([
      'allow-web ingress envoy-gateway-system: TCP/8080',
    ]);
    expect(rulesOf({ 'a.yaml': WEB + route })).toEqual([
      'allow-web ingress CHOOSE-A-NAMESPACE: TCP/8080',
    ]);
  });
});

describe('what the cluster opens by itself', () => {
  it.each(['LoadBalancer', 'NodePort'])('is a Service of type %s', (type) => {
    const files = { 'a.yaml': app('web') + service('web', `  type: ${type}\n`) };
    expect(rulesOf(files)).toEqual(['allow-web ingress 0.0.0.0/0 TCP/8080 TCP/9100']);
    expect(choicesOf(files)).toHaveLength(1);
  });

  it('is a hostPort, a webhook', () => {
    const open = app('web').replace('containerPort: 8080', 'containerPort: 8080, hostPort: 80');
    expect(rulesOf({ 'a.yaml': open })).toEqual(['allow-web ingress 0.0.0.0/0 TCP/8080']);
    const hook = `---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: web }\nwebhooks:\n  - name: a.example.com\n    clientConfig: { service: { name: web, namespace: shop, port: 9100 } }\n`;
    expect(rulesOf({ 'a.yaml': WEB + hook })).toEqual(['allow-web ingress 0.0.0.0/0 TCP/9100']);
  });
});

describe('the API server', () => {
  const pod = '      serviceAccountName: robot\n';
  const binding = (subject: string): string => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: robots, namespace: shop }
subjects: [${subject}]
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
`;
  const allowed = ['allow-web egress 0.0.0.0/0 TCP/443 TCP/6443'];

  it('is called by pods whose account has rights', () => {
    const subject = '{ kind: ServiceAccount, name: robot, namespace: shop }';
    const files = { 'a.yaml': app('web', { pod }) + binding(subject) };
    expect(rulesOf(files)).toEqual(allowed);
    expect(yamlOf(files)).toContain(
      '# Deployment/web runs as ServiceAccount/robot, to which RoleBinding/robots gives rights',
    );
  });

  it.each([
    ['another account', '{ kind: ServiceAccount, name: other, namespace: shop }', pod],
    ['an account of another namespace', '{ kind: ServiceAccount, name: robot, namespace: x }', pod],
    [
      'a pod without a token',
      '{ kind: ServiceAccount, name: robot, namespace: shop }',
      `${pod}      automountServiceAccountToken: false\n`,
    ],
  ])('is not for %s', (_, subject, spec) => {
    expect(rulesOf({ 'a.yaml': app('web', { pod: spec }) + binding(subject) })).toEqual([]);
  });

  it('is what "kubernetes.default" names', () => {
    const text = app('web').replace(
      '          ports:',
      '          args: ["--api=https://kubernetes.default.svc"]\n          ports:',
    );
    expect(rulesOf({ 'a.yaml': text })).toEqual(allowed);
  });
});
