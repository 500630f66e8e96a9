/** One round of each sort: an input is made from a seed alone, so that it can be had again. */
import { differences } from './increments.ts';
import type { Step } from './increments.ts';
import { smallerFiles, withoutNeedless } from './minimise.ts';
import { mutated } from './mutators.ts';
import { lookAt } from './oracles.ts';
import type { Failure, Looked } from './oracles.ts';
import { randomPath, randomSeed } from './seeds.ts';
import { Random } from './random.ts';
import type { Files } from './growing.ts';

/** What a round has shown, with the smallest input that shows it. */
export interface Found extends Failure {
  readonly input: unknown;
}

export interface Round {
  readonly inputs: number;
  readonly calls: number;
  readonly slowest: Looked['slowest'];
  readonly found: readonly Found[];
}

/** One to four files, most of them spoilt. */
function randomFiles(random: Random): Files {
  const count = 1 + random.int(4);
  const entries = Array.from({ length: count }, () => {
    const seed = randomSeed(random);
    const text = random.chance(0.9)
      ? mutated(seed.text, randomSeed(random).text, random)
      : seed.text;
    return [randomPath(seed, random), text] as const;
  });
  return Object.fromEntries(entries);
}

/** Asks everything about a workspace of spoilt files. */
export function mutationRound(seed: number): Round {
  const random = new Random(seed);
  const files = randomFiles(random);
  const look = (some: Files): Looked => lookAt(some, new Random(seed));
  const { calls, slowest, failures } = look(files);
  const found = failures.map((failure) => ({
    ...failure,
    input: smallerFiles(files, (some) =>
      look(some).failures.some(({ signature }) => signature === failure.signature),
    ),
  }));
  return { inputs: Object.keys(files).length, calls, slowest, found };
}

function randomSteps(random: Random): readonly Step[] {
  const files = new Map<string, string>();
  return Array.from({ length: 4 + random.int(8) }, (): Step => {
    const paths = [...files.keys()];
    if (paths.length > 2 && random.chance(0.15)) {
      const path = random.pick(paths);
      files.delete(path);
      return { path };
    }
    const seed = randomSeed(random);
    const old = paths.length > 0 && random.chance(0.5) ? random.pick(paths) : undefined;
    const path = old ?? randomPath(seed, random);
    const before = files.get(path);
    const text = before === undefined ? seed.text : mutated(before, seed.text, random);
    files.set(path, text);
    return { path, text };
  });
}

/** Compares a sequence of edits with a fresh start. */
export function editRound(seed: number): Round {
  const steps = randomSteps(new Random(seed));
  const tell = (some: readonly Step[]): readonly Failure[] => {
    try {
      return differences(some);
    } catch (error) {
      return [{ signature: 'an edit throws', detail: String(error) }];
    }
  };
  const distinct = new Map(tell(steps).map((failure) => [failure.signature, failure]));
  const found = [...distinct.values()].map((failure) => ({
    ...failure,
    input: withoutNeedless(steps, (some) =>
      tell(some).some(({ signature }) => signature === failure.signature),
    ),
  }));
  return { inputs: steps.length, calls: steps.length * 2, slowest: { call: '', ms: 0 }, found };
}
