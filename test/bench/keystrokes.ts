/** One file in an editor. */
import { readSchema } from '../../src/cli/schema.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { longFile } from './manifests.ts';
import { ROUNDS, time } from './measure.ts';
import type { Row } from './measure.ts';
import { events, trees } from './parsers.ts';

const rules = topics.flatMap((topic) => topic.rules);
const hovers = topics.flatMap((topic) => topic.hovers);

/** Keystrokes in the middle of a value, and where a letter breaks the document. */
export function* keystrokesIn(lines: number, limit: number): Iterable<Row> {
  const text = longFile(lines);
  const middle = text.indexOf('- name: NEIGHBOUR_HOST', Math.floor(text.length / 3));
  const name = `${String(lines)} lines`;
  yield* keystrokes({ name, text, place: text.indexOf('app-', middle) + 2, limit });
  yield* keystrokes({ name: `${name}, broken`, text, place: middle + '- name:'.length });
}

interface Typing {
  readonly name: string;
  readonly text: string;
  readonly place: number;
  readonly limit?: number;
}

/** Index, findings and, after that, a hover. */
function* keystrokes({ name, text, place, limit }: Typing): Iterable<Row> {
  const path = 'apps/big.yaml';
  const workspace = new Workspace();
  const linter = new Linter(workspace, rules, { schema: readSchema });
  workspace.change([{ path, text }]);
  linter.findings(path);
  let count = 0;
  const typed = (): string =>
    `${text.slice(0, place)}${'x'.repeat(1 + (count++ % 2))}${text.slice(place)}`;
  const lint = (): void => {
    for (const stale of linter.stale(workspace.change([{ path, text: typed() }])))
      linter.findings(stale);
  };
  let slowest = 0;
  const ours = time(() => {
    const started = performance.now();
    lint();
    slowest = Math.max(slowest, performance.now() - started);
  }, ROUNDS * 5);
  const hover = time(() => {
    workspace.change([{ path, text: typed() }]);
    hoverAt(workspace, hovers, { path, offset: place + 40 });
  }, ROUNDS * 5);
  yield {
    ...{ name: `keystroke, ${name}`, ours },
    ...{
      events: time(() => {
        events(typed());
      }),
      yaml: time(() => {
        trees(typed());
      }),
    },
    ...(limit !== undefined && { limit }),
  };
  yield { name: '  the slowest of them', ours: slowest };
  yield { name: '  keystroke and hover', ours: hover, limit: 5 };
}
