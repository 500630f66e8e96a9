/** Fixes that need another file: a manifest beside this one, a line in an ignore file. */
import type { CreatedPart, FileEdit } from './fix.ts';
import { appendToMap, appendToSequence } from './fix.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { Kustomization } from '../workspace/structure.ts';
import { lineBreak } from '../text/text.ts';

/**
 * Writes a manifest into `<name>.yaml` beside a file, and lists it in the folder's kustomization;
 * where a file of that name is there, as one more document.
 * @param yaml one document without `---`
 * @param part what this fix alone adds at its end, where several fixes make the same document
 */
export function newManifest(
  scope: Scope,
  beside: string,
  manifest: { readonly name: string; readonly yaml: string; readonly part?: CreatedPart },
): readonly FileEdit[] {
  const { name, yaml, part } = manifest;
  const folder = folderOf(beside);
  const path = joinPath(folder, `${name}.yaml`);
  const eol = lineBreak(scope.file(beside)?.text ?? '');
  const document = `${scope.hasFile(path) ? '---\n' : ''}${yaml.trimEnd()}\n`;
  const create = document.replaceAll('\n', eol);
  const kustomization = scope.structure.kustomizations.get(folder);
  const listed = kustomization && listIn(scope, kustomization, path);
  const added = part && { ...part, text: `${part.text.trimEnd()}\n`.replaceAll('\n', eol) };
  const file = { path, create, ...(added && { part: added }) };
  return [file, ...(listed === undefined ? [] : [listed])];
}

function listIn(scope: Scope, kustomization: Kustomization, path: string): FileEdit | undefined {
  if (kustomization.resources.includes(path)) return undefined;
  const text = scope.file(kustomization.path)?.text ?? '';
  const { view } = kustomization;
  const edit =
    appendToSequence(text, view.get('resources'), baseName(path)) ??
    (view.has('resources')
      ? undefined
      : appendToMap(text, view, `resources:\n  - ${baseName(path)}`));
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
