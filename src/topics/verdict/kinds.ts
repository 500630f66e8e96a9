/** What is wrong with the `apiVersion` and `kind` of an object. */
import { isBuiltIn } from '../../core/kubernetes/api-versions.ts';
import { nearest } from '../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { definitionsOf } from '../../core/schema/kinds.ts';
import { isPlaceholder } from '../../core/schema/placeholders.ts';
import type { Schema } from '../../core/schema/schema.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** A wrong word of an object, and what to write instead where one thing is meant. */
export interface KindProblem {
  readonly field: 'apiVersion' | 'kind';
  readonly why: string;
  readonly value?: string;
}

/** Forms that are no objects of their own, and lists of objects. */
const NO_OBJECT =
  /List$|^(?:Status|Scale|Eviction|DeleteOptions|Binding|TokenRequest|APIGroup|WatchEvent)$/;

/** The problem of an object; undefined where it has none, or nobody here can know. */
export function kindProblem(object: KubernetesObject, scope: Scope): KindProblem | undefined {
  const { apiVersion, kind, group } = object;
  const { schema } = scope;
  if (schema === undefined || isPlaceholder(apiVersion) || isPlaceholder(kind)) return undefined;
  if (schema.shapeOf(apiVersion, kind) !== undefined) return notYetServed(object, scope, schema);
  if (!scope.saysSchemaOf(object.path)) return undefined;
  // What was served once is said by removed-api.
  if (isBuiltIn(apiVersion, kind) || NO_OBJECT.test(kind)) return undefined;
  const isCustom = definitionsOf(object, scope).length > 0;
  if (isCustom) return undefined;
  return schema.groups.has(group) ? inOwnGroup(object, schema) : inUnknownGroup(object, schema);
}

function notYetServed(
  { apiVersion, kind }: KubernetesObject,
  { kubernetesMinor, kubernetesChosen }: Scope,
  schema: Schema,
): KindProblem | undefined {
  const isKnown = schema.minors.has(kubernetesMinor);
  if (!kubernetesChosen || !isKnown || schema.serves(apiVersion, kind, kubernetesMinor))
    return undefined;
  const release = `Kubernetes 1.${kubernetesMinor}`;
  return { field: 'apiVersion', why: `${release} does not serve ${kind} of ${apiVersion} yet` };
}

/** Kubernetes has the group, and not this kind in this version. */
function inOwnGroup(
  { apiVersion, kind, group }: KubernetesObject,
  schema: Schema,
): KindProblem | undefined {
  const [version, ...others] = schema.versionsOf(kind);
  if (version !== undefined) {
    const why = `${kind} is not in ${apiVersion}`;
    const value = others.length === 0 ? version : newestIn(schema, kind, group);
    return { field: 'apiVersion', why, ...(value !== undefined && { value }) };
  }
  const here = schema.kindsIn(apiVersion);
  const near = nearest(kind, here) ?? nearest(kind, schema.kinds);
  if (near !== undefined) return { field: 'kind', why: noKind(apiVersion, kind), value: near };
  // Other programs have files of this form, and clusters can turn on what is off.
  return group === '' || here.length === 0
    ? undefined
    : { field: 'kind', why: noKind(apiVersion, kind) };
}

const noKind = (apiVersion: string, kind: string): string =>
  `there is no kind "${kind}" in ${apiVersion}`;

function newestIn(schema: Schema, kind: string, group: string): string | undefined {
  const versions = schema.versionsOf(kind);
  const own = versions.filter((one) =>
    group === '' ? !one.includes('/') : one.startsWith(`${group}/`),
  );
  return own.length > 0 ? own.at(-1) : undefined;
}

/** Only a slip of a group that Kubernetes has: any other may be an operator's. */
function inUnknownGroup(
  { apiVersion, kind, group }: KubernetesObject,
  schema: Schema,
): KindProblem | undefined {
  const meant = nearest(group, schema.groups);
  const value = schema.versionsOf(kind).find((one) => one.startsWith(`${meant ?? '/'}/`));
  const isOld = group === 'extensions' && schema.versionsOf(kind).length === 1;
  const right = isOld ? schema.versionsOf(kind)[0] : value;
  if (right === undefined) return undefined;
  return { field: 'apiVersion', why: `${kind} is not in ${apiVersion}`, value: right };
}
