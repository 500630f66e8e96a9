/** Where everything stands: each namespace is laid out alone, and then the boxes are packed. */
import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import type { MapBox, MapEdge, MapNode, StackMap } from '../../core/map/model.ts';
import { moved } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';
import { route } from './route.ts';

export const NODE_HEIGHT = 46;

/** A node is as wide as its name, within these bounds. */
const LEAST_WIDTH = 130;
const MOST_WIDTH = 380;
/** Where the text of a node begins, and the room behind it. */
export const TEXT_LEFT = 40;
export const TEXT_RIGHT = 12;
/** The letters of a name from further away, where they are largest. */
export const MID_NAME = 16.5;
/** Room for the sign of a wall. */
const WALL_WIDTH = 20;

/** As long as what is said of a closed box. */
const GROUP_LINE = '1000 objects. Broken references: 100';

/** How wide a text is, in the letters of a size. */
export type Measure = (text: string, size: number) => number;

/** More lines than these between boxes stay curves, so that a large map is there at once. */
const MOST_ROUTES = 160;

/** Room above the nodes for the title of a box, and around them. */
const TITLE = 44;
const MARGIN = 18;
const BETWEEN_BOXES = 44;

/** A box of so few nodes is a small one. */
const SMALL = 5;

/** The shape of a window that shows nothing but the map. */
const ASPECT = 1.85;

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rect>;
  readonly nodes: ReadonlyMap<string, Rect>;
  /** The bends of lines; one without a way around everything is a curve. */
  readonly lines: ReadonlyMap<string, readonly Point[]>;
}

/** A box with its nodes, counted from its own corner. */
interface Inside {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Rect>;
  readonly lines: ReadonlyMap<string, readonly Point[]>;
}

const LAYERS: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.aspectRatio': String(ASPECT),
  'elk.padding': `[top=${String(TITLE)},left=${String(MARGIN)},bottom=${String(MARGIN)},right=${String(MARGIN)}]`,
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '8',
  'elk.spacing.componentComponent': '18',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
  'elk.layered.mergeEdges': 'true',
  // The same objects in the same order give the same picture, and a new one moves few others.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
};

const packing = (aspect: number): Readonly<Record<string, string>> => ({
  'elk.algorithm': 'rectpacking',
  'elk.aspectRatio': String(aspect),
  'elk.spacing.nodeNode': String(BETWEEN_BOXES),
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
});

/** What is asked of the packing, which keeps to it loosely; the best answer is taken. */
const ASPECTS = [1.2, 1.7, 2.3, 3.2, 4.5];

/** Lays maps out; boxes in which nothing has changed are taken over from before. */
export class Layouter {
  readonly #elk: ELK;
  readonly #measure: Measure;
  #known = new Map<string, Inside>();

  constructor(elk: ELK, measure: Measure) {
    this.#elk = elk;
    this.#measure = measure;
  }

