/** The values that pods read: their own, and those of the ConfigMaps and Secrets that they name. */
import { isTemplated, placeAt } from '../graph/model.ts';
import { stretchesOf } from '../graph/host-literals.ts';
import type { Stretch } from '../graph/host-literals.ts';
import { extractHosts } from '../hosts/hosts.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { definitionsOf } from '../existence/existence.ts';
import { referencesOf } from '../graph/references.ts';
import type { Reference } from '../graph/references.ts';
import type { Definition, Scope } from '../workspace/scope.ts';
import { onceFor } from '../workspace/per-scope.ts';
import type { Note } from './traffic.ts';
import type { Pods } from './pods.ts';
import type { View } from '../yaml/view.ts';

/** A text that the programs of some pods can read. */
export interface ReadValue {
  readonly path: string;
  readonly view: View;
  /** A part of the view's text, from `offset` on. */
  readonly text: string;
  readonly offset: number;
  /** The variable, flag or key that it belongs to. */
  readonly name: string | undefined;
  /** For sentences: `CACHE_URL of ConfigMap/catalog`. */
  readonly label: string;
  readonly secret: boolean;
  /** The value that stands beside it under another name. */
  readonly beside: (name: string) => string | undefined;
}

export interface ReadValues {
  readonly values: readonly ReadValue[];
  /** What they read, too, but is in no file. */
  readonly notes: readonly Note[];
}

/** Whether a value under this name is an address, as far as the name tells. */
export function namesAddress(name: string | undefined): boolean {
  return name !== undefined && extractHosts('somewhere', { name }).length > 0;
}

export function valuesOf(pods: Pods, scope: Scope): ReadValues {
  const own = [pods.object, ...patchesOf(pods, scope)];
  const asked = distinct(own.flatMap(referencesOf).filter(isConfiguration));
  const read = asked.map((reference) => configured(reference, pods, scope));
  return {
    values: [...own.flatMap(ownValues), ...read.flatMap(({ values }) => values)],
    notes: [...own.flatMap(fieldNotes), ...read.flatMap(({ notes }) => notes)],
  };
}

/** Pieces that kustomize lays over a workload can hold hosts as well. */
function patchesOf({ object, namespace }: Pods, scope: Scope): readonly KubernetesObject[] {
  const { kind, path, name = '' } = object;
  const patches = scope.workedOut(kind, path, `patches of each ${kind}`, (objects) =>
    Map.groupBy(
      objects
        .filter((other) => scope.roleOf(other) === 'patch')
        .flatMap((other) => scope.namespacesOf(other).map((space) => ({ other, space }))),
      ({ other, space }) => `${space}/${other.name ?? ''}`,
    ),
  );
  return (patches.get(`${namespace}/${name}`) ?? []).map(({ other }) => other);
}

function ownValues(object: KubernetesObject): readonly ReadValue[] {
  return stretchesOf(object).map(({ view, text, name }) => {
    const isArgument = ['args', 'command'].includes(String(view.path.at(-2)));
    const isVariable = !isArgument && name !== undefined;
    const list = isVariable ? view.parent?.parent : undefined;
    return {
      ...{ path: object.path, view, text, offset: 0, name, secret: false },
      label: isVariable ? name : 'an argument',
      beside: (wanted: string) => list && variablesIn(list).get(wanted)?.text,
    };
  });
}

/** The values of a list of variables by their names; of two the first. */
const variablesIn = onceFor((list: View): ReadonlyMap<string | undefined, View> => {
  const items = list.items.toReversed();
  return new Map(items.map((item) => [item.get('name').text, item.get('value')]));
});

/** The address of the node comes from no value, but may well be called. */
function fieldNotes(object: KubernetesObject): readonly Note[] {
  const variables = (workloadOf(object)?.containers ?? []).flatMap(
    ({ view }) => view.get('env').items,
  );
  return variables
    .map((item) => ({ item, field: item.get('valueFrom', 'fieldRef', 'fieldPath') }))
    .filter(({ field }) => field.text === 'status.hostIP' || field.text === 'status.hostIPs')
    .map(({ item, field }) => ({
      text: `${item.get('name').text ?? 'a variable'} is the address of the node: what is called there needs a rule of its own`,
      at: placeAt(object.path, field),
    }));
}

