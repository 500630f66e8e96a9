/** Who can talk or be talked to, each in one namespace, as a step of the call hierarchy. */
import { readCompose } from '../compose/compose.ts';
import { serviceNamed } from '../compose/project.ts';
import type { Named } from '../graph/graph.ts';
import { isTemplated, placeOf } from '../graph/model.ts';
import type { GraphPlace, GraphReference } from '../graph/model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { related } from '../workspace/structure.ts';
import { compareText } from '../text/text.ts';
import type { Mark } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface CallItem {
  /** `ComposeService` for those of Compose files, `Host` for what is outside the cluster. */
  readonly kind: string;
  /** As the cluster knows it, with kustomize's prefixes. */
  readonly name: string;
  /** '' for what lives in no namespace. */
  readonly namespace: string;
  /** Where its name stands; for what is only named, the place that names it. */
  readonly place: GraphPlace;
  /** All of it. */
  readonly whole: Mark;
  /** True where no file holds it. */
  readonly absent?: true;
}

export const COMPOSE = 'ComposeService';
export const HOST = 'Host';

/** Two items with the same id are one. */
export function idOf({ kind, namespace, name, place }: CallItem): string {
  return JSON.stringify([kind, namespace, name, kind === HOST ? '' : place.path]);
}

/** An object in one of its namespaces; undefined where it is not deployed there. */
export function itemOf(
  workspace: Workspace,
  object: KubernetesObject,
  namespace: string,
): CallItem | undefined {
  const placement = workspace.placements(object).find((one) => one.namespace === namespace);
  if (placement === undefined) return undefined;
  const { kind, view } = object;
  const { name = '(generated)' } = placement;
  return { kind, name, namespace, place: placeOf(object), whole: view.mark };
}

/** A service of a Compose file. */
export function composeItem(
  workspace: Workspace,
  path: string,
  name: string,
): CallItem | undefined {
  const file = workspace.file(path);
  const services = file === undefined ? [] : (readCompose(file)?.services ?? []);
  const view = serviceNamed(services, name)?.view;
  if (view === undefined) return undefined;
  const { document, start } = view.keyMark;
  const whole = { document, start, end: Math.max(view.keyMark.end, view.mark.end) };
  return { kind: COMPOSE, name, namespace: '', place: { path, mark: view.keyMark }, whole };
}

/** The object of an item, and the patches that say its name, too. */
export function objectsOf(workspace: Workspace, item: CallItem): readonly KubernetesObject[] {
  const { kind, name, namespace, place } = item;
  const stack = workspace.stackOf(place.path);
  return [...workspace.objectsNamed(kind, name)]
    .filter(
      (object) =>
        object.path === place.path ||
        (workspace.roleOf(object) === 'patch' && related(workspace.stackOf(object.path), stack)),
    )
    .filter((object) =>
      workspace.placements(object).some((p) => p.namespace === namespace && p.name === name),
    )
    .sort((a, b) => compareText(a.path, b.path));
}

/** An item as others know it. */
export function namedOf(workspace: Workspace, item: CallItem): Named {
  const { kind, name } = item;
  const objects = objectsOf(workspace, item);
  if (objects.length === 0) {
    // Asked for anew: places of a moment ago do not know of an edit since.
    const place =
      kind === COMPOSE ? composeItem(workspace, item.place.path, name)?.place : undefined;
    return { kind, places: [place ?? item.place], words: [name] };
  }
  return {
    ...{ kind, places: objects.map(placeOf), anyCase: kind === 'Service' },
    words: [...new Set([name, ...objects.flatMap((object) => object.name ?? [])])],
  };
}

/** Who a reference stands in. */
export function sourceOf(
  workspace: Workspace,
  { path, object: named, mark }: GraphReference['from'],
): CallItem | undefined {
  if (named === undefined) return undefined;
  if (named.kind === COMPOSE) return composeItem(workspace, path, named.name);
  const object = workspace
    .objectsIn(path)
    .find(
      ({ document, kind, name = '' }) =>
        document === mark.document && kind === named.kind && name === named.name,
    );
  return object && itemOf(workspace, object, named.namespace ?? '');
}

/** What a reference leads to; undefined where that is said by labels or filled in later. */
export function targetOf(workspace: Workspace, reference: GraphReference): CallItem | undefined {
  const { target, to, from, by } = reference;
  const { kind, name, namespace } = target;
  const [place] = to;
  if (place !== undefined && kind === COMPOSE) return composeItem(workspace, place.path, name);
  const object = place && objectAt(workspace, place);
  if (object !== undefined) return itemOf(workspace, object, namespace);
  if (isTemplated(name) || by === 'labels') return undefined;
  return absentItem({ kind, name, namespace }, from);
}

/** What no file holds stands where it is named. */
export function absentItem(
  { kind, name, namespace }: Pick<CallItem, 'kind' | 'name' | 'namespace'>,
  place: GraphPlace,
): CallItem {
  return { kind, name, namespace, place, whole: place.mark, absent: true };
}

export function objectAt(
  workspace: Workspace,
  { path, mark }: GraphPlace,
): KubernetesObject | undefined {
  return workspace.objectsIn(path).find((object) => {
    const own = placeOf(object).mark;
    return own.document === mark.document && own.start === mark.start;
  });
}
