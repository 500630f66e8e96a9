/** The page of the stack map: takes maps from the editor, lays them out and draws them. */
import Elk from 'elkjs/lib/elk.bundled.js';
import type { MapRequest, MapTarget, MapUpdate, MapWords } from '../../core/map/messages.ts';
import { Camera } from './camera.ts';
import type { Look } from './camera.ts';
import { byId } from './dom.ts';
import { exportSvg } from './export-svg.ts';
import { drawFilter } from './filter.ts';
import { middle } from './geometry.ts';
import { listenToKeys } from './keyboard.ts';
import { fill, MapIndex, summary } from './labels.ts';
import { Layouter } from './layout.ts';
import type { Layout } from './layout.ts';
import { drawList } from './list.ts';
import './map.css';
import { closeMenus } from './menus.ts';
import { Picture } from './picture.ts';
import { Search } from './search.ts';

/** What the editor keeps for the page while it is hidden or the window reloads. */
interface PageState {
  readonly look?: Look;
  readonly boxes?: readonly string[] | undefined;
  readonly isList?: boolean;
}

interface Editor {
  postMessage(message: MapRequest): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const words = JSON.parse(document.body.dataset['words'] ?? '{}') as MapWords;
const canvas = byId('canvas', SVGSVGElement);
const scene = byId('scene', SVGGElement);
const list = byId('list', HTMLElement);
const status = byId('status', HTMLElement);
const broken = byId('broken', HTMLButtonElement);
const asList = byId('as-list', HTMLButtonElement);
const menu = byId('boxes', HTMLElement);

const picture = new Picture(scene);
const layouter = new Layouter(new Elk());
let state: PageState = editor.getState() ?? {};
let index: MapIndex | undefined;
let layout: Layout | undefined;
let focused: string | undefined;
let lit: string | undefined;
let nextBroken = 0;
let drawing = 0;

const camera = new Camera(canvas, scene, (look) => {
  picture.rescale(look.scale);
  if (camera.isChosen) save({ look });
});

const search = new Search(byId('search', HTMLInputElement), {
  index: () => index,
  found: (ids) => {
    picture.match(ids && new Set(ids));
    if (ids !== undefined) say(fill(words.found, ids.length));
    else if (index !== undefined) say(summary(index, words, state.boxes));
  },
  go: (id) => {
    const rect = layout?.nodes.get(id);
    if (rect !== undefined) camera.reveal(rect);
    picture.mark(id);
  },
});

function say(sentence: string): void {
  status.textContent = sentence;
  status.title = sentence;
}

function save(more: PageState): void {
  state = { ...state, ...more };
  editor.setState(state);
}

function open(target: MapTarget): void {
  editor.postMessage({ type: 'open', target });
}

async function show({ map }: MapUpdate): Promise<void> {
  drawing += 1;
  const mine = drawing;
  const next = new MapIndex(map);
  const placed = await layouter.layout(map);
  // A newer map came while this one was laid out.
  if (mine !== drawing) return;
  const anchor = anchorOf(placed);
  const hadFocus = scene.contains(document.activeElement);
  index = next;
  layout = placed;
  picture.draw({ index, layout, words });
  lit = undefined;
  picture.light(index, undefined);
  if (anchor !== undefined) camera.look = anchor;
  else lookAtFirst(placed);
  picture.rescale(camera.look.scale);
  restoreFocus(hadFocus);
  drawAround(next);
  document.body.dataset['drawn'] = String(map.nodes.length);
}

/** What was in the middle of the window stays there; without a choice of the user all is shown. */
function anchorOf(next: Layout): Look | undefined {
  if (layout === undefined || !camera.isChosen) return undefined;
  const { width, height } = camera.size;
  const centre = { x: width / 2, y: height / 2 };
  let nearest: { readonly id: string; readonly distance: number } | undefined;
  for (const [id, rect] of layout.nodes) {
    const { x, y } = camera.onScreen(middle(rect));
    const distance = id === focused ? -1 : Math.hypot(x - centre.x, y - centre.y);
    if (next.nodes.has(id) && distance < (nearest?.distance ?? Infinity))
      nearest = { id, distance };
  }
  const [before, after] = [layout, next].map(({ nodes }) => nodes.get(nearest?.id ?? ''));
  const { look } = camera;
  if (before === undefined || after === undefined) return look;
  return {
    ...look,
    x: look.x + (before.x - after.x) * look.scale,
    y: look.y + (before.y - after.y) * look.scale,
  };
}

function lookAtFirst(placed: Layout): void {
  if (state.look === undefined) camera.fit(placed);
  else {
    camera.isChosen = true;
    camera.look = state.look;
  }
}

function drawAround(next: MapIndex): void {
  byId('empty', HTMLElement).hidden = next.map.nodes.length > 0;
  document.body.classList.toggle('has-nothing', next.map.boxes.length === 0);
  drawList(list, next, { words, open, isShown: state.isList === true });
  drawFilter(menu, next, { words, chosen: state.boxes, choose });
  broken.hidden = next.broken.length === 0;
  broken.textContent = fill(words.broken, next.broken.length);
  search.update();
}

function choose(boxes: readonly string[] | undefined): void {
  save({ boxes });
  // Another choice is another picture: it is shown whole.
  camera.isChosen = false;
  save({ look: undefined as never });
  editor.postMessage({ type: 'show', boxes });
}

function focus(id: string): void {
  setFocusable(id);
  const rect = layout?.nodes.get(id);
  if (rect !== undefined) camera.reveal(rect);
  picture.node(id)?.focus({ preventScroll: true });
}

/** One node at a time is a stop of the Tab key. */
function setFocusable(id: string | undefined): void {
  if (focused !== undefined) picture.node(focused)?.setAttribute('tabindex', '-1');
  focused = id;
  if (id !== undefined) picture.node(id)?.setAttribute('tabindex', '0');
}

/** The node that had the focus has it again; the first one can be reached by the Tab key. */
function restoreFocus(hadFocus: boolean): void {
  const again = focused !== undefined && picture.node(focused) ? focused : undefined;
  focused = undefined;
  setFocusable(again ?? index?.map.nodes[0]?.id);
  if (!hadFocus) return;
  if (again === undefined) canvas.focus();
  else picture.node(again)?.focus({ preventScroll: true });
}

function openElement(element: Element): void {
  const at = element.closest('[data-node], [data-edge], [data-wall]');
  const { node, edge, wall } = (at as SVGElement | null)?.dataset ?? {};
  if (node !== undefined) open({ node });
  else if (edge !== undefined) open({ edge, reference: 0 });
  else if (wall !== undefined) open({ box: wall, policy: 0 });
}

function nodeUnder(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-node]') : null;
  return element instanceof SVGElement ? element.dataset['node'] : undefined;
}

