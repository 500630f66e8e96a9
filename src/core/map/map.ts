/**
 * The stack map of a workspace: namespaces as boxes, in them what answers requests and what it
 * needs, and the references between. Plain data; the layout is made where it is shown.
 */
import { closeBoxes } from './closed.ts';
import { edgePaths, mapEdges } from './edges.ts';
import { compareText, MAP_ROLES } from './model.ts';
import type { MapBox, MapNode, MapPlace, StackMap } from './model.ts';
import { mapObjects, OUTSIDE, readBox } from './objects.ts';
import type { Drawn, MapObjects } from './objects.ts';
import { mapWalls } from './walls.ts';
import type { MapWalls } from './walls.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A picture with more nodes cannot be read; what is left out can be chosen. */
export const MOST_NODES = 600;

/** With more objects than these, the map opens on its namespaces. */
const MOST_OPEN = 150;

export interface MapOptions {
  /** The ids of the boxes to draw; all where it is not given. */
  readonly only?: ReadonlySet<string>;
  /** The ids of the boxes to draw as one node each; without it, all of a large map. */
  readonly closed?: ReadonlySet<string>;
  readonly most?: number;
}

export function stackMap(workspace: Workspace, options: MapOptions = {}): StackMap {
  const objects = objectsOf(workspace);
  const inside = chosen(objects, options);
  const walls = mapWalls(workspace, objects);
  const { named, edges } = mapEdges(workspace, objects, inside);
  const shown = named.filter(({ box }) => isShown(box, objects, inside, options));
  const nodes = [...inside.map(({ node }) => node), ...shown]
    .sort(inReadingOrder)
    .map((node) => withWall(node, walls));
  const ids = new Set(nodes.map(({ id }) => id));
  const map = {
    boxes: boxesOf([...objects.drawn.map(({ node }) => node), ...named], nodes, walls),
    nodes,
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    otherKinds: objects.otherKinds,
    templates: objects.templates,
  };
  return closeBoxes(map, closedBoxes(objects, options));
}

function closedBoxes({ drawn }: MapObjects, { only, closed }: MapOptions): ReadonlySet<string> {
  if (closed !== undefined) return closed;
  const shown = drawn.filter(({ node }) => only?.has(node.box) !== false);
  return new Set(shown.length > MOST_OPEN ? shown.map(({ node }) => node.box) : []);
}

/** Asked twice for each map: for the files to read, and for the map itself. */
function objectsOf(workspace: Workspace): MapObjects {
  return workspace.once('objects of the map', () => mapObjects(workspace));
}

/** The files whose references the map will ask for, so that they can be read bit by bit before. */
export function mapPaths(workspace: Workspace, options: MapOptions = {}): readonly string[] {
  const objects = objectsOf(workspace);
  return edgePaths(workspace, objects, chosen(objects, options));
}

function inReadingOrder(a: MapNode, b: MapNode): number {
  return (
    Number(a.box === OUTSIDE) - Number(b.box === OUTSIDE) ||
    compareText(a.box, b.box) ||
    MAP_ROLES.indexOf(a.role) - MAP_ROLES.indexOf(b.role) ||
    compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  );
}

/** Whole boxes while there is room; a box that is too large alone is cut. Closed ones need none. */
function chosen(objects: MapObjects, options: MapOptions): readonly Drawn[] {
  const { drawn } = objects;
  const { only, most = MOST_NODES } = options;
  const closed = closedBoxes(objects, options);
  const sorted = [...drawn].sort((a, b) => inReadingOrder(a.node, b.node));
  const taken: Drawn[] = [];
  const whole: Drawn[] = [];
  for (const [box, own] of Map.groupBy(sorted, ({ node }) => node.box)) {
    if (only?.has(box) === false) continue;
    if (closed.has(box)) whole.push(...own);
    else if (taken.length === 0) taken.push(...own.slice(0, most));
    else if (taken.length + own.length <= most) taken.push(...own);
  }
  return [...taken, ...whole];
}

/** What is only named stands in the boxes that are drawn, or in one of its own. */
function isShown(
  box: string,
  { drawn }: MapObjects,
  inside: readonly Drawn[],
  { only }: MapOptions,
): boolean {
  if (only?.has(box) === false) return false;
  const isIn = ({ node }: Drawn): boolean => node.box === box;
  return inside.some(isIn) || !drawn.some(isIn);
}

function withWall(node: MapNode, walls: MapWalls): MapNode {
  const wall = walls.nodes.get(node.id);
  return wall === undefined ? node : { ...node, wall };
}

function boxesOf(
  all: readonly MapNode[],
  drawn: readonly MapNode[],
  walls: MapWalls,
): readonly MapBox[] {
  const shown = Map.groupBy(drawn, ({ box }) => box);
  const boxes = Map.groupBy([...all].sort(inReadingOrder), ({ box }) => box);
  return [...boxes].map(([id, { length: count }]) => {
    const wall = walls.boxes.get(id);
    return {
      id,
      kind: id === OUTSIDE ? 'outside' : 'namespace',
      ...readBox(id),
      count,
      drawn: shown.get(id)?.length ?? 0,
      ...(wall && { wall }),
    };
  });
}

/** The maps of several folders side by side; each place says which folder it is of. */
export function joinMaps(maps: readonly StackMap[]): StackMap {
  const [only] = maps;
  if (maps.length === 1 && only !== undefined) return only;
  const parts = maps.map((map, part) => inPart(map, part));
  return {
    boxes: parts.flatMap(({ boxes }) => boxes),
    nodes: parts.flatMap(({ nodes }) => nodes),
    edges: parts.flatMap(({ edges }) => edges),
    otherKinds: sum(parts.flatMap(({ otherKinds }) => otherKinds)),
    templates: parts.reduce((total, { templates }) => total + templates, 0),
  };
}

function inPart(map: StackMap, part: number): StackMap {
  const mark = (id: string): string => `${String(part)}|${id}`;
  const at = (place: MapPlace): MapPlace => ({ ...place, part });
  const walled = <Of extends Pick<MapBox, 'wall'>>({ wall, ...rest }: Of): Omit<Of, 'wall'> => ({
    ...rest,
    ...(wall && {
      wall: {
        ...wall,
        policies: wall.policies.map(({ name, place }) => ({ name, place: at(place) })),
      },
    }),
  });
  return {
    ...map,
    boxes: map.boxes.map((box) => ({ ...walled(box), id: mark(box.id) })),
    nodes: map.nodes.map((node) => ({
      ...walled(node),
      ...{ id: mark(node.id), box: mark(node.box), place: at(node.place) },
    })),
    edges: map.edges.map((edge) => ({
      ...edge,
      ...{ id: mark(edge.id), from: mark(edge.from), to: mark(edge.to) },
      references: edge.references.map((one) => ({ ...one, place: at(one.place) })),
    })),
  };
}

/** The ids that a part of a joined map was asked for. */
export function onlyInPart(
  only: ReadonlySet<string> | undefined,
  part: number,
): ReadonlySet<string> | undefined {
  const start = `${String(part)}|`;
  return (
    only &&
    new Set([...only].filter((id) => id.startsWith(start)).map((id) => id.slice(start.length)))
  );
}

function sum(omissions: StackMap['otherKinds']): StackMap['otherKinds'] {
  return [...Map.groupBy(omissions, ({ kind }) => kind)]
    .map(([kind, all]) => ({ kind, count: all.reduce((total, { count }) => total + count, 0) }))
    .sort((a, b) => b.count - a.count || compareText(a.kind, b.kind));
}
