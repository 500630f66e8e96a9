/** Random edit sequences, and what everything answers after them: the same as after a fresh start. */
import fc from 'fast-check';
import { LETTERS, STARTS } from './edit-alphabet.ts';
import { referencesAt } from '../../src/core/graph/graph.ts';
import type { GraphReference } from '../../src/core/graph/model.ts';
import { guide } from '../../src/core/guide/guide.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { isolationYaml } from '../../src/core/isolation/policy-yaml.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import type { WorkspaceChange } from '../../src/core/workspace/workspace.ts';
import { absolute } from '../../src/core/yaml/view.ts';
import { topics } from '../../src/topics/deck.ts';

const rules = topics.flatMap((topic) => topic.rules);

export type Edit =
  | { readonly does: 'write'; readonly path: string; readonly text: string }
  | { readonly does: 'list' | 'remove'; readonly path: string }
  | { readonly does: 'rename'; readonly path: string; readonly to: string }
  /** Types a line of comment above everything in a file. */
  | { readonly does: 'type'; readonly path: string };

const PATHS = LETTERS.map(([path]) => path);
const path = fc.constantFrom(...PATHS);

const writes = LETTERS.map(([at, texts]): fc.Arbitrary<Edit> =>
  texts.length === 0
    ? fc.constant({ does: 'list', path: at })
    : fc.constantFrom(...texts).map((text): Edit => ({ does: 'write', path: at, text })),
);

const starts = fc.constantFrom(
  ...STARTS.map((files) =>
    Object.entries(files).map(([at, text]): Edit => ({ does: 'write', path: at, text })),
  ),
);

const changes = fc.array(
  fc.oneof(
    { weight: 7, arbitrary: fc.oneof(...writes) },
    { weight: 2, arbitrary: path.map((at): Edit => ({ does: 'remove', path: at })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(path, path)
        .map(([from, to]): Edit => ({ does: 'rename', path: from, to })),
    },
    { weight: 1, arbitrary: path.map((at): Edit => ({ does: 'type', path: at })) },
  ),
  { minLength: 1, maxLength: 14, size: 'max' },
);

export const edits: fc.Arbitrary<readonly Edit[]> = fc
  .tuple(starts, changes)
  .map(([start, more]) => [...start, ...more]);

/** What is known about a workspace while it is edited, and the findings that an editor would show. */
class Edited {
  readonly workspace = new Workspace();
  readonly linter = new Linter(this.workspace, rules);
  readonly shown = new Map<string, readonly Finding[]>();

  do(edit: Edit): void {
    const text = this.workspace.file(edit.path)?.text;
    switch (edit.does) {
      case 'write':
        this.#write(edit.path, edit.text);
        break;
      case 'list':
        this.#take(this.workspace.change([], [edit.path]));
        break;
      case 'remove':
        this.#take(this.workspace.remove([edit.path]));
        break;
      case 'rename':
        if (text === undefined) break;
        this.#take(this.workspace.remove([edit.path]));
        this.#write(edit.to, text);
        break;
      case 'type':
        if (text !== undefined) this.#write(edit.path, `# typed\n${text}`);
        break;
    }
  }

  #write(at: string, text: string): void {
    this.#take(this.workspace.change([{ path: at, text }], [at]));
  }

  #take(change: WorkspaceChange): void {
    for (const stale of this.linter.stale(change)) {
      this.shown.set(stale, this.linter.findings(stale));
    }
  }
}

/** The same files, all read at once. */
function fresh({ workspace }: Edited): Edited {
  const started = new Edited();
  const texts = workspace.files.map(({ path: at, text }) => ({ path: at, text }));
  started.workspace.change(texts, workspace.paths);
  for (const { path: at } of workspace.files) started.shown.set(at, started.linter.findings(at));
  return started;
}

const findingText = ({ fixes, ...finding }: Finding): unknown => [
  finding,
  fixes.map(({ edits: make, ...fix }) => [fix, make()]),
];

const referenceText = ({ from, to, key, ...reference }: GraphReference): unknown => [
  ...[from, ...to, ...(key?.to ?? [])].map((place) => [place.path, absolute(place.mark)]),
  ...[reference.field, reference.state, reference.by],
];

/** What every feature answers, as data that two workspaces can be compared by. */
function answers({ workspace, shown }: Edited): Readonly<Record<string, unknown>> {
  const paths = workspace.files.map(({ path: at }) => at);
  return {
    findings: paths.flatMap((at) => shown.get(at) ?? []).map(findingText),
    graph: paths.flatMap((at) => referencesAt(workspace, at)).map(referenceText),
    guide: JSON.stringify(guide(topics, new Scope(workspace))),
    map: JSON.stringify(stackMap(workspace)),
    policies: isolationYaml(deriveIsolation(workspace), { workspace }),
    namespaces: workspace.namespaces,
  };
}

/** What is answered after the edits, and by a fresh start over the same files. */
export function afterEdits(sequence: readonly Edit[]): {
  readonly edited: Readonly<Record<string, unknown>>;
  readonly started: Readonly<Record<string, unknown>>;
} {
  const edited = new Edited();
  for (const edit of sequence) edited.do(edit);
  return { edited: answers(edited), started: answers(fresh(edited)) };
}
