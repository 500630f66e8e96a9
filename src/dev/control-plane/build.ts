// `node src/dev/control-plane/build.ts`: builds kube-apiserver and etcd, with a Go of its own where the machine has none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { withLock } from '../vscode/lock.ts';
import { exitOnSignals } from '../vscode/ending.ts';
import { type Binaries, builtFolder, findBinaries, programIn, readPins } from './binaries.ts';
import { findGo, goEnvironment, installGo } from './go.ts';

const STAMP = 'k8s.io/component-base/version';
const LAST_LINES = 15;

/**
 * The binaries: those that are there, or else built from the Go modules that go.mod pins, once: about
 * 5 minutes, 2 GB of memory and 130 MB. Fails with a sentence.
 * @param withOwnGo whether to install Go where the machine has none that is new enough
 * @returns undefined where there is neither, and no Go to build with
 */
export async function provideBinaries(withOwnGo: boolean): Promise<Binaries | undefined> {
  const found = await findBinaries();
  if (found !== undefined) return found;
  const known = await findGo();
  if (known === undefined && !withOwnGo) return undefined;
  mkdirSync(dirname(builtFolder()), { recursive: true });
  await withLock(`${builtFolder()}.lock`, async () => {
    if (!existsSync(builtFolder())) await buildAll(known ?? (await installGo()));
  });
  return await findBinaries();
}

async function buildAll(go: string): Promise<void> {
  const { kubernetes, etcd } = readPins();
  const minor = /^v1\.(\d+)/.exec(kubernetes)?.[1] ?? '';
  // Without its version the server says v0.0.0, and takes no --emulated-version.
  const stamp = `-X ${STAMP}.gitVersion=${kubernetes} -X ${STAMP}.gitMajor=1 -X ${STAMP}.gitMinor=${minor}`;
  const fresh = `${builtFolder()}.${String(process.pid)}`;
  console.log(`Building kube-apiserver ${kubernetes} and etcd ${etcd} from Go modules, once ...`);
  try {
    const etcdFile = programIn(fresh, 'etcd');
    await buildOne(go, ['-ldflags=-s -w', '-o', etcdFile, 'go.etcd.io/etcd/server/v3']);
    const serverFile = programIn(fresh, 'kube-apiserver');
    const flags = `-ldflags=-s -w ${stamp}`;
    await buildOne(go, [flags, '-o', serverFile, 'k8s.io/kubernetes/cmd/kube-apiserver']);
    renameSync(fresh, builtFolder());
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function buildOne(go: string, args: readonly string[]): Promise<void> {
  const child = spawn(go, ['build', '-buildvcs=false', '-trimpath', ...args], {
    cwd: import.meta.dirname,
    env: goEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  let lines: readonly string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lines = [...lines, ...text.trimEnd().split('\n')].slice(-LAST_LINES);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', stop);
  if (code !== 0) {
    throw new Error(`"go build ${args.at(-1) ?? ''}" failed:\n${lines.join('\n')}`);
  }
}

if (import.meta.main) {
  exitOnSignals();
  try {
    const binaries = await provideBinaries(true);
    console.log(binaries === undefined ? builtFolder() : dirname(binaries.apiServer));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
