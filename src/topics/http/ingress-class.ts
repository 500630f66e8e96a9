/** Which controller an Ingress is meant for, as far as its text says. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { INGRESS_CLASS_ANNOTATION } from './ingress-rewrite.ts';

export type Controller =
  'ingress-nginx' | 'f5-nginx' | 'traefik' | 'haproxy' | 'aws' | 'gke' | 'azure' | 'other';

/** The class that an Ingress names, by field or by annotation. */
export function classOf(ingress: KubernetesObject): View | undefined {
  const { view } = ingress;
  const field = view.get('spec', 'ingressClassName');
  const annotation = view.get('metadata', 'annotations', INGRESS_CLASS_ANNOTATION);
  return [field, annotation].find(({ text }) => text !== undefined);
}

/** `spec.controller` of an IngressClass, by its beginning. */
const CONTROLLERS: readonly (readonly [RegExp, Controller])[] = [
  [/^k8s\.io\/ingress-nginx/, 'ingress-nginx'],
  [/^nginx\.org\//, 'f5-nginx'],
  [/^traefik\.io\//, 'traefik'],
  [/^haproxy/, 'haproxy'],
  [/^ingress\.k8s\.aws\//, 'aws'],
  [/^azure\//, 'azure'],
];

/** Names that these controllers give their class by default. */
const CLASS_NAMES: readonly (readonly [RegExp, Controller])[] = [
  [/^(?:ingress-)?nginx$/, 'ingress-nginx'],
  [/^traefik(?:-|$)/, 'traefik'],
  [/^haproxy$/, 'haproxy'],
  [/^alb$/, 'aws'],
  [/^gce(?:-internal)?$/, 'gke'],
  [/^azure[-/]application-gateway$/, 'azure'],
];

/** Beginnings of annotations that only one controller reads. */
const ANNOTATIONS: readonly (readonly [string, Controller])[] = [
  ['nginx.ingress.kubernetes.io/', 'ingress-nginx'],
  ['nginx.org/', 'f5-nginx'],
  ['nginx.com/', 'f5-nginx'],
  ['traefik.ingress.kubernetes.io/', 'traefik'],
  ['haproxy.org/', 'haproxy'],
  ['haproxy-ingress.github.io/', 'haproxy'],
  ['alb.ingress.kubernetes.io/', 'aws'],
  ['appgw.ingress.kubernetes.io/', 'azure'],
];

/** The controller whose annotation this is. */
export function ownerOf(annotation: string): Controller | undefined {
  return ANNOTATIONS.find(([prefix]) => annotation.startsWith(prefix))?.[1];
}

/**
 * The controller that serves an Ingress: by its IngressClass where that is in the workspace, else
 * by the usual names of classes, else by its annotations. Undefined where nothing tells.
 */
export function controllerOf(ingress: KubernetesObject, scope: Scope): Controller | undefined {
  const name = classOf(ingress)?.text;
  const owners = annotationOwners(ingress);
  if (name === undefined) return owners[0];
  const known = scope.objects('IngressClass').find((object) => object.name === name);
  const controller = known?.view.get('spec', 'controller').text;
  if (controller !== undefined) {
    return CONTROLLERS.find(([pattern]) => pattern.test(controller))?.[1] ?? 'other';
  }
  const usual = CLASS_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  // F5 NGINX calls its class "nginx" too; its own annotations tell the two apart.
  if (usual === 'ingress-nginx' && owners.includes('f5-nginx')) return 'f5-nginx';
  return usual ?? owners[0];
}

function annotationOwners(ingress: KubernetesObject): readonly Controller[] {
  const keys = ingress.view.get('metadata', 'annotations').keys;
  return [...new Set(keys.flatMap((key) => ownerOf(key) ?? []))];
}
