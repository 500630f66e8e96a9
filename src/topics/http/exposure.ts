/** Services that bring HTTP in from outside by themselves. */
import { parseImage } from '../../core/kubernetes/images.ts';
import type { KubernetesObject, ServicePort } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { portsOf } from './service-ports.ts';
import { selectedWorkloads } from './selection.ts';

const HTTP_NUMBERS: ReadonlySet<number> = new Set([80, 443, 3000, 8000, 8080, 8443]);

/** Whether a port looks like HTTP: by its name, or without one by its number. */
export function isHttpPort({ name, port, targetPort }: ServicePort): boolean {
  if (name !== undefined && /^(?:https?|http2|web|www)(?:-|$)/.test(name)) return true;
  const silent = name === undefined || !/grpc|tcp|tls|udp|metrics|admin/.test(name);
  const numbers = [port, targetPort].filter((number) => typeof number === 'number');
  return silent && numbers.some((number) => HTTP_NUMBERS.has(number));
}

/** Software whose job is to stand at the border: Ingress controllers, gateways, proxies. */
const BORDER =
  /traefik|nginx-ingress|ingress|gateway|haproxy|envoy|kong|contour|istio|ambassador|emissary|apisix|caddy|proxy|controller|skipper|router|load-?balancer/;

/** True for a NodePort or LoadBalancer Service of an application that speaks HTTP. */
export function exposesHttp(service: KubernetesObject, scope: Scope): boolean {
  const type = service.service?.type;
  if (type !== 'NodePort' && type !== 'LoadBalancer') return false;
  return portsOf(service).some(isHttpPort) && !isBorder(service, scope) && !isInternal(service);
}

function isBorder(service: KubernetesObject, scope: Scope): boolean {
  const words = [
    service.name ?? '',
    ...Object.values(service.labels),
    ...Object.values(service.service?.selector ?? {}),
    ...selectedWorkloads(service, scope).flatMap((workload) => imageNames(workload, scope)),
  ];
  return words.some((word) => BORDER.test(word));
}

function imageNames({ kind, name = '', path }: KubernetesObject, scope: Scope): readonly string[] {
  // Asked by name, so that an edit of its images is noticed.
  return scope
    .definitionsAnywhere(kind, name, path)
    .flatMap(({ object }) => (object && workloadOf(object)?.containers) ?? [])
    .flatMap(({ view }) => {
      const image = view.get('image').text;
      return image === undefined ? [] : [parseImage(image)?.repository ?? image];
    });
}

/** A load balancer that only the own network reaches is no way for visitors. */
function isInternal({ view }: KubernetesObject): boolean {
  return view
    .get('metadata', 'annotations')
    .entries.some(({ key, text }) => /internal/i.test(key + (text ?? '')) && text !== 'false');
}
