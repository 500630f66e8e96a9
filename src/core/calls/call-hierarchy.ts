/**
 * Who talks to whom, step by step: Services, the workloads behind them, who calls them, and hosts
 * outside. All of it comes from the reference graph: what programs have in their images is not seen.
 */
import { COMPOSE, composeItem, HOST, idOf, itemOf, objectAt } from './items.ts';
import { namedOf, objectsOf, sourceOf, targetOf } from './items.ts';
import type { CallItem } from './items.ts';
import { addressesOf, configuredCalls, isCall, readingsOf, referencesOf } from './references.ts';
import { referencesTo } from '../graph/graph.ts';
import { distinctPlaces } from '../graph/model.ts';
import type { GraphPlace, GraphReference } from '../graph/model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { holds, referencesUnder, symbolAt } from '../graph/symbols.ts';
import type { CursorPlace } from '../graph/symbols.ts';
import { absolute } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type { CallItem } from './items.ts';

/** A row of the tree; the one that it begins with can stand in several namespaces. */
export interface CallRow {
  readonly items: readonly [CallItem, ...CallItem[]];
  /** `Service/redis`, as a search for symbols names it. */
  readonly title: string;
  /** Where it is, in a few words: `blue, through ConfigMap/settings`. */
  readonly detail: string;
}

/** One who calls or is called, and where the caller says so. */
export interface Call extends CallRow {
  /** In the file of the caller, in the order of the text. */
  readonly at: readonly GraphPlace[];
}

/** A call before it becomes a row. */
interface Said {
  readonly item: CallItem;
  readonly at: readonly GraphPlace[];
  /** What says it for the caller: `ConfigMap/settings`. */
  readonly through?: string;
}

/** What the cursor is on; undefined where nothing there calls or is called. */
export function callRootAt(workspace: Workspace, place: CursorPlace): CallRow | undefined {
  const referred = referencesUnder(workspace, place)
    .filter(({ by, name, from }) => by !== 'port' && holds(name ?? from.mark, place.offset))
    .flatMap((reference) => targetOf(workspace, reference) ?? [])
    .filter((item) => isServing(workspace, item));
  const found = referred.length > 0 ? referred : ownItems(workspace, place);
  const [first, ...others] = new Map(found.map((item) => [idOf(item), item])).values();
  if (first === undefined) return undefined;
  const items = [first, ...others] as const;
  const inWords = (text: (item: CallItem) => string): string =>
    [...new Set(items.map(text))].join(', ');
  return {
    ...{ items, title: inWords(titleOf) },
    detail: inWords((item) => detailOf(workspace, { item })),
  };
}

function isServing(workspace: Workspace, item: CallItem): boolean {
  if (item.absent === true) return false;
  return (
    item.kind === COMPOSE ||
    objectsOf(workspace, item).some(
      ({ service, workload }) => service !== undefined || workload !== undefined,
    )
  );
}

function ownItems(workspace: Workspace, place: CursorPlace): readonly CallItem[] {
  const symbol = symbolAt(workspace, place);
  if (symbol?.kind === COMPOSE) {
    const { places, words } = symbol;
    return places.flatMap(({ path }) => composeItem(workspace, path, words[0] ?? '') ?? []);
  }
  const object = workspace.objectsIn(place.path).find((one) => isOnName(one, place.offset));
  if (object === undefined) return [];
  return workspace
    .placements(object)
    .flatMap(({ namespace }) => itemOf(workspace, object, namespace) ?? [])
    .filter((item) => isServing(workspace, item) || saidBy(workspace, item).length > 0);
}

function isOnName({ view }: KubernetesObject, offset: number): boolean {
  const kind = view.get('kind');
  const marks = [kind.keyMark, kind.mark, view.get('metadata', 'name').mark];
  return marks.some((mark) => holds(mark, offset));
}

/** Who talks to the items of a row. */
export function incomingCalls(workspace: Workspace, { items }: CallRow): readonly Call[] {
  const said = items.flatMap((item) =>
    referencesTo(workspace, namedOf(workspace, item))
      .filter((call) => isCall(call) && call.target.namespace === item.namespace)
      .flatMap((call) => callersOf(workspace, call)),
  );
  return rowsOf(workspace, said);
}

