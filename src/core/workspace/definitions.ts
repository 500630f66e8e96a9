/** Who gives a name to others: objects, and what kustomize and operators make at run time. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Overlay } from './structure.ts';
import type { Kustomization } from './structure.ts';
import type { Mark, View } from '../yaml/view.ts';

/** Something that has a name others can use: an object, or what a tool will make. */
export interface Definition {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly mark: Mark;
  readonly namespaces: readonly string[];
  /** Undefined where its keys cannot be known from the files. */
  readonly keys: readonly string[] | undefined;
  readonly object: KubernetesObject | undefined;
  /** The name of a generator, for what kustomize makes. */
  readonly at?: View;
  readonly origin: 'manifest' | 'kustomize' | 'operator';
}

export function definitionOf(object: KubernetesObject, namespaces: readonly string[]): Definition {
  const { kind, path, keys, name = '', nameMark } = object;
  return { kind, path, keys, name, object, namespaces, mark: nameMark, origin: 'manifest' };
}

/** What the generators of a kustomization make, in the namespaces of its deployments. */
export function generatedDefinitions(
  kustomization: Kustomization,
  kind: 'ConfigMap' | 'Secret',
  overlays: readonly Overlay[],
): readonly Definition[] {
  const { path, generated } = kustomization;
  return generated
    .filter((made) => made.kind === kind)
    .map(({ name, keys, namespace, at }) => ({
      ...{ kind, name, keys, path, at, object: undefined, mark: at.mark },
      origin: 'kustomize',
      namespaces: overlays.map((overlay) => overlay.namespace ?? namespace ?? 'default'),
    }));
}
