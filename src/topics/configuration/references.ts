/** References to ConfigMaps and Secrets, as the rules about missing ones and the hovers see them. */
import { isGivenConfigMap, isOperatorSecret } from '../../core/kubernetes/built-in-names.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Reference } from '../../core/graph/references.ts';

/** The references of an object to ConfigMaps and Secrets that must be there, by plain names. */
export function configReferences(object: KubernetesObject): readonly Reference[] {
  return referencesOf(object).filter(
    ({ kind, name, optional }) =>
      (kind === 'ConfigMap' || kind === 'Secret') &&
      !optional &&
      !isGivenConfigMap(name) &&
      !isOperatorSecret(name) &&
      /^[a-z0-9][a-z0-9.-]*$/.test(name),
  );
}

/** What a pod does while the object or key is missing, by the place that names it. */
export function consequence({ field }: Reference): string {
  if (field.includes('imagePullSecrets'))
    return 'the image cannot be pulled from a private registry';
  if (field.includes('volumes')) return 'the pod stays in ContainerCreating';
  if (field.includes('tls')) return 'the Ingress serves a default certificate';
  return 'the container stays in CreateContainerConfigError';
}
