/** How checks put their answers together. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { perScope } from '../workspace/per-scope.ts';
import { SourceDocument } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Answer, Evidence, NextAction } from './topic.ts';
import type { Mark } from '../yaml/view.ts';

type Said = string | Evidence | readonly Evidence[];

const evidenceOf = (said: Said): readonly Evidence[] => {
  if (typeof said === 'string') return [{ text: said }];
  return 'text' in said ? [said] : said;
};

export function isDone(said: Said): Answer {
  return { state: 'done', evidence: evidenceOf(said) };
}

export function isPartly(said: Said, next: string, action?: NextAction): Answer {
  return { state: 'partly', evidence: evidenceOf(said), next, ...(action && { action }) };
}

export function isOpen(said: Said, next: string, action?: NextAction): Answer {
  return { state: 'open', evidence: evidenceOf(said), next, ...(action && { action }) };
}

/** For what files cannot tell; the text says what would. */
export function isUnknown(said: Said, next?: string): Answer {
  const answer = { state: 'unknown' as const, evidence: evidenceOf(said) };
  return next === undefined ? answer : { ...answer, next };
}

/** A stretch of a file by its offsets, for files that have no documents of their own. */
export function textMark(file: SourceFile, start: number, end: number): Mark {
  const [only] = file.documents;
  const whole = file.documents.length === 1 && only?.start === 0 && only.text === file.text;
  return { document: whole ? only : new SourceDocument(file.text, 0), start, end };
}

/** Further down no sign is looked for. In UTF-16 units. */
const LONGEST_TEXT = 200_000;

/** The first place in a file's text that a pattern finds. */
export function markOfMatch(file: SourceFile, pattern: RegExp): Mark | undefined {
  const found = pattern.exec(file.text.slice(0, LONGEST_TEXT));
  return found === null
    ? undefined
    : textMark(file, found.index, found.index + found[0].trimEnd().length);
}

/**
 * Folders that hold no part of the application itself: other people's code, and code that is there
 * to test, to show or to explain.
 */
const ASIDE =
  /(?:^|\/)(?:node_modules|bower_components|vendor|third_party|\.devcontainer|\.vscode|testdata|(?:__)?fixtures?(?:__)?|__(?:tests|mocks)__|e2e|tests?|examples?|samples?|docs?|documentation|website)\//i;

export function isAside(path: string): boolean {
  return ASIDE.test(path);
}

/** The paths of the workspace's own application, in order. */
export const ownPaths = perScope((scope): readonly string[] =>
  scope.filesBelow('').filter((path) => !isAside(path)),
);

/** An object in a sentence: `Deployment "web"`. */
export function named({ kind, name }: KubernetesObject): string {
  return `${kind} "${name ?? ''}"`;
}

/** At most five names, each in quotes, for a sentence. */
export function quotedNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
