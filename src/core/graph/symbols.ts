/** What stands at a place of a file, as something with a name: where it is defined, and its words. */
import { keyPlaces } from './config-keys.ts';
import { readCompose } from '../compose/compose.ts';
import { referencesAt } from './graph.ts';
import type { Named } from './graph.ts';
import { distinctPlaces, placeAt, placeOf } from './model.ts';
import type { GraphPlace, GraphReference } from './model.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { Scope } from '../workspace/scope.ts';
import { folderOf } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import { contains } from '../text/text.ts';
import { absolute } from '../yaml/view.ts';
import type { Mark, View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface CursorPlace {
  readonly path: string;
  readonly offset: number;
}

/** Something with a name, and the word under the cursor that says it. */
export interface NamedSymbol extends Named {
  readonly type: 'object' | 'key' | 'port';
  readonly mark: Mark;
}

/** What the cursor is on: a definition, else a reference that leads to one. */
export function symbolAt(workspace: Workspace, place: CursorPlace): NamedSymbol | undefined {
  return definedAt(workspace, place) ?? referredAt(workspace, place);
}

/** The reference whose word is under the cursor, the shortest first. */
export function referencesUnder(
  workspace: Workspace,
  { path, offset }: CursorPlace,
): readonly GraphReference[] {
  const under = referencesAt(workspace, path).filter(
    ({ from, key }) => holds(from.mark, offset) || (key !== undefined && holds(key.mark, offset)),
  );
  const length = ({ from }: GraphReference): number => from.mark.end - from.mark.start;
  return [...under].sort((a, b) => length(a) - length(b));
}

export function holds(mark: Mark, offset: number): boolean {
  return contains(absolute(mark), offset);
}

function referredAt(workspace: Workspace, place: CursorPlace): NamedSymbol | undefined {
  const under = referencesUnder(workspace, place);
  const asked = under.find(({ key }) => key !== undefined && holds(key.mark, place.offset));
  if (asked?.key !== undefined) return keySymbol(asked, under);
  const named = under.find(({ name, from }) => holds(name ?? from.mark, place.offset));
  if (named === undefined) return undefined;
  const mark = named.name ?? named.from.mark;
  const same = under.filter(({ name, from }) => (name ?? from.mark).start === mark.start);
  const { kind, name, namespace } = named.target;
  return {
    ...{ type: 'object', kind, mark },
    places: distinctPlaces(same.flatMap(({ to }) => to)),
    words: wordsOf(workspace, kind, name),
    ...(kind === 'Service' && namespace !== '' && { anyCase: true }),
  };
}

function keySymbol(asked: GraphReference, under: readonly GraphReference[]): NamedSymbol {
  const mark = asked.key?.mark ?? asked.from.mark;
  const same = under.filter(({ key }) => key?.mark.start === mark.start);
  const isConfig = ['ConfigMap', 'Secret'].includes(asked.target.kind);
  return {
    ...{ type: isConfig ? 'key' : 'port', kind: asked.target.kind, mark, isKey: true },
    places: distinctPlaces(same.flatMap(({ key }) => key?.to ?? [])),
    words: [asked.target.key ?? ''],
  };
}

/** The name as it is written, and as kustomize changes it. */
function wordsOf(workspace: Workspace, kind: string, name: string): readonly string[] {
  const placed = [...workspace.objectsNamed(kind, name)].flatMap((object) => [
    object.name ?? '',
    ...workspace.placements(object).map((placement) => placement.name ?? ''),
  ]);
  return [...new Set([name, ...placed])];
}

function definedAt(workspace: Workspace, place: CursorPlace): NamedSymbol | undefined {
  const file = workspace.file(place.path);
  switch (file?.kind) {
    case 'yaml':
    case 'json': {
      const object = workspace
        .objectsIn(place.path)
        .find(({ view }) => holds(view.mark, place.offset));
      return object && definedIn(workspace, object, place.offset);
    }
    case 'kustomization':
      return generatedAt(workspace, place);
    case 'compose':
      return composeEntry(file, place.offset);
    case 'dockerfile':
      return stageAt(file, place.offset);
    default:
      return undefined;
  }
}

function definedIn(
  workspace: Workspace,
  object: KubernetesObject,
  offset: number,
): NamedSymbol | undefined {
  const { view, kind, name, path } = object;
  const at = view.get('metadata', 'name');
  // Endpoints are called like their Service on purpose: their name is a reference.
  if (name !== undefined && kind !== 'Endpoints' && holds(at.mark, offset)) {
    return {
      ...{ type: 'object', kind, mark: at.mark },
      places: distinctPlaces([placeOf(object), ...sameObject(workspace, object)]),
      words: wordsOf(workspace, kind, name),
      ...(kind === 'Service' && { anyCase: true }),
    };
  }
  const key = ['data', 'stringData', 'binaryData']
    .flatMap((field) => (object.keys === undefined ? [] : view.get(field).entries))
    .filter(({ key: written }) => object.keys?.includes(written))
    .find(({ keyMark }) => holds(keyMark, offset));
  if (key !== undefined) return keyOf(workspace, object, key);
  const port = [...servicePorts(object), ...containerPorts(object)].find(({ mark }) =>
    holds(mark, offset),
  );
  if (port?.text === undefined) return undefined;
  const mark = port.mark;
  return { type: 'port', kind, mark, places: [{ path, mark }], words: [port.text], isKey: true };
}

/** Patches say the name of an object, too. */
function sameObject(workspace: Workspace, object: KubernetesObject): readonly GraphPlace[] {
  const scope = new Scope(workspace);
  return scope
    .definitions(object.kind, object.name ?? '', object.path, scope.namespacesOf(object))
    .map(({ path, mark }) => ({ path, mark }));
}

function keyOf(
  workspace: Workspace,
  object: KubernetesObject,
  key: View & { readonly key: string },
): NamedSymbol {
  const scope = new Scope(workspace);
  const others = scope
    .definitions(object.kind, object.name ?? '', object.path, scope.namespacesOf(object))
    .flatMap((definition) => keyPlaces(definition, key.key));
  return {
    ...{ type: 'key', kind: object.kind, mark: key.keyMark, isKey: true },
    places: distinctPlaces([{ path: object.path, mark: key.keyMark }, ...others]),
    words: [key.key],
  };
}

function servicePorts({ service, view }: KubernetesObject): readonly View[] {
  if (service === undefined) return [];
  return view.get('spec', 'ports').items.flatMap((item) => [item.get('name'), item.get('port')]);
}

function containerPorts(object: KubernetesObject): readonly View[] {
  return (workloadOf(object)?.containers ?? [])
    .flatMap(({ view }) => view.get('ports').items)
    .map((item) => item.get('name'));
}

function generatedAt(workspace: Workspace, place: CursorPlace): NamedSymbol | undefined {
  const found = workspace.structure.kustomizations.get(folderOf(place.path));
  const made = found?.generated.find(({ at }) => holds(at.mark, place.offset));
  if (found?.path !== place.path || made === undefined) return undefined;
  const { kind, name, at } = made;
  const scope = new Scope(workspace);
  const all = scope.definitionsAnywhere(kind, name, place.path);
  return {
    ...{ type: 'object', kind, mark: at.mark },
    places: distinctPlaces([
      placeAt(place.path, at),
      ...all.map(({ path, mark }) => ({ path, mark })),
    ]),
    words: [name],
  };
}

const SECTIONS: readonly (readonly [section: string, kind: string])[] = [
  ['services', 'ComposeService'],
  ['networks', 'ComposeNetwork'],
  ['volumes', 'ComposeVolume'],
  ['secrets', 'ComposeSecret'],
  ['configs', 'ComposeConfig'],
];

function composeEntry(file: SourceFile, offset: number): NamedSymbol | undefined {
  const view = readCompose(file)?.view;
  if (view === undefined) return undefined;
  for (const [section, kind] of SECTIONS) {
    const entry = view.get(section).entries.find(({ keyMark }) => holds(keyMark, offset));
    if (entry === undefined) continue;
    const mark = entry.keyMark;
    return { type: 'object', kind, mark, places: [{ path: file.path, mark }], words: [entry.key] };
  }
  return undefined;
}

function stageAt(file: SourceFile, offset: number): NamedSymbol | undefined {
  const [document] = file.documents;
  const name = document?.dockerfile.stages
    .map((stage) => stage.name)
    .find((word) => word !== undefined && contains(word.span, offset));
  if (document === undefined || name === undefined) return undefined;
  const mark = { document, ...name.span };
  const places = [{ path: file.path, mark }];
  return { type: 'object', kind: 'DockerfileStage', mark, places, words: [name.text] };
}
