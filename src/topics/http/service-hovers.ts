/** Hovers on a Service: its kind, type, selector and ports. */
import type { HoverPart, HoverSource } from '../../core/hover/hover.ts';
import type { KubernetesObject, ServicePort } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { ObjectTarget } from './field-name.ts';
import { fieldName, inKind } from './field-name.ts';
import { selectedWorkloads } from './selection.ts';
import { portText, portsOf } from './service-ports.ts';
import { targetLines, workloadLine } from './service-targets.ts';

type Parts = readonly HoverPart[];

export const serviceHover: HoverSource = (target, scope) => {
  const found = inKind(target, 'Service');
  if (found?.object.service === undefined) return undefined;
  const parts = partsFor(found, scope);
  return parts.length === 0 ? undefined : { parts: [...parts, { slide: 'S6' }] };
};

function partsFor(target: ObjectTarget, scope: Scope): Parts {
  const { object, path, on } = target;
  const field = fieldName(path);
  if (field === 'kind' && on === 'value') return kindParts(object, scope);
  if (field === 'spec.type') return typeParts(object);
  if (field === 'spec.sessionAffinity') return [{ markdown: AFFINITY }];
  if (field === 'spec.selector' || field.startsWith('spec.selector.'))
    return selectorParts(object, scope);
  if (field === 'spec.ports') return [{ markdown: PORTS }, ...portLines(object, scope)];
  const [, , index, key] = path;
  if (!field.startsWith('spec.ports[].') || typeof index !== 'number') return [];
  const port = portsOf(object)[index];
  if (port === undefined) return [];
  return PORT_FIELDS[String(key)] === undefined
    ? []
    : [{ markdown: PORT_FIELDS[String(key)] ?? '' }, ...chain(object, port, scope)];
}

const KIND =
  'A Service gives pods that come and go one name and one address. It works at layer 4: it passes connections on by port and knows nothing of hosts, paths or cookies. For those, put an Ingress or an HTTPRoute in front.';

const TYPES: Readonly<Record<string, string>> = {
  ClusterIP:
    'Reachable from inside the cluster only. For HTTP this is the right type: an Ingress or a Gateway brings the visitors in.',
  NodePort:
    'Opens the same port, by default from 30000 to 32767, on every node. Visitors need that odd port and the address of a node. For HTTP, `ClusterIP` with an Ingress gives hosts and paths instead.',
  LoadBalancer:
    'Asks the cloud for a load balancer of its own, one for each Service, and each has its price. For HTTP, one Ingress controller behind one load balancer can serve all of them.',
};

const AFFINITY =
  '`ClientIP` keeps a client address with the same pod, for three hours unless `sessionAffinityConfig` says otherwise. It is layer 4: everybody behind one proxy or Ingress controller counts as one client. For sticky HTTP sessions use the cookie of the Ingress controller.';

const SELECTOR =
  'The Service sends traffic to the pods of its own namespace that have all of these labels.';

const PORTS =
  'Each entry leads from a port of the Service to a port of the pods. An Ingress names the port of the Service, never that of the container.';

const PORT_FIELDS: Readonly<Record<string, string>> = {
  name: 'The name that an Ingress or another client can use instead of the number. With more than one port, each needs a name.',
  port: 'The port of the Service itself: what clients and Ingresses use.',
  targetPort:
    'The port of the pod: a number, or the name of a port of a container. A name lets the container change its number alone. Without it, `port` is used.',
  nodePort:
    'The port on every node. A fixed one can exist only once in the cluster, so a second copy of the stack collides with it.',
  protocol: 'TCP, UDP or SCTP; HTTP is TCP, which is the default.',
};

function kindParts(object: KubernetesObject, scope: Scope): Parts {
  const type = object.service?.type ?? 'ClusterIP';
  const selected = object.service?.selector === undefined ? [] : selectorParts(object, scope);
  return [{ markdown: KIND }, { text: `Type ${type}.` }, ...selected, ...portLines(object, scope)];
}

function typeParts(object: KubernetesObject): Parts {
  const meaning = TYPES[object.service?.type ?? ''];
  return meaning === undefined ? [] : [{ markdown: meaning }];
}

function selectorParts(object: KubernetesObject, scope: Scope): Parts {
  const selected = selectedWorkloads(object, scope);
  const namespace = scope.namespacesOf(object)[0] ?? 'default';
  const where = `in namespace "${namespace}" of this workspace`;
  if (selected.length === 0) {
    return [{ markdown: SELECTOR }, { text: `No pod ${where} has these labels.` }];
  }
  return [
    { markdown: SELECTOR },
    { text: `Selected ${where}:` },
    { list: selected.map(workloadLine) },
  ];
}

function portLines(object: KubernetesObject, scope: Scope): Parts {
  return portsOf(object).flatMap((port) => chain(object, port, scope));
}

function chain(object: KubernetesObject, port: ServicePort, scope: Scope): Parts {
  const lines = targetLines(object, port, scope);
  return lines.length === 0 ? [] : [{ text: `Port ${portText(port)} leads to:` }, { list: lines }];
}
