/** Several fixes at once: each one wholly, or not at all. */
import type { Fix, TextEdit } from './fix.ts';

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

interface Growing {
  readonly edits: TextEdit[];
  readonly creates: string[];
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
    const clashes = changes.some((change) => {
      const known = files.get(change.path);
      if (known === undefined) return false;
      return 'create' in change
        ? known.creates.some((text) => text !== change.create)
        : change.edits.some((edit) => known.edits.some((other) => clash(edit, other)));
    });
    if (clashes) return false;
    for (const change of changes) {
      const { edits, creates } = entryFor(files, change.path);
      if ('create' in change) addNew(creates, change.create, (text) => text === change.create);
      else for (const edit of change.edits) addNew(edits, edit, (other) => isSame(edit, other));
    }
    return true;
  });
  return { files, taken };
}

function entryFor(files: Map<string, Growing>, path: string): Growing {
  const known = files.get(path) ?? { edits: [], creates: [] };
  files.set(path, known);
  return known;
}

function addNew<Item>(items: Item[], item: Item, isSame: (other: Item) => boolean): void {
  if (!items.some(isSame)) items.push(item);
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;
}

/** Two texts for one place may stand one behind the other; a change of the same text may not. */
function clash(a: TextEdit, b: TextEdit): boolean {
  return !isSame(a, b) && a.span.start < b.span.end && b.span.start < a.span.end;
}