/** What a ConfigMap says, those who read it do; where nobody is seen to, it stands for them. */
function callersOf(workspace: Workspace, call: GraphReference): readonly Said[] {
  const item = sourceOf(workspace, call.from);
  if (item === undefined) return [];
  const holdsValues = item.kind === 'ConfigMap' || item.kind === 'Secret';
  const readings = holdsValues ? readingsOf(workspace, item, call) : [];
  if (readings.length === 0) return [{ item, at: [call.from] }];
  return readings.flatMap(({ from }) => {
    const reader = sourceOf(workspace, from);
    return reader === undefined
      ? []
      : [{ item: reader, at: [from], through: `${item.kind}/${item.name}` }];
  });
}

/** Whom the items of a row talk to; from a Service, the workloads behind it. */
export function outgoingCalls(workspace: Workspace, { items }: CallRow): readonly Call[] {
  const said = items.flatMap((item) => saidBy(workspace, item));
  return rowsOf(workspace, said).map((call) => ({ ...call, at: within(items[0], call.at) }));
}

function saidBy(workspace: Workspace, item: CallItem): readonly Said[] {
  if (item.absent === true) return [];
  const references = referencesOf(workspace, item);
  return [
    ...references.filter(isCall).flatMap((call) => calledBy(workspace, call, call.from)),
    ...configuredCalls(workspace, references).flatMap(({ call, reading }) => {
      const { kind, name } = reading.target;
      const called = calledBy(workspace, call, reading.from);
      return called.map((one) => ({ ...one, through: `${kind}/${name}` }));
    }),
    ...(item.kind === 'Service'
      ? addressesOf(workspace, item).map((address) => ({ item: address, at: [] }))
      : []),
  ];
}

function calledBy(workspace: Workspace, call: GraphReference, at: GraphPlace): readonly Said[] {
  const item = targetOf(workspace, call);
  return item === undefined ? [] : [{ item, at: [at] }];
}

/** A patch says it in a file of its own: then the name of the caller stands for the place. */
function within({ place }: CallItem, at: readonly GraphPlace[]): readonly GraphPlace[] {
  const own = at.filter(({ path }) => path === place.path);
  return own.length > 0 ? own : [place];
}

/** Each one once, and with its file where two of them would read the same. */
function rowsOf(workspace: Workspace, said: readonly Said[]): readonly Call[] {
  const rows = [...Map.groupBy(said, ({ item }) => idOf(item)).values()].flatMap((group) => {
    // What is said directly needs no other way.
    const best = group.find(({ through }) => through === undefined) ?? group[0];
    if (best === undefined) return [];
    const at = group.flatMap((one) => one.at).sort((a, b) => startOf(a) - startOf(b));
    return {
      ...{ items: [best.item] as const, title: titleOf(best.item) },
      detail: detailOf(workspace, best),
      at: distinctPlaces(at),
    };
  });
  const alike = Map.groupBy(rows, ({ title, detail }) => `${title} ${detail}`);
  return rows.map((row) =>
    alike.get(`${row.title} ${row.detail}`)?.length === 1
      ? row
      : { ...row, detail: `${row.detail}, in ${row.items[0].place.path}` },
  );
}

const startOf = ({ mark }: GraphPlace): number => absolute(mark).start;

function detailOf(workspace: Workspace, { item, through }: Pick<Said, 'item' | 'through'>): string {
  const { kind, namespace, place, absent } = item;
  if (kind === HOST) return 'outside the cluster';
  const object = objectAt(workspace, place);
  const isPatch = object !== undefined && workspace.roleOf(object) === 'patch';
  const parts = [
    kind === COMPOSE ? place.path : namespace === '' ? 'in no namespace' : namespace,
    absent === true ? 'not in these files' : '',
    isPatch ? `patched in ${place.path}` : '',
    through === undefined ? '' : `through ${through}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function titleOf({ kind, name }: CallItem): string {
  if (kind === HOST) return name;
  return kind === COMPOSE ? `compose/${name}` : `${kind}/${name}`;
}
