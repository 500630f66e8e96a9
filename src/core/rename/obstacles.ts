/** What keeps a rename from being right. */
import { isBuiltInName } from '../kubernetes/built-in-names.ts';
import { referencesAt } from '../graph/graph.ts';
import { isTemplated, placeOf, placeKey, samePlace } from '../graph/model.ts';
import type { GraphPlace, GraphReference } from '../graph/model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { saidAt, textAt } from '../graph/navigation.ts';
import { matches } from '../graph/references.ts';
import type { RenamePlan } from './rename.ts';
import { Scope } from '../workspace/scope.ts';
import type { SourceFile } from '../files/source.ts';
import type { NamedSymbol } from '../graph/symbols.ts';
import { contains } from '../text/text.ts';
import { placesOfWord } from '../text/words.ts';
import { absolute } from '../yaml/view.ts';
import type { Mark } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The first reason against renaming what was planned, as a sentence. */
export function renameObstacle(
  workspace: Workspace,
  plan: RenamePlan,
  path: string,
): string | undefined {
  return (
    givenName(plan) ??
    madeElsewhere(workspace, plan) ??
    keyInUse(workspace, plan) ??
    otherSpelling(plan) ??
    otherMeaning(workspace, plan) ??
    hiddenMention(workspace, plan, path)
  );
}

export function objectAt(
  workspace: Workspace,
  { path, mark }: GraphPlace,
): KubernetesObject | undefined {
  return workspace
    .objectsIn(path)
    .find(
      ({ document, view }) =>
        document === mark.document && contains(view.span, absolute(mark).start),
    );
}

function givenName({ symbol: { type, kind }, name }: RenamePlan): string | undefined {
  if (isTemplated(name)) return 'The name comes out of a template.';
  if (type === 'object' && isBuiltInName(kind, name, 'default'))
    return `Kubernetes itself gives the ${kind} its name "${name}".`;
  return undefined;
}

/** Templates, and objects of operators that make another object of a name they hold. */
function madeElsewhere(
  workspace: Workspace,
  { symbol, places, name }: RenamePlan,
): string | undefined {
  for (const place of places) {
    const object = objectAt(workspace, place);
    if (object !== undefined && workspace.roleOf(object) === 'template')
      return `"${name}" stands in ${place.path}, which is a template.`;
  }
  if (symbol.type !== 'object') return undefined;
  for (const place of symbol.places) {
    const object = objectAt(workspace, place);
    const isOwn = object === undefined || samePlace(placeOf(object), place);
    if (object !== undefined && (!isOwn || object.kind !== symbol.kind))
      return `${object.kind}/${object.name ?? '?'} makes the ${symbol.kind} "${name}".`;
  }
  return undefined;
}

/** Keys that are names of variables or files inside containers, or fixed by the kind of Secret. */
function keyInUse(workspace: Workspace, { symbol, name }: RenamePlan): string | undefined {
  if (symbol.type !== 'key') return undefined;
  for (const place of symbol.places) {
    const object = objectAt(workspace, place);
    if (object === undefined) {
      if (textAfter(place) !== '=')
        return `The key "${name}" is the name of a file that kustomize reads.`;
      continue;
    }
    const type = object.view.get('type').text ?? 'Opaque';
    if (type !== 'Opaque') return `Secrets of type ${type} have keys with fixed names.`;
  }
  return wholeUse(workspace, symbol.places, name);
}

const textAfter = ({ mark: { document, end } }: GraphPlace): string =>
  document.text.slice(end, end + 1);

/** `envFrom` and volumes without `items` take all keys, by their names. */
function wholeUse(
  workspace: Workspace,
  places: readonly GraphPlace[],
  name: string,
): string | undefined {
  const scope = new Scope(workspace);
  const owners = places.flatMap((place) => objectAt(workspace, place) ?? []);
  const generators = new Set(places.map(({ path }) => path));
  const names = owners.flatMap((owner) => owner.name ?? []);
  for (const { path, kind, text } of workspace.files) {
    if (kind !== 'yaml' && kind !== 'json') continue;
    if (names.length > 0 && !names.some((one) => text.includes(one))) continue;
    for (const { to, key, field, from, target } of referencesAt(workspace, path)) {
      if (key !== undefined || !['ConfigMap', 'Secret'].includes(target.kind)) continue;
      if (!/envFrom|volumes/.test(field) || !scope.related(path, places[0]?.path ?? path)) continue;
      const isSame = to.some(
        (end) =>
          owners.some((owner) => samePlace(placeOf(owner), end)) ||
          (owners.length === 0 && generators.has(end.path)),
      );
      const what = field.includes('envFrom') ? 'a variable' : 'a file';
      if (isSame)
        return `The key "${name}" is also the name of ${what} in ${from.object?.kind ?? ''}/${from.object?.name ?? ''}.`;
    }
  }
  return undefined;
}

