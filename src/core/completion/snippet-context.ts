/**
 * A snippet's body fitted to the place it goes to: names that exist as choices, and the namespace
 * and name that are given. The body is expanded and read as a manifest; what its references say is
 * carried back to the body by line, since an expanded body has the lines of the body itself.
 */
import { isNamespaced } from '../kubernetes/api-versions.ts';
import { yamlString, yamlText } from '../yaml/write.ts';
import { objectsOf } from '../kubernetes/lists.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { targetKeys, targetNames } from '../graph/reference-targets.ts';
import { referencesOf } from '../graph/references.ts';
import type { Reference } from '../graph/references.ts';
import { Scope } from '../workspace/scope.ts';
import { expandSnippet, snippetText } from './snippet.ts';
import { SourceDocument } from '../files/source.ts';
import { LineMap } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { splitDocuments } from '../yaml/yaml.ts';

export interface SnippetContext {
  readonly workspace: Workspace;
  /** The file that the snippet goes to. */
  readonly path: string;
  /** Written into the first object. */
  readonly name?: string;
  /** Written into every object that lives in a namespace and names none. */
  readonly namespace?: string;
}

/** More choices than this are no help; the names beyond are a keystroke away. */
const MOST_CHOICES = 20;

/** Fits the body of a snippet of whole manifests. */
export function fitManifests(body: string, context: SnippetContext): string {
  const placed = withMetadata(body, context);
  const text = expandSnippet(placed);
  const objects = readObjects(context.path, text);
  const lines = new LineMap(text);
  return withChoices(
    placed,
    choicesOf(objects.flatMap(referencesOf), objects, context),
    (offset) => lines.position(offset).line,
  );
}

/** A part of a manifest, as its document would be with the part in it. */
export interface PartInPlace {
  readonly document: SourceDocument;
  /** Where the part begins and ends, in offsets of the file. */
  readonly start: number;
  readonly end: number;
}

/**
 * Fits the body of a part, such as an `envFrom`; undefined where it is out of place. It is in place
 * where it adds references that Kubernetes knows and repeats no key of the map around it.
 */
export function fitPart(
  body: string,
  { document, start, end }: PartInPlace,
  context: SnippetContext,
): string | undefined {
  const parent = document.view.at(start)?.view.parent;
  if (parent === undefined || parent.duplicateKeys.length > 0) return undefined;
  const objects = objectsOf(context.path, document);
  const references = objects
    .flatMap(referencesOf)
    .filter(({ at }) => start <= at.span.start && at.span.end <= end);
  if (references.length === 0) return undefined;
  const lines = new LineMap(document.text);
  const lineOf = (offset: number): number => lines.position(offset - document.start).line;
  const first = lineOf(start);
  return withChoices(body, choicesOf(references, [], context), (at) => lineOf(at) - first);
}

function readObjects(path: string, text: string): readonly KubernetesObject[] {
  return splitDocuments(text).flatMap(({ start, end }) =>
    objectsOf(path, new SourceDocument(text.slice(start, end), start)),
  );
}

/** A tab stop with a default that is the whole value of its line. */
const STOP = /^(\s*(?:- )*[\w.-]+:[ \t]+)\$\{(\d+)(?::[^{}]*|\|[^|]*\|)\}((?:\$0)?)$/;

function withMetadata(body: string, { path, name, namespace, workspace }: SnippetContext): string {
  if (name === undefined && namespace === undefined) return body;
  const text = expandSnippet(body);
  const lineMap = new LineMap(text);
  const lines = body.split('\n');
  readObjects(path, text)
    .map((object, i) => ({ object, isFirst: i === 0 }))
    .reverse()
    .forEach(({ object, isFirst }) => {
      const at = lineMap.position(object.view.get('metadata', 'name').span.start).line;
      const line = lines[at] ?? '';
      if (namespace !== undefined && needsNamespace(object, workspace)) {
        const indent = /^\s*/.exec(line)?.[0] ?? '';
        lines.splice(at + 1, 0, indent + snippetText(yamlText({ namespace })));
      }
      if (name !== undefined && isFirst) {
        const written = snippetText(yamlString(name));
        const named = (_: string, stop: string): string => `\${${stop}:${written}}`;
        lines[at] = line.replace(/\$\{(\d+):[^{}]*\}/, named);
      }
    });
  return lines.join('\n');
}

/** Kustomize and GitOps tools give their namespace to what names none. */
function needsNamespace(object: KubernetesObject, workspace: Workspace): boolean {
  if (object.ownNamespace !== undefined) return false;
  if (isNamespaced(object.kind, object.apiVersion) === false) return false;
  return workspace.placements(object).every(({ source }) => isUndecided(source.by));
}

const isUndecided = (by: string): boolean => by === 'default' || by === 'setting';

interface Choice {
  /** Where the value stands in the expanded text. */
  readonly at: number;
  readonly values: readonly string[];
}

/** @param own what the snippet itself makes: its names are right as they are */
function choicesOf(
  references: readonly Reference[],
  own: readonly KubernetesObject[],
  { workspace }: SnippetContext,
): readonly Choice[] {
  const scope = new Scope(workspace);
  return references.flatMap((reference) => {
    if (own.some(({ kind, name }) => kind === reference.kind && name === reference.name)) return [];
    const namespaces = namespacesFor(reference, scope, workspace);
    const known = targetNames(scope, reference, namespaces, 3 * MOST_CHOICES);
    const targets = known.filter(({ suits }) => suits);
    const names = targets.map(({ name }) => name);
    const { key } = reference;
    const definitions = targets.flatMap((target) => target.definitions);
    const keys = targetKeys(reference, definitions).map((target) => target.key);
    const isPort = (word: string): boolean => reference.kind === 'Service' && /^\d+$/.test(word);
    return [
      { at: reference.at.span.start, values: names.filter(isPlain) },
      ...(key === undefined
        ? []
        : [
            { at: key.at.span.start, values: keys.filter((word) => isPort(word) || isPlain(word)) },
          ]),
    ];
  });
}

/** Letters that mean something in a snippet, and words that need quotes, are never offered. */
const isPlain = (word: string): boolean => yamlString(word) === word && snippetText(word) === word;

/** Where nobody says which namespace it will be, and the default one is empty, any one may be. */
function namespacesFor(
  { from, namespace }: Reference,
  scope: Scope,
  workspace: Workspace,
): readonly string[] {
  if (namespace !== undefined) return [namespace];
  const placements = workspace.placements(from);
  const own = scope.namespacesOf(from);
  const known = own.some((name) => [...workspace.objectsInNamespace(name)].length > 0);
  const open = placements.every(({ source }) => isUndecided(source.by));
  return open && !known ? scope.namespaces : own;
}

function withChoices(
  body: string,
  choices: readonly Choice[],
  lineOf: (offset: number) => number,
): string {
  const lines = body.split('\n');
  for (const { at, values } of choices) {
    const line = lineOf(at);
    const [, before = '', stop = '', end = ''] = STOP.exec(lines[line] ?? '') ?? [];
    const usable = [...new Set(values)].slice(0, MOST_CHOICES);
    if (stop === '' || usable.length === 0) continue;
    const [only = ''] = usable;
    const shown = usable.length === 1 ? `:${only}` : `|${usable.join(',')}|`;
    lines[line] = `${before}\${${stop}${shown}}${end}`;
  }
  return lines.join('\n');
}
