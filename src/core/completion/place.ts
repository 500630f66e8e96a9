/** Where the cursor stands, as far as snippets and names are concerned; told from the text alone. */
import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import { baseName, folderOf, isWithin, SourceDocument } from '../files/source.ts';
import type { FileKind } from '../files/source.ts';
import type { Structure } from '../workspace/structure.ts';
import { lineEnd, lineStart } from '../text/text.ts';
import type { Span } from '../text/text.ts';
import type { PathStep } from '../yaml/view.ts';

/** The question of an editor: what could be written at this offset of this text? */
export interface CompletionRequest {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly offset: number;
}

/** Stands in a copy of the text for what is being typed; valid as a name, a host and a YAML word. */
export const MARKER = 'next-steps-cursor-7f3a';

/** What of a manifest was typed before the snippet that takes its place. */
export interface Skeleton {
  readonly name?: string;
  readonly namespace?: string;
  /** The whole lines that the snippet replaces, without the line of the cursor. */
  readonly lines: readonly Span[];
}

export type SnippetPlace =
  /** The file holds nothing yet. */
  | { readonly level: 'file'; readonly span: Span }
  /** A manifest may start here. */
  | { readonly level: 'manifest'; readonly span: Span; readonly skeleton?: Skeleton }
  /** A key of a map may stand here; the path leads to the map. */
  | { readonly level: 'key'; readonly span: Span; readonly path: readonly PathStep[] }
  /** An instruction of a Dockerfile may stand here. */
  | { readonly level: 'instruction'; readonly span: Span };

/** The line of the cursor. */
interface Line extends Span {
  readonly before: string;
  /** Without the line break. */
  readonly after: string;
}

/** The place for snippets at the cursor; undefined where none is right. `span` is on one line. */
export function snippetPlace(
  request: CompletionRequest,
  structure: Structure,
): SnippetPlace | undefined {
  const line = lineAt(request);
  if (line.after.trim() !== '') return undefined;
  switch (request.kind) {
    case 'yaml':
      return isForeign(request.path, structure) ? undefined : yamlPlace(request, line, structure);
    case 'compose':
      return filePlace(request, line) ?? keyPlace(request, line);
    case 'dockerfile':
      return filePlace(request, line) ?? instructionPlace(request, line);
    case 'ci':
    case 'chart':
    case 'kustomization':
      return filePlace(request, line);
    default:
      return undefined;
  }
}

function lineAt({ text, offset }: CompletionRequest): Line {
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const after = text.slice(offset, end).replace(/\r?\n$/, '');
  return { start, end, before: text.slice(start, offset), after };
}

/** Settings of tools start with a dot; templates of charts are text until they are rendered. */
export function isForeign(path: string, { charts }: Structure): boolean {
  if (baseName(path).startsWith('.')) return true;
  const inTemplates = /(?:^|\/)templates\//.test(path);
  return inTemplates && [...charts].some((chart) => isWithin(folderOf(path), chart));
}

