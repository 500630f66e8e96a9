/**
 * What a cluster has in other words than the files: field by field of what a file says, and what
 * people have changed by hand beside it. What the server fills in is no drift, as no file says it.
 */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { secretIn } from '../kubernetes/sensitive.ts';
import type { Scope } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';
import { listOf, recordOf, textOf } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Live, LiveCluster } from './live-cluster.ts';
import { liveKind } from './live-kinds.ts';
import { isByHand } from './managers.ts';
import { ownerOf } from './owners.ts';
import { isSameQuantity } from './quantity.ts';
import type { Manager } from './snapshot.ts';

/** One field that is not as the file says. */
export interface FieldDrift {
  /** `spec.template.spec.containers[web].image`. */
  readonly field: string;
  /** In the file; where it is missing there, the place that it would be in. */
  readonly at: View;
  /** What the file says, in short; undefined where it says nothing. */
  readonly file?: string;
  /** What the cluster has, in short; undefined where it has nothing. */
  readonly live?: string;
  readonly owner?: Manager;
}

export interface ObjectDrift {
  readonly object: KubernetesObject;
  readonly namespace: string;
  readonly name: string;
  /** `unknown` where the two can't be compared, with the reason. */
  readonly state: 'same' | 'changed' | 'missing' | 'unknown';
  readonly why?: string;
  readonly fields: readonly FieldDrift[];
}

/** Every whole object of these files beside what the cluster has of that name. */
export function driftOf(
  objects: readonly KubernetesObject[],
  scope: Scope,
  cluster: LiveCluster,
): readonly ObjectDrift[] {
  return objects
    .filter((object) => scope.roleOf(object) === 'whole' && object.name !== undefined)
    .filter(({ group }) => group !== 'kustomize.config.k8s.io')
    .flatMap((object) =>
      scope.placements(object).map(({ namespace, name = '' }) => {
        const place = { object, namespace, name };
        return { ...place, fields: [], ...compareObject(place, scope, cluster) };
      }),
    );
}

type Place = Pick<ObjectDrift, 'object' | 'namespace' | 'name'>;
type Compared = Pick<ObjectDrift, 'state'> & Partial<Pick<ObjectDrift, 'why' | 'fields'>>;

function compareObject(
  { object, namespace, name }: Place,
  scope: Scope,
  cluster: LiveCluster,
): Compared {
  const { kind } = object;
  if (scope.kustomizationsAround(object.path).length > 0)
    return { state: 'unknown', why: 'kustomize changes it before it is applied.' };
  const state = cluster.existence({ kind, name, namespace });
  if (state === 'absent') return { state: 'missing' };
  if (state === 'unknown') return { state, why: `${kind} objects of this place weren't read.` };
  if (kind === 'Secret' || liveKind(kind)?.metadataOnly === true)
    return { state: 'unknown', why: `Of a ${kind}, only name and labels are read.` };
  const live = cluster
    .objects(kind)
    .find((one) => one.name === name && (one.namespace === namespace || one.namespace === ''));
  if (live === undefined) return { state: 'unknown', why: "It can't be read." };
  const fields = fieldsOf(object.view, live);
  return { state: fields.length > 0 ? 'changed' : 'same', fields };
}

/** Where a field is: for people, and as managedFields write it. */
interface Step {
  readonly shown: string;
  readonly managed: string;
}

/** What says who an object is, or is the server's. */
const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'status']);
const OWN_METADATA: ReadonlySet<string> = new Set(['labels', 'annotations']);

function fieldsOf(view: View, live: Live): readonly FieldDrift[] {
  const found: FieldDrift[] = [];
  const { managers } = live.source;
  const walk = new Walk(managers, found);
  for (const child of view.entries) {
    if (IDENTITY.has(child.key)) continue;
    const step = { shown: child.key, managed: child.key };
    if (child.key !== 'metadata') walk.compare(child, live.body[child.key], step);
    else
      for (const part of child.entries.filter(({ key }) => OWN_METADATA.has(key)))
        walk.compare(part, recordOf(live.body['metadata'])[part.key], below(step, part.key));
  }
  return [...found, ...byHand(view, live, found)];
}

class Walk {
  readonly #managers: readonly Manager[];
  readonly #found: FieldDrift[];

  constructor(managers: readonly Manager[], found: FieldDrift[]) {
    this.#managers = managers;
    this.#found = found;
  }

  compare(view: View, live: Json | undefined, step: Step): void {
    if (view.type === 'map') this.#compareMap(view, live, step);
    else if (view.type === 'sequence') this.#compareList(view, live, step);
    else if (!isSameScalar(view, live, step)) this.#note(view, live, step);
  }

