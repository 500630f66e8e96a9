/**
 * Renaming across files. Every place that says the name is found through the graph and replaced
 * letter by letter, so that renaming back gives the same bytes. Where that cannot be right, the
 * answer is a reason instead.
 */
import type { FileEdit, TextEdit } from '../lint/fix.ts';
import { referencesTo } from '../graph/graph.ts';
import type { GraphPlace, GraphReference } from '../graph/model.ts';
import { saidAt, textAt } from '../graph/navigation.ts';
import { nameProblem } from './names.ts';
import { renameObstacle } from './obstacles.ts';
import { Scope } from '../workspace/scope.ts';
import { symbolAt } from '../graph/symbols.ts';
import type { CursorPlace, NamedSymbol } from '../graph/symbols.ts';
import { absolute } from '../yaml/view.ts';
import type { Span } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Why something cannot be renamed, as a sentence. */
export interface Refusal {
  readonly refused: string;
}

export interface Renameable {
  readonly span: Span;
  readonly name: string;
}

export interface RenameEdits {
  readonly edits: readonly FileEdit[];
}

/** A symbol with every place that has to change. */
export interface RenamePlan {
  readonly symbol: NamedSymbol;
  readonly name: string;
  readonly places: readonly GraphPlace[];
  readonly references: readonly GraphReference[];
}

/** The word that a rename starts from, or the reason why there is none. */
export function renameableAt(workspace: Workspace, place: CursorPlace): Renameable | Refusal {
  const plan = planAt(workspace, place);
  if ('refused' in plan) return plan;
  return { span: absolute(plan.symbol.mark), name: plan.name };
}

/** The edits that give what the cursor is on another name everywhere. */
export function renameAt(
  workspace: Workspace,
  place: CursorPlace,
  newName: string,
): RenameEdits | Refusal {
  const plan = planAt(workspace, place);
  if ('refused' in plan) return plan;
  if (newName === plan.name) return { edits: [] };
  const problem = nameProblem(workspace, plan, newName);
  return problem === undefined ? { edits: editsOf(plan, newName) } : { refused: problem };
}

const RENAMED: ReadonlySet<string> = new Set([
  'Service',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'Namespace',
]);

const NOTHING = 'There is no name here that can be renamed.';

function planAt(workspace: Workspace, place: CursorPlace): RenamePlan | Refusal {
  const symbol = symbolAt(workspace, place);
  if (symbol === undefined) return { refused: NOTHING };
  const name = textAt(symbol.mark);
  if (symbol.type === 'object' && !RENAMED.has(symbol.kind)) {
    return { refused: `Names of kind ${symbol.kind} cannot be renamed here.` };
  }
  if (symbol.type === 'port' && /^\d*$/.test(name)) {
    return { refused: 'This is the number of a port, not a name.' };
  }
  const scope = new Scope(workspace);
  const references = referencesTo(workspace, { ...symbol, anyCase: symbol.kind === 'Service' });
  const near = references.filter(
    ({ from, by }) =>
      (by === undefined || symbol.isKey === true) && scope.related(from.path, place.path),
  );
  const said = near.map((one) => ({ path: one.from.path, mark: saidAt(one, symbol) }));
  const places = symbol.kind === 'Namespace' ? [...symbol.places, ...said] : symbol.places;
  if (places.length === 0) {
    const what = symbol.type === 'object' ? symbol.kind : symbol.type;
    return { refused: `No file of this workspace defines the ${what} "${name}".` };
  }
  const plan = { symbol, name, places: [...places, ...said], references: near };
  const obstacle = renameObstacle(workspace, plan, place.path);
  return obstacle === undefined ? plan : { refused: obstacle };
}

function editsOf({ places }: RenamePlan, newName: string): readonly FileEdit[] {
  return [...Map.groupBy(places, ({ path }) => path)].map(([path, found]) => {
    const edits = new Map<number, TextEdit>();
    for (const { mark } of found) {
      const span = absolute(mark);
      edits.set(span.start, { span, text: newName });
    }
    return { path, edits: [...edits.values()].sort((a, b) => a.span.start - b.span.start) };
  });
}
