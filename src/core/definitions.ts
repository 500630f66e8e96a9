/** Who gives a name to others: objects, and what kustomize and operators make at run time. */
import type { KubernetesObject } from './manifest.ts';
import type { Overlay } from './structure.ts';
import type { Kustomization } from './structure.ts';
import type { Mark, PathStep, View } from './view.ts';

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

/** Kinds that make a Secret of a name found in their own text. */
const SECRET_MAKERS: Readonly<Record<string, readonly (readonly PathStep[])[]>> = {
  ExternalSecret: [
    ['spec', 'target', 'name'],
    ['metadata', 'name'],
  ],
  SealedSecret: [
    ['spec', 'template', 'metadata', 'name'],
    ['metadata', 'name'],
  ],
  Certificate: [['spec', 'secretName']],
  VaultStaticSecret: [['spec', 'destination', 'name']],
  VaultDynamicSecret: [['spec', 'destination', 'name']],
  OnePasswordItem: [['metadata', 'name']],
  BitwardenSecret: [['spec', 'secretName']],
  SopsSecret: [['spec', 'secretTemplates', 0, 'name']],
};

export const SECRET_MAKING_KINDS: readonly string[] = Object.keys(SECRET_MAKERS);

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

/** The Secret that an operator makes of an object, where the object names it. */
export function operatorSecret(
  object: KubernetesObject,
  namespaces: readonly string[],
): Definition | undefined {
  const at = SECRET_MAKERS[object.kind]
    ?.map((steps) => object.view.get(...steps))
    .find((view) => view.text !== undefined);
  if (at?.text === undefined) return undefined;
  return {
    ...{ kind: 'Secret', name: at.text, path: object.path, mark: at.mark },
    ...{ namespaces, keys: undefined, object, origin: 'operator' },
  };
}
