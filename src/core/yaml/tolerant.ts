/** Half-typed and broken YAML to a tree with its errors, by `yaml`. */
import { Composer, Lexer, Parser, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type {
  CST,
  Document,
  Node as YamlLibraryNode,
  Pair as YamlLibraryPair,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { Anchors } from './anchors.ts';
import {
  DEEPEST,
  TOO_DEEP,
  contentEndOf,
  emptyPlace,
  keyScalar,
  outerEnd,
  unreadTree,
} from './tree.ts';
import type {
  ScalarStyle,
  YamlContent,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
  YamlTree,
} from './tree.ts';

/** V8's own, which the types of a browser do not have. */
const STACKS = Error as { stackTraceLimit?: number | undefined };

/** Parses with `yaml` alone; exported so that a test can hold that both readers agree. */
export function parseTolerantly(text: string): YamlTree {
  // A broken text has thousands of errors, and the stack of each takes longer than the parsing.
  const { stackTraceLimit } = STACKS;
  STACKS.stackTraceLimit = 0;
  try {
    const composer = new Composer({
      prettyErrors: false,
      // The default check is quadratic in the keys of a map.
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const [document, second] = composer.compose(tokensOf(text), true, text.length);
    if (document === undefined) return NOTHING;
    const tree = treeOfLibrary(document, text);
    if (second === undefined) return tree;
    const [start] = second.range;
    const error = {
      message: 'A second document begins without a line of ---',
      start,
      end: start + 1,
    };
    return { ...tree, errors: [...tree.errors, error] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return unreadTree(message, { start: 0, end: text.length });
  } finally {
    STACKS.stackTraceLimit = stackTraceLimit;
  }
}

const NOTHING: YamlTree = { root: undefined, anchors: new Map(), errors: [] };

/** The library's tokens, as long as they do not nest too deep for what recurses over them. */
function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > DEEPEST * 2) throw new Error(TOO_DEEP);
  }
  yield* parser.end();
}

/** What is known while nodes are converted. */
interface Converting {
  readonly text: string;
  readonly anchors: Anchors;
}

function treeOfLibrary(document: Document.Parsed, text: string): YamlTree {
  const converting: Converting = { text, anchors: new Anchors() };
  const errors = document.errors.map((error) => ({
    message: error.message,
    start: error.pos[0],
    end: Math.max(error.pos[1], error.pos[0] + 1),
  }));
  const { contents } = document;
  const root = contents === null ? undefined : convert(converting, contents, 0);
  return converting.anchors.tree(root, errors);
}

/** @param at where a node that is missing would stand */
function convert(converting: Converting, node: YamlLibraryNode | null, at: number): YamlNode {
  const [start, end] = node?.range ?? [at, at];
  const { anchors } = converting;
  if (isAlias(node)) return anchors.alias(node.source, { start, end });
  const before = anchors.open(node?.anchor);
  const made = convertNode(converting, node, start, end);
  anchors.close(node?.anchor, made, before);
  return made;
}

function convertNode(
  converting: Converting,
  node: YamlLibraryNode | null,
  start: number,
  end: number,
): YamlContent {
  if (isMap(node)) return mapOfLibrary(converting, node, start, end);
  if (isSeq(node)) return sequenceOfLibrary(converting, node, start, end);
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
