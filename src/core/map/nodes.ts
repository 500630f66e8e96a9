/** Finds nodes of the stack map by what a reference says, and makes those that are only named. */
import { isTemplated } from '../graph/model.ts';
import type { GraphReference, ReferenceState } from '../graph/model.ts';
import type { MapNode } from './model.ts';
import { OUTSIDE, targetRole, toPlace } from './objects.ts';
import type { Drawn, MapObjects } from './objects.ts';

/** Finds the node that a reference starts from or leads to, and makes those that are only named. */
export class NodeFinder {
  readonly #objects: MapObjects;
  readonly #bySource = new Map<string, Drawn>();
  readonly #byPlace: ReadonlyMap<string, readonly Drawn[]>;
  readonly #named = new Map<string, MapNode>();
  readonly #taken: ReadonlySet<string>;

  /** @param inside the objects whose references will be asked about */
  constructor(objects: MapObjects, inside: readonly Drawn[]) {
    this.#objects = objects;
    this.#taken = new Set(objects.drawn.map(({ node }) => node.id));
    for (const drawn of inside) {
      const { kind, name = '', path } = drawn.object;
      const source = sourceKey(path, kind, drawn.namespace, name);
      if (!this.#bySource.has(source)) this.#bySource.set(source, drawn);
    }
    this.#byPlace = Map.groupBy(objects.drawn, ({ node: { place } }) =>
      placeKey(place.path, place.span.start),
    );
  }

  get named(): readonly MapNode[] {
    return [...this.#named.values()];
  }

  source({ path, object }: GraphReference['from']): Drawn | undefined {
    if (object === undefined) return undefined;
    return this.#bySource.get(sourceKey(path, object.kind, object.namespace ?? '', object.name));
  }

  target(reference: GraphReference): MapNode | undefined {
    const { to, target } = reference;
    for (const place of to) {
      const at = toPlace(place);
      const found = this.#byPlace.get(placeKey(at.path, at.span.start)) ?? [];
      const same = found.find(({ namespace }) => namespace === target.namespace) ?? found[0];
      if (same !== undefined) return same.node;
    }
    const role = targetRole(target.kind);
    if (role === undefined || isTemplated(target.name)) return undefined;
    const outside = target.kind === 'Host';
    const box = outside
      ? OUTSIDE
      : this.#objects.boxes.boxOf(target.namespace, reference.from.path);
    const { kind, name } = target;
    const [first] = to;
    const state = first === undefined ? STATES[reference.state] : 'present';
    return this.name({
      ...{ id: `${box}/${kind}/${name}`, role, kind, name, box },
      state: outside ? 'outside' : state,
      place: toPlace(first ?? reference.from),
    });
  }

  /** A node that stands for a name; the first one to say it places it. */
  name(node: MapNode): MapNode {
    // A drawn object can carry the same name in a stack that does not answer here.
    const id = this.#taken.has(node.id) ? `${node.id}?` : node.id;
    const known = this.#named.get(id) ?? { ...node, id };
    this.#named.set(id, known);
    return known;
  }
}

const STATES: Readonly<Record<ReferenceState, MapNode['state']>> = {
  ...{ resolved: 'present', missing: 'missing' },
  ...{ unknown: 'unknown', external: 'outside' },
};

function sourceKey(path: string, kind: string, namespace: string, name: string): string {
  return JSON.stringify([path, kind, namespace, name]);
}

const placeKey = (path: string, offset: number): string => `${path}\0${String(offset)}`;
