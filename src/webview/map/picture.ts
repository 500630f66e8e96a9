/** Draws a map that is laid out; the camera moves what is drawn here. */
import type { MapWords } from '../../core/map/messages.ts';
import type { MapBox, MapEdge, MapNode, MapWall } from '../../core/map/model.ts';
import { svg } from './dom.ts';
import { arrowHead, curveBetween, middle, roundedPath } from './geometry.ts';
import type { Point, Rect } from './geometry.ts';
import { BRICKS, ICONS } from './icons.ts';
import {
  boxTitle,
  edgeSentence,
  fill,
  fullBoxTitle,
  groupTitle,
  nodeSentence,
  shorten,
  wallSentence,
  wallTitle,
} from './labels.ts';
import type { MapIndex } from './labels.ts';
import { MID_NAME, NODE_HEIGHT, TEXT_LEFT, TEXT_RIGHT } from './layout.ts';
import type { Layout } from './layout.ts';
import { fitsIn } from './letters.ts';

export interface Drawing {
  readonly index: MapIndex;
  readonly layout: Layout;
  readonly words: MapWords;
}

export class Picture {
  readonly #scene: SVGGElement;
  readonly #nodes = new Map<string, SVGGElement>();
  readonly #edges: { readonly edge: MapEdge; readonly element: SVGGElement }[] = [];
  readonly #titles: { readonly element: SVGTextElement; readonly rect: Rect }[] = [];

  constructor(scene: SVGGElement) {
    this.#scene = scene;
  }

