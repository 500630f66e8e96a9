/** The stack map of some 500 objects: what the editor works out, and what its page lays out. */
import elk from 'elkjs/lib/elk.bundled.js';
import { referencesAt } from '../../src/core/graph/graph.ts';
import { mapPaths, stackMap } from '../../src/core/map/map.ts';
import type { StackMap } from '../../src/core/map/model.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { Layouter } from '../../src/webview/map/layout.ts';
import { manyStacks } from '../support/many-stacks.ts';
import { median, ROUNDS, time } from './measure.ts';
import type { Row } from './measure.ts';

// The package is CommonJS: its class is the module itself here, and the default in the page.
const Elk = elk as unknown as typeof elk.default;

export async function mapRows(): Promise<readonly Row[]> {
  const workspace = new Workspace();
  const files = Object.entries(manyStacks({ namespaces: 12, services: 14 }));
  workspace.change(files.map(([path, text]) => ({ path, text })));
  const map = stackMap(workspace);
  const model = {
    name: `model of a map of ${String(map.nodes.length)} nodes`,
    // A change, even of nothing, makes the workspace forget its answers.
    ours: time(() => {
      workspace.change([]);
      for (const path of mapPaths(workspace)) referencesAt(workspace, path);
      stackMap(workspace);
    }),
    note: `${String(map.edges.length)} lines`,
  };
  const times: number[] = [];
  while (times.length < ROUNDS) times.push(await layoutTime(map));
  const first = times[0]?.toFixed(0) ?? '';
  const layout = { name: '  its layout, in the page', ours: median(times), note: `first ${first}` };
  return [model, layout];
}

async function layoutTime(map: StackMap): Promise<number> {
  const layouter = new Layouter(new Elk(), (text, size) => text.length * size * 0.6);
  const started = performance.now();
  await layouter.layout(map);
  return performance.now() - started;
}
