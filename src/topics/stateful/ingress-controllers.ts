import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** Controllers whose documentation shows ExternalName Services as backends. */
const ACCEPT = /nginx|haproxy|kong|contour|ambassador|voyager|apisix/i;
const REFUSE = /gce|gke|alb/i;

/** Where Traefik is told to take ExternalName Services as backends. */
const PLACES = [
  'Deployment',
  'DaemonSet',
  'ConfigMap',
  'HelmRelease',
  'HelmChartConfig',
  'HelmChart',
];

/**
 * Whether the controller of an Ingress takes an ExternalName Service as a backend; undefined where
 * the files do not tell.
 */
export function acceptsExternalName(ingress: KubernetesObject, scope: Scope): boolean | undefined {
  const annotations = ingress.view.get('metadata', 'annotations');
  const name =
    ingress.view.get('spec', 'ingressClassName').text ??
    annotations.get('kubernetes.io/ingress.class').text ??
    annotations.keys.join(' ');
  if (/traefik/i.test(name)) return allowsInTraefik(scope);
  if (ACCEPT.test(name)) return true;
  return REFUSE.test(name) ? false : undefined;
}

function allowsInTraefik(scope: Scope): boolean {
  const setting = /allowExternalNameServices/i;
  const inObjects = PLACES.some((kind) =>
    scope.objects(kind).some((object) => setting.test(object.document.text)),
  );
  if (inObjects) return true;
  return scope
    .filesBelow('')
    .filter((path) => /values[\w.-]*\.ya?ml$/.test(path))
    .some((path) => setting.test(scope.file(path)?.text ?? ''));
}