  #compareMap(view: View, live: Json | undefined, step: Step): void {
    const fields = view.entries;
    // The server leaves out what is empty.
    if (fields.length === 0) return;
    if (live === undefined) this.#note(view, live, step);
    else
      for (const child of fields)
        this.compare(child, recordOf(live)[child.key], below(step, child.key));
  }

  /** Items that have a name are looked up by it, as the server's order can be another. */
  #compareList(view: View, live: Json | undefined, step: Step): void {
    const { items } = view;
    const others = listOf(live);
    if (items.length === 0) return;
    const keys = keysOf(items);
    if (keys === undefined) {
      if (items.length !== others.length) this.#note(view, live, step);
      else
        for (const [i, item] of items.entries()) this.compare(item, others[i], at(step, String(i)));
      return;
    }
    for (const item of items) {
      const match = others
        .map(recordOf)
        .find((one) => keys.every((key) => isSameKey(item.get(key), one[key], key)));
      const inner = named(step, item, match, keys);
      if (match === undefined) this.#note(item, undefined, inner);
      else this.compare(item, match, inner);
    }
  }

  #note(view: View, live: Json | undefined, { shown, managed }: Step): void {
    const owner = ownerOf(managed, this.#managers);
    this.#found.push({
      field: shown,
      at: view,
      file: hidden(view, shownView(view)),
      ...(live !== undefined && { live: hidden(view, shownJson(live)) }),
      ...(owner && { owner }),
    });
  }
}

/** Lists that the server merges by these fields. */
const LIST_KEYS: readonly (readonly string[])[] = [
  ...[['name'], ['mountPath'], ['containerPort', 'protocol'], ['port', 'protocol']],
  ...[['topologyKey', 'whenUnsatisfiable'], ['ip'], ['host', 'path']],
];

function keysOf(items: readonly View[]): readonly string[] | undefined {
  if (items.some(({ type }) => type !== 'map')) return undefined;
  return LIST_KEYS.find(([first = '']) =>
    items.every((item) => item.get(first).text !== undefined),
  );
}

function isSameKey(view: View, live: Json | undefined, key: string): boolean {
  const usual = key === 'protocol' ? 'TCP' : undefined;
  const text = view.text ?? usual;
  return text === undefined || shownJson(live ?? usual ?? null) === text;
}

function named(
  step: Step,
  item: View,
  match: JsonObject | undefined,
  keys: readonly string[],
): Step {
  const [first = ''] = keys;
  // managedFields name the keys that the server merges by, and all of them.
  const values = Object.fromEntries(keys.map((key) => [key, match?.[key] ?? item.get(key).text]));
  return {
    shown: `${step.shown}[${item.get(first).text ?? ''}]`,
    managed: `${step.managed}[${JSON.stringify(values)}]`,
  };
}

function below({ shown, managed }: Step, key: string): Step {
  const isPlain = !/[.[\]]/.test(key);
  const rest = isPlain ? `.${key}` : `[${JSON.stringify(key)}]`;
  return { shown: shown + rest, managed: managed + rest };
}

const at = ({ shown, managed }: Step, index: string): Step => ({
  shown: `${shown}[${index}]`,
  managed,
});

/** Fields where 1000m is 1. */
const AMOUNTS = /\.(?:limits|requests|capacity|hard)\b|storage|sizeLimit|divisor/;

function isSameScalar(view: View, live: Json | undefined, { shown }: Step): boolean {
  const text = view.text ?? '';
  // Nothing, an empty text, zero and false are left out by the server.
  if (live === undefined || live === null) return ['', '0', 'false'].includes(text);
  if (typeof live === 'object') return false;
  const other = String(live);
  if (other === text || (view.integer !== undefined && Number(other) === view.integer)) return true;
  if (typeof live === 'boolean') return view.isTrue === live;
  return AMOUNTS.test(shown) && isSameQuantity(text, other);
}

/** What people have changed by hand, and no file says. */
function byHand(view: View, live: Live, found: readonly FieldDrift[]): readonly FieldDrift[] {
  const known = new Set(found.map(({ field }) => field));
  return live.source.managers
    .filter(({ name }) => isByHand(name))
    .flatMap((owner) => owner.fields.map((field) => ({ owner, field })))
    .filter(({ field }) => !known.has(field) && PLAIN.test(field) && !BY_TOOLS.test(field))
    .flatMap(({ owner, field }): readonly FieldDrift[] => {
      const steps = field.split('.');
      const there = view.get(...steps);
      const value = steps.reduce<Json | undefined>((json, key) => recordOf(json)[key], live.body);
      if (there.exists || value === undefined) return [];
      return [{ field, at: there, live: hidden(there, shownJson(value)), owner }];
    });
}

/** Fields outside of lists; those inside are compared where the file has the item. */
const PLAIN = /^(?:spec|metadata\.(?:labels|annotations))\.[\w.-]+$/;

/** kubectl writes these for what it has just done. */
const BY_TOOLS = /restartedAt|change-cause/;

/** Longer values are cut. In UTF-16 units. */
const LONGEST = 60;

const hidden = (view: View, text: string): string => (isSecret(view, text) ? '(hidden)' : text);

/** A password among plain settings is shown nowhere, from whichever side it comes. */
function isSecret(view: View, text: string): boolean {
  const name = view.parent?.get('name').text ?? textOf(view.key);
  return secretIn(name, text) !== undefined;
}

function shownView(view: View): string {
  if (view.type === 'map') return '{...}';
  if (view.type === 'sequence') return `[${String(view.items.length)}]`;
  return short(view.text ?? 'null');
}

function shownJson(json: Json): string {
  if (typeof json !== 'object') return short(String(json));
  if (json === null) return 'null';
  return Array.isArray(json) ? `[${String(json.length)}]` : '{...}';
}

const short = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
