/** Who gives a name to others: objects, and what kustomize and operators make at run time. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Overlay } from './structure.ts';
import type { Kustomization } from './structure.ts';
import type { Mark, PathStep, View } from '../yaml/view.ts';

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

/** Kinds that make a Secret of a name found in their own text: the first place that holds one. */
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
  VaultPKISecret: [['spec', 'destination', 'name']],
  VaultSecret: [['metadata', 'name']],
  InfisicalSecret: [['spec', 'managedSecretReference', 'secretName']],
  DopplerSecret: [['spec', 'managedSecret', 'name']],
  AzureKeyVaultSecret: [['spec', 'output', 'secret', 'name']],
};

/** Kinds that make a Secret for each entry of a list. */
const SECRET_LISTS: Readonly<Record<string, readonly [list: string, name: string]>> = {
  SopsSecret: ['secretTemplates', 'name'],
  SecretProviderClass: ['secretObjects', 'secretName'],
  InfisicalSecret: ['managedKubeSecretReferences', 'secretName'],
};

export const SECRET_MAKING_KINDS: readonly string[] = [
  ...new Set([...Object.keys(SECRET_MAKERS), ...Object.keys(SECRET_LISTS)]),
];

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

/** The Secrets that an operator makes of an object, where the object names them. */
export function operatorSecrets(
  object: KubernetesObject,
  namespaces: readonly string[],
): readonly Definition[] {
  const { kind, view, path } = object;
  const [list, name] = SECRET_LISTS[kind] ?? [];
  const one = SECRET_MAKERS[kind]?.map((steps) => view.get(...steps)).find((at) => at.text);
  const many =
    list === undefined || name === undefined
      ? []
      : view.get('spec', list).items.map((item) => item.get(name));
  return [...(one === undefined ? [] : [one]), ...many].flatMap((at) =>
    at.text === undefined
      ? []
      : [
          {
            ...{ kind: 'Secret', name: at.text, path, mark: at.mark },
            ...{ namespaces, keys: undefined, object, origin: 'operator' as const },
          },
        ],
  );
}