  draw(drawing: Drawing): void {
    this.#nodes.clear();
    this.#edges.length = 0;
    this.#titles.length = 0;
    const { map } = drawing.index;
    const boxes = map.boxes.flatMap((box) => this.#box(box, drawing));
    const edges = map.edges.flatMap((edge) => this.#edge(edge, drawing));
    const nodes = map.nodes.flatMap((node) => this.#node(node, drawing));
    this.#scene.replaceChildren(
      ...boxes,
      svg('g', { class: 'edges' }, ...edges),
      svg('g', { class: 'nodes' }, ...nodes),
      svg('g', { class: 'far-titles' }, ...this.#titles.map(({ element }) => element)),
    );
  }

  node(id: string): SVGGElement | undefined {
    return this.#nodes.get(id);
  }

  /** Keeps the titles readable from far away. */
  rescale(scale: number): void {
    for (const { element, rect } of this.#titles) {
      const letters = Math.max(element.textContent.length, 3);
      const size = Math.min(17 / scale, (rect.width * 1.5) / letters, rect.height * 0.5);
      element.setAttribute('font-size', size.toFixed(1));
    }
  }

  /** Lights up a node and what is next to it; everything again without one. */
  light(index: MapIndex, id: string | undefined): void {
    this.#scene.classList.toggle('lighting', id !== undefined);
    const lit = id === undefined ? new Set<string>() : index.neighbours(id);
    for (const [own, element] of this.#nodes) element.classList.toggle('lit', lit.has(own));
    for (const { edge, element } of this.#edges)
      element.classList.toggle('lit', edge.from === id || edge.to === id);
  }

  /** Fades everything but what was searched for; nothing without a search. */
  match(found: ReadonlySet<string> | undefined): void {
    this.#scene.classList.toggle('searching', found !== undefined);
    for (const [id, element] of this.#nodes)
      element.classList.toggle('found', found?.has(id) === true);
    if (found === undefined) this.mark('');
  }

  /** Marks one of those that were found. */
  mark(id: string): void {
    for (const [own, element] of this.#nodes) element.classList.toggle('current', own === id);
  }

  #box(box: MapBox, { layout, words }: Drawing): readonly Element[] {
    const rect = layout.boxes.get(box.id);
    if (rect === undefined) return [];
    const title = fullBoxTitle(box, words);
    const far = svg('text', {
      ...{ class: 'far-title', x: middle(rect).x, y: middle(rect).y },
      'text-anchor': 'middle',
      'dominant-baseline': 'central',
    });
    far.append(boxTitle(box, words));
    this.#titles.push({ element: far, rect });
    const room = rect.width - (box.wall === undefined ? 46 : 190);
    const text = svg('text', { class: 'title', x: rect.x + 34, y: rect.y + 27 });
    text.append(shorten(title, fitsIn(room, 19)), svg('title', {}, fullTitle(box, words)));
    return [
      svg(
        'g',
        { class: `box ${box.kind}`, 'data-box': box.id },
        svg('rect', { ...sized(rect), rx: 8 }),
        ...(box.wall === undefined ? [] : wall(box, box.wall, rect, words)),
        text,
        ...(box.kind === 'outside' ? [] : [toggle(box, rect, words)]),
      ),
    ];
  }

  #edge(edge: MapEdge, { index, layout, words }: Drawing): readonly Element[] {
    const crosses = index.nodes.get(edge.from)?.box !== index.nodes.get(edge.to)?.box;
    const line = lineOf(edge, layout);
    if (line === undefined) return [];
    const { path, end, from } = line;
    const element = svg(
      'g',
      { class: `edge ${edge.state}${crosses ? ' crosses' : ''}`, 'data-edge': edge.id },
      svg('path', { class: 'hit', d: path }),
      svg('path', { class: 'line', d: path }),
      svg('path', { class: 'head', d: arrowHead(end, from) }),
      ...(edge.state === 'missing' ? [cross(end, from)] : []),
      svg('title', {}, edgeSentence(edge, index, words)),
    );
    this.#edges.push({ edge, element });
    return [element];
  }

  #node(node: MapNode, { index, layout, words }: Drawing): readonly Element[] {
    const rect = layout.nodes.get(node.id);
    if (rect === undefined) return [];
    const sentence = nodeSentence(node, index, words);
    const element = svg(
      'g',
      {
        class: `node ${node.role} ${node.state}`,
        transform: `translate(${rect.x.toFixed(1)} ${rect.y.toFixed(1)})`,
        ...{ tabindex: -1, role: 'button', 'aria-label': sentence, 'data-node': node.id },
      },
      ...card(node, rect.width, words),
      svg('title', {}, sentence.replaceAll('. ', '.\n')),
    );
    this.#nodes.set(node.id, element);
    return [element];
  }
}

/** The id of the node that an event is about. */
export function nodeUnder(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-node]') : null;
  return element instanceof SVGElement ? element.dataset['node'] : undefined;
}

function card(node: MapNode, width: number, words: MapWords): readonly Element[] {
  const text = (kind: string, y: number, content: string): SVGTextElement =>
    svg('text', { class: kind, x: TEXT_LEFT, y }, content);
  const stripe = `M6 0H4a4 6 0 0 0 -4 6V${String(NODE_HEIGHT - 6)}a4 6 0 0 0 4 6H6Z`;
  const room = width - TEXT_LEFT - TEXT_RIGHT + 4;
  const bricks = { class: 'bricks', d: BRICKS };
  return [
    svg('rect', { class: 'card', width, height: NODE_HEIGHT, rx: 6 }),
    svg('path', { class: 'stripe', d: stripe }),
    svg('path', { class: 'icon', d: ICONS[node.role], transform: 'translate(14 14) scale(1.1)' }),
    text('name near', 20, shorten(node.name, fitsIn(room, 13))),
    text('kind near', 36, kindLine(node, room, words)),
    text('name mid', 30, shorten(node.name, fitsIn(room, MID_NAME))),
    ...(node.wall === undefined
      ? []
      : [svg('path', { ...bricks, transform: `translate(${String(width - 22)} 26)` })]),
  ];
}

/** What cannot be said by colour alone is said in words. */
function kindLine({ kind, state, group }: MapNode, room: number, words: MapWords): string {
  if (group !== undefined) return shorten(groupTitle(group, words), fitsIn(room, 11));
  const line = state === 'missing' || state === 'unknown' ? `${kind}, ${words[state]}` : kind;
  return shorten(line, fitsIn(room, 11));
}

/** A sign before the title that opens and closes the box. */
function toggle(box: MapBox, { x, y, width }: Rect, words: MapWords): SVGGElement {
  const isClosed = box.closed === true;
  const label = fill(isClosed ? words.open : words.close, fullBoxTitle(box, words));
  return svg(
    'g',
    { class: 'toggle', role: 'button', tabindex: -1, 'aria-label': label, 'data-toggle': box.id },
    svg('rect', { class: 'hit', x, y, width: Math.min(width, 160), height: 36 }),
    svg('path', {
      class: 'sign',
      d: isClosed ? 'M0 0l6 5l-6 5' : 'M0 2l5 6l5 -6',
      transform: `translate(${(x + 16).toFixed(1)} ${(y + 16).toFixed(1)})`,
    }),
    svg('title', {}, label),
  );
}

function fullTitle(box: MapBox, words: MapWords): string {
  const { folder, wall: closed } = box;
  return [boxTitle(box, words), folder, closed && wallSentence(closed, words)]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');
}

const sized = ({ x, y, width, height }: Rect): Readonly<Record<string, number>> => ({
  ...{ x, y, width, height },
});

/** Two rows of bricks around the box, and a button that says which traffic they stop. */
function wall(box: MapBox, closed: MapWall, rect: Rect, words: MapWords): readonly Element[] {
  const row = (offset: number): Rect => ({
    ...{ x: rect.x - offset, y: rect.y - offset },
    ...{ width: rect.width + offset * 2, height: rect.height + offset * 2 },
  });
  const label = wallTitle(closed, words);
  const width = Math.round(label.length * 6.4 + 34);
  return [
    svg('rect', { class: 'wall', ...sized(row(1)), rx: 8 }),
    svg('rect', { class: 'wall outer', ...sized(row(6)), rx: 11 }),
    svg(
      'g',
      {
        class: 'wall-label',
        transform: `translate(${(rect.x + rect.width - width - 14).toFixed(1)} ${(rect.y + 11).toFixed(1)})`,
        tabindex: -1,
        role: 'button',
        'aria-label': wallSentence(closed, words),
        'data-wall': box.id,
      },
      svg('rect', { width, height: 22, rx: 11 }),
      svg('path', { class: 'bricks', d: BRICKS, transform: 'translate(9 3)' }),
      svg('text', { x: 29, y: 15 }, label),
      svg('title', {}, wallSentence(closed, words)),
    ),
  ];
}

interface Line {
  readonly path: string;
  readonly end: Point;
  readonly from: Point;
}

function lineOf(edge: MapEdge, layout: Layout): Line | undefined {
  const points = layout.lines.get(edge.id);
  const [end, from] = [points?.at(-1), points?.at(-2)];
  if (points !== undefined && end !== undefined && from !== undefined)
    return { path: roundedPath(points), end, from };
  const [a, b] = [layout.nodes.get(edge.from), layout.nodes.get(edge.to)];
  return a === undefined || b === undefined ? undefined : curveBetween(a, b);
}

/** A broken line ends in a cross, so that it is told without its colour. */
function cross(end: Point, from: Point): SVGPathElement {
  const length = Math.hypot(end.x - from.x, end.y - from.y) || 1;
  const back = Math.min(16, length / 2);
  const x = end.x - ((end.x - from.x) / length) * back;
  const y = end.y - ((end.y - from.y) / length) * back;
  const path = `M${String(x - 4)} ${String(y - 4)}l8 8m0 -8l-8 8`;
  return svg('path', { class: 'cross', d: path });
}
