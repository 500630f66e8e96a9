/**
 * The one answer to "is there such an object?", who says so, and why. Findings, graph, map, hovers,
 * calls, `resolve` and policies ask here, so that no two of them say different things about a name.
 */
import { isBuiltInName } from '../kubernetes/built-in-names.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { excuseFor } from './excuses.ts';
import type { ExcuseId } from './excuses.ts';
import type { Definition, Scope } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';

/** Who makes an object, or may make it. */
export type Source =
  | 'files'
  | 'kustomize'
  | 'operator'
  | 'kubernetes'
  | 'chart'
  | 'controller'
  | 'outside'
  | 'cluster';

/** A name that an object says, with what is known of the place that says it. */
export interface Wanted {
  readonly kind: string;
  readonly name: string;
  readonly from: KubernetesObject;
  /** Where the name comes with a namespace of its own. */
  readonly namespace?: string;
  /** The path of the field, `[]` for list items. */
  readonly field?: string;
  /** The scalar that holds the name. */
  readonly at?: View;
  readonly key?: { readonly name: string };
  readonly optional?: boolean;
}

export type Existence =
  | {
      readonly state: 'present';
      readonly by: Source;
      /** The name of the cluster, where it is the one that says so. */
      readonly cluster?: string;
      /** Whole objects first; empty where no file holds it. */
      readonly definitions: readonly Definition[];
    }
  | {
      readonly state: 'absent';
      readonly by: 'files';
      /** Objects of the name in other namespaces of the stack. */
      readonly elsewhere: readonly Definition[];
    }
  | {
      readonly state: 'unknown';
      readonly by: Source;
      readonly excuse: ExcuseId;
      /** One sentence. */
      readonly why: string;
    };

/** @param namespaces where it may be; all of the asking object's where the name has none */
export function existence(
  wanted: Wanted,
  scope: Scope,
  namespaces: readonly string[] = namespacesOf(wanted, scope),
): Existence {
  const { kind, name } = wanted;
  const definitions = definitionsOf(wanted, namespaces, scope);
  const [first] = definitions;
  if (first !== undefined) return { state: 'present', by: BY[first.origin], definitions };
  if (namespaces.some((namespace) => isBuiltInName(kind, name, namespace)))
    return { state: 'present', by: 'kubernetes', definitions };
  // What a cluster lacks may still come out of the files: its "absent" excuses nothing.
  const cluster = scope.sources.find(({ existence: stateOf }) =>
    namespaces.some((namespace) => stateOf({ kind, name, namespace }) === 'present'),
  );
  if (cluster !== undefined)
    return { state: 'present', by: 'cluster', cluster: cluster.name, definitions };
  const excuse = excuseFor({ ...wanted, namespaces }, scope);
  if (excuse !== undefined) return { state: 'unknown', ...excuse };
  const elsewhere = scope.definitionsAnywhere(kind, name, wanted.from.path);
  return { state: 'absent', by: 'files', elsewhere };
}

const BY: Readonly<Record<Definition['origin'], Source>> = {
  ...{ manifest: 'files', kustomize: 'kustomize', operator: 'operator' },
};

/** Kinds that live outside namespaces, wherever they are named from. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set(
  `ClusterRole StorageClass IngressClass PriorityClass RuntimeClass GatewayClass PersistentVolume
  Namespace ClusterIssuer ClusterSecretStore ValidatingAdmissionPolicy VolumeSnapshotClass`.split(
    /\s+/,
  ),
);

/** Where a name is looked up that an object of a namespace says; '' for cluster-wide kinds. */
export function namespaceOf({ kind, namespace }: Wanted, own: string): string {
  return CLUSTER_WIDE.has(kind) ? '' : (namespace ?? own);
}

function namespacesOf(wanted: Wanted, scope: Scope): readonly string[] {
  return [...new Set(scope.namespacesOf(wanted.from).map((own) => namespaceOf(wanted, own)))];
}

/** Whole objects first; patches say the name, too, but do not make the object. */
export function definitionsOf(
  { kind, name, from, namespace: written }: Wanted,
  namespaces: readonly string[],
  scope: Scope,
): readonly Definition[] {
  const here = namespaces.includes('')
    ? scope.definitionsAnywhere(kind, name, from.path)
    : scope.definitions(kind, name, from.path, namespaces);
  // kustomize moves an object and corrects who names its old namespace
  const moved =
    here.length > 0 || written === undefined
      ? here
      : scope
          .definitionsAnywhere(kind, name, from.path)
          .filter(({ object }) => object?.ownNamespace === written);
  return [...moved].sort((a, b) => rank(a, scope) - rank(b, scope));
}

function rank({ object }: Definition, scope: Scope): number {
  return object !== undefined && scope.roleOf(object) === 'patch' ? 1 : 0;
}
