/** What was read from a cluster, as plain data: where from, when, and what could not be read. */
import { listOf, recordOf, textOf } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** Who wrote fields of an object, and when; see metadata.managedFields. */
export interface Manager {
  readonly name: string;
  readonly operation: string;
  /** ISO 8601. */
  readonly time?: string;
  /** The paths of the fields, such as `spec.replicas`; keys with dots stand in brackets. */
  readonly fields: readonly string[];
}

/** One live object. */
export interface LiveObject {
  /** `cluster:context/namespace/Kind/name.yaml`; `-` stands for no namespace. */
  readonly path: string;
  /** JSON, without what only other fields repeat. */
  readonly text: string;
  readonly managers: readonly Manager[];
}

/** A list that the cluster does not give, or not all of it. */
export interface Gap {
  readonly kind: string;
  readonly plural: string;
  /** Where it is missing; undefined for the whole cluster. */
  readonly namespace?: string;
  /** A namespace that was read all the same. */
  readonly except?: string;
  readonly reason: 'forbidden' | 'failed';
  /** A sentence for people. */
  readonly text: string;
}

/** A rule of what the person may do in a namespace, as SelfSubjectRulesReview has it. */
export interface AccessRule {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  /** Empty for all names. */
  readonly names: readonly string[];
}

/** What the person may do; `incomplete` where the cluster's authorizer cannot list all. */
export interface Access {
  readonly namespace: string;
  readonly rules: readonly AccessRule[];
  readonly incomplete: boolean;
}

/** What a kubeconfig says about a context: nothing here is secret. */
export interface ContextFacts {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace?: string;
  /** The address of the API server. */
  readonly server?: string;
  /** The program that the context runs to sign in, where it does. */
  readonly command?: string;
  /** The file that defines the context. */
  readonly file: string;
}

export interface Snapshot {
  readonly context: ContextFacts;
  /** All contexts of the kubeconfig. */
  readonly contexts: readonly ContextFacts[];
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  /** Such as `v1.36.3`. */
  readonly version?: string;
  /** The served versions of each API group, the preferred one first; '' is the core group. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** The only namespace that was asked about, where it was only one. */
  readonly namespace?: string;
  readonly objects: readonly LiveObject[];
  readonly gaps: readonly Gap[];
  readonly access?: Access;
}

/** The path of a live object. Contexts of EKS hold slashes, which are written as `%2F`. */
export function livePath(context: string, object: JsonObject): string {
  const metadata = recordOf(object['metadata']);
  const namespace = textOf(metadata['namespace']) ?? '-';
  const name = textOf(metadata['name']) ?? '';
  return `cluster:${encodeURIComponent(context)}/${namespace}/${textOf(object['kind']) ?? ''}/${name}.yaml`;
}

/** Annotations that repeat the object. */
const REPEATING = 'kubectl.kubernetes.io/last-applied-configuration';

/** A live object as it is kept: managers apart, and without the copy that kubectl leaves in it. */
export function liveObject(context: string, object: JsonObject): LiveObject {
  const { managedFields, annotations, ...metadata } = recordOf(object['metadata']);
  const kept = Object.entries(recordOf(annotations)).filter(([name]) => name !== REPEATING);
  const { apiVersion, kind } = object;
  const shown = {
    ...{ apiVersion, kind, ...object },
    metadata: { ...metadata, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) },
  };
  return {
    path: livePath(context, object),
    text: JSON.stringify(shown, undefined, 2),
    managers: managersOf(managedFields),
  };
}

function managersOf(managedFields: Json | undefined): readonly Manager[] {
  return listOf(managedFields).map((entry) => {
    const { manager, operation, time, fieldsV1, subresource } = recordOf(entry);
    const ofStatus = textOf(subresource) === 'status';
    return {
      name: textOf(manager) ?? '',
      operation: textOf(operation) ?? '',
      ...(textOf(time) !== undefined && { time: textOf(time) ?? '' }),
      fields: ofStatus ? [] : fieldPaths(recordOf(fieldsV1), ''),
    };
  });
}

/** Paths of fieldsV1: `f:` names fields, `k:` picks entries of lists by their keys, `v:` by value. */
function fieldPaths(fields: JsonObject, above: string): readonly string[] {
  return Object.entries(fields).flatMap(([key, inner]) => {
    if (key === '.') return [];
    const path = key.startsWith('f:') ? joined(above, key.slice(2)) : `${above}[${key.slice(2)}]`;
    const below = fieldPaths(recordOf(inner), path);
    return below.length === 0 ? [path] : below;
  });
}

function joined(above: string, field: string): string {
  if (/[.[\]]/.test(field)) return `${above}[${JSON.stringify(field)}]`;
  return above === '' ? field : `${above}.${field}`;
}
