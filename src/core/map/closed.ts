/** Closed boxes of the stack map: one node stands for all that is in one. */
import { compareText } from './model.ts';
import type { MapBox, MapEdge, MapNode, MapReference, StackMap } from './model.ts';
import type { ReferenceState } from '../graph/model.ts';

/** @param closed the ids of boxes; what is outside the cluster is never closed */
export function closeBoxes(map: StackMap, closed: ReadonlySet<string>): StackMap {
  const inBox = Map.groupBy(map.nodes, ({ box }) => box);
  const closing = map.boxes.filter(({ id }) => closed.has(id) && inBox.has(id));
  if (closing.length === 0) return map;
  const ids = new Set(closing.map(({ id }) => id));
  const boxOf = new Map(map.nodes.map(({ id, box }) => [id, box]));
  const seen = (id: string): string => {
    const box = boxOf.get(id) ?? '';
    return ids.has(box) ? groupId(box) : id;
  };
  const groups = closing.map((box) => groupNode(box, inBox.get(box.id) ?? [], map.edges));
  return {
    ...map,
    boxes: map.boxes.map((box) => (ids.has(box.id) ? { ...box, closed: true } : box)),
    nodes: map.boxes.flatMap(({ id }) =>
      ids.has(id) ? groups.filter(({ box }) => box === id) : (inBox.get(id) ?? []),
    ),
    edges: joinEdges(
      map.edges.flatMap(({ from, to, references }) =>
        references.map((reference) => ({ from: seen(from), to: seen(to), reference })),
      ),
    ).filter(({ from, to }) => from !== to),
  };
}

const groupId = (box: string): string => `${box}/*`;

function groupNode(box: MapBox, nodes: readonly MapNode[], edges: readonly MapEdge[]): MapNode {
  const own = new Set(nodes.map(({ id }) => id));
  const broken = edges.filter(({ from, state }) => state === 'missing' && own.has(from)).length;
  const [first] = nodes;
  return {
    ...{ id: groupId(box.id), role: 'group', kind: 'Namespace', name: box.name, box: box.id },
    state: broken > 0 ? 'missing' : 'present',
    place: first?.place ?? { path: '', span: { start: 0, end: 0 } },
    group: { count: box.count, broken },
  };
}

/** An edge before those between the same two nodes become one. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly reference: MapReference;
}

const GRAVITY: readonly ReferenceState[] = ['missing', 'unknown', 'external', 'resolved'];

/** One edge for each pair of nodes, with the gravest reference first. */
export function joinEdges(lines: readonly Line[]): readonly MapEdge[] {
  const groups = Map.groupBy(lines, ({ from, to }) => `${from} -> ${to}`);
  return [...groups]
    .map(([id, group]) => {
      const references = group.map(({ reference }) => reference).sort(byGravity);
      const [first] = group;
      const { from = '', to = '' } = first ?? {};
      return { id, from, to, state: references[0]?.state ?? 'resolved', references };
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function byGravity(a: MapReference, b: MapReference): number {
  return GRAVITY.indexOf(a.state) - GRAVITY.indexOf(b.state);
}
