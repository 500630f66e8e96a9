/** The output of `kustomize build`, and the way back from its objects to manifests and patches. */
import { objectsOf } from '../kubernetes/lists.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { placementsOf } from '../workspace/placement.ts';
import { placeInKustomizations } from './rendered-kustomizations.ts';
import type { Build } from './target.ts';
import type { Locate, RenderedFiles } from './rendered.ts';
import { joinPath, SourceDocument } from '../files/source.ts';
import type { Place } from '../text/text.ts';
import type { GeneratedName } from '../kustomize/kustomization.ts';
import type { PathStep, View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { splitDocuments } from '../yaml/yaml.ts';

/** Where a rendered object comes from. */
export type Origin =
  | { readonly object: KubernetesObject }
  | { readonly path: string; readonly generated: GeneratedName };

/** The file of what comes from no manifest. */
const GENERATED = 'kustomize-build.yaml';

/** Kustomize says nothing about sources: objects are told by kind, name and namespace. */
export function readBuildOutput(
  output: string,
  target: Build,
  workspace: Workspace,
): RenderedFiles {
  const origins = originFinder(target, workspace);
  const rest = joinPath(target.folder, GENERATED);
  const byPath = new Map<string, string>();
  for (const { start, end } of splitDocuments(output)) {
    const text = output.slice(start, end).replace(/^---\s*\n/, '');
    const [object] = objectsOf(rest, new SourceDocument(text, 0));
    const origin = object && origins(object);
    const path = origin !== undefined && 'object' in origin ? origin.object.path : rest;
    byPath.set(path, `${byPath.get(path) ?? ''}---\n${text}`);
  }
  return {
    files: [
      ...[...byPath].map(([path, text]) => ({ path, text, kind: 'yaml' as const })),
      { path: target.path, text: listOf([...byPath.keys()], target), kind: 'kustomization' },
    ],
    replaces: (path) => target.overlays.has(path),
  };
}

/** One kustomization that only lists them keeps the files together as a stack. */
function listOf(paths: readonly string[], { folder }: Build): string {
  const up = folder === '' ? '' : folder.replaceAll(/[^/]+/g, '..') + '/';
  return JSON.stringify({ resources: paths.map((path) => up + path) });
}

function originFinder(
  target: Build,
  workspace: Workspace,
): (rendered: KubernetesObject) => Origin | undefined {
  const fallback =
    workspace.project.defaultNamespaceOf(target.path) ?? workspace.options.defaultNamespace;
  const origins = new Map<string, Origin>();
  const idOf = (kind: string, name: string | undefined, namespace: string): string =>
    JSON.stringify([kind, name, namespace]);
  for (const [path, overlays] of target.overlays) {
    for (const object of workspace.objectsIn(path)) {
      if (object.role !== 'whole' || workspace.structure.patches.has(path)) continue;
      for (const { name, namespace } of placementsOf(object, overlays, fallback))
        origins.set(idOf(object.kind, name, namespace), { object });
    }
  }
  // The longest name first: `app-config` is no `app` with a suffix.
  const generators = [...target.kustomizations.values()]
    .flatMap(({ path, generated }) => generated.map((one) => ({ path, generated: one })))
    .sort((a, b) => b.generated.name.length - a.generated.name.length);
  return (rendered) => {
    const [placed] = placementsOf(rendered, [], fallback);
    const known = origins.get(idOf(rendered.kind, placed?.name, placed?.namespace ?? ''));
    if (known !== undefined) return known;
    return generators.find(
      ({ generated: { kind, name } }) =>
        kind === rendered.kind && rendered.name?.replace(/-[a-z\d]{10}$/, '').includes(name),
    );
  };
}

/** @param after holds what was built under the paths of the manifests */
export function locateInBuild(after: Workspace, target: Build, workspace: Workspace): Locate {
  const origins = originFinder(target, workspace);
  return (path, { start }) => {
    const document = after.file(path)?.documents.findLast((one) => one.start <= start);
    const [rendered] = document === undefined ? [] : after.objectsOf(path, document);
    const found = rendered?.view.at(start);
    const origin = rendered && origins(rendered);
    if (found === undefined || origin === undefined) return undefined;
    if ('generated' in origin) return { path: origin.path, span: origin.generated.at.span };
    return (
      placeInObject(origin.object, found) ??
      placeInKustomizations(found, target, workspace) ??
      nearestPlace(origin.object, found.view)
    );
  };
}

interface Found {
  readonly view: View;
  readonly on: 'key' | 'value';
}

/** The same key with the same text. */
function placeInObject(object: KubernetesObject, { view, on }: Found): Place | undefined {
  const source = follow(object.view, view, view.path.length);
  if (source?.exists !== true || source.text !== view.text) return undefined;
  return { path: object.path, span: on === 'key' ? source.keySpan : source.span };
}

/** The key whose value was changed, or the innermost one around it that the source has. */
function nearestPlace(object: KubernetesObject, view: View): Place {
  for (let depth = view.path.length; depth > 0; depth--) {
    const source = follow(object.view, view, depth);
    if (source?.exists === true) return { path: object.path, span: source.keySpan };
  }
  const { document, start, end } = object.nameMark;
  return {
    path: object.path,
    span: { start: document.start + start, end: document.start + end },
  };
}

/** Goes the way of a rendered view in its source; items of a list are told by their names. */
function follow(source: View, rendered: View, depth: number): View | undefined {
  let there: View | undefined = source;
  let here = rootOf(rendered);
  for (const step of rendered.path.slice(0, depth)) {
    here = here.get(step);
    there = there && stepLike(there, here, step);
  }
  return there;
}

function stepLike(source: View, rendered: View, step: PathStep): View | undefined {
  const name = rendered.get('name').text;
  if (typeof step !== 'number' || name === undefined) return source.get(step);
  return source.items.find((item) => item.get('name').text === name);
}

function rootOf(view: View): View {
  return view.parent === undefined ? view : rootOf(view.parent);
}