  async layout(map: StackMap): Promise<Layout> {
    const nodes = Map.groupBy(map.nodes, ({ box }) => box);
    const boxOf = new Map(map.nodes.map(({ id, box }) => [id, box]));
    const edges = Map.groupBy(
      map.edges.filter(({ from, to }) => boxOf.get(from) === boxOf.get(to)),
      ({ from }) => boxOf.get(from) ?? '',
    );
    const drawn = map.boxes.filter(({ drawn: count }) => count > 0);
    const known = new Map<string, Inside>();
    const insides = new Map<string, Inside>();
    for (const { id, kind } of drawn) {
      const [own, lines] = [nodes.get(id) ?? [], edges.get(id) ?? []];
      const key = JSON.stringify([own.map((node) => node.id), lines.map((line) => line.id)]);
      const inside =
        this.#known.get(key) ??
        (kind === 'outside'
          ? inColumn(own.map((node) => this.#sized(node)))
          : await this.#inside(own, lines));
      known.set(key, inside);
      insides.set(id, inside);
    }
    this.#known = known;
    return withRoutes(await this.#pack(drawn, insides), map);
  }

  #sized({ id, name, kind, wall, group }: MapNode): Sized {
    const second = group === undefined ? kind : GROUP_LINE;
    const text = Math.max(this.#measure(name, MID_NAME), this.#measure(second, 11));
    const room = TEXT_LEFT + text + TEXT_RIGHT + (wall === undefined ? 0 : WALL_WIDTH);
    const width = Math.ceil(Math.min(Math.max(room, LEAST_WIDTH), MOST_WIDTH));
    return { id, width, height: NODE_HEIGHT };
  }

  async #inside(nodes: readonly MapNode[], edges: readonly MapEdge[]): Promise<Inside> {
    const box: ElkNode = {
      id: 'box',
      layoutOptions: LAYERS,
      children: nodes.map((node) => this.#sized(node)),
      edges: edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
    };
    const graph: ElkNode = await this.#elk.layout(box);
    return {
      width: graph.width ?? 0,
      height: graph.height ?? 0,
      nodes: new Map(graph.children?.map((child) => [child.id, rectOf(child)])),
      lines: new Map(
        graph.edges?.map(({ id, sections: [section] = [] }) => [
          id,
          section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [],
        ]),
      ),
    };
  }

  /** What is outside stands to the right of all namespaces, where the arrows point. */
  async #pack(boxes: readonly MapBox[], insides: ReadonlyMap<string, Inside>): Promise<Layout> {
    const sized = (kind: MapBox['kind']): ElkNode[] =>
      boxes
        .filter((box) => box.kind === kind)
        .map(({ id }) => {
          const { width = 0, height = 0 } = insides.get(id) ?? {};
          return { id, width, height };
        });
    const outside = sized('outside');
    const aside = Math.max(0, ...outside.map(({ width = 0 }) => width + BETWEEN_BOXES * 2));
    const packed = await this.#bestPacking(largeFirst(sized('namespace'), insides), aside);
    const right = (packed.width ?? 0) > 0 ? (packed.width ?? 0) + BETWEEN_BOXES * 2 : 0;
    let below = 0;
    const column = outside.map((box) => {
      const y = below;
      below += (box.height ?? 0) + BETWEEN_BOXES;
      return { ...box, x: right, y };
    });
    return placed([...(packed.children ?? []), ...column], insides);
  }

  /** The packing that is seen largest in a window of the usual shape. */
  async #bestPacking(children: readonly ElkNode[], aside: number): Promise<ElkNode> {
    let best: ElkNode = { id: 'all' };
    let least = Infinity;
    for (const aspect of ASPECTS) {
      const layoutOptions = packing(aspect);
      const all: ElkNode = { id: 'all', layoutOptions, children: structuredClone([...children]) };
      const packed: ElkNode = await this.#elk.layout(all);
      const size = Math.max(((packed.width ?? 0) + aside) / ASPECT, packed.height ?? 0);
      if (size >= least) continue;
      best = packed;
      least = size;
    }
    return best;
  }
}

/** What ELK takes as a node. */
interface Sized {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

const rectOf = ({ x = 0, y = 0, width = 0, height = 0 }: ElkNode): Rect => ({
  ...{ x, y, width, height },
});

const cornerOf = ({ x = 0, y = 0 }: ElkNode): Point => ({ x, y });

function inColumn(nodes: readonly Sized[]): Inside {
  const rows = Math.max(4, Math.ceil(Math.sqrt(nodes.length * 3)));
  const columns = Math.ceil(nodes.length / rows);
  const step = { x: Math.max(...nodes.map(({ width }) => width)) + 14, y: NODE_HEIGHT + 14 };
  return {
    width: MARGIN * 2 + columns * step.x - 14,
    height: TITLE + MARGIN + Math.min(rows, nodes.length) * step.y - 14,
    nodes: new Map(
      nodes.map(({ id, width, height }, i) => {
        const x = MARGIN + Math.floor(i / rows) * step.x;
        return [id, { x, y: TITLE + (i % rows) * step.y, width, height }] as const;
      }),
    ),
    lines: new Map(),
  };
}

/** Small boxes fill the last rows; by and large the order stays that of the names. */
function largeFirst(
  boxes: readonly ElkNode[],
  insides: ReadonlyMap<string, Inside>,
): readonly ElkNode[] {
  const isSmall = ({ id }: ElkNode): boolean => (insides.get(id)?.nodes.size ?? 0) <= SMALL;
  return [...boxes].sort((a, b) => Number(isSmall(a)) - Number(isSmall(b)));
}

function placed(boxes: readonly ElkNode[], insides: ReadonlyMap<string, Inside>): Layout {
  const rects = new Map(
    boxes.map((box) => {
      const { width = 0, height = 0 } = insides.get(box.id) ?? {};
      return [box.id, { ...cornerOf(box), width, height }] as const;
    }),
  );
  const all = [...rects.values()];
  const each = [...rects].flatMap(([id, rect]) => {
    const inside = insides.get(id);
    return inside === undefined ? [] : [{ rect, inside }];
  });
  return {
    width: Math.max(0, ...all.map(({ x, width }) => x + width)),
    height: Math.max(0, ...all.map(({ y, height }) => y + height)),
    boxes: rects,
    nodes: new Map(
      each.flatMap(({ rect, inside }) =>
        [...inside.nodes].map(([id, own]) => [id, { ...own, ...moved(own, rect) }] as const),
      ),
    ),
    lines: new Map(
      each.flatMap(({ rect, inside }) =>
        [...inside.lines].map(
          ([id, points]) => [id, points.map((point) => moved(point, rect))] as const,
        ),
      ),
    ),
  };
}

/** Lines between boxes run around the nodes of their two boxes, and around all other boxes. */
function withRoutes(layout: Layout, { nodes, edges }: StackMap): Layout {
  const boxOf = new Map(nodes.map(({ id, box }) => [id, box]));
  const inBox = Map.groupBy(nodes, ({ box }) => box);
  const rectsIn = (box: string): readonly Rect[] =>
    (inBox.get(box) ?? []).flatMap(({ id }) => layout.nodes.get(id) ?? []);
  const crossing = edges.filter(({ from, to }) => boxOf.get(from) !== boxOf.get(to));
  const lines = new Map(layout.lines);
  for (const { id, from, to } of crossing.slice(0, MOST_ROUTES)) {
    const [a, b] = [layout.nodes.get(from), layout.nodes.get(to)];
    const [own, other] = [boxOf.get(from) ?? '', boxOf.get(to) ?? ''];
    if (a === undefined || b === undefined) continue;
    const boxes = [...layout.boxes].flatMap(([box, rect]) =>
      box === own || box === other ? [] : [rect],
    );
    const points = route(a, b, [...rectsIn(own), ...rectsIn(other), ...boxes]);
    if (points !== undefined) lines.set(id, points);
  }
  return { ...layout, lines };
}
