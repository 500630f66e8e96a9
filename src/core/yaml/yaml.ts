/**
 * YAML text to a small positioned tree; each parser has a file of its own (yaml-events, yaml-tolerant).
 *
 * js-yaml's event stream reads what is well formed, many times faster than `yaml`; `yaml` reads
 * what js-yaml refuses (half-typed and broken documents), with its errors. Offsets in a tree count
 * from the start of its own document, so that a tree survives edits in the documents around it.
 */
import { YAMLException } from 'js-yaml';
import { lineStart } from '../text/text.ts';
import type { Span } from '../text/text.ts';
import { parseWithEvents, TemplateError } from './events.ts';
import { parseTolerantly } from './tolerant.ts';
import { TOO_DEEP, unreadTree } from './tree.ts';
import type { YamlError, YamlTree } from './tree.ts';

export type { YamlNode, YamlTree } from './tree.ts';

/**
 * Where the documents of a file start. A `---` in column 0 ends a document everywhere in YAML 1.2,
 * block scalars included (c-forbidden, section 9.1.2), so no parse is needed.
 */
export function splitDocuments(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let at = text.indexOf('---'); at >= 0; at = text.indexOf('---', at + 3)) {
    const lineStarts =
      at === 0 || isBreak(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === 0xfeff;
    const after = text.charCodeAt(at + 3);
    if (!lineStarts || !(Number.isNaN(after) || isBreak(after) || after === 32 || after === 9))
      continue;
    if (at > start && holdsContent(text, start, at)) spans.push({ start, end: at });
    start = at;
  }
  if (holdsContent(text, start, text.length)) spans.push({ start, end: text.length });
  return spans;
}

const isBreak = (code: number): boolean => code === 10 || code === 13;

/** Each alternative starts with another letter, so that no text makes the search go back. */
const NOTHING = /^(?:[\s\ufeff]|---(?=\s|$)|\.\.\.(?=\s|$)|[%#][^\n]*(?:\n|$))*$/;

function holdsContent(text: string, start: number, end: number): boolean {
  return end - start > 400 || !NOTHING.test(text.slice(start, end));
}

/** A text that nothing ends takes its whole line, so that no text makes the search go back. */
const JSON_TOKEN = /"(?:[^"\\\n]|\\.)*"?|[[\]{}]/g;

/** JSON objects that follow each other with nothing between them, as kubectl takes them. */
export function splitJsonValues(text: string, span: Span): readonly Span[] {
  const slice = text.slice(span.start, span.end);
  if (!/\}\s*\{/.test(slice)) return [span];
  const starts: number[] = [];
  let depth = 0;
  for (const { 0: token, index } of slice.matchAll(JSON_TOKEN)) {
    if (token === '{' || token === '[') {
      if (depth === 0) starts.push(starts.length === 0 ? span.start : span.start + index);
      depth++;
    } else if (token === '}' || token === ']') depth--;
  }
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? span.end }));
}

/** Parses the text of one document. Never throws; what cannot be read is in `errors`. */
export function parseYaml(text: string): YamlTree {
  try {
    return parseWithEvents(text);
  } catch (error) {
    if (isTooDeep(error)) return unreadTree(TOO_DEEP, { start: 0, end: text.length });
    // js-yaml refuses the document: `yaml` gives a tree of what can be read, and the errors.
    const tree = parseTemplate(text) ?? parseTolerantly(text);
    const isTemplate = error instanceof TemplateError && tree.errors.length === 0;
    return isTemplate ? { ...tree, errors: [templateError(error.at)] } : tree;
  }
}

const isTooDeep = (error: unknown): boolean =>
  error instanceof YAMLException && error.reason.includes('maxDepth');
const templateError = (start: number): YamlError => ({
  message: 'A template is no YAML before it is filled in',
  ...{ start, end: start + 2 },
});

const ACTION = /\{\{[\s\S]*?\}\}/g;

/**
 * Parses what is YAML around the actions of a template (`{{ ... }}`), whose text stays in the
 * values. That it is a template is its one error; undefined where it holds no action, or more is
 * wrong with it.
 */
function parseTemplate(text: string): YamlTree | undefined {
  const first = text.indexOf('{{');
  if (first < 0) return undefined;
  try {
    const tree = parseWithEvents(withoutActions(text), text);
    return { ...tree, errors: [templateError(first)] };
  } catch {
    return undefined;
  }
}

/** The same text with a word in place of each action, or blanks where it has lines of its own. */
function withoutActions(text: string): string {
  // Behind the last end there is no action: what opens one there is not to be searched for again.
  const end = text.lastIndexOf('}}') + 2;
  if (end < 2) return text;
  let line: Span = { start: 0, end: -1 };
  const replaced = text.slice(0, end).replace(ACTION, (action, at: number) => {
    const behind = at + action.length;
    if (at > line.end) line = { start: lineStart(text, at), end: breakFrom(text, behind) };
    const after = behind > line.end ? breakFrom(text, behind) : line.end;
    const alone =
      text.slice(line.start, at).trim() === '' && text.slice(behind, after).trim() === '';
    line = { start: line.start, end: after };
    return action.replace(/[^\r\n]/g, alone ? ' ' : 'x');
  });
  return replaced + text.slice(end);
}

function breakFrom(text: string, from: number): number {
  const next = text.indexOf('\n', from);
  return next < 0 ? text.length : next;
}
