/** Where an object ends up: namespaces and names after kustomize, Argo CD and Flux. */
import { isNamespaced } from '../kubernetes/api-versions.ts';
import { isDeleted } from '../kustomize/deletions.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { NamespaceSource, Overlay } from './structure.ts';

/** Where an object ends up in one deployment of its file. */
export interface Placement {
  /** '' for kinds that live outside namespaces. */
  readonly namespace: string;
  readonly source: NamespaceSource;
  /** The name after kustomize's prefix and suffix. */
  readonly name: string | undefined;
}

/** Whether an object has this very name in a namespace, behind all prefixes and suffixes. */
export function hasName(
  placements: readonly Placement[],
  name: string,
  namespace: string,
): boolean {
  return placements.some((one) => one.namespace === namespace && one.name === name);
}

/**
 * One placement for each deployment of an object's file that does not leave it out; one where no
 * deployment speaks of the file.
 * @param fallback the namespace of what names none, where somebody has chosen it
 */
export function placementsOf(
  object: KubernetesObject,
  overlays: readonly Overlay[],
  fallback: string | undefined,
): readonly Placement[] {
  const kept = overlays.filter((overlay) => !isDeleted(object, overlay));
  const all = overlays.length === 0 ? [undefined] : kept;
  const placements = all.map((overlay) => placeIn(object, overlay, fallback));
  return placements.filter(
    (placement, i) =>
      placements.findIndex(
        (p) => p.namespace === placement.namespace && p.name === placement.name,
      ) === i,
  );
}

function placeIn(
  object: KubernetesObject,
  overlay: Overlay | undefined,
  fallback: string | undefined,
): Placement {
  const name = nameAfter(object, overlay);
  if (isNamespaced(object.kind, object.apiVersion) === false) {
    return { namespace: '', source: { by: 'own' }, name };
  }
  const own = object.ownNamespace;
  if (overlay?.namespace !== undefined && (overlay.overrides || own === undefined)) {
    return { namespace: overlay.namespace, source: overlay.source, name };
  }
  if (own !== undefined) return { namespace: own, source: { by: 'own' }, name };
  return fallback === undefined
    ? { namespace: 'default', source: { by: 'default' }, name }
    : { namespace: fallback, source: { by: 'setting' }, name };
}

/** Kinds whose names kustomize leaves alone: others rely on them letter by letter. */
const FIXED_NAMES: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'APIService',
  'Namespace',
]);

/** The name after kustomize: with prefix and suffix, or the new namespace's own. */
function nameAfter({ kind, group, name }: KubernetesObject, overlay?: Overlay): string | undefined {
  if (name === undefined || overlay === undefined) return name;
  if (kind === 'Namespace' && group === '' && overlay.overrides) return overlay.namespace ?? name;
  return FIXED_NAMES.has(kind) ? name : `${overlay.prefix}${name}${overlay.suffix}`;
}
