// `npm test [-- unit|cluster|integration|ui|lowest ...] [--grep TEXT]`: runs the suites in this order. The last line is the sum.
import { readOptions } from './options.ts';
import { type Outcome, type SuiteRequest, sentence, settle, total } from './suites/outcome.ts';
import { exitOnSignals } from './vscode/ending.ts';

type Suite = (request: SuiteRequest) => Promise<Outcome>;

// Loaded when they run: the unit tests need nothing of the others.
const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  unit: async () => (await import('./suites/unit.ts')).runUnit,
  cluster: async () => (await import('./suites/cluster.ts')).runCluster,
  integration: async () => (await import('./suites/integration.ts')).runIntegration,
  ui: async () => (await import('./suites/ui.ts')).runUi,
  lowest: async () => (await import('./suites/lowest.ts')).runLowest,
};

exitOnSignals();
const { values, positionals } = readOptions({
  options: { grep: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  const known = Object.keys(SUITES).join(', ');
  console.error(`There is no suite "${unknown.join('", "')}". The suites are: ${known}.`);
  process.exit(2);
}
const names = Object.keys(SUITES).filter(
  (name) => positionals.length === 0 || positionals.includes(name),
);
const lines: string[] = [];
const outcomes: Outcome[] = [];
for (const name of names) {
  console.log(`\n--- ${name} ---`);
  const started = Date.now();
  const outcome = await run(name);
  outcomes.push(outcome);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  lines.push(`${name.padEnd(12)} ${sentence(outcome)} (${seconds} s)`);
}
console.log(`\n${lines.join('\n')}`);
console.log(sentence(total(outcomes)));
process.exitCode = total(outcomes).failed > 0 ? 1 : 0;

async function run(name: string): Promise<Outcome> {
  try {
    const suite = await SUITES[name]?.();
    return suite === undefined ? settle(undefined, false) : await suite({ grep: values.grep });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return settle(undefined, false);
  }
}
