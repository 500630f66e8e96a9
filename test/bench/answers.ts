/** What an editor asks at a place of a long file, in a workspace of many objects. */
import { callRootAt, incomingCalls, outgoingCalls } from '../../src/core/calls/call-hierarchy.ts';
import { readSchema } from '../../src/cli/schema.ts';
import { completionsAt } from '../../src/core/completion/completion.ts';
import type { CompletionRequest } from '../../src/core/completion/place.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import {
  definitionsAt,
  highlightsAt,
  hostHints,
  occurrencesAt,
} from '../../src/core/graph/navigation.ts';
import { renameAt } from '../../src/core/rename/rename.ts';
import { countedObjects, usesText } from '../../src/core/graph/uses.ts';
import { findSymbols } from '../../src/core/graph/workspace-symbols.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { applicationFiles, longFile } from './manifests.ts';
import { ROUNDS, time } from './measure.ts';
import type { Row } from './measure.ts';

const hovers = topics.flatMap((topic) => topic.hovers);
const path = 'long/all.yaml';

/** Two frames: nobody sees that it is worked out. */
const AT_ONCE = 33;
/** Asked for by a command, and still felt as at once. */
const ON_COMMAND = 100;

/** A new line for a key before a line of the text. */
function fieldRequest(text: string, before: number): CompletionRequest {
  const start = text.lastIndexOf('\n', before) + 1;
  const indent = /^ */.exec(text.slice(start))?.[0] ?? '';
  // Behind the dash of the item that is there.
  const added = `${text.slice(0, start)}${indent}- \n${text.slice(start)}`;
  return { path, kind: 'yaml', text: added, offset: start + indent.length + 2 };
}

/** Each answer right after a change anywhere, when nothing is remembered. */
export function answersIn(objects: number, lines: number): readonly Row[] {
  const text = longFile(lines);
  const workspace = new Workspace();
  workspace.change([...applicationFiles(objects), { path, text }]);
  const host = text.indexOf('- name: NEIGHBOUR_HOST', text.length / 2);
  const value = text.indexOf('app-', host) + 1;
  const service = text.indexOf('kind: Service', host);
  const name = text.indexOf('name: ', service) + 'name: '.length;
  const half = text.slice(0, value - 1) + text.slice(text.indexOf('\n', value));
  const whole = { start: 0, end: text.length };
  const kinds = readSchema();
  const known = { schema: () => kinds };
  const row = (about: string, limit: number, answer: () => unknown): Row => {
    const ours = time(() => {
      workspace.change([]);
      answer();
    }, ROUNDS);
    return { name: about, ours, limit };
  };
  const place = { path, offset: name };
  const calls = (): void => {
    const root = callRootAt(workspace, place);
    if (root === undefined) throw new Error('The Service is no row of the call hierarchy.');
    incomingCalls(workspace, root);
    outgoingCalls(workspace, root);
  };
  const lens = countedObjects(workspace, path).at(-1)?.span.start ?? 0;
  return [
    row(`hover in ${String(lines)} lines beside ${String(objects)} objects`, AT_ONCE, () =>
      hoverAt(workspace, hovers, { path, offset: value }),
    ),
    row('  completion of a name', AT_ONCE, () =>
      completionsAt(workspace, [], { path, kind: 'yaml', text: half, offset: value - 1 }),
    ),
    row('  completion of a field', AT_ONCE, () =>
      completionsAt(workspace, [], fieldRequest(text, host), known),
    ),
    row('  definition', AT_ONCE, () => definitionsAt(workspace, { path, offset: value })),
    row('  highlights', AT_ONCE, () => highlightsAt(workspace, place)),
    row('  inlay hints of the file', AT_ONCE, () => hostHints(workspace, path, whole)),
    row('  one lens', ON_COMMAND, () => usesText(workspace, path, lens)),
    row('  find all references', ON_COMMAND, () => occurrencesAt(workspace, place)),
    row('  rename', ON_COMMAND, () => renameAt(workspace, place, 'another')),
    row('  call hierarchy', ON_COMMAND, calls),
    row('  symbols of the workspace', ON_COMMAND, () => findSymbols(workspace, 'zzz')),
  ];
}
