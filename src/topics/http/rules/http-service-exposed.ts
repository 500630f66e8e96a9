import { appendDocument, removeEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import type { FileEdit, Fix, TextEdit } from '../../../core/lint/fix.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { exposesHttp, isHttpPort } from '../exposure.ts';
import { classOf } from '../ingress-class.ts';
import { portsOf } from '../service-ports.ts';
import { ingressesOf } from '../stickiness.ts';

export const httpServiceExposed = defineRule({
  id: 'http-service-exposed',
  severity: 'hint',
  summary: 'A Service of type NodePort or LoadBalancer brings HTTP in without an Ingress.',
  deck: ['S6.1', 'S6.2', 'S6.3'],
  kinds: ['Service'],
  docs: {
    why: 'A Service works at layer 4. Exposed by itself, it takes one node port or one cloud load balancer for each application, and leaves TLS, hosts and paths to the application. One Ingress controller or Gateway does that for all of them behind one address.',
    fix: 'Make the Service ClusterIP and put an Ingress or an HTTPRoute in front. On a test cluster, or for what is not plain HTTP, the exposed Service may be just right: then allow the finding.',
    links: [
      {
        title: 'Service types',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
      },
      {
        title: 'Ingress',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.service === undefined || !exposesHttp(object, scope)) return;
      const [ingress] = ingressesOf(object, scope);
      const type = object.service.type;
      const cost = type === 'NodePort' ? 'an odd port on every node' : 'a load balancer of its own';
      const next =
        ingress === undefined
          ? 'ClusterIP with an Ingress gives it a host name and TLS on a shared address.'
          : `Ingress "${ingress.name ?? ''}" brings visitors in already, so ClusterIP is enough.`;
      yield {
        at: object.view.get('spec', 'type'),
        message: `Service "${object.name ?? ''}" brings HTTP in at layer 4, with ${cost}. ${next}`,
        fixes: [...close(object, scope, ingress === undefined)],
        related:
          ingress === undefined
            ? []
            : [
                {
                  path: ingress.path,
                  at: ingress.view.get('metadata', 'name'),
                  message: `Ingress "${ingress.name ?? ''}" leads to this Service.`,
                },
              ],
      };
    },
  },
});

/** Fields that the API server refuses on a ClusterIP Service. */
const OUTSIDE_FIELDS = [
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'allocateLoadBalancerNodePorts',
  'loadBalancerClass',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
];

function close(service: KubernetesObject, scope: Scope, alone: boolean): readonly Fix[] {
  const { path } = service;
  const withIngress = alone && scope.file(path)?.kind === 'yaml';
  const edits = (): readonly FileEdit[] => {
    const text = scope.file(path)?.text ?? '';
    const added = withIngress ? [appendDocument(text, newIngress(service, scope))] : [];
    return [{ path, edits: [...clusterIp(text, service), ...added] }];
  };
  return [
    { title: withIngress ? 'Write "ClusterIP" and add an Ingress' : 'Write "ClusterIP"', edits },
  ];
}

function clusterIp(text: string, { view }: KubernetesObject): readonly TextEdit[] {
  const spec = view.get('spec');
  const nodePorts = spec.get('ports').items.map((port) => port.get('nodePort'));
  const outside = OUTSIDE_FIELDS.map((field) => spec.get(field));
  return [
    replaceValue(spec.get('type'), 'ClusterIP'),
    ...[...nodePorts, ...outside]
      .filter((entry) => entry.exists)
      .map((entry) => removeEntry(text, entry)),
  ];
}

function newIngress(service: KubernetesObject, scope: Scope): YamlFields {
  const name = service.name ?? 'web';
  const classes = scope
    .objects('Ingress', service.path)
    .flatMap((ingress) => classOf(ingress)?.text ?? []);
  const port = portsOf(service).find(isHttpPort);
  const chosen = port?.name === undefined ? { number: port?.port ?? 80 } : { name: port.name };
  const backend = { service: { name, port: chosen } };
  const rule = {
    host: `${name}.example.com`,
    http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
  };
  return newObject(
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name, namespace: service.ownNamespace },
    { spec: { ingressClassName: classes[0] ?? 'traefik', rules: [rule] } },
  );
}
