/** The page of the stack map: takes maps from the editor, lays them out and draws them. */
import Elk from 'elkjs/lib/elk.bundled.js';
import { around } from '../../core/map/around.ts';
import type { StackMap } from '../../core/map/model.ts';
import type { MapTarget, MapUpdate, MapWords } from '../../core/map/messages.ts';
import { anchorOf } from './anchor.ts';
import { BrokenButton, listenToZoom, press } from './bar.ts';
import { Camera } from './camera.ts';
import { byId } from './dom.ts';
import { exportSvg } from './export-svg.ts';
import { drawFilter } from './filter.ts';
import { listenToKeys } from './keyboard.ts';
import { fill, MapIndex, nodeName, summary } from './labels.ts';
import { Layouter } from './layout.ts';
import type { Layout } from './layout.ts';
import { widthOf } from './letters.ts';
import { drawList } from './list.ts';
import './map.css';
import { closeMenus } from './menus.ts';
import { Minimap } from './minimap.ts';
import type { Editor, PageState } from './page-state.ts';
import { nodeUnder, Picture } from './picture.ts';
import { Search } from './search.ts';

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const words = JSON.parse(document.body.dataset['words'] ?? '{}') as MapWords;
const canvas = byId('canvas', SVGSVGElement);
const scene = byId('scene', SVGGElement);
const list = byId('list', HTMLElement);
const status = byId('status', HTMLElement);
const asList = byId('as-list', HTMLButtonElement);
const menu = byId('boxes', HTMLElement);
const focusButton = byId('focus', HTMLButtonElement);

const picture = new Picture(scene);
const layouter = new Layouter(new Elk(), widthOf);
let state: PageState = editor.getState() ?? {};
let index: MapIndex | undefined;
let layout: Layout | undefined;
let whole: StackMap | undefined;
let focused: string | undefined;
/** The node that the user went to last. */
let selected: string | undefined;
let lit: string | undefined;
let drawing = 0;

const camera = new Camera(canvas, scene, (look) => {
  picture.rescale(look.scale);
  minimap.update(look);
  if (camera.isChosen) save({ look });
});

const broken = new BrokenButton({
  words,
  index: () => index,
  isList: () => state.isList === true,
  open,
  focus,
});

const minimap = new Minimap(byId('minimap', SVGSVGElement), camera);

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

async function show(all: StackMap): Promise<void> {
  whole = all;
  const map = around(all, state.focus);
  drawing += 1;
  const mine = drawing;
  const next = new MapIndex(map);
  const placed = await layouter.layout(map);
  // A newer map came while this one was laid out.
  if (mine !== drawing) return;
  const anchor = anchorOf(layout, placed, camera, focused);
  const hadFocus = scene.contains(document.activeElement);
  index = next;
  layout = placed;
  picture.draw({ index, layout, words });
  lit = undefined;
  picture.light(index, undefined);
  if (anchor !== undefined) camera.look = anchor;
  else lookAtFirst(placed);
  picture.rescale(camera.look.scale);
  minimap.draw(placed);
  restoreFocus(hadFocus);
  drawAround(next);
  document.body.dataset['drawn'] = String(map.nodes.length);
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
  broken.draw(next);
  drawFocusButton();
  search.update();
}

function choose(boxes: readonly string[] | undefined): void {
  save({ boxes });
  showWhole();
  askForMap();
}

function askForMap(): void {
  editor.postMessage({ type: 'show', boxes: state.boxes, closed: state.closed });
}

/** Another choice is another picture: all of it is shown. */
function showWhole(): void {
  camera.isChosen = false;
  save({ look: undefined });
}

/** Opens a closed box, or closes an open one. */
function toggle(box: string): void {
  const closed = new Set(whole?.boxes.filter((one) => one.closed === true).map(({ id }) => id));
  if (!closed.delete(box)) closed.add(box);
  save({ closed: [...closed] });
  showWhole();
  askForMap();
}

/** Shows one application alone, or everything again. */
function toggleFocus(): void {
  save({ focus: state.focus === undefined ? selected : undefined });
  showWhole();
  if (whole !== undefined) void show(whole);
}

function drawFocusButton(): void {
  const node = index?.nodes.get(selected ?? '');
  const isFocused = state.focus !== undefined;
  focusButton.hidden = !isFocused && node === undefined;
  focusButton.textContent =
    isFocused || node === undefined ? words.showAll : fill(words.focus, nodeName(node));
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
  const at = element.closest('[data-node], [data-edge], [data-wall], [data-toggle]');
  const { node, edge, wall, toggle: box } = (at as SVGElement | null)?.dataset ?? {};
  const group = index?.nodes.get(node ?? '');
  if (box !== undefined) toggle(box);
  else if (group?.group !== undefined) toggle(group.box);
  else if (node !== undefined) open({ node });
  else if (edge !== undefined) open({ edge, reference: 0 });
  else if (wall !== undefined) open({ box: wall, policy: 0 });
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
    if (id !== undefined) {
      setFocusable(id);
      selected = id;
      drawFocusButton();
    }
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
    alone: toggleFocus,
  });
}

function listenToBar(): void {
  listenToZoom(camera, () => layout);
  press('export', () => {
    if (layout !== undefined)
      editor.postMessage({ type: 'export', svg: exportSvg(canvas, scene, layout) });
  });
  press('focus', toggleFocus);
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
  void show(data.map);
});
new ResizeObserver(() => {
  const rect = layout?.nodes.get(selected ?? '');
  if (layout !== undefined && !camera.isChosen) camera.fit(layout);
  // A file that opens beside the map makes it smaller: what was chosen stays in sight.
  else if (rect !== undefined) camera.keep(rect);
}).observe(canvas);
listenToPicture();
listenToBar();
closeMenus();
showAs();
askForMap();
editor.postMessage({ type: 'ready' });
