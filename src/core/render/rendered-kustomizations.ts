/** Values that kustomizations give to objects: patches, images and the namespace. */
import { matches } from '../graph/references.ts';
import { readSource } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Build } from './target.ts';
import type { Kustomization } from '../workspace/structure.ts';
import type { Place } from '../text/text.ts';
import { absolute } from '../yaml/view.ts';
import type { Mark, View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface Found {
  readonly view: View;
  readonly on: 'key' | 'value';
}

/** Where a kustomization sets what stands in a rendered object; the outermost one counts. */
export function placeInKustomizations(
  { view }: Found,
  target: Build,
  workspace: Workspace,
): Place | undefined {
  const { text } = view;
  const key = view.key;
  if (text === undefined || typeof key !== 'string') return undefined;
  const value = { key, text, path: view.path.join('.') };
  const all = [...target.kustomizations.values()];
  for (const kustomization of all) {
    const mark =
      namespaceIn(kustomization, value) ??
      imageIn(kustomization, value) ??
      inlinePatchIn(kustomization, value);
    if (mark !== undefined) return { path: kustomization.path, span: absolute(mark) };
  }
  for (const path of all.flatMap(({ patches }) => patches)) {
    const file = workspace.file(path);
    const mark = file && valueIn(file, key, text);
    if (mark !== undefined) return { path, span: absolute(mark) };
  }
  return undefined;
}

interface Value {
  readonly key: string;
  readonly text: string;
  /** With dots. */
  readonly path: string;
}

function namespaceIn({ view }: Kustomization, { path, text }: Value): Mark | undefined {
  const at = view.get('namespace');
  return path === 'metadata.namespace' && at.text === text ? at.mark : undefined;
}

/** `images` replaces a name, a tag or a digest. */
function imageIn({ view }: Kustomization, { key, text }: Value): Mark | undefined {
  if (key !== 'image') return undefined;
  for (const image of view.get('images').items) {
    const name = image.get('newName').text ?? image.get('name').text;
    if (name === undefined || !(text === name || /^[:@]/.test(text.slice(name.length)))) continue;
    if (!text.startsWith(name)) continue;
    const set = ['newTag', 'digest', 'newName'].find((field) => image.has(field));
    return image.get(set ?? 'name').mark;
  }
  return undefined;
}

/** A patch that is written into the kustomization, as a text: YAML in YAML. */
function inlinePatchIn({ view }: Kustomization, { key, text }: Value): Mark | undefined {
  const patches = ['patches.*.patch', 'patchesJson6902.*.patch', 'patchesStrategicMerge.*'];
  for (const patch of patches.flatMap((field) => matches(view, field))) {
    const found = valueIn(readSource('patch.yaml', patch.text ?? ''), key, text);
    const span = found && absolute(found);
    if (span !== undefined) return patch.part(span.start, span.end);
  }
  return undefined;
}

/** Where a patch gives a text to a key. */
function valueIn(patch: SourceFile, key: string, text: string): Mark | undefined {
  return patch.documents
    .flatMap(({ view }) => scalarsOf(view))
    .find((one) => keyOf(one) === key && one.text === text)?.mark;
}

/** The key that a value is for: in an operation of a JSON patch it ends its `path`. */
function keyOf({ key, parent }: View): string | number | undefined {
  const path = key === 'value' && parent?.has('op') === true ? parent.get('path').text : undefined;
  return path === undefined ? key : path.slice(path.lastIndexOf('/') + 1);
}

function scalarsOf(view: View): readonly View[] {
  const inner = view.type === 'map' ? view.entries : view.items;
  return view.text === undefined ? inner.flatMap(scalarsOf) : [view];
}
