/** Many files: what a folder costs, and in which slices. */
import { guideSteps } from '../../src/core/guide/guide.ts';
import { readAhead } from '../../src/core/graph/host-literals.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { noteObjects } from '../../src/core/lint/noting.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { slicesOf } from '../../src/core/slices.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { applicationFiles } from './manifests.ts';
import type { GeneratedFile } from './manifests.ts';
import { busy, ROUNDS, since, time } from './measure.ts';
import type { Row } from './measure.ts';
import { events, trees } from './parsers.ts';

const rules = topics.flatMap((topic) => topic.rules);

/** An editor shows an answer within one frame. */
const FRAME = 16;

/** No slice of long work may hold an answer up for longer. */
const LONGEST_SLICE = 10;

/** How long a walk took in all, and the longest slice of it. */
interface Walked {
  readonly all: number;
  readonly longest: number;
}

/** A folder as an editor holds it. */
interface Opened {
  readonly workspace: Workspace;
  readonly linter: Linter;
}

/** The index of a folder, all findings, one edit, and the guide. */
export async function manyObjects(objects: number): Promise<readonly Row[]> {
  const files = applicationFiles(objects);
  // Of a new process, as an editor starts it, and when its code is compiled.
  const cold = await indexed(files);
  const warm = [await indexed(files), await indexed(files)];
  const index = {
    name: `index of ${String(objects)} objects`,
    ours: Math.min(...warm.map(({ all }) => all)),
    events: time(() => {
      for (const { text } of files) events(text);
    }, 3),
    yaml: time(() => {
      for (const { text } of files) trees(text);
    }, 1),
    note: `in a new process ${cold.all.toFixed(0)}`,
  };
  const { workspace, linter } = cold;
  const lint = await walked(files, (slice) => {
    for (const { path } of slice) {
      linter.findings(path);
      workspace.release(path);
    }
  });
  const ahead = busy(() => [...readAhead(workspace)]);
  const questions = stepsOf(guideSteps(topics, new Scope(workspace)));
  return [
    ...[index, longestOf([cold, ...warm])],
    ...[{ name: '  all findings', ours: lint.all }, longestOf([lint])],
    oneEdit(files, cold),
    { name: '  all evidence of the guide', ours: ahead + questions.all },
    { name: '    longest question of it', ours: questions.longest },
  ];
}

async function indexed(files: readonly GeneratedFile[]): Promise<Walked & Opened> {
  const workspace = new Workspace();
  const linter = new Linter(workspace, rules);
  const paths = files.map(({ path }) => path);
  const listing = busy(() => workspace.change([], paths));
  const walk = await walked(files, (slice) => workspace.change(readOnce(slice, workspace)));
  const longest = Math.max(listing, walk.longest);
  return { all: listing + walk.all, longest, workspace, linter };
}

/** As the editor does it: behind each file, its parsed form is let go of. */
function* readOnce(slice: Iterable<GeneratedFile>, workspace: Workspace): Iterable<GeneratedFile> {
  for (const file of slice) {
    yield file;
    noteObjects(rules, workspace.objectsIn(file.path));
    workspace.release(file.path);
  }
}

async function walked<Item>(
  items: readonly Item[],
  take: (slice: Iterable<Item>) => void,
): Promise<Walked> {
  let all = 0;
  let longest = 0;
  for (const slice of slicesOf(items)) {
    const took = busy(() => {
      take(slice);
    });
    all += took;
    longest = Math.max(longest, took);
    // Garbage is collected meanwhile, as in an editor.
    await new Promise(setImmediate);
  }
  return { all, longest };
}

function stepsOf(steps: Iterator<unknown>): Walked {
  let all = 0;
  let longest = 0;
  let step: IteratorResult<unknown>;
  do {
    const started = process.threadCpuUsage();
    step = steps.next();
    const took = since(started);
    all += took;
    longest = Math.max(longest, took);
  } while (step.done !== true);
  return { all, longest };
}

function longestOf(walks: readonly Walked[]): Row {
  const ours = Math.max(...walks.map(({ longest }) => longest));
  return { name: '    longest slice of it', ours, limit: LONGEST_SLICE };
}

/** An edit that others ask about: the host of an Ingress. */
function oneEdit([, edited]: readonly GeneratedFile[], { workspace, linter }: Opened): Row {
  let count = 0;
  let slowest = 0;
  const ours = time(() => {
    const started = performance.now();
    const text = edited?.text.replace('shop.example.com', `shop${String(count++)}.test`) ?? '';
    const path = edited?.path ?? '';
    linter.stale(workspace.change([{ path, text }]));
    linter.findings(path);
    slowest = Math.max(slowest, performance.now() - started);
  }, ROUNDS * 3);
  const note = `slowest ${slowest.toFixed(2)}`;
  return { name: '  one edit to fresh findings', ours, limit: FRAME, note };
}