/** Prefixes of kustomize, capital letters, escapes: the place does not hold the name as it is. */
function otherSpelling({ places, name }: RenamePlan): string | undefined {
  const other = places.find(({ mark }) => textAt(mark) !== name);
  if (other === undefined) return undefined;
  const text = textAt(other.mark);
  return text.includes('\n') || text.length > 300
    ? `"${name}" stands in ${other.path} in a form that cannot be edited word by word.`
    : `${other.path} calls it "${text}", not "${name}".`;
}

/** A file that is used several times can mean one thing here and another there. */
function otherMeaning(
  workspace: Workspace,
  { symbol, references, name }: RenamePlan,
): string | undefined {
  if (symbol.kind === 'Namespace') return undefined;
  for (const reference of references) {
    const mark = saidAt(reference, symbol);
    const stranger = referencesAt(workspace, reference.from.path)
      .filter((one) => sameMark(saidAt(one, symbol), mark) && one.target.kind !== 'Namespace')
      .filter(({ by }) => by === undefined || symbol.isKey === true)
      .find((one) => leadsElsewhere(one, symbol));
    if (stranger === undefined) continue;
    const { kind, name: other, namespace } = stranger.target;
    return `"${name}" in ${reference.from.path} also means ${kind}/${other} of namespace "${namespace}".`;
  }
  return undefined;
}

function leadsElsewhere(
  { to, key }: GraphReference,
  { isKey, places }: RenamePlan['symbol'],
): boolean {
  const ends = isKey === true ? (key?.to ?? []) : to;
  const own = new Set(places.map(placeKey));
  return ends.some((end) => !own.has(placeKey(end)));
}

const sameMark = (a: Mark, b: Mark): boolean => a.document === b.document && a.start === b.start;

/** Files that cannot be read, and parts of kustomizations that are not followed. */
function hiddenMention(
  workspace: Workspace,
  { symbol, name, places }: RenamePlan,
  path: string,
): string | undefined {
  const scope = new Scope(workspace);
  for (const file of workspace.files) {
    if (!hasName(file.text, name) || !scope.related(file.path, path)) continue;
    if (isBroken(file, name))
      return `"${name}" also stands in ${file.path}, which cannot be read as it is.`;
    const own = places.filter((place) => place.path === file.path);
    if (own.length === 0 && takesAway(file, symbol, name))
      return `A patch in ${file.path} takes "${name}" away, by its name.`;
    const edited = new Set(own.map(({ mark }) => absolute(mark).start));
    if (file.kind === 'kustomization' && isInPatch(file, name, edited))
      return `A patch or replacement in ${file.path} also holds "${name}".`;
  }
  return undefined;
}

/** What is taken away is in no namespace of the patch, so that the two do not meet there. */
function takesAway(file: SourceFile, { type, kind }: NamedSymbol, name: string): boolean {
  return (
    type === 'object' &&
    file.documents.some(
      ({ view }) =>
        view.get('$patch').text === 'delete' &&
        view.get('kind').text === kind &&
        view.get('metadata', 'name').text === name,
    )
  );
}

function isBroken(file: SourceFile, word: string): boolean {
  if (file.skipped !== undefined) return true;
  if (!['yaml', 'json', 'kustomization'].includes(file.kind)) return false;
  return file.documents.some(({ text, tree }) => hasName(text, word) && tree.errors.length > 0);
}

/** Whether a name stands in a text by itself, not as a part of a longer one; a sentence may end with it. */
function hasName(text: string, name: string): boolean {
  return placesOfWord(text, name, /[\w-]/).some((at) => text.charAt(at - 1) !== '.');
}

/** Inline patches, variables and replacements are texts of their own kind. */
const UNREAD = [
  'patches.*.patch',
  'patchesJson6902.*.patch',
  'patchesStrategicMerge.*',
  'vars.*.objref.name',
  'replacements.*.targets.*.select.name',
];

function isInPatch(file: SourceFile, word: string, edited: ReadonlySet<number>): boolean {
  const view = file.documents[0]?.view;
  if (view === undefined) return false;
  return UNREAD.flatMap((field) => matches(view, field)).some((at) => {
    const text = at.text ?? '';
    const isPath = at.path.includes('patchesStrategicMerge') && !text.includes('\n');
    return !isPath && hasName(text, word) && !edited.has(at.span.start);
  });
}
