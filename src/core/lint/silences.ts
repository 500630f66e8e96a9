/** What silences findings where they stand: comments and annotations, with what each one covers. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { LintRule } from './rule.ts';
import type { SourceDocument, SourceFile } from '../files/source.ts';
import { lineStart } from '../text/text.ts';
import type { Span } from '../text/text.ts';

/** `allow.next-steps/<rule>: "<reason>"` on an object silences the rule for it. */
export const ALLOW_ANNOTATION = 'allow.next-steps/';

const MARKER = 'next-steps';

interface Named {
  readonly rule: string;
  /** The rule's name where it stands. */
  readonly span: Span;
  readonly reason: string | undefined;
}

/** One rule silenced in one place. A comment that names two rules is two silences. */
export type Silence =
  /** A comment above a line or behind it; `covers` holds the findings that begin in it. */
  | (Named & { readonly way: 'line'; readonly comment: Span; readonly covers: Span })
  | (Named & { readonly way: 'file'; readonly comment: Span })
  | (Named & { readonly way: 'object'; readonly object: KubernetesObject });

/** A finding, as far as silences ask about it. */
export interface Silenceable {
  readonly rule: string;
  /** Where it begins, as an offset of the file. */
  readonly start: number;
  readonly object: KubernetesObject | undefined;
}

export function silences(silence: Silence, finding: Silenceable): boolean {
  if (silence.rule !== finding.rule) return false;
  switch (silence.way) {
    case 'line':
      return silence.covers.start <= finding.start && finding.start <= silence.covers.end;
    case 'file':
      return true;
    case 'object':
      return silence.object === finding.object;
  }
}

/** All silences of a file, in no promised order. */
export function silencesIn(text: string, objects: readonly KubernetesObject[]): readonly Silence[] {
  if (!text.includes(MARKER)) return [];
  return [...commentsIn(text), ...objects.flatMap(annotationsOf)];
}

function annotationsOf(object: KubernetesObject): readonly Silence[] {
  if (!object.document.text.includes(ALLOW_ANNOTATION)) return [];
  return object.view.get('metadata', 'annotations').entries.flatMap((entry) => {
    if (!entry.key.startsWith(ALLOW_ANNOTATION)) return [];
    const { start, end } = entry.keySpan;
    const span = { start: start + ALLOW_ANNOTATION.length, end };
    const rule = entry.key.slice(ALLOW_ANNOTATION.length);
    return [{ way: 'object', rule, span, reason: entry.text, object } as const];
  });
}

const COMMENT_LINE = /^\s*(?:#|\/\/)/;
const NAMES = String.raw`([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*(.*))?`;
const ON_LINE = new RegExp(String.raw`^\s*((?:#|//)\s*next-steps:\s*allow\s+)${NAMES}`);
const BEHIND = new RegExp(String.raw`\s(#\s*next-steps:\s*allow\s+)${NAMES}`);
const ON_FILE = new RegExp(String.raw`^\s*((?:#|//)\s*next-steps:\s*allow-file\s+)${NAMES}`);

function* commentsIn(text: string): Iterable<Silence> {
  const marker = `${MARKER}:`;
  let covers: Span = { start: 0, end: 0 };
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, lineEndOf(text, at))) {
    const line = { start: lineStart(text, at), end: lineEndOf(text, at) };
    const source = text.slice(line.start, line.end);
    const file = ON_FILE.exec(source);
    if (file !== null) {
      for (const named of namesIn(file, line)) yield { way: 'file', ...named };
      continue;
    }
    const above = ON_LINE.exec(source);
    const match = above ?? BEHIND.exec(source);
    if (match === null) continue;
    // Comments below one another end at the same line, which is looked for once.
    if (above !== null && line.end < covers.end) covers = { start: line.end + 1, end: covers.end };
    else covers = above === null ? line : coveredBelow(text, line);
    for (const named of namesIn(match, line)) yield { way: 'line', ...named, covers };
  }
}

/** The end of a line without its break. */
function lineEndOf(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The comment lines below a comment and the first line that is none. */
function coveredBelow(text: string, { end }: Span): Span {
  const start = Math.min(end + 1, text.length);
  for (let at = start; ;) {
    const last = lineEndOf(text, at);
    if (last >= text.length || !COMMENT_LINE.test(text.slice(at, last)))
      return { start, end: last };
    at = last + 1;
  }
}

function namesIn(match: RegExpExecArray, line: Span): readonly (Named & { comment: Span })[] {
  const [whole, head = '', names = '', reason = ''] = match;
  const begin = line.start + match.index + whole.indexOf(head);
  const comment = { start: begin, end: line.start + match.input.trimEnd().length };
  const first = begin + head.length;
  return [...names.matchAll(/[\w-]+/g)].map(({ 0: rule, index }) => {
    const span = { start: first + index, end: first + index + rule.length };
    return { rule, span, comment, reason: reason.trim() === '' ? undefined : reason.trim() };
  });
}

/**
 * Whether a rule has looked at all that a silence covers, so that it can be said to do nothing.
 * @param visitsTo what rules are shown of a document; nothing where it is broken or a template
 */
export function hasLooked(
  rule: LintRule,
  silence: Silence,
  file: SourceFile,
  visitsTo: (document: SourceDocument) => readonly { readonly patch: boolean }[],
): boolean {
  // A silence of what is said about silences would have to judge itself.
  if ('silences' in rule.check) return false;
  const looked = (document: SourceDocument): boolean => {
    const visits = visitsTo(document);
    return visits.length > 0 && visits.every(({ patch }) => !patch || rule.patches === true);
  };
  if (silence.way === 'file') return file.documents.every(looked);
  const at = silence.way === 'line' ? silence.covers.end : silence.span.start;
  const document = file.documents.findLast(({ start }) => start < at) ?? file.documents[0];
  return document !== undefined && looked(document) && !isInText(file, document, silence);
}

/** What looks like a comment inside a block of text may be meant for those who read the text. */
function isInText({ kind }: SourceFile, document: SourceDocument, { span }: Silence): boolean {
  if (kind === 'dockerfile') return false;
  const found = document.view.at(span.start);
  return found?.on === 'value' && found.view.node?.type === 'scalar';
}
