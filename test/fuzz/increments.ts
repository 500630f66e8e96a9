/** Random edits, one behind the other, must lead to what a fresh start finds. */
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';
import type { Failure } from './oracles.ts';

/** A new text for a file; without one the file goes. */
export interface Step {
  readonly path: string;
  readonly text?: string;
}

const told = ({ fixes, ...finding }: Finding): string =>
  JSON.stringify([finding, fixes.map((fix) => [fix.title, fix.edits()])]);

/** The rules whose findings differ from a fresh start after all steps. */
export function differences(steps: readonly Step[]): readonly Failure[] {
  const workspace = new Workspace();
  const linter = new Linter(workspace, rules);
  const files = new Map<string, string>();
  const shown = new Map<string, readonly Finding[]>();
  for (const { path, text } of steps) {
    const isNew = !files.has(path);
    const change =
      text === undefined
        ? workspace.remove([path])
        : workspace.change([{ path, text }], isNew ? [path] : []);
    if (text === undefined) files.delete(path);
    else files.set(path, text);
    for (const stale of linter.stale(change)) shown.set(stale, linter.findings(stale));
  }
  const fresh = new Workspace();
  fresh.change(
    [...files].map(([path, text]) => ({ path, text })),
    [...files.keys()],
  );
  const anew = new Linter(fresh, rules);
  return [...files.keys()].flatMap((path) => compared(shown.get(path) ?? [], anew.findings(path)));
}

function compared(have: readonly Finding[], want: readonly Finding[]): readonly Failure[] {
  const [before, after] = [new Set(have.map(told)), new Set(want.map(told))];
  const stale = have.filter((finding) => !after.has(told(finding)));
  const lost = want.filter((finding) => !before.has(told(finding)));
  return [...stale, ...lost].map((finding) => ({
    signature: `${finding.rule} differs from a fresh start`,
    detail: told(finding).slice(0, 400),
  }));
}
