/** The map as a list: the same objects and references, for screen readers and for reading. */
import type { MapTarget, MapWords } from '../../core/map/messages.ts';
import type { MapBox, MapEdge, MapNode } from '../../core/map/model.ts';
import { html } from './dom.ts';
import { fullBoxTitle, groupTitle, nodeName, referenceSentence, wallSentence } from './labels.ts';
import type { MapIndex } from './labels.ts';

export interface ListOptions {
  readonly words: MapWords;
  readonly open: (target: MapTarget) => void;
  /** Behind the picture nothing takes the focus of the Tab key. */
  readonly isShown: boolean;
}

export function drawList(list: HTMLElement, index: MapIndex, options: ListOptions): void {
  const boxes = index.map.boxes.filter(({ drawn }) => drawn > 0);
  const nodes = Map.groupBy(index.map.nodes, ({ box }) => box);
  list.replaceChildren(
    ...boxes.map((box) =>
      html(
        'section',
        {},
        html('h2', {}, fullBoxTitle(box, options.words)),
        ...wallRows(box, options),
        html('ul', {}, ...(nodes.get(box.id) ?? []).map((node) => nodeRow(node, index, options))),
      ),
    ),
  );
}

function wallRows(box: MapBox, options: ListOptions): readonly Node[] {
  if (box.wall === undefined) return [];
  const target = { box: box.id, policy: 0 };
  return [html('p', {}, button(wallSentence(box.wall, options.words), target, options))];
}

function nodeRow(node: MapNode, index: MapIndex, options: ListOptions): HTMLLIElement {
  const { words } = options;
  const said =
    node.group === undefined ? words[node.state as 'missing'] : groupTitle(node.group, words);
  const state = node.state === 'present' && node.group === undefined ? '' : `, ${said}`;
  const wall = node.wall === undefined ? '' : `, ${wallSentence(node.wall, words)}`;
  const uses = (index.out.get(node.id) ?? []).flatMap((edge) => edgeRows(edge, index, options));
  return html(
    'li',
    { class: node.state },
    button(`${nodeName(node)}${state}${wall}`, { node: node.id }, options),
    ...(uses.length > 0 ? [html('ul', {}, ...uses)] : []),
  );
}

function edgeRows(edge: MapEdge, index: MapIndex, options: ListOptions): readonly HTMLLIElement[] {
  const to = index.nodes.get(edge.to);
  if (to === undefined) return [];
  return edge.references.map((one, reference) =>
    html(
      'li',
      { class: one.state },
      button(
        `→ ${nodeName(to)}: ${referenceSentence(one, options.words)}`,
        { edge: edge.id, reference },
        options,
      ),
    ),
  );
}

function button(label: string, target: MapTarget, options: ListOptions): HTMLButtonElement {
  const element = html('button', { type: 'button', tabindex: options.isShown ? 0 : -1 }, label);
  element.addEventListener('click', () => {
    options.open(target);
  });
  return element;
}
