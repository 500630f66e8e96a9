import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../project.ts';

/** The programs of a control plane, as absolute paths, with the version that the API server says it is. */
export interface Binaries {
  readonly etcd: string;
  readonly apiServer: string;
  /** 36 for v1.36.3. */
  readonly minor: number;
}

/** A module pinned by go.mod beside this file. */
export interface Pins {
  readonly kubernetes: string;
  readonly etcd: string;
}

const run = promisify(execFile);
const EXE = process.platform === 'win32' ? '.exe' : '';

/** Reads the versions that go.mod pins, such as `v1.36.3`. */
export function readPins(): Pins {
  const text = readFileSync(join(import.meta.dirname, 'go.mod'), 'utf8');
  const pinned = (module: string): string => {
    const version = new RegExp(`^\\s*(?:require )?${module} (v\\S+)`, 'm').exec(text)?.[1];
    if (version === undefined) throw new Error(`go.mod of the control plane pins no ${module}.`);
    return version;
  };
  return { kubernetes: pinned('k8s.io/kubernetes'), etcd: pinned('go.etcd.io/etcd/server/v3') };
}

/** Where what we build ourselves lies: it is there as a whole or not at all. */
export function builtFolder(): string {
  const { kubernetes, etcd } = readPins();
  return join(ROOT, '.cache/control-plane', `kubernetes-${kubernetes}-etcd-${etcd}`);
}

/** The binary of a program in a folder. */
export function programIn(folder: string, name: 'etcd' | 'kube-apiserver'): string {
  return join(folder, `${name}${EXE}`);
}

/**
 * The binaries that are there already: those of `KUBEBUILDER_ASSETS`, the variable that the envtest of
 * controller-runtime has, or else our own. Fails with a sentence where that folder does not hold them.
 */
export async function findBinaries(): Promise<Binaries | undefined> {
  const named = process.env['KUBEBUILDER_ASSETS'] ?? '';
  if (named === '')
    return existsSync(builtFolder()) ? await readBinaries(builtFolder()) : undefined;
  try {
    return await readBinaries(named);
  } catch (error) {
    throw new Error(
      'KUBEBUILDER_ASSETS names a folder without an etcd and a kube-apiserver that run here.',
      { cause: error },
    );
  }
}

async function readBinaries(folder: string): Promise<Binaries> {
  const apiServer = programIn(folder, 'kube-apiserver');
  const etcd = programIn(folder, 'etcd');
  const { stdout } = await run(apiServer, ['--version']);
  await run(etcd, ['--version']);
  return { etcd, apiServer, minor: Number(/v1\.(\d+)/.exec(stdout)?.[1]) };
}
