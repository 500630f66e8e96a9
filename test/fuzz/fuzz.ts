// `npm run fuzz -- [--minutes N | --inputs N] [--seed S] [--only mutations|edits|growth]`: the last line is the sum.
// A number of inputs and a seed always give the same inputs, whatever the machine: CI asks for these.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../src/dev/options.ts';
import { ROOT } from '../../src/dev/project.ts';
import { GROWING } from './growing-inputs.ts';
import { steepCalls } from './growth.ts';
import { editRound, mutationRound } from './rounds.ts';
import type { Found, Round } from './rounds.ts';

const { values } = readOptions({
  options: {
    minutes: { type: 'string' },
    inputs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const { minutes, inputs, only } = values;
const budget = Number(inputs ?? minutes ?? 1);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (
  !(budget > 0) ||
  !Number.isSafeInteger(seed) ||
  (minutes !== undefined && inputs !== undefined)
) {
  console.error(
    'One of --minutes and --inputs, with a number above 0; --seed takes a whole number.',
  );
  process.exit(2);
}

interface Sort {
  /** What its rounds take of the time, or of the inputs. */
  readonly share: number;
  readonly round: (seed: number) => Round;
  /** Rounds after which nothing new comes. */
  readonly most?: number;
}

const growing = Object.entries(GROWING);

const SORTS: Readonly<Record<string, Sort>> = {
  mutations: { share: 0.55, round: mutationRound },
  edits: { share: 0.15, round: editRound },
  growth: { share: 0.3, round: growthRound, most: growing.length },
};

/** Failures with their smallest inputs, to be made a fixture of; not part of the repository. */
const FOUND = join(ROOT, '.cache', 'fuzz');

/** Looks at one kind of growing inputs; the seed says at which. */
function growthRound(index: number): Round {
  const [name, inputs] = growing[index % growing.length] ?? ['', { full: 1, files: () => ({}) }];
  const found = steepCalls(inputs, 0.25).map((detail) => ({
    ...{ signature: `${name} grow too fast`, detail, input: name },
  }));
  return { inputs: 2, calls: 0, slowest: { call: '', ms: 0 }, found };
}

const total = { inputs: 0, calls: 0, slowest: { call: '', ms: 0 } };
const failures = new Map<string, number>();
console.log(`seed ${seed}`);
for (const [sort, rounds] of Object.entries(SORTS))
  if (only === undefined || only === sort) runAll(sort, rounds);
const { call, ms } = total.slowest;
console.log(`slowest: ${call}, ${ms.toFixed(0)} ms`);
console.log(
  `${total.inputs} inputs, ${total.calls} calls, ${failures.size} failures (seed ${seed})`,
);
process.exitCode = failures.size > 0 ? 1 : 0;

/** Runs rounds of one sort until its part of the budget is used. */
function runAll(sort: string, { share, round, most = Infinity }: Sort): void {
  const part = only === undefined ? share : 1;
  const before = total.inputs;
  const end = Date.now() + budget * 60_000 * part;
  const isOver = (): boolean =>
    inputs === undefined ? Date.now() >= end : total.inputs - before >= budget * part;
  for (let i = 0; i < most && !isOver(); i++) {
    take(sort, seed + i, round(seed + i));
    if (i % 10_000 === 9_999) console.log(`${sort}: ${total.inputs} inputs so far`);
  }
}

function take(sort: string, at: number, { inputs, calls, slowest, found }: Round): void {
  total.inputs += inputs;
  total.calls += calls;
  if (slowest.ms > total.slowest.ms) total.slowest = slowest;
  for (const failure of found) tell(sort, at, failure);
}

function tell(sort: string, at: number, failure: Found): void {
  const { signature, detail } = failure;
  const times = failures.get(signature) ?? 0;
  failures.set(signature, times + 1);
  if (times > 0) return;
  mkdirSync(FOUND, { recursive: true });
  const file = join(FOUND, `${signature.replace(/[^\w]+/g, '-').slice(0, 80)}.json`);
  writeFileSync(file, `${JSON.stringify(failure, null, 2)}\n`);
  console.log(
    `${signature}: ${detail}\n  again: npm run fuzz -- --only ${sort} --seed ${at}\n  smallest input: ${file}`,
  );
}
