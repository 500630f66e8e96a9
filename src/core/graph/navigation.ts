/** From a name to what it stands for, back to all who use it, and along the paths of files. */
import { leadsTo, referencesAt, referencesTo } from './graph.ts';
import type { GraphPlace, GraphReference } from './model.ts';
import { distinctPlaces } from './model.ts';
import { symbolAt } from './symbols.ts';
import type { CursorPlace, NamedSymbol } from './symbols.ts';
import { absolute } from '../yaml/view.ts';
import type { Mark } from '../yaml/view.ts';
import type { Span } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Definitions {
  /** The word that was asked about. */
  readonly span: Span;
  readonly places: readonly GraphPlace[];
}

/** Where what the cursor is on is defined; undefined where the files do not say. */
export function definitionsAt(workspace: Workspace, place: CursorPlace): Definitions | undefined {
  const symbol = symbolAt(workspace, place);
  if (symbol === undefined || symbol.places.length === 0) return undefined;
  return { span: absolute(symbol.mark), places: symbol.places };
}

/** A place that says the name of something, and whether it defines it. */
export interface Occurrence extends GraphPlace {
  readonly defines: boolean;
}

/** All places that say the name of what the cursor is on, definitions first. */
export function occurrencesAt(workspace: Workspace, place: CursorPlace): readonly Occurrence[] {
  const symbol = symbolAt(workspace, place);
  if (symbol === undefined) return [];
  return occurrencesOf(symbol, referencesTo(workspace, symbol));
}

function occurrencesOf(
  symbol: NamedSymbol,
  references: readonly GraphReference[],
): readonly Occurrence[] {
  const all = [
    ...symbol.places.map((place) => ({ ...place, defines: true })),
    ...references
      .filter(({ by }) => by !== 'port' || symbol.isKey === true)
      .map((reference) => ({
        ...{ path: reference.from.path, mark: saidAt(reference, symbol) },
        defines: false,
      })),
  ];
  return distinctPlaces(all);
}

/** The word of a reference that names the symbol itself. */
export function saidAt({ from, name, key }: GraphReference, { isKey }: NamedSymbol): Mark {
  return isKey === true && key !== undefined ? key.mark : (name ?? from.mark);
}

/** The same within one file only, which looks into no other. */
export function highlightsAt(workspace: Workspace, place: CursorPlace): readonly Occurrence[] {
  const symbol = symbolAt(workspace, place);
  if (symbol === undefined) return [];
  const references = referencesAt(workspace, place.path).filter((one) => leadsTo(one, symbol));
  return occurrencesOf(symbol, references).filter(({ path }) => path === place.path);
}

/** A path that stands in a file, and the file it leads to. */
export interface FileLink {
  readonly span: Span;
  readonly to: GraphPlace;
}

export function fileLinks(workspace: Workspace, path: string): readonly FileLink[] {
  return referencesAt(workspace, path).flatMap(({ target, from, to }) => {
    const [first] = to;
    const isFile = target.kind === 'File' || target.kind === 'Folder';
    return isFile && first !== undefined ? [{ span: absolute(from.mark), to: first }] : [];
  });
}

/** What stands behind a short host name, as `.blue.svc`; nothing where it depends. */
export interface HostHint {
  readonly offset: number;
  readonly text: string;
  readonly to: GraphPlace | undefined;
}

export function hostHints(workspace: Workspace, path: string, within: Span): readonly HostHint[] {
  const references = referencesAt(workspace, path).filter(({ from, name, target, state }) => {
    const { start, end } = absolute(from.mark);
    const isHost = name !== undefined && target.kind === 'Service' && state === 'resolved';
    // What Secrets hold is shown as it is, or not at all.
    return isHost && from.object?.kind !== 'Secret' && start <= within.end && end >= within.start;
  });
  const byPlace = Map.groupBy(references, ({ from }) => absolute(from.mark).end);
  return [...byPlace].flatMap(([offset, found]) => {
    const [first] = found;
    const namespaces = new Set(found.map(({ target }) => target.namespace));
    if (first === undefined || namespaces.size > 1 || textAt(first.from.mark).includes('.'))
      return [];
    return [{ offset, text: `.${first.target.namespace}.svc`, to: first.to[0] }];
  });
}

export function textAt({ document, start, end }: Mark): string {
  return document.text.slice(start, end);
}
