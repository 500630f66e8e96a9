/**
 * What anchors name and aliases repeat, with one budget for every reader. A few hundred bytes of
 * aliases can stand for billions of values; who walks a tree follows them without counting.
 */
import type { Span } from '../text/text.ts';
import { DEEPEST, TOO_DEEP } from './tree.ts';
import type { YamlAlias, YamlContent, YamlError, YamlNode, YamlTree } from './tree.ts';

/** How much aliases may repeat in one document: values, and for each 64 UTF-16 units of text one more. */
const MOST_REPEATED = 50_000;

const TOO_MUCH = `Aliases repeat more than ${MOST_REPEATED.toLocaleString('en')} values`;

/** The anchors of one document, told of its nodes in their order. */
export class Anchors {
  readonly #named = new Map<string, { readonly node: YamlContent; readonly weight: number }>();
  readonly #heights = new Map<YamlContent, number>();
  #weight = 0;
  #repeated = 0;
  #refused: YamlError | undefined;

  /**
   * Begins a node. What it names is unknown inside of it, so that no alias leads in a circle.
   * @returns what `close` wants to know
   */
  open(name: string | undefined): number {
    if (name !== undefined) this.#named.delete(name);
    return this.#weight++;
  }

  /** @param before what `open` has returned */
  close(name: string | undefined, node: YamlContent, before: number): void {
    if (node.type === 'scalar') this.#weight += (node.end - node.start) >> 6;
    if (name !== undefined) this.#named.set(name, { node, weight: this.#weight - before });
  }

  /** An alias with the node that it stands for: the last one of this name before it. */
  alias(name: string, { start, end }: Span): YamlAlias {
    const { node, weight = 0 } = this.#named.get(name) ?? {};
    this.#weight += weight;
    this.#repeated += weight;
    if (this.#repeated > MOST_REPEATED) this.#refused ??= { message: TOO_MUCH, start, end };
    if (this.#height(node) > DEEPEST) this.#refused ??= { message: TOO_DEEP, start, end };
    return { type: 'alias', anchor: name, target: node, start, end };
  }

  /** How many levels there are in a node, aliases followed. */
  #height(node: YamlNode | undefined): number {
    if (node === undefined || node.type === 'scalar') return 0;
    if (node.type === 'alias') return this.#height(node.target);
    const known = this.#heights.get(node);
    if (known !== undefined) return known;
    const children = node.type === 'map' ? node.pairs.map(({ value }) => value) : node.items;
    const height = children.reduce((most, child) => Math.max(most, this.#height(child)), 0) + 1;
    this.#heights.set(node, height);
    return height;
  }

  /** The document's tree; one error in its place where aliases repeat too much. */
  tree(root: YamlNode | undefined, errors: readonly YamlError[]): YamlTree {
    const anchors = new Map([...this.#named].map(([name, { node }]) => [name, node]));
    return this.#refused === undefined
      ? { root, anchors, errors }
      : { root: undefined, anchors, errors: [this.#refused] };
  }
}