function light(id: string | undefined): void {
  if (index === undefined || id === lit) return;
  lit = id;
  picture.light(index, id);
}

function listenToPicture(): void {
  canvas.addEventListener('click', (event) => {
    if (!camera.wasDragged && event.target instanceof Element) openElement(event.target);
  });
  canvas.addEventListener('pointerover', ({ target }) => {
    light(nodeUnder(target));
  });
  canvas.addEventListener('pointerleave', () => {
    light(undefined);
  });
  canvas.addEventListener('focusin', ({ target }) => {
    const id = nodeUnder(target);
    if (id !== undefined) setFocusable(id);
    light(id);
  });
  canvas.addEventListener('focusout', () => {
    light(undefined);
  });
  listenToKeys(canvas, {
    camera,
    layout: () => layout,
    focused: () => nodeUnder(document.activeElement),
    focus,
    leave: () => {
      canvas.focus();
    },
    open: openElement,
  });
}

function listenToBar(): void {
  const press = (id: string, run: () => void): void => {
    byId(id, HTMLButtonElement).addEventListener('click', run);
  };
  press('zoom-in', () => {
    camera.zoom(1.25);
  });
  press('zoom-out', () => {
    camera.zoom(0.8);
  });
  press('fit', () => {
    camera.isChosen = false;
    if (layout !== undefined) camera.fit(layout);
  });
  press('export', () => {
    if (layout !== undefined)
      editor.postMessage({ type: 'export', svg: exportSvg(canvas, scene, layout) });
  });
  press('broken', () => {
    const edges = index?.broken ?? [];
    const edge = edges[nextBroken % Math.max(edges.length, 1)];
    nextBroken += 1;
    if (edge === undefined) return;
    if (state.isList === true) open({ edge: edge.id, reference: 0 });
    else focus(edge.to);
  });
  press('as-list', () => {
    save({ isList: state.isList !== true });
    showAs();
  });
}

function showAs(): void {
  const isList = state.isList === true;
  document.body.classList.toggle('as-list', isList);
  asList.setAttribute('aria-pressed', String(isList));
  asList.textContent = isList ? words.showPicture : words.showList;
  if (index !== undefined) drawAround(index);
}

window.addEventListener('message', ({ data }: MessageEvent<MapUpdate>) => {
  void show(data);
});
new ResizeObserver(() => {
  if (layout !== undefined && !camera.isChosen) camera.fit(layout);
}).observe(canvas);
listenToPicture();
listenToBar();
closeMenus();
showAs();
editor.postMessage({ type: 'show', boxes: state.boxes });
editor.postMessage({ type: 'ready' });
