/** How checks put their answers together. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { perScope } from '../workspace/per-scope.ts';
import { baseName, folderOf, SourceDocument } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Answer, Evidence, NextAction, Reason } from './topic.ts';
import type { Mark } from '../yaml/view.ts';

type Said = string | Evidence | readonly Evidence[];

const evidenceOf = (said: Said): readonly Evidence[] => {
  if (typeof said === 'string') return [{ text: said }];
  return 'text' in said ? [said] : said;
};

export function isDone(said: Said): Answer {
  return { state: 'done', evidence: evidenceOf(said) };
}

export function isPartly(said: Said, next?: string, action?: NextAction): Answer {
  return {
    ...withNext({ state: 'partly', evidence: evidenceOf(said) }, next),
    ...(action && { action }),
  };
}

export function isOpen(said: Said, next?: string, action?: NextAction): Answer {
  return {
    ...withNext({ state: 'open', evidence: evidenceOf(said) }, next),
    ...(action && { action }),
  };
}

/** What was found about a fact that nobody can do. */
export function isFact(said: Said): Answer {
  return { state: 'statement', evidence: evidenceOf(said) };
}

function isUnknown(reason: Reason, said: Said, next?: string): Answer {
  return withNext({ state: 'unknown', reason, evidence: evidenceOf(said) }, next);
}

function withNext(answer: Answer, next: string | undefined): Answer {
  return next === undefined ? answer : { ...answer, next };
}

/** Only a running cluster could answer. */
export function needsCluster(said: Said, next?: string): Answer {
  return isUnknown('needs-cluster', said, next);
}

/** Only the people who work here could answer. */
export function needsTeam(said: Said, next?: string): Answer {
  return isUnknown('needs-team', said, next);
}

/** The item is about something that this workspace has not, and need not have. */
export function doesNotApply(said: Said): Answer {
  return isUnknown('does-not-apply', said);
}

/** The files may answer, in a way that we cannot read; the text says what that is. */
export function couldNotFollow(said: Said, next?: string): Answer {
  return isUnknown('could-not-follow', said, next);
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
 * to test, to show or to explain. `_integration-test`, `ui-tests` and `Shop.Tests` are of this kind.
 */
const ASIDE =
  /^(?:node_modules|bower_components|vendor|third[_-]party|(?:__)?(?:mocks|snapshots)(?:__)?|docs?|documentation|website)$|(?:^|[-_. ])(?:tests?|testing|testdata|e2e|fixtures?|examples?|samples?|mocks?|bench(?:marks?)?)[_]*$|(?:unit|integration|functional|acceptance|ui|load|smoke|performance)tests?$/i;
/** Hidden folders are for tools, but for these, in which people keep what they deploy. */
const HIDDEN_AND_OWN =
  /^\.(?:k8s|kube(?:rnetes)?|helm|charts?|deploy(?:ment|ments)?|docker|infra|infrastructure|manifests|argocd|flux|kustomize|aws|azure|mise|config)$/;

export function isAside(path: string): boolean {
  return isFolderAside(folderOf(path));
}

const KNOWN_FOLDERS = new Map<string, boolean>();
/** The answers for folders are few and the same for every file in them; this keeps them from growing without end. */
const MOST_FOLDERS = 20_000;

function isFolderAside(folder: string): boolean {
  if (folder === '') return false;
  const known = KNOWN_FOLDERS.get(folder);
  if (known !== undefined) return known;
  const name = baseName(folder);
  const aside =
    ASIDE.test(name) ||
    (name.startsWith('.') && !HIDDEN_AND_OWN.test(name)) ||
    isFolderAside(folderOf(folder));
  if (KNOWN_FOLDERS.size > MOST_FOLDERS) KNOWN_FOLDERS.clear();
  KNOWN_FOLDERS.set(folder, aside);
  return aside;
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

/** An object as evidence, shown by its name. */
export function objectEvidence(object: KubernetesObject, text: string): Evidence {
  return { text, path: object.path, at: object.view.get('metadata', 'name') };
}
