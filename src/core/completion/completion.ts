/** Everything that can be completed at an offset: snippets where they fit, and names. */
import { fieldsAt } from './fields.ts';
import type { FieldOffer } from './fields.ts';
import { namesAt } from './names.ts';
import { isBlank, snippetPlace, withText } from './place.ts';
import type { CompletionRequest, SnippetPlace } from './place.ts';
import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import type { Snippet } from './snippet.ts';
import { expandSnippet } from './snippet.ts';
import { fitManifests, fitPart } from './snippet-context.ts';
import { baseName, fileKind, folderOf, LARGEST_FILE, SourceDocument } from '../files/source.ts';
import type { FileKind } from '../files/source.ts';
import type { Span } from '../text/text.ts';
import { usualNamespace } from './usual-namespace.ts';
import type { ScopeOptions } from '../workspace/scope.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Completion {
  readonly type: 'snippet' | 'name' | 'field' | 'value';
  readonly label: string;
  readonly description: string;
  /** What is compared with the text in `span`. */
  readonly filter: string;
  /** In VS Code's snippet syntax for snippets and fields; plain text for names and values. */
  readonly insert: string;
  /** What is replaced; on one line, up to the cursor at least. */
  readonly span: Span;
  /** Whole lines elsewhere that the snippet takes the place of. */
  readonly removals: readonly Span[];
  /** One sentence on a snippet, a field or a value; of the workspace, it is no Markdown. */
  readonly about?: string;
}

/** What fits at the cursor, best first. Never throws; nothing is offered where it would be noise. */
export function completionsAt(
  workspace: Workspace,
  snippets: readonly Snippet[],
  request: CompletionRequest,
  options: ScopeOptions = {},
): readonly Completion[] {
  if (request.text.length > LARGEST_FILE) return [];
  const fields = fieldsAt(workspace, request, options).map(fieldCompletion);
  const place = snippetPlace(request, workspace.structure);
  if (place !== undefined) {
    const parts = snippets.flatMap((snippet) => offer(snippet, place, request, workspace) ?? []);
    return [...fields, ...parts];
  }
  const names = namesAt(workspace, request).map(({ name, about, text, span }): Completion => ({
    type: 'name',
    label: name,
    description: about,
    filter: name,
    insert: text,
    span,
    removals: [],
  }));
  return [...names, ...fields];
}

function fieldCompletion({ type, name, about, sentence, insert, span }: FieldOffer): Completion {
  return {
    ...{ type, label: name, description: about, filter: name, insert, span, removals: [] },
    ...(sentence !== '' && { about: sentence }),
  };
}

/** The body of a snippet fitted to a file, to be put behind what the file holds. */
export function fitToFile(snippet: Snippet, workspace: Workspace, path: string): string {
  return isManifest(snippet)
    ? fitManifests(snippet.body, { workspace, path, ...namespaceAt(workspace, path, -1) })
    : snippet.body;
}

function offer(
  snippet: Snippet,
  place: SnippetPlace,
  request: CompletionRequest,
  workspace: Workspace,
): Completion | undefined {
  const body = fittedBody(snippet, place, request, workspace);
  if (body === undefined) return undefined;
  const skeleton = place.level === 'manifest' ? place.skeleton : undefined;
  const typed = request.text.slice(place.span.start, place.span.end);
  // The editor compares the whole of `kind: Ing` with the filter.
  const before = skeleton && (/^kind:[ \t]*/.exec(typed)?.[0] ?? '');
  return {
    type: 'snippet',
    label: snippet.prefix,
    description: snippet.name,
    filter:
      before === undefined ? snippet.prefix : `${before}${snippet.kind ?? ''} ${snippet.prefix}`,
    insert: body,
    span: place.span,
    removals: skeleton?.lines ?? [],
    about: snippet.description,
  };
}

/** The body of a snippet as it goes into this place; undefined where it does not belong. */
function fittedBody(
  snippet: Snippet,
  place: SnippetPlace,
  request: CompletionRequest,
  workspace: Workspace,
): string | undefined {
  switch (place.level) {
    case 'file':
      return startsFile(snippet, request) ? snippet.body : undefined;
    case 'instruction':
      return snippet.language === 'dockerfile' && !isDockerfile(snippet) ? snippet.body : undefined;
    case 'manifest': {
      if (!isManifest(snippet)) return undefined;
      const { path, offset } = request;
      const { name, namespace } = place.skeleton ?? {};
      const given = namespace === undefined ? namespaceAt(workspace, path, offset) : { namespace };
      return fitManifests(snippet.body, { workspace, path, ...given, ...(name && { name }) });
    }
    case 'key':
      return request.kind === 'compose'
        ? composePart(snippet, place, request)
        : manifestPart(snippet, place, request, workspace);
  }
}

function namespaceAt(
  workspace: Workspace,
  path: string,
  offset: number,
): { readonly namespace?: string } {
  const namespace = usualNamespace(workspace, { path, offset });
  return namespace === undefined ? {} : { namespace };
}

/** A snippet that begins with a Kubernetes object and can stand beside others in one file. */
export function isManifest(snippet: Snippet): boolean {
  return snippet.kind !== undefined && snippet.fileName === undefined;
}

function isDockerfile({ language, body }: Snippet): boolean {
  return language === 'dockerfile' && parseDockerfile(expandSnippet(body)).stages.length > 0;
}

/** Whether a snippet is the whole content of a file such as the one at hand. */
export function startsFile(
  snippet: Snippet,
  { path, kind }: { readonly path: string; readonly kind: FileKind },
): boolean {
  const { fileName } = snippet;
  if (fileName === undefined) return kind === 'dockerfile' && isDockerfile(snippet);
  const wanted = fileKind(fileName);
  // Any Compose file or kustomization will do, whatever its name.
  if (wanted === 'compose' || wanted === 'kustomization') return kind === wanted;
  if (wanted === 'ci') return kind === 'ci' && folderOf(path).endsWith(folderOf(fileName));
  return baseName(path) === baseName(fileName);
}

/** Keys of the top level of a Compose file; any other first key is the name of a service. */
const COMPOSE_KEYS = new Set(['name', 'services', 'volumes', 'networks', 'secrets', 'configs']);

function composePart(
  snippet: Snippet,
  place: SnippetPlace & { readonly level: 'key' },
  request: CompletionRequest,
): string | undefined {
  if (snippet.language !== 'dockercompose' || snippet.fileName !== undefined) return undefined;
  const { keys } = new SourceDocument(expandSnippet(snippet.body), 0).view;
  if (!keys.some((key) => COMPOSE_KEYS.has(key))) {
    return place.path.length === 1 && place.path[0] === 'services' ? snippet.body : undefined;
  }
  if (place.path.length > 0) return undefined;
  const known = withText(request, place.span, '')?.view.keys ?? [];
  return keys.some((key) => known.includes(key)) ? undefined : snippet.body;
}

function manifestPart(
  snippet: Snippet,
  { span }: SnippetPlace,
  request: CompletionRequest,
  workspace: Workspace,
): string | undefined {
  const { language, kind, fileName, body } = snippet;
  if (language !== 'yaml' || kind !== undefined || fileName !== undefined) return undefined;
  const { text, path } = request;
  const column = span.start - (text.lastIndexOf('\n', span.start - 1) + 1);
  const part = expandSnippet(body).replaceAll('\n', `\n${' '.repeat(column)}`);
  const document = withText(request, span, part);
  if (document === undefined || isBlank(document.text)) return undefined;
  const { start } = span;
  return fitPart(body, { document, start, end: start + part.length }, { workspace, path });
}
