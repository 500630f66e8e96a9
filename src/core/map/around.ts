/** One application of the stack map: an object with all that leads to it and all that it needs. */
import type { StackMap } from './model.ts';

/** The whole map where the object is no longer in it. */
export function around(map: StackMap, id: string | undefined): StackMap {
  if (id === undefined || !map.nodes.some((node) => node.id === id)) return map;
  const out = Map.groupBy(map.edges, ({ from }) => from);
  const back = Map.groupBy(map.edges, ({ to }) => to);
  const kept = new Set([
    ...reached(id, (from) => (out.get(from) ?? []).map(({ to }) => to)),
    ...reached(id, (to) => (back.get(to) ?? []).map(({ from }) => from)),
  ]);
  const nodes = map.nodes.filter((node) => kept.has(node.id));
  const inBox = Map.groupBy(nodes, ({ box }) => box);
  return {
    ...map,
    nodes,
    boxes: map.boxes.map((box) => {
      const drawn = inBox.get(box.id)?.length ?? 0;
      return { ...box, count: drawn, drawn };
    }),
    edges: map.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}

function reached(id: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([id]);
  for (const one of found) for (const other of next(one)) found.add(other);
  return found;
}
