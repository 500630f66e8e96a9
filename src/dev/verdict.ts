// `npm run verdict -- [--minor N]... [--list] PATH...`: what real API servers say to the objects of repositories, beside what we say.
// Each folder directly below a PATH is a workspace of its own. Fails where we call something refused that a server takes.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readWorkspace } from '../cli/read-workspace.ts';
import { rules } from '../topics/rules.ts';
import { ApiServer } from './control-plane/api-server.ts';
import { provideBinaries } from './control-plane/build.ts';
import { MINORS, startControlPlane } from './control-plane/start.ts';
import { readOptions } from './options.ts';
import { isForeign, isOfCluster, judge, reasonOf } from './verdict/judge.ts';
import type { Verdict } from './verdict/judge.ts';
import { exitOnSignals } from './vscode/ending.ts';

exitOnSignals();
const { values, positionals } = readOptions({
  options: {
    minor: { type: 'string', multiple: true, default: MINORS.map(String) },
    list: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error('Usage: npm run verdict -- [--minor N]... [--list] PATH...');
  process.exit(2);
}
const standing = process.env['INIT_CWD'] ?? process.cwd();
const folders = positionals.flatMap((path) =>
  readdirSync(resolve(standing, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name)),
);
const binaries = await provideBinaries(true);
if (binaries === undefined) throw new Error('There is no API server, and no Go to build one with.');
for (const minor of values.minor.map(Number)) {
  const { kubeconfig, stop } = await startControlPlane(binaries, minor);
  try {
    report(minor, await verdictsOf(await ApiServer.of(kubeconfig), minor));
  } finally {
    await stop();
  }
}

async function verdictsOf(server: ApiServer, minor: number): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const folder of folders) {
    const read = readWorkspace({ paths: [folder] }, standing);
    if (typeof read === 'string') throw new Error(read);
    for await (const verdict of judge(read.workspace, rules, { server, minor }))
      verdicts.push({ ...verdict, path: read.shown(verdict.path) });
  }
  return verdicts;
}

function report(minor: number, verdicts: readonly Verdict[]): void {
  const refused = verdicts.filter(({ accepted }) => !accepted);
  const foreign = refused.filter((one) => isForeign(one) && one.claims.length === 0);
  const ofCluster = refused.filter((one) => isOfCluster(one) && one.claims.length === 0);
  const known = refused.filter((one) => !foreign.includes(one) && !ofCluster.includes(one));
  const found = known.filter(({ claims }) => claims.length > 0);
  const silent = known.filter(({ claims }) => claims.length === 0);
  const wrong = verdicts.filter(({ accepted, claims }) => accepted && claims.length > 0);
  const rate = ((100 * found.length) / Math.max(1, known.length)).toFixed(1);
  console.log(`\nKubernetes 1.${String(minor)}: ${String(verdicts.length)} objects`);
  console.log(`  refused and found    ${String(found.length).padStart(5)}  (${rate} %)`);
  console.log(`  refused and silent   ${String(silent.length).padStart(5)}`);
  printReasons(silent);
  console.log(`  of other projects    ${String(foreign.length).padStart(5)}`);
  console.log(`  of this test cluster ${String(ofCluster.length).padStart(5)}`);
  console.log(`  accepted and flagged ${String(wrong.length).padStart(5)}`);
  for (const { path, sent, claims } of wrong)
    console.log(`    ${path} ${sent.title}: ${claims.map(({ message }) => message).join(' ')}`);
  if (wrong.length > 0) process.exitCode = 1;
}

function printReasons(silent: readonly Verdict[]): void {
  const groups = [...Map.groupBy(silent, ({ message }) => reasonOf(message))];
  for (const [reason, list] of groups.sort((a, b) => b[1].length - a[1].length)) {
    console.log(`    ${String(list.length)} x ${reason}`);
    const shown = values.list ? list : list.slice(0, 1);
    for (const { path, sent } of shown) console.log(`        ${path} ${sent.title}`);
  }
}
