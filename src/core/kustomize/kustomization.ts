/** What a kustomization says, as far as it decides what becomes of other files. */
import { deletionsIn } from './deletions.ts';
import type { Deletion } from './deletions.ts';
import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

/** A name that no manifest holds but a tool makes: kustomize's generators. */
export interface GeneratedName {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Undefined where the keys come from files that were not read. */
  readonly keys: readonly string[] | undefined;
  /** Where no overlay decides it. */
  readonly namespace: string | undefined;
  readonly at: View;
}

export interface Kustomization {
  readonly path: string;
  readonly folder: string;
  readonly view: View;
  readonly namespace: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** Files and folders as the workspace names them. */
  readonly resources: readonly string[];
  /** Those of the resources that also change all that the others bring. */
  readonly components: readonly string[];
  readonly patches: readonly string[];
  /** What its patches take away from all that it brings. */
  readonly deletions: readonly Deletion[];
  readonly generated: readonly GeneratedName[];
  /** Whether a generator of its own kind makes objects that are not told here. */
  readonly hasPlugins: boolean;
}

/** @param fileAt a file that was read, for patches that stand in files of their own */
export function readKustomization(
  file: SourceFile,
  fileAt: (path: string) => SourceFile | undefined,
): Kustomization | undefined {
  const view = file.documents[0]?.view;
  if (view === undefined) return undefined;
  const folder = folderOf(file.path);
  const paths = (...fields: string[]): string[] =>
    fields.flatMap((field) => view.get(field).items.flatMap((item) => item.text ?? []));
  const patchFiles = ['patches', 'patchesJson6902', 'replacements', 'transformers'].flatMap(
    (field) => view.get(field).items.flatMap((item) => item.get('path').text ?? item.text ?? []),
  );
  return {
    path: file.path,
    folder,
    view,
    namespace: view.get('namespace').text,
    prefix: view.get('namePrefix').text ?? '',
    suffix: view.get('nameSuffix').text ?? '',
    resources: local(folder, paths('resources', 'bases', 'components', 'crds')),
    components: local(folder, paths('components')),
    patches: [...paths('patchesStrategicMerge'), ...patchFiles]
      .filter((path) => !path.includes('\n'))
      .map((path) => joinPath(folder, path)),
    deletions: deletionsIn(view, (path) => fileAt(joinPath(folder, path))),
    generated: [
      ...generated(view, 'ConfigMap'),
      ...generated(view, 'Secret'),
      ...local(folder, paths('generators')).flatMap((path) => generatedBy(fileAt(path))),
    ],
    hasPlugins: !paths('generators').every(
      (path) => !REMOTE.test(path) && isBuiltIn(fileAt(joinPath(folder, path))),
    ),
  };
}

/** What kustomize fetches. */
export const REMOTE = /^[a-z+]+:\/\/|^git@|^github\.com\//;

function local(folder: string, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !REMOTE.test(path)).map((path) => joinPath(folder, path));
}

function generated(view: View, kind: 'ConfigMap' | 'Secret'): readonly GeneratedName[] {
  const field = kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator';
  return view.get(field).items.flatMap((item) => {
    const at = item.get('name');
    if (at.text === undefined) return [];
    const namespace = item.get('namespace').text;
    return [{ kind, name: at.text, keys: generatedKeys(item), namespace, at }];
  });
}

/** What makes and changes objects inside of kustomize, and is none itself. */
export const BUILT_IN = /^apiVersion:\s*["']?builtin\b/m;

/** The objects that a file of `generators` makes, in the form of a kustomization's own. */
function generatedBy(file: SourceFile | undefined): readonly GeneratedName[] {
  return (file?.documents ?? []).flatMap(({ text, view }) => {
    if (!BUILT_IN.test(text)) return [];
    const kind = view.get('kind').text?.replace(/Generator$/, '');
    const at = view.get('metadata', 'name');
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || at.text === undefined) return [];
    const namespace = view.get('metadata', 'namespace').text;
    return [{ kind, name: at.text, keys: generatedKeys(view), namespace, at }];
  });
}

/** False for a file with anything but the generators of ConfigMaps and Secrets. */
function isBuiltIn(file: SourceFile | undefined): boolean {
  return (
    file !== undefined &&
    file.documents.length > 0 &&
    file.documents.length === generatedBy(file).length
  );
}

function generatedKeys(item: View): readonly string[] | undefined {
  if (item.has('envs') || item.has('env') || item.get('behavior').text === 'merge')
    return undefined;
  const key = (entry: string): string => entry.slice(0, Math.max(0, entry.indexOf('=')));
  const literals = item.get('literals').items.map((literal) => key(literal.text ?? ''));
  const files = item.get('files').items.map((file) => {
    const text = file.text ?? '';
    return text.includes('=') ? key(text) : baseName(text);
  });
  return [...literals, ...files].filter((name) => name !== '');
}
