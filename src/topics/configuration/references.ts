/** References to ConfigMaps and Secrets, as the rules about missing ones and the hovers see them. */
import { isGivenConfigMap, isOperatorSecret } from '../../core/kubernetes/built-in-names.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Reference } from '../../core/graph/references.ts';
import type { Definition, Scope } from '../../core/workspace/scope.ts';

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

/**
 * Definitions of the name in other namespaces of the stack.
 * @returns undefined where a namespace is left to `kubectl -n`, so that they may well meet
 */
export function elsewhere(reference: Reference, scope: Scope): readonly Definition[] | undefined {
  const { kind, name, from } = reference;
  const definitions = scope.definitionsAnywhere(kind, name, from.path);
  if (definitions.length === 0) return [];
  const placed = definitions.every(({ object }) => object !== undefined && isPlaced(object, scope));
  return placed && isPlaced(from, scope) ? definitions : undefined;
}

function isPlaced(object: KubernetesObject, scope: Scope): boolean {
  return scope
    .placements(object)
    .every(({ source }) => source.by !== 'default' && source.by !== 'setting');
}
