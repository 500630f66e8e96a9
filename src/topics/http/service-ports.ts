/** Ports of a Service, in the words of messages and fixes. */
import type { KubernetesObject, ServicePort } from '../../core/kubernetes/manifest.ts';

/** Whether a backend's port, a number or a name, is one that the Service offers. */
export function offers(service: KubernetesObject, port: string): boolean {
  return portsOf(service).some(({ name, port: number }) =>
    /^\d+$/.test(port) ? String(number) === port : name === port,
  );
}

export function portsOf(service: KubernetesObject): readonly ServicePort[] {
  return service.service?.ports ?? [];
}

/** `8080 ("http")`, or the number alone. */
export function portText({ name, port }: ServicePort): string {
  const number = String(port ?? '?');
  return name === undefined ? number : `${number} ("${name}")`;
}

/** The port that traffic for this Service port arrives at in a pod. */
export function targetOf({ port, targetPort }: ServicePort): string | number | undefined {
  return targetPort ?? port;
}
