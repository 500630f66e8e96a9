/** What must hold of every input: nothing throws, nothing takes long, nothing leaks, fixes fit. */
import { applyEdits } from '../../src/core/lint/fix.ts';
import type { FileEdit } from '../../src/core/lint/fix.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { SourceDocument } from '../../src/core/files/source.ts';
import { splitDocuments } from '../../src/core/yaml/yaml.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';
import { ABOUT_ALL, ABOUT_FILE, AT_PLACE } from './calls.ts';
import type { Asked } from './calls.ts';
import type { Files } from './growing.ts';
import type { Random } from './random.ts';

export interface Failure {
  /** The same for the same mistake, whatever the input was. */
  readonly signature: string;
  readonly detail: string;
}

export interface Looked {
  readonly calls: number;
  readonly slowest: { readonly call: string; readonly ms: number };
  readonly failures: readonly Failure[];
}

/** No call may take longer. In milliseconds of the processor. */
const LONGEST_CALL = 1000;

/** What no output may hold: the values of a Secret that is part of every workspace. */
export const CANARIES: readonly string[] = ['canary-4f1d-clear', 'canary-4f1d-coded'];

const VAULT = `apiVersion: v1
kind: Secret
metadata: {name: canaries}
stringData: {password: ${CANARIES[0] ?? ''}, url: "http://someone:${CANARIES[0] ?? ''}@db.example.com"}
data: {token: ${Buffer.from(CANARIES[1] ?? '').toString('base64')}}
`;

/** Asks everything about a workspace of these files, at places that `random` picks. */
export function lookAt(files: Files, random: Random): Looked {
  const run = new Run();
  const all = { ...files, 'canaries.yaml': VAULT };
  const workspace = new Workspace();
  const linter = new Linter(workspace, rules, { onError: run.onError });
  const changes = Object.entries(all).map(([path, text]) => ({ path, text }));
  run.call('change', () => workspace.change(changes, ['.env', 'web/.env', 'web/main.go']));
  for (const { path, text } of changes) {
    const asked = (offset: number): Asked => ({
      ...{ workspace, linter, path, text, offset },
      onError: run.onError,
    });
    for (const [name, ask] of Object.entries(ABOUT_FILE)) run.call(name, () => ask(asked(0)));
    for (let i = 0; i < 3; i++) {
      const offset = random.int(text.length + 1);
      for (const [name, ask] of Object.entries(AT_PLACE)) run.call(name, () => ask(asked(offset)));
    }
    run.call('fixes', () => {
      for (const failure of misfits(workspace, linter, path)) run.fail(failure);
    });
  }
  const [first] = changes;
  const place = { path: first?.path ?? '', text: first?.text ?? '', offset: 0 };
  for (const [name, ask] of Object.entries(ABOUT_ALL))
    run.call(name, () => ask({ workspace, linter, ...place, onError: run.onError }));
  return run;
}

class Run implements Looked {
  calls = 0;
  slowest = { call: '', ms: 0 };
  readonly failures: Failure[] = [];

  readonly onError = (error: unknown, who: string): void => {
    this.fail({ signature: `${who} throws ${placeOf(error)}`, detail: stackOf(error) });
  };

  fail(failure: Failure): void {
    const isKnown = this.failures.some(({ signature }) => signature === failure.signature);
    if (!isKnown) this.failures.push(failure);
  }

  call(name: string, work: () => unknown): void {
    this.calls++;
    const before = process.cpuUsage();
    try {
      this.#search(name, work());
    } catch (error) {
      this.onError(error, name);
    }
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms > this.slowest.ms) this.slowest = { call: name, ms };
    if (ms > LONGEST_CALL)
      this.fail({ signature: `${name} is slow`, detail: `${ms.toFixed(0)} ms` });
  }

  #search(name: string, answer: unknown): void {
    const text = JSON.stringify([answer], withoutSources);
    for (const canary of CANARIES)
      if (text.includes(canary)) this.fail({ signature: `${name} tells a secret`, detail: canary });
  }
}

/** Marks hold the document that they point into, which nobody is shown. */
function withoutSources(key: string, value: unknown): unknown {
  return ['document', 'view', 'file', 'workspace', 'at', 'from', 'to'].includes(key)
    ? undefined
    : value;
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The message without what the input has put into it, and the line of ours that threw. */
function placeOf(error: unknown): string {
  const [message = '', ...lines] = stackOf(error).split('\n');
  const own = lines.find((line) => line.includes('/src/'))?.trim() ?? '';
  return `${message.replace(/"[^"]*"|\d+/g, '_').slice(0, 80)} ${own.replace(/^.*\/src\//, '')}`;
}

/** Fixes that cannot be applied, or break a file that was whole. */
function misfits(workspace: Workspace, linter: Linter, path: string): readonly Failure[] {
  return linter.findings(path).flatMap(({ rule, fixes }) =>
    fixes.flatMap((fix) =>
      fix.edits().flatMap((edit) => {
        const reason = misfit(workspace, edit);
        return reason === undefined
          ? []
          : [{ signature: `a fix of ${rule} ${reason}`, detail: fix.title }];
      }),
    ),
  );
}

function misfit(workspace: Workspace, edit: FileEdit): string | undefined {
  if (!('edits' in edit)) return undefined;
  const file = workspace.file(edit.path);
  if (file === undefined) return 'changes a file that is not there';
  const outside = edit.edits.some(
    ({ span }) => span.start < 0 || span.end > file.text.length || span.start > span.end,
  );
  if (outside) return 'changes what is outside of the file';
  if (file.kind === 'dockerfile' || file.kind === 'text' || errorsIn(file.text) > 0)
    return undefined;
  return errorsIn(applyEdits(file.text, edit.edits)) > 0 ? 'breaks the file' : undefined;
}

function errorsIn(text: string): number {
  return splitDocuments(text).flatMap(
    ({ start, end }) => new SourceDocument(text.slice(start, end), 0).tree.errors,
  ).length;
}
