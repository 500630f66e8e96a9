/** Half-typed and broken YAML to a tree with its errors, by `yaml`. */
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type {
  Document,
  Node as YamlLibraryNode,
  Pair as YamlLibraryPair,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { contentEndOf, emptyPlace, keyScalar, outerEnd } from './tree.ts';
import type {
  ScalarStyle,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
  YamlTree,
} from './tree.ts';

/** Parses with `yaml` alone; exported so that a test can hold that both readers agree. */
export function parseTolerantly(text: string): YamlTree {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      // The default check is quadratic in the keys of a map.
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return treeOfLibrary(document, text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      root: undefined,
      anchors: new Map(),
      errors: [{ message, start: 0, end: text.length }],
    };
  }
}

/** What is known while nodes are converted. */
interface Converting {
  readonly text: string;
  readonly anchors: Map<string, YamlNode>;
}

function treeOfLibrary(document: Document.Parsed, text: string): YamlTree {
  const converting: Converting = { text, anchors: new Map() };
  const errors = document.errors.map((error) => ({
    message: error.message,
    start: error.pos[0],
    end: Math.max(error.pos[1], error.pos[0] + 1),
  }));
  const { contents } = document;
  const root = contents === null ? undefined : convert(converting, contents, 0);
  return { root, anchors: converting.anchors, errors };
}

/** @param at where a node that is missing would stand */
function convert(converting: Converting, node: YamlLibraryNode | null, at: number): YamlNode {
  const [start, end] = node?.range ?? [at, at];
  const made = convertNode(converting, node, start, end);
  if (node !== null && !isAlias(node) && node.anchor !== undefined) {
    converting.anchors.set(node.anchor, made);
  }
  return made;
}

function convertNode(
  converting: Converting,
  node: YamlLibraryNode | null,
  start: number,
  end: number,
): YamlNode {
  if (isMap(node)) return mapOfLibrary(converting, node, start, end);
  if (isSeq(node)) return sequenceOfLibrary(converting, node, start, end);
  if (isAlias(node)) return { type: 'alias', anchor: node.source, start, end };
  if (isScalar(node)) return scalarOfLibrary(node, converting.text, start, end);
  return { type: 'scalar', value: '', style: 'plain', start, end: start };
}

function mapOfLibrary(converting: Converting, node: YAMLMap, start: number, end: number): YamlMap {
  const items = node.items as YamlLibraryPair<YamlLibraryNode, YamlLibraryNode | null>[];
  const pairs: YamlPair[] = items.map((pair) => {
    const key = convert(converting, pair.key, start);
    const at = emptyPlace(converting.text, key.end);
    return { key: keyScalar(key), value: convert(converting, pair.value, at) };
  });
  const flow = node.flow === true;
  const last = pairs.at(-1)?.value;
  const outer = flow || last === undefined ? end : outerEnd(converting.text, last);
  return { type: 'map', pairs, flow, start, end: outer };
}

function sequenceOfLibrary(
  converting: Converting,
  node: YAMLSeq,
  start: number,
  end: number,
): YamlSequence {
  const list = node.items as (YamlLibraryNode | null)[];
  const items = list.map((item) => convert(converting, item, start));
  const flow = node.flow === true;
  const last = items.at(-1);
  const outer = flow || last === undefined ? end : outerEnd(converting.text, last);
  return { type: 'sequence', items, flow, start, end: outer };
}

const LIBRARY_STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function scalarOfLibrary(
  node: {
    source?: string | undefined;
    value: unknown;
    type?: string | undefined;
    tag?: string | undefined;
  },
  text: string,
  start: number,
  end: number,
): YamlScalar {
  const style = LIBRARY_STYLES[node.type ?? 'PLAIN'] ?? 'plain';
  const quoted = style === 'single' || style === 'double' ? 1 : 0;
  const value = node.source ?? (typeof node.value === 'string' ? node.value : '');
  return {
    type: 'scalar',
    value,
    style,
    start: start + quoted,
    end: Math.max(start + quoted, contentEndOf(text, style, start, end) - quoted),
  };
}
