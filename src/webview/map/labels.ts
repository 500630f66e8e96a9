/** Sentences about what the map shows, and names that fit where they stand. */
import type { MapWords } from '../../core/map/messages.ts';
import type {
  MapBox,
  MapEdge,
  MapGroup,
  MapNode,
  MapReference,
  MapWall,
  StackMap,
} from '../../core/map/model.ts';

/** Puts values in for `{0}`, `{1}` and so on. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replaceAll(/\{(\d)\}/g, (_, i: string) => String(values[Number(i)] ?? ''));
}

/** A name cut in its middle, because both ends of it tell it from others. */
export function shorten(name: string, fits: (text: string) => boolean): string {
  if (fits(name)) return name;
  for (let most = name.length - 1; most > 3; most -= 1) {
    const tail = Math.floor((most - 1) * 0.4);
    const text = `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
    if (fits(text)) return text;
  }
  return `${name.slice(0, 2)}…`;
}

/** Where a reference leads nowhere: the name, and the edge if it is drawn. */
export interface Broken {
  readonly node: string;
  readonly edge?: MapEdge;
}

/** A map with its nodes, boxes and edges at hand. */
export class MapIndex {
  readonly map: StackMap;
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly boxes: ReadonlyMap<string, MapBox>;
  readonly out: ReadonlyMap<string, readonly MapEdge[]>;
  readonly in: ReadonlyMap<string, readonly MapEdge[]>;

  constructor(map: StackMap) {
    this.map = map;
    this.nodes = new Map(map.nodes.map((node) => [node.id, node]));
    this.boxes = new Map(map.boxes.map((box) => [box.id, box]));
    this.out = Map.groupBy(map.edges, ({ from }) => from);
    this.in = Map.groupBy(map.edges, ({ to }) => to);
  }

  /** References that lead nowhere, and closed boxes with such ones in them. */
  get broken(): readonly Broken[] {
    const edges = this.map.edges.filter(
      ({ state, from }) => state === 'missing' && this.nodes.get(from)?.group === undefined,
    );
    const groups = this.map.nodes.filter(({ group }) => (group?.broken ?? 0) > 0);
    return [
      ...edges.map((edge) => ({ node: edge.to, edge })),
      ...groups.map(({ id }) => ({ node: id })),
    ];
  }

  /** How many references lead nowhere, those in closed boxes too. */
  get brokenCount(): number {
    const inGroups = this.map.nodes.reduce((sum, { group }) => sum + (group?.broken ?? 0), 0);
    return this.broken.filter(({ edge }) => edge !== undefined).length + inGroups;
  }

  neighbours(id: string): ReadonlySet<string> {
    const to = (this.out.get(id) ?? []).map((edge) => edge.to);
    const from = (this.in.get(id) ?? []).map((edge) => edge.from);
    return new Set([id, ...to, ...from]);
  }
}

export function boxTitle({ kind, name }: MapBox, words: MapWords): string {
  return kind === 'outside' ? words.outsideTitle : name;
}

/** The namespace, and its stack where several have a namespace of this name. */
export function fullBoxTitle(box: MapBox, words: MapWords): string {
  const title = boxTitle(box, words);
  return box.folder === undefined || box.folder === '' ? title : `${title} (${box.folder})`;
}

/** What is in a closed box. */
export function groupTitle({ count, broken }: MapGroup, words: MapWords): string {
  const objects = fill(words.objects, count);
  return broken === 0 ? objects : `${objects}. ${fill(words.broken, broken)}`;
}

export function wallTitle(wall: MapWall, words: MapWords): string {
  if (wall.in && wall.out) return words.wallBoth;
  return wall.in ? words.wallIn : words.wallOut;
}

export function wallSentence(wall: MapWall, words: MapWords): string {
  const names = wall.policies.map(({ name }) => name).join(', ');
  return fill(words.wallBy, wallTitle(wall, words), names);
}

export function nodeName({ kind, name }: MapNode): string {
  return `${kind} ${name}`;
}

function stateWord(state: MapNode['state'], words: MapWords): string | undefined {
  return state === 'present' ? undefined : words[state];
}

/** Everything about a node in one sentence, for those who hear it. */
export function nodeSentence(node: MapNode, index: MapIndex, words: MapWords): string {
  const box = index.boxes.get(node.box);
  const where = fill(words.objectIn, nodeName(node), box === undefined ? '' : boxTitle(box, words));
  const uses = (index.out.get(node.id) ?? []).map((edge) => end(edge, edge.to, index, words));
  const usedBy = (index.in.get(node.id) ?? []).map((edge) => end(edge, edge.from, index, words));
  return [
    node.group === undefined ? where : nodeName(node),
    node.group === undefined ? stateWord(node.state, words) : groupTitle(node.group, words),
    node.wall && wallSentence(node.wall, words),
    uses.length > 0 ? fill(words.uses, uses.join(', ')) : undefined,
    usedBy.length > 0 ? fill(words.usedBy, usedBy.join(', ')) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join('. ');
}

function end(edge: MapEdge, id: string, index: MapIndex, words: MapWords): string {
  const node = index.nodes.get(id);
  const name = node === undefined ? '' : nodeName(node);
  return edge.state === 'missing' ? `${name} (${words.missing})` : name;
}

/** `spec.tls[].secretName`, with what is asked of the target. */
export function referenceSentence(reference: MapReference, words: MapWords): string {
  const { field, key, state } = reference;
  const asked = key === undefined ? '' : `, ${fill(words.key, key)}`;
  const broken = state === 'missing' ? ` (${words.missing})` : '';
  return `${field}${asked}${broken}`;
}

export function edgeSentence(edge: MapEdge, index: MapIndex, words: MapWords): string {
  const ends = [edge.from, edge.to].map((id) => {
    const node = index.nodes.get(id);
    return node === undefined ? '' : nodeName(node);
  });
  const references = edge.references.map((one) => referenceSentence(one, words));
  return [ends.join(' → '), ...new Set(references)].join('\n');
}

/**
 * What is to be seen, and what is not.
 * @param chosen the boxes that the user wants to see; undefined for all
 */
export function summary(
  { map }: MapIndex,
  words: MapWords,
  chosen: readonly string[] | undefined,
): string {
  const boxes = map.boxes.filter(({ drawn, kind }) => drawn > 0 && kind === 'namespace').length;
  const objects = map.nodes.reduce((sum, { group }) => sum + (group?.count ?? 1), 0);
  const left = map.boxes
    .filter(({ id, kind }) => kind === 'namespace' && chosen?.includes(id) !== false)
    .reduce((sum, { count, drawn, closed }) => sum + (closed === true ? 0 : count - drawn), 0);
  const kinds = map.otherKinds.map(({ kind, count }) => `${String(count)} ${kind}`);
  return [
    fill(words.summary, objects, boxes),
    left > 0 ? fill(words.cut, left) : undefined,
    kinds.length > 0 ? fill(words.notDrawn, kinds.join(', ')) : undefined,
    map.templates > 0 ? fill(words.templates, map.templates) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}
