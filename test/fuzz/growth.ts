/** How the time of each call grows with its input. */
import { Linter } from '../../src/core/lint/lint.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';
import { ABOUT_ALL, ABOUT_FILE, AT_PLACE } from './calls.ts';
import type { Asked } from './calls.ts';
import type { Files, Growing } from './growing.ts';

/** Milliseconds of the processor: other processes do not count. */
export type Times = ReadonlyMap<string, number>;

/** Every call once for the first files of a workspace, in the middle of each. */
export function timesOf(files: Files): Times {
  const times = new Map<string, number>();
  const take = (name: string, work: () => unknown): void => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    times.set(name, Math.max(times.get(name) ?? 0, (user + system) / 1000));
  };
  const workspace = new Workspace();
  const linter = new Linter(workspace, rules);
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  take('change', () => workspace.change(all));
  for (const { path, text } of all.slice(0, 3)) {
    const asked: Asked = {
      ...{ workspace, linter, path, text, offset: Math.floor(text.length / 2) },
      onError: rethrow,
    };
    for (const [name, ask] of Object.entries({ ...ABOUT_FILE, ...AT_PLACE }))
      take(name, () => ask(asked));
    if (path === all[0]?.path)
      for (const [name, ask] of Object.entries(ABOUT_ALL)) take(name, () => ask(asked));
  }
  return times;
}

function rethrow(error: unknown): never {
  throw error;
}

/** Below this many milliseconds no growth can be told from noise. */
const NOISE = 120;

/** Linear is 4 from a quarter to the whole, quadratic 16. */
const STEEP = 9;

/**
 * The calls that take more than linear time, each with what it took.
 * @param share how much of the full size the larger of two inputs has
 */
export function steepCalls({ full, files }: Growing, share: number): readonly string[] {
  const small = files(Math.ceil((full * share) / 4));
  const large = files(Math.ceil(full * share));
  let steep = steepIn(timesOf(small), timesOf(large));
  // What is found once may be the machine: it counts where it is found again.
  for (let i = 0; i < 3 && steep.length > 0; i++) {
    const again = steepIn(timesOf(small), timesOf(large));
    steep = steep.filter(({ name }) => again.some((one) => one.name === name));
  }
  return steep.map(({ name, took }) => `${name}: ${took}`);
}

function steepIn(small: Times, large: Times): readonly { name: string; took: string }[] {
  return [...large].flatMap(([name, after]) => {
    const before = small.get(name) ?? 0;
    if (after < NOISE || after < before * STEEP) return [];
    return [{ name, took: `${before.toFixed(0)} ms, then ${after.toFixed(0)} ms` }];
  });
}
