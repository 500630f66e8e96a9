// `npm run fuzz -- --minutes N [--seed S] [--only mutations|edits|growth]`: the last line is the sum.
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
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('--minutes takes a number above 0, and --seed a whole number.');
  process.exit(2);
}

/** What each sort of rounds takes of the time. */
const SORTS: Readonly<
  Record<string, { readonly share: number; readonly round: (seed: number) => Round }>
> = {
  mutations: { share: 0.55, round: mutationRound },
  edits: { share: 0.15, round: editRound },
  growth: { share: 0.3, round: growthRound },
};

/** Failures with their smallest inputs, to be made a fixture of; not part of the repository. */
const FOUND = join(ROOT, '.cache', 'fuzz');

const growing = Object.entries(GROWING);

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
for (const [sort, { share, round }] of Object.entries(SORTS)) {
  if (values.only !== undefined && values.only !== sort) continue;
  const end = Date.now() + minutes * 60_000 * (values.only === undefined ? share : 1);
  for (let at = seed; Date.now() < end; at++) take(sort, at, round(at));
}
const { call, ms } = total.slowest;
console.log(`slowest: ${call}, ${ms.toFixed(0)} ms`);
console.log(
  `${total.inputs} inputs, ${total.calls} calls, ${failures.size} failures (seed ${seed})`,
);
process.exitCode = failures.size > 0 ? 1 : 0;

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
