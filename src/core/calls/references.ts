/** Which references of the graph mean that somebody calls somebody, and what is read on the way. */
import { absentItem, COMPOSE, HOST, namedOf, objectAt, objectsOf, sourceOf } from './items.ts';
import type { CallItem } from './items.ts';
import { referencesAt, referencesTo } from '../graph/graph.ts';
import { placeAt } from '../graph/model.ts';
import type { GraphReference } from '../graph/model.ts';
import { WORKLOAD_KINDS } from '../kubernetes/workload-kinds.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { ADDRESSES } from '../map/edges.ts';
import { matches } from '../graph/references.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Kinds that reach what their selector picks; policies and budgets only speak about it. */
const REACHING: ReadonlySet<string> = new Set(['Service', 'ServiceMonitor', 'PodMonitor']);

/** Kinds that name a Service without calling it. */
const NOT_CALLING: ReadonlySet<string> = new Set(['EndpointSlice', 'Endpoints', 'ReferenceGrant']);

const ENDPOINTS: ReadonlySet<string> = new Set(['EndpointSlice', 'Endpoints']);

export function isCall({ from, field, target, by }: GraphReference): boolean {
  const kind = from.object?.kind;
  if (kind === undefined || by === 'port') return false;
  if (by === 'labels') return REACHING.has(kind);
  // Taken over from another service, or shared with it.
  if (kind === COMPOSE && /\.(?:extends|network_mode)$/.test(field)) return false;
  if (target.kind === COMPOSE || target.kind === HOST) return true;
  return target.kind === 'Service' && !NOT_CALLING.has(kind) && field !== 'spec.serviceName';
}

/** What an item's own files say of it: its manifest and the patches laid over it. */
export function referencesOf(workspace: Workspace, item: CallItem): readonly GraphReference[] {
  if (item.kind !== COMPOSE) {
    return objectsOf(workspace, item).flatMap((object) =>
      referencesIn(workspace, object, item.namespace),
    );
  }
  return referencesAt(workspace, item.place.path).filter(
    ({ from: { object } }) => object?.kind === COMPOSE && object.name === item.name,
  );
}

function referencesIn(
  workspace: Workspace,
  { path, document, kind, name = '' }: KubernetesObject,
  namespace: string,
): readonly GraphReference[] {
  return referencesAt(workspace, path).filter(
    ({ from: { mark, object } }) =>
      mark.document === document &&
      object?.kind === kind &&
      object.name === name &&
      (object.namespace ?? '') === namespace,
  );
}

/** A call that a workload's configuration holds. */
export interface ConfiguredCall {
  /** Where the workload names the configuration. */
  readonly reading: GraphReference;
  /** Where the configuration names the host. */
  readonly call: GraphReference;
}

/** The calls in the ConfigMaps and Secrets that some references read. */
export function configuredCalls(
  workspace: Workspace,
  references: readonly GraphReference[],
): readonly ConfiguredCall[] {
  return references.filter(isReading).flatMap((reading) =>
    reading.to
      .flatMap((place) => objectAt(workspace, place) ?? [])
      .flatMap((object) => referencesIn(workspace, object, reading.target.namespace))
      .filter((call) => isCall(call) && reads(reading, call))
      // Hosts that only a Secret names are for nobody else to see.
      .filter((call) => reading.target.kind !== 'Secret' || call.to.length > 0)
      .map((call) => ({ reading, call })),
  );
}

/** Where workloads read a call out of the ConfigMap or Secret that holds it. */
export function readingsOf(
  workspace: Workspace,
  holder: CallItem,
  call: GraphReference,
): readonly GraphReference[] {
  return referencesTo(workspace, namedOf(workspace, holder)).filter(
    (reading) =>
      isReading(reading) && reading.target.namespace === holder.namespace && reads(reading, call),
  );
}

function isReading({ from, target, field }: GraphReference): boolean {
  const isConfiguration = target.kind === 'ConfigMap' || target.kind === 'Secret';
  const isPod = WORKLOAD_KINDS.includes(from.object?.kind ?? '');
  return isConfiguration && isPod && !field.includes('imagePullSecrets');
}

/** A workload that asks for one key does not see the others. */
function reads({ target: { key } }: GraphReference, { field }: GraphReference): boolean {
  return key === undefined || field === `data.${key}` || field === `stringData.${key}`;
}

/** The addresses that are written down for a Service without selector. */
export function addressesOf(workspace: Workspace, service: CallItem): readonly CallItem[] {
  return referencesTo(workspace, namedOf(workspace, service))
    .filter(({ from, by }) => by !== 'port' && ENDPOINTS.has(from.object?.kind ?? ''))
    .flatMap(({ from }) => sourceOf(workspace, from) ?? [])
    .filter(({ namespace }) => namespace === service.namespace)
    .flatMap((slice) => objectsOf(workspace, slice))
    .flatMap(({ path, view }) =>
      ADDRESSES.flatMap((field) => matches(view, field)).map((at) =>
        absentItem({ kind: HOST, name: at.text ?? '', namespace: '' }, placeAt(path, at)),
      ),
    );
}
