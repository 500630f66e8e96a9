/** Other texts in place of scalars and keys that are there, in the quotes that these have. */
import type { Span } from '../text/text.ts';
import type { ScalarStyle } from './tree.ts';
import { absolute, View } from './view.ts';
import type { Mark } from './view.ts';
import { insideDouble, insideSingle, yamlString } from './write.ts';
import type { YamlInline, YamlPlace } from './write.ts';
import { parseYaml } from './yaml.ts';

/** A text in place of a stretch of a file. */
interface Rewritten {
  readonly span: Span;
  readonly text: string;
}

/** How a value is written that a map or list holds, as those around it are. */
export function placeOf(holder: View | undefined): YamlPlace {
  let place: YamlPlace = 'block';
  for (let view = holder; view !== undefined; view = view.parent) {
    const { node, document } = view;
    const isFlow = node !== undefined && 'flow' in node && node.flow;
    if (isFlow && view.parent === undefined && isJson(view)) return 'json';
    if (!isFlow || place !== 'block') continue;
    place = /^\{[^\s}]/.test(document.text.slice(node.start, node.start + 2)) ? 'tight' : 'flow';
  }
  return place;
}

/** How a value is written between the brackets of a map or list. */
export function inlineOf(holder: View | undefined): YamlInline {
  const place = placeOf(holder);
  return place === 'block' ? 'flow' : place;
}

/** A document in brackets whose keys stand in quotes, if it has any. */
function isJson(root: View): boolean {
  const map = root.items[0] ?? root;
  const [first] = map.entries;
  if (first === undefined) return true;
  return root.document.text.charAt(first.keyMark.start - 1) === '"';
}

/** Whether a value is written elsewhere, and only named where the view stands (`*anchor`). */
export function isAlias({ node, mark }: View): boolean {
  return node !== undefined && node.start !== mark.start;
}

/**
 * Puts a value in place of another one: of a text the quotes stay, where they can say it. A number
 * stands without quotes, as in quotes it would be a text.
 */
export function replaceValue(view: View, value: string | number): Rewritten {
  const { node, span } = view;
  const place = placeOf(view.parent);
  if (node?.type !== 'scalar' || isAlias(view) || node.style === 'plain') {
    const lead = span.start === span.end ? ' ' : '';
    return { span, text: lead + scalar(value, place) };
  }
  const inside = typeof value === 'string' ? insideQuotes(value, node.style) : undefined;
  return inside === undefined
    ? { span: wholeSpan(view), text: scalar(value, place) }
    : { span, text: inside };
}

const scalar = (value: string | number, place: YamlPlace): string =>
  typeof value === 'string' ? yamlString(value, place) : String(value);

/** Puts another text in place of a part of a scalar, or of a text that is no YAML. */
export function replaceMark(mark: Mark, text: string): Rewritten {
  const span = absolute(mark);
  const view = View.of(mark.document).at(span.start)?.view;
  const node = view?.node;
  if (view === undefined || node?.type !== 'scalar' || isAlias(view)) return { span, text };
  const source = mark.document.text.slice(node.start, node.end);
  const inside = mark.start >= node.start && mark.end <= node.end && source === node.value;
  if (!inside) return { span, text: insideQuotes(text, node.style) ?? text };
  const before = source.slice(0, mark.start - node.start);
  const whole = before + text + source.slice(mark.end - node.start);
  const isPart = whole !== text && node.style === 'plain';
  return isPart && staysText(whole, view) ? { span, text } : replaceValue(view, whole);
}

/** Whether what a plain scalar becomes is read as the same text without quotes. */
function staysText(text: string, view: View): boolean {
  if (placeOf(view.parent) !== 'block' && /[,:[\]{}]/.test(text)) return false;
  const tree = parseYaml(`- ${text}`);
  const read = View.of({ text: `- ${text}`, start: 0, tree }).get(0);
  return tree.errors.length === 0 && read.string === text;
}

/** Puts quotes around a plain scalar. */
export function quoteValue(view: View): Rewritten {
  return { span: view.span, text: yamlString(view.text ?? '', 'json') };
}

/** Renames the key that leads to a view. */
export function renameKey(view: View, key: string): Rewritten {
  const { start, end } = view.keySpan;
  const quote = view.document.text.charAt(start - view.document.start - 1);
  if (quote === '"') return { span: { start, end }, text: insideDouble(key) };
  if (quote === "'")
    return { span: { start: start - 1, end: end + 1 }, text: yamlString(key, 'json') };
  return { span: { start, end }, text: yamlString(key, placeOf(view.parent)) };
}

function insideQuotes(value: string, style: ScalarStyle): string | undefined {
  if (style === 'double') return insideDouble(value);
  return style === 'single' ? insideSingle(value) : undefined;
}

/** A scalar as it stands in its file: with its quotes, or with the `|` or `>` of its block. */
export function wholeSpan(view: View): Span {
  const { node, span } = view;
  if (node?.type !== 'scalar' || isAlias(view)) return span;
  if (node.style !== 'literal' && node.style !== 'folded') return view.outerSpan;
  const { text } = view.document;
  if (/[|>]/.test(text.charAt(node.start))) return span;
  const lead = BLOCK_HEAD.exec(text.slice(0, node.start))?.[0].length ?? 0;
  return { start: span.start - lead, end: span.end };
}

const BLOCK_HEAD = /[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?\n[ \t\r\n]*$/;
