/** Everything that the analysis can be asked, each question in one form: what a fuzzer calls. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callRootAt, incomingCalls, outgoingCalls } from '../../src/core/calls/call-hierarchy.ts';
import { completionsAt } from '../../src/core/completion/completion.ts';
import { loadSnippets } from '../../src/core/completion/snippet.ts';
import { fileKind } from '../../src/core/files/source.ts';
import { referencesAt } from '../../src/core/graph/graph.ts';
import {
  definitionsAt,
  fileLinks,
  highlightsAt,
  hostHints,
  occurrencesAt,
} from '../../src/core/graph/navigation.ts';
import { countedObjects, usesText } from '../../src/core/graph/uses.ts';
import { findSymbols } from '../../src/core/graph/workspace-symbols.ts';
import { guide } from '../../src/core/guide/guide.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { isolationYaml } from '../../src/core/isolation/policy-yaml.ts';
import type { Linter } from '../../src/core/lint/lint.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { renameAt } from '../../src/core/rename/rename.ts';
import { checkRendered } from '../../src/core/render/rendered.ts';
import { renderTargets } from '../../src/core/render/target.ts';
import { toolCalls } from '../../src/core/render/tools.ts';
import { runSideBySide } from '../../src/core/side-by-side/side-by-side.ts';
import { copyableStacks } from '../../src/core/side-by-side/stack-copies.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { documentErrors } from '../../src/cli/document-errors.ts';
import { ROOT } from '../../src/dev/project.ts';
import { SNIPPET_FILES } from '../../src/snippets.ts';
import { topics } from '../../src/topics/deck.ts';
import { rules } from '../../src/topics/rules.ts';

/** What a question is about. */
export interface Asked {
  readonly workspace: Workspace;
  readonly linter: Linter;
  readonly path: string;
  readonly text: string;
  readonly offset: number;
  /** What a rule, check or hover has thrown, which the product itself only writes down. */
  readonly onError: (error: unknown, who: string) => void;
}

type Question = (asked: Asked) => unknown;

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

const hovers = topics.flatMap((topic) => topic.hovers);
const snippets = SNIPPET_FILES.flatMap(({ name, language }) =>
  loadSnippets(readJson(`snippets/${name}`), language),
);

/** Of one file. */
export const ABOUT_FILE: Readonly<Record<string, Question>> = {
  findings: ({ linter, path }) => linter.findings(path),
  references: ({ workspace, path }) => referencesAt(workspace, path),
  links: ({ workspace, path }) => fileLinks(workspace, path),
  hints: ({ workspace, path, text }) => hostHints(workspace, path, { start: 0, end: text.length }),
  lenses: ({ workspace, path }) =>
    countedObjects(workspace, path)
      .slice(0, 3)
      .map(({ span }) => usesText(workspace, path, span.start)),
  errors: ({ workspace, path }) => {
    const file = workspace.file(path);
    return file && documentErrors(file);
  },
};

/** At one place of a file. */
export const AT_PLACE: Readonly<Record<string, Question>> = {
  hover: ({ workspace, path, offset }) => hoverAt(workspace, hovers, { path, offset }),
  completion: ({ workspace, path, text, offset }) =>
    completionsAt(workspace, snippets, { path, kind: fileKind(path), text, offset }),
  definitions: ({ workspace, path, offset }) => definitionsAt(workspace, { path, offset }),
  highlights: ({ workspace, path, offset }) => highlightsAt(workspace, { path, offset }),
  occurrences: ({ workspace, path, offset }) => occurrencesAt(workspace, { path, offset }),
  rename: ({ workspace, path, offset }) => renameAt(workspace, { path, offset }, 'new-name'),
  calls: ({ workspace, path, offset }) => {
    const item = callRootAt(workspace, { path, offset });
    return item && [incomingCalls(workspace, item), outgoingCalls(workspace, item)];
  },
};

/** Of all files together. */
export const ABOUT_ALL: Readonly<Record<string, Question>> = {
  guide: ({ workspace, onError }) => guide(topics, new Scope(workspace), onError),
  policies: ({ workspace }) => isolationYaml(deriveIsolation(workspace), { workspace }),
  map: ({ workspace }) => stackMap(workspace),
  'side by side': ({ workspace }) =>
    copyableStacks(workspace)
      .slice(0, 3)
      .map((stack) => runSideBySide(workspace, stack, 'copy')),
  symbols: ({ workspace }) => findSymbols(workspace, 'web'),
  render: ({ workspace, text, onError }) =>
    renderTargets(workspace)
      .slice(0, 2)
      .map((target) => [
        toolCalls(target),
        checkRendered(workspace, { target, output: text, rules, options: { onError } }),
      ]),
};
