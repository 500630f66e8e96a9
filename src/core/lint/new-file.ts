/** Fixes that need another file: a manifest beside this one, a line in an ignore file. */
import type { FileEdit } from './fix.ts';
import { appendToMap, appendToSequence, indentLines } from './fix.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { Kustomization } from '../workspace/structure.ts';
import { lineBreak } from '../text/text.ts';
import { verbatim, yamlText } from '../yaml/write.ts';
import type { YamlDocument } from '../yaml/write.ts';

/** The file for an object of this name; letters that a path would take for its own are left out. */
export function manifestPath(beside: string, name: string): string {
  const word = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 200);
  return joinPath(folderOf(beside), `${word}.yaml`);
}

/** A manifest for a file of its own. */
export interface NewManifest {
  readonly name: string;
  readonly documents: readonly YamlDocument[];
  /** What one fix alone adds to a map at the end, where several fixes make the same document. */
  readonly part?: { readonly map: string; readonly key: string; readonly value: string };
}

/**
 * Writes a manifest into `<name>.yaml` beside a file, and lists it in the folder's kustomization;
 * where a file of that name is there, as one more document.
 */
export function newManifest(
  scope: Scope,
  beside: string,
  { name, documents, part }: NewManifest,
): readonly FileEdit[] {
  const folder = folderOf(beside);
  const path = manifestPath(beside, name);
  const eol = lineBreak(scope.file(beside)?.text ?? '');
  const written = (text: string): string => `${text}\n`.replaceAll('\n', eol);
  const head = scope.hasFile(path) ? written('---') : '';
  const last = part === undefined ? '' : written(yamlText({ [part.map]: verbatim('') }));
  const create = head + written(documents.map(yamlText).join('\n---\n')) + last;
  const added = part && {
    id: part.key,
    text: written(indentLines(yamlText({ [part.key]: part.value }), '  ')),
  };
  const kustomization = scope.structure.kustomizations.get(folder);
  const listed = kustomization && listIn(scope, kustomization, path);
  const file = { path, create, ...(added && { part: added }) };
  return [file, ...(listed === undefined ? [] : [listed])];
}

/**
 * Writes a text that is YAML already into `<name>.yaml` beside a file, and lists it in the folder's
 * kustomization; where a file of that name is there, behind its last document.
 */
export function newManifestText(
  scope: Scope,
  beside: string,
  { name, text }: { readonly name: string; readonly text: string },
): readonly FileEdit[] {
  const path = manifestPath(beside, name);
  const eol = lineBreak(scope.file(beside)?.text ?? '');
  const create = `${scope.hasFile(path) ? '---\n' : ''}${text}`.replaceAll('\n', eol);
  const kustomization = scope.structure.kustomizations.get(folderOf(beside));
  const listed = kustomization && listIn(scope, kustomization, path);
  return [{ path, create }, ...(listed === undefined ? [] : [listed])];
}

function listIn(scope: Scope, kustomization: Kustomization, path: string): FileEdit | undefined {
  if (kustomization.resources.includes(path)) return undefined;
  const text = scope.file(kustomization.path)?.text ?? '';
  const { view } = kustomization;
  const edit =
    appendToSequence(text, view.get('resources'), baseName(path)) ??
    (view.has('resources') ? undefined : appendToMap(text, view, { resources: [baseName(path)] }));
  return edit && { path: kustomization.path, edits: [edit] };
}

/** Adds lines to an ignore file, which is made where it is missing. */
export function addToIgnoreFile(scope: Scope, path: string, lines: readonly string[]): FileEdit {
  const text = scope.file(path)?.text;
  if (text === undefined) return { path, create: `${lines.join('\n')}\n` };
  const eol = lineBreak(text);
  const open = text === '' || text.endsWith('\n') ? '' : eol;
  const end = text.length;
  return {
    path,
    edits: [{ span: { start: end, end }, text: `${open}${lines.join(eol)}${eol}` }],
  };
}
