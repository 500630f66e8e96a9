/** The graph's references out of kustomizations: files, folders, the namespace, patch targets. */
import { placeOf, startOf } from './model.ts';
import type { GraphPlace, GraphReference } from './model.ts';
import { toNamespace } from './namespace-references.ts';
import { matches } from './references.ts';
import type { Scope } from '../workspace/scope.ts';
import { joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import { publicAddress } from '../text/public-address.ts';
import type { Kustomization } from '../workspace/structure.ts';
import type { Mark, View } from '../yaml/view.ts';

/** Fields that name files or folders; a part behind `=` is the path in generators. */
const PATH_FIELDS: readonly string[] = [
  'resources.*',
  'bases.*',
  'components.*',
  'crds.*',
  'configurations.*',
  'generators.*',
  'transformers.*',
  'validators.*',
  'patchesStrategicMerge.*',
  'patches.*.path',
  'patchesJson6902.*.path',
  'replacements.*.path',
  'openapi.path',
  'configMapGenerator.*.files.*',
  'configMapGenerator.*.envs.*',
  'configMapGenerator.*.env',
  'secretGenerator.*.files.*',
  'secretGenerator.*.envs.*',
  'secretGenerator.*.env',
];

/** What stands in these fields may be a path or the YAML itself. */
const INLINE = /\n|^\s*\{/;

/** Addresses of other repositories, and of files on the web. */
export const REMOTE = /^[a-z+]+:\/\/|^git@|^[\w.-]+\.(?:com|org|io)\//;

/** A path that a kustomization names. */
export interface NamedPath {
  readonly at: View;
  readonly mark: Mark;
  /** As the workspace names it; undefined for what lies outside. */
  readonly path: string | undefined;
  readonly text: string;
}

export function namedPaths(view: View, folder: string): readonly NamedPath[] {
  return PATH_FIELDS.flatMap((field) => matches(view, field)).flatMap((at) => {
    const { text } = at;
    if (text === undefined || text === '' || INLINE.test(text)) return [];
    // The part before it is the key of a generated object; addresses have one, too (`?ref=v1`).
    const start = String(at.path[0]).endsWith('Generator') ? text.indexOf('=') + 1 : 0;
    const named = text.slice(start);
    const path = REMOTE.test(named) ? undefined : joinPath(folder, named);
    return [{ at, mark: at.part(start, text.length), path, text: named }];
  });
}

export function kustomizationReferences(
  kustomization: Kustomization,
  scope: Scope,
): readonly GraphReference[] {
  const { path, folder, view } = kustomization;
  return [
    ...namedPaths(view, folder).map((named) => pathReference(path, named, scope)),
    ...namespaceField(kustomization, scope),
    ...patchTargets(kustomization, scope),
  ];
}

const fromFile = (path: string, mark: Mark): GraphReference['from'] => ({
  ...{ path, mark },
  object: { kind: 'Kustomization', name: path },
});

function pathReference(
  from: string,
  { at, mark, path, text }: NamedPath,
  scope: Scope,
): GraphReference {
  const base = { from: fromFile(from, mark), field: listField(at) };
  if (path === undefined)
    return { ...base, target: fileTarget('File', publicAddress(text)), state: 'external', to: [] };
  const { kind, to } = fileOrFolder(path, scope);
  return {
    ...base,
    target: fileTarget(kind, path),
    state: to === undefined ? missingState(path) : 'resolved',
    to: to === undefined ? [] : [to],
  };
}

/** A path that leaves the workspace may well exist. */
function missingState(path: string): 'missing' | 'unknown' {
  return path.startsWith('..') ? 'unknown' : 'missing';
}

function listField(at: View): string {
  return at.path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);
}

export const fileTarget = (kind: 'File' | 'Folder', name: string): GraphReference['target'] => ({
  ...{ kind, namespace: '', name },
});

/** A folder leads to its kustomization. */
export function fileOrFolder(
  path: string,
  scope: Scope,
): { readonly kind: 'File' | 'Folder'; readonly to: GraphPlace | undefined } {
  const kustomization = scope.structure.kustomizations.get(path);
  if (kustomization !== undefined)
    return { kind: 'Folder', to: startOf(kustomization.path, scope.file(kustomization.path)) };
  if (scope.hasFile(path)) return { kind: 'File', to: startOf(path, scope.file(path)) };
  const [inside] = scope.filesBelow(path);
  return inside === undefined
    ? { kind: /\.\w+$/.test(path) ? 'File' : 'Folder', to: undefined }
    : { kind: 'Folder', to: startOf(inside, scope.file(inside)) };
}

function namespaceField({ path, view }: Kustomization, scope: Scope): readonly GraphReference[] {
  const at = view.get('namespace');
  const name = at.text;
  if (name === undefined || name === '') return [];
  return [{ from: fromFile(path, at.mark), field: 'namespace', ...toNamespace(name, path, scope) }];
}

/** A target's name is a pattern; only plain names are followed. */
function patchTargets({ path, view }: Kustomization, scope: Scope): readonly GraphReference[] {
  return ['patches.*.target', 'patchesJson6902.*.target', 'replacements.*.source'].flatMap(
    (field) =>
      matches(view, field).flatMap((holder) => {
        const at = holder.get('name');
        const [kind, name] = [holder.get('kind').text, at.text];
        if (kind === undefined || name === undefined || !/^[\w.-]+$/.test(name)) return [];
        const definitions = scope.definitionsAnywhere(kind, name, path);
        const to = definitions.map(({ object, path: file, mark }) =>
          object === undefined ? { path: file, mark } : placeOf(object),
        );
        const namespace = definitions[0]?.namespaces[0] ?? '';
        const target = { kind, namespace, name };
        const state = to.length > 0 ? ('resolved' as const) : ('unknown' as const);
        return [{ from: fromFile(path, at.mark), field: listField(at), target, state, to }];
      }),
  );
}

/** Argo CD and Flux name the folder they deploy, counted from the root of a repository. */
export function sourceFolders(file: SourceFile, scope: Scope): readonly GraphReference[] {
  return file.documents.flatMap(({ text, view }) => {
    if (!/argoproj\.io|kustomize\.toolkit\.fluxcd\.io/.test(text)) return [];
    const spec = view.get('spec');
    const isArgo = view.get('kind').text === 'Application';
    const at = isArgo ? spec.get('source', 'path') : spec.get('path');
    if (at.text === undefined) return [];
    const path = joinPath('', at.text);
    const { to } = fileOrFolder(path, scope);
    const name = view.get('metadata', 'name').text ?? '';
    const object = {
      ...{ apiVersion: view.get('apiVersion').text ?? '', kind: view.get('kind').text ?? '', name },
    };
    return [
      {
        from: { path: file.path, mark: at.mark, object },
        field: listField(at),
        target: fileTarget('Folder', path),
        // The repository may be another one.
        state: to === undefined ? ('unknown' as const) : ('resolved' as const),
        to: to === undefined ? [] : [to],
      },
    ];
  });
}
