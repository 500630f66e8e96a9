/** What could stand where an object names another one: the names, keys and ports that are known. */
import type { Reference } from './references.ts';
import type { Definition, Scope } from '../workspace/scope.ts';

/** A name that could stand in a reference. */
export interface TargetName {
  readonly name: string;
  readonly definitions: readonly Definition[];
  /** False for a Secret that is made for another use than the field's. */
  readonly suits: boolean;
}

/** Fields that want a Secret of one type, which no other field wants. */
const SECRET_TYPES: readonly (readonly [string, string])[] = [
  ['tls[].secretName', 'kubernetes.io/tls'],
  ['imagePullSecrets[].name', 'kubernetes.io/dockerconfigjson'],
];

/**
 * The names of the right kind in some namespaces, those that suit the field first and before them
 * the one that is written already; names that only a template knows are left out.
 * @param most at most so many names are looked at
 */
export function targetNames(
  scope: Scope,
  reference: Reference,
  namespaces: readonly string[],
  most = Infinity,
): readonly TargetName[] {
  const { kind, from } = reference;
  const known = scope.names(kind, from.path, namespaces);
  const ordered = known.includes(reference.name) ? [reference.name, ...known] : known;
  const names = [...new Set(ordered)]
    .filter((name) => /^[\w.:-]+$/.test(name))
    .slice(0, most)
    .map((name) => ({ name, definitions: scope.definitions(kind, name, from.path, namespaces) }))
    .filter(({ definitions }) => definitions.length > 0)
    .map((target) => ({
      ...target,
      suits: target.definitions.some((definition) => suits(reference, definition)),
    }));
  return [...names.filter((name) => name.suits), ...names.filter((name) => !name.suits)];
}

function suits({ kind, field }: Reference, { object }: Definition): boolean {
  if (kind !== 'Secret' || object === undefined) return true;
  const type = object.view.get('type').text;
  const wanted = SECRET_TYPES.find(([end]) => field.endsWith(end))?.[1];
  return wanted === undefined ? !SECRET_TYPES.some((row) => row[1] === type) : type === wanted;
}

/** A key of a ConfigMap or Secret, or a port of a Service. */
export interface TargetKey {
  readonly key: string;
  /** The other name of a port: its name for a number, its number for a name. */
  readonly alias?: string;
}

/** The keys or ports, in file order, that can stand in the place of `reference.key`. */
export function targetKeys(
  reference: Reference,
  definitions: readonly Definition[],
): readonly TargetKey[] {
  const keys = definitions.flatMap((definition) =>
    reference.kind === 'Service'
      ? ports(definition, reference.key?.at.key)
      : (definition.keys ?? []).map((key) => ({ key })),
  );
  return keys.filter(({ key }, i) => keys.findIndex((other) => other.key === key) === i);
}

/** @param field where the port stands: `name`, `number` or `port`; older fields take both */
function ports(definition: Definition, field: string | number | undefined): readonly TargetKey[] {
  return (definition.object?.service?.ports ?? []).flatMap(({ name, port }) => {
    const number = port === undefined ? undefined : String(port);
    const byName = withAlias(name, number);
    const byNumber = withAlias(number, name);
    if (field === 'name') return byName;
    return field === 'number' || field === 'port' ? byNumber : [...byNumber, ...byName];
  });
}

function withAlias(key: string | undefined, alias: string | undefined): readonly TargetKey[] {
  if (key === undefined) return [];
  return [{ key, ...(alias !== undefined && { alias }) }];
}
