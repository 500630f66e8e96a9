import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import { View } from '../yaml/view.ts';
import type { DocumentText } from '../yaml/view.ts';
import type { Span } from '../text/text.ts';
import { parseYaml, splitDocuments, splitJsonValues } from '../yaml/yaml.ts';
import type { YamlTree } from '../yaml/yaml.ts';

/** What a file is to us, by its name and place alone. */
export type FileKind =
  | 'yaml'
  | 'json'
  | 'compose'
  | 'dockerfile'
  | 'kustomization'
  | 'chart'
  | 'values'
  | 'ci'
  | 'project'
  | 'text';

/** Larger files are listed, never parsed. In UTF-16 units. */
export const LARGEST_FILE = 1_000_000;

const BY_NAME: readonly (readonly [RegExp, FileKind])[] = [
  [/^\.next-steps\.yaml$/, 'project'],
  [/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i, 'compose'],
  [/^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|\.(?:Dockerfile|Containerfile)$/i, 'dockerfile'],
  [/^(?:kustomization\.ya?ml|Kustomization)$/, 'kustomization'],
  [/^(?:Chart\.yaml|helmfile\.ya?ml)$/, 'chart'],
  [/^values(?:[.-][\w.-]+)?\.ya?ml$/, 'values'],
  [
    /^\.gitlab-ci\.ya?ml$|^(?:azure|bitbucket)-pipelines\.ya?ml$|^cloudbuild\.ya?ml$|^buildspec\.ya?ml$/,
    'ci',
  ],
  [/^\.(?:drone|travis|woodpecker|appveyor|pre-commit-config)\.ya?ml$/, 'ci'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.json$/i, 'json'],
];

const CI_FOLDERS = /(?:^|\/)\.(?:github|gitlab|circleci|buildkite|woodpecker|gitea|forgejo)\//;

/** An ignore file of Docker is named after its Dockerfile, and is no Dockerfile. */
const NOT_BUILD_FILE = /\.(?:dockerignore|md|txt|sh|tmpl|j2|erb)$/i;

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path, without a trailing slash; '' for the workspace's own. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Joins a folder and a relative path, resolving `.` and `..`; '..' above the root is kept. */
export function joinPath(folder: string, relative: string): string {
  const parts: string[] = relative.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** True when `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Those of some sorted paths that are a folder or lie in it, without a look at the others. */
export function pathsWithin(sorted: readonly string[], folder: string): readonly string[] {
  if (folder === '') return sorted;
  // "0" is the character behind "/".
  const inside = sorted.slice(firstFrom(sorted, `${folder}/`), firstFrom(sorted, `${folder}0`));
  return sorted[firstFrom(sorted, folder)] === folder ? [folder, ...inside] : inside;
}

/** The index of the first text of a sorted list that is not before a text. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function fileKind(path: string): FileKind {
  const name = baseName(path);
  if (CI_FOLDERS.test(path) && /\.ya?ml$/i.test(name)) return 'ci';
  const kind = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
  return kind === 'dockerfile' && NOT_BUILD_FILE.test(name) ? 'text' : kind;
}

/** Files that an unresolved merge has cut in two are left alone. */
const CONFLICT = /^<{7} /m;

/**
 * One document of a file. It lives on while its text stays the same, wherever the edits around it
 * move it; its tree is parsed when asked for and can be let go.
 */
export class SourceDocument implements DocumentText {
  readonly text: string;
  start: number;
  #tree: YamlTree | undefined;
  #dockerfile: Dockerfile | undefined;
  #answers: Map<unknown, Map<unknown, unknown>> | undefined;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
  }

  get tree(): YamlTree {
    this.#tree ??= parseYaml(this.text);
    return this.#tree;
  }

  get dockerfile(): Dockerfile {
    this.#dockerfile ??= parseDockerfile(this.text);
    return this.#dockerfile;
  }

  get view(): View {
    return View.of(this);
  }

  /** What a reader finds about a part of the tree, read once for as long as the tree is kept. */
  once<Part, Answer>(read: (part: Part) => Answer, part: Part): Answer {
    this.#answers ??= new Map();
    const answers = this.#answers.get(read) ?? new Map<unknown, unknown>();
    if (answers.has(part)) return answers.get(part) as Answer;
    const answer = read(part);
    this.#answers.set(read, answers.set(part, answer));
    return answer;
  }

  /** Lets go of the parsed form; the next question parses again. */
  release(): void {
    this.#answers = undefined;
    this.#tree = undefined;
    this.#dockerfile = undefined;
  }
}

/** A file of the workspace with its documents. */
export interface SourceFile {
  /** Relative to the workspace's root, with `/`. */
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly documents: readonly SourceDocument[];
  /** Set where the file is listed but not read: too large, or in the middle of a merge. */
  readonly skipped?: 'too-large' | 'conflict';
}

function documentsIn(text: string, kind: FileKind): readonly Span[] {
  if (kind === 'dockerfile') return [{ start: 0, end: text.length }];
  const spans = splitDocuments(text);
  return kind === 'json' ? spans.flatMap((span) => splitJsonValues(text, span)) : spans;
}

/**
 * Reads a file, taking over the documents of its earlier form whose text has not changed.
 * @param kind what the editor knows the file to be, where that is more than its name says
 */
export function readSource(
  path: string,
  text: string,
  before?: SourceFile,
  kind: FileKind = fileKind(path),
): SourceFile {
  if (kind === 'text') return { path, kind, text, documents: [] };
  if (text.length > LARGEST_FILE)
    return { path, kind, text: '', documents: [], skipped: 'too-large' };
  if (CONFLICT.test(text)) return { path, kind, text, documents: [], skipped: 'conflict' };
  const spans = documentsIn(text, kind);
  const known = new Map<string, SourceDocument[]>();
  for (const document of before?.kind === kind ? before.documents : []) {
    const same = known.get(document.text);
    if (same === undefined) known.set(document.text, [document]);
    else same.push(document);
  }
  const documents = spans.map(({ start, end }) => {
    const slice = text.slice(start, end);
    const document = known.get(slice)?.shift();
    if (document === undefined) return new SourceDocument(slice, start);
    document.start = start;
    return document;
  });
  return { path, kind, text, documents };
}
