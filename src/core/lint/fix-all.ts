/** Several fixes at once: each one wholly, or not at all. */
import type { FileEdit, Fix, TextEdit } from './fix.ts';

/** What the fixes do to one file. */
export interface CombinedEdits {
  readonly edits: readonly TextEdit[];
  /** Texts for the end of the file, which is made where it is missing. */
  readonly creates: readonly string[];
}

export interface CombinedFixes<Item> {
  /** By path. */
  readonly files: ReadonlyMap<string, CombinedEdits>;
  /** Whose fixes are in it; the others touch what an earlier one changes. */
  readonly taken: readonly Item[];
}

/** A new text, with the parts that fixes have added to it, by id. */
interface Created {
  readonly head: string;
  readonly parts: Map<string, string>;
}

interface Growing {
  readonly edits: TextEdit[];
  created: Created | undefined;
}

/**
 * Takes fixes in their order, and leaves out each one that would change what an earlier one
 * changes. What two of them share, such as the file that both need, is done once.
 * @param isOpen whether a file may be changed; a fix that touches another is left out
 */
export function combineFixes<Item extends { readonly fix: Fix }>(
  items: readonly Item[],
  isOpen: (path: string) => boolean = () => true,
): CombinedFixes<Item> {
  const files = new Map<string, Growing>();
  const taken = items.filter(({ fix }) => {
    const changes = fix.edits();
    if (changes.length === 0 || !changes.every(({ path }) => isOpen(path))) return false;
    if (changes.some((change) => clashes(change, files.get(change.path)))) return false;
    for (const change of changes) take(change, files);
    return true;
  });
  const combined = [...files].map(([path, { edits, created }]): [string, CombinedEdits] => [
    path,
    { edits, creates: created === undefined ? [] : [textOf(created)] },
  ]);
  return { files: new Map(combined), taken };
}

const textOf = ({ head, parts }: Created): string => head + [...parts.values()].join('');

function clashes(change: FileEdit, known: Growing | undefined): boolean {
  if (known === undefined) return false;
  if ('edits' in change)
    return change.edits.some((edit) => known.edits.some((other) => clash(edit, other)));
  const { created } = known;
  const { create, part } = change;
  if (created === undefined) return false;
  const before = part && created.parts.get(part.id);
  return created.head !== create || (before !== undefined && before !== part?.text);
}

function take(change: FileEdit, files: Map<string, Growing>): void {
  const known = files.get(change.path) ?? { edits: [], created: undefined };
  files.set(change.path, known);
  if ('edits' in change) {
    for (const edit of change.edits) addNew(known.edits, edit, (other) => isSame(edit, other));
    return;
  }
  known.created ??= { head: change.create, parts: new Map() };
  if (change.part !== undefined) known.created.parts.set(change.part.id, change.part.text);
}

function addNew<Item>(items: Item[], item: Item, isSame: (other: Item) => boolean): void {
  if (!items.some(isSame)) items.push(item);
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;
}

/**
 * Two texts for one place may stand one behind the other, unless they would give a map the same key
 * twice; a change of the same text may not.
 */
function clash(a: TextEdit, b: TextEdit): boolean {
  if (isSame(a, b)) return false;
  if (a.span.start === b.span.start && a.span.end === b.span.end && a.span.start === a.span.end) {
    const key = keyIn(a.text);
    return key !== undefined && key === keyIn(b.text);
  }
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

function keyIn(text: string): string | undefined {
  return /^\s*["']?([\w./-]+)["']?:(?:\s|$)/.exec(text)?.[1];
}