/** The document that holds an offset, without its `---`; undefined on the line of a `---`. */
export function documentAround(text: string, offset: number): Span | undefined {
  let start = 0;
  for (const match of text.matchAll(/^\ufeff?---(?=\s|$)[^\n]*(?:\n|$)/gm)) {
    if (offset < match.index) return { start, end: match.index };
    const next = match.index + match[0].length;
    const onLine = offset < next || (offset === next && !match[0].endsWith('\n'));
    if (onLine) return undefined;
    start = /^\ufeff?---\s*(?:#.*)?$/.test(match[0]) ? next : match.index + 3;
  }
  return { start, end: text.length };
}

/** Whether a text says nothing: blank lines, comments and separators only. */
export function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\ufeff?(?:---)?\s*(?:#.*)?$/.test(line));
}

const without = (text: string, { start, end }: Span): string =>
  text.slice(0, start) + text.slice(end);

function filePlace({ text, offset }: CompletionRequest, line: Line): SnippetPlace | undefined {
  if (!/^\ufeff?[\w.-]*$/.test(line.before) || !isBlank(without(text, line))) return undefined;
  return { level: 'file', span: wordBefore(line, offset) };
}

const wordBefore = (line: Line, offset: number): Span => ({
  start: offset - (/[\w.-]*$/.exec(line.before)?.[0].length ?? 0),
  end: offset,
});

function yamlPlace(
  request: CompletionRequest,
  line: Line,
  structure: Structure,
): SnippetPlace | undefined {
  // What follows in a patch would be one more patch.
  const manifest = structure.patches.has(request.path) ? undefined : manifestPlace(request, line);
  return manifest ?? (/^\s/.test(line.before) ? keyPlace(request, line) : undefined);
}

function manifestPlace(request: CompletionRequest, line: Line): SnippetPlace | undefined {
  const { text, offset } = request;
  const document = documentAround(text, offset);
  if (document === undefined || line.start < document.start) return undefined;
  const others = without(text, document);
  if (!isBlank(others) && !holdsManifest(others)) return undefined;
  const rest = [
    { start: document.start, end: line.start },
    { start: Math.min(line.end, document.end), end: document.end },
  ];
  if (/^\ufeff?[\w.-]*$/.test(line.before)) {
    const empty = rest.every(({ start, end }) => isBlank(text.slice(start, end)));
    return empty ? { level: 'manifest', span: wordBefore(line, offset) } : undefined;
  }
  if (!/^kind:[ \t]*[\w-]*$/.test(line.before)) return undefined;
  const skeleton = readSkeleton(text, rest);
  return skeleton && { level: 'manifest', span: { start: line.start, end: offset }, skeleton };
}

/** Whether a document of the text begins like a Kubernetes object. */
export function holdsManifest(text: string): boolean {
  return text
    .split(/^---(?=\s|$)/m)
    .some((document) => /^apiVersion:/m.test(document) && /^kind:/m.test(document));
}

/** Lines that a skeleton may hold; one of any other form means that a manifest is there already. */
const SKELETON_LINE =
  /^(?:apiVersion:[ \t]*[\w./-]*|metadata:|[ \t]+(name|namespace):[ \t]*([\w.-]*))[ \t]*(?:#.*)?$/;

function readSkeleton(text: string, stretches: readonly Span[]): Skeleton | undefined {
  const lines: Span[] = [];
  const found: Record<string, string> = {};
  for (const line of stretches.flatMap((stretch) => linesIn(text, stretch))) {
    const content = text.slice(line.start, line.end).replace(/\r?\n$/, '');
    if (isBlank(content)) continue;
    const match = SKELETON_LINE.exec(content);
    if (match === null) return undefined;
    if (match[1] !== undefined && match[2]) found[match[1]] = match[2];
    lines.push(line);
  }
  const { name, namespace } = found;
  return { ...(name && { name }), ...(namespace && { namespace }), lines };
}

function linesIn(text: string, { start, end }: Span): readonly Span[] {
  const lines: Span[] = [];
  for (let at = start; at < end; at = lineEnd(text, at)) {
    lines.push({ start: at, end: Math.min(lineEnd(text, at), end) });
  }
  return lines;
}

function keyPlace(request: CompletionRequest, line: Line): SnippetPlace | undefined {
  if (!/^ *[\w-]*$/.test(line.before)) return undefined;
  const span = wordBefore(line, request.offset);
  const marked = withText(request, span, `${MARKER}:`);
  const hit = marked?.view.at(span.start);
  if (hit?.on !== 'key' || hit.view.key !== MARKER) return undefined;
  return { level: 'key', span, path: hit.view.path.slice(0, -1) };
}

/** The answers to one question, which is asked from several sides: a long document is parsed once. */
const READ = new WeakMap<CompletionRequest, Map<string, SourceDocument | undefined>>();

/** The document of the cursor with another text in place of a span; offsets before it stay. */
export function withText(
  request: CompletionRequest,
  span: Span,
  replacement: string,
): SourceDocument | undefined {
  const known = READ.get(request) ?? new Map<string, SourceDocument | undefined>();
  READ.set(request, known);
  const key = `${span.start} ${span.end} ${replacement}`;
  if (!known.has(key)) known.set(key, readWith(request, span, replacement));
  return known.get(key);
}

function readWith(
  { text, offset }: CompletionRequest,
  span: Span,
  replacement: string,
): SourceDocument | undefined {
  const document = documentAround(text, offset);
  if (document === undefined) return undefined;
  const before = text.slice(document.start, span.start);
  const after = text.slice(span.end, document.end);
  return new SourceDocument(before + replacement + after, document.start);
}

/** Not in the middle of an instruction that runs over several lines, and not before FROM. */
function instructionPlace(request: CompletionRequest, line: Line): SnippetPlace | undefined {
  if (!/^[\w-]*$/.test(line.before)) return undefined;
  const before = request.text.slice(0, line.start);
  const { instructions, stages } = parseDockerfile(`${before}${MARKER}\n`);
  const isOwn = instructions.some(({ keywordSpan }) => keywordSpan.start === line.start);
  if (!isOwn || stages.length === 0) return undefined;
  return { level: 'instruction', span: wordBefore(line, request.offset) };
}