/** Registries are asked by the node, not by the pod. */
function isConfiguration({ kind, field }: Reference): boolean {
  if (field.includes('imagePullSecrets') || field.includes('nodePublishSecretRef')) return false;
  return kind === 'ConfigMap' || kind === 'Secret';
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  const known = new Map<string, Reference>();
  for (const reference of references) {
    const { kind, name, key } = reference;
    const id = JSON.stringify([kind, name, key?.name, variableName(reference)]);
    if (!known.has(id)) known.set(id, reference);
  }
  return [...known.values()];
}

/** The variable that takes its value from a key. */
function variableName({ at, field }: Reference): string | undefined {
  return field.endsWith('KeyRef.name') ? at.parent?.parent?.parent?.get('name').text : undefined;
}

function configured(reference: Reference, pods: Pods, scope: Scope): ReadValues {
  const definitions = definitionsOf(reference, [pods.namespace], scope);
  if (definitions.length === 0) return { values: [], notes: absence(reference) };
  const read = definitions.map((definition) => definedValues(definition, reference));
  return {
    values: read.flatMap(({ values }) => values),
    notes: read.flatMap(({ notes }) => notes),
  };
}

function absence(reference: Reference): readonly Note[] {
  const { kind, name, key, from, at } = reference;
  if (kind === 'Secret' && key !== undefined && !mayBeAddress(reference)) return [];
  const what = isTemplated(name) ? `a ${kind} that is named later` : `${kind}/${name}`;
  return [
    { text: `${what} is not in the files: hosts in it are not known`, at: placeAt(from.path, at) },
  ];
}

function mayBeAddress(reference: Reference): boolean {
  return namesAddress(reference.key?.name) || namesAddress(variableName(reference));
}

const stretchesByName = (object: KubernetesObject): ReadonlyMap<string, readonly Stretch[]> =>
  Map.groupBy(stretchesOf(object), ({ name = '' }) => name);

function definedValues(definition: Definition, reference: Reference): ReadValues {
  const { object } = definition;
  if (definition.origin === 'operator') return { values: [], notes: absence(reference) };
  if (object === undefined) return generatedValues(definition, reference);
  const secret = object.kind === 'Secret';
  const data = object.view.get(secret ? 'stringData' : 'data');
  const named = reference.key?.name;
  const stretches =
    named === undefined
      ? stretchesOf(object)
      : (object.document.once(stretchesByName, object).get(named) ?? []);
  const values = stretches.map(({ view, text, name }) => ({
    ...{
      path: object.path,
      view,
      text,
      offset: 0,
      name: variableName(reference) ?? name,
      secret,
    },
    label: `${name ?? ''} of ${object.title}`,
    beside: (wanted: string) => data.get(wanted).text,
  }));
  return { values, notes: secret ? encodedNotes(object, reference) : [] };
}

/** Values that are encoded stay unread: only their names are looked at. */
function encodedNotes(object: KubernetesObject, reference: Reference): readonly Note[] {
  const wanted = reference.key?.name;
  return object.view
    .get('data')
    .entries.filter(({ key }) => wanted === undefined || key === wanted)
    .filter(({ key }) => namesAddress(key) || mayBeAddress(reference))
    .map((entry) => ({
      text: `${entry.key} of ${object.title} seems to hold an address; values of Secrets are not read`,
      at: { path: object.path, mark: entry.keyMark },
    }));
}

function generatedValues({ kind, name, at, path }: Definition, reference: Reference): ReadValues {
  const literals = at?.parent?.get('literals').items ?? [];
  const pairs = literals.flatMap((view) => {
    const text = view.text ?? '';
    const offset = text.indexOf('=') + 1;
    return offset === 0 ? [] : [{ view, key: text.slice(0, offset - 1), offset, text }];
  });
  const values = pairs
    .filter(({ key }) => reference.key === undefined || key === reference.key.name)
    .map(({ view, key, offset, text }) => ({
      ...{ path, view, text: text.slice(offset), offset, secret: kind === 'Secret' },
      name: variableName(reference) ?? key,
      label: `${key} of ${kind}/${name}`,
      beside: (wanted: string) =>
        pairs.find((pair) => pair.key === wanted)?.text.slice(wanted.length + 1),
    }));
  const fromFiles = ['files', 'envs', 'env'].filter((field) => at?.parent?.has(field) === true);
  const notes = fromFiles.slice(0, 1).map(() => ({
    text: `${kind}/${name} is made from other files, which are not read`,
    ...(at && { at: placeAt(path, at) }),
  }));
  return { values, notes };
}
