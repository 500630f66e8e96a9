import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from '../project.ts';
import { withLock } from './lock.ts';
import { replaceNativeModules } from './native-modules.ts';

/** A VS Code that runs as a server for a browser. */
export interface InstalledServer {
  /** Its start script. */
  readonly main: string;
  /** The Node that it is made for. */
  readonly node: string;
  readonly version: string;
}

// code-server 4.N is VS Code 1.N, built for servers and published on npm.
const NEWEST = '4.139.1';
/** The lowest one that `engines` of package.json allows and that is published. */
export const LOWEST = '4.103.2';
const SEARCH_TOOL = '@vscode/ripgrep-universal@1.18.0';
// Raised when the steps below change: an older installation is then made anew.
const RECIPE = 1;
// Only Chat needs these, and they are 230 MB.
const UNNEEDED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@devcontainers',
  'extensions/copilot',
];
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/;

/**
 * Installs the real VS Code from npm into `.vscode-test` when it is not there yet: about 20 s and 330 MB, once.
 * VSCODE_SERVER_VERSION picks another one, such as 4.103.2 for VS Code 1.103. Fails with a sentence for the user.
 */
export async function installServer(
  version = process.env['VSCODE_SERVER_VERSION'] ?? NEWEST,
): Promise<InstalledServer> {
  const folder = join(CACHE, version === NEWEST ? 'server' : `server-${version}`);
  const code = join(folder, 'node_modules/code-server/lib/vscode');
  const main = join(code, 'out/server-main.js');
  mkdirSync(CACHE, { recursive: true });
  const node = await withLock(`${folder}.lock`, async () => {
    if (!isComplete(folder, version)) {
      console.log(`Installing VS Code (code-server ${version}) from npm, once ...`);
      await installInto(folder, code, version);
      writeFileSync(marker(folder), recipe(version));
    }
    return version === NEWEST ? process.execPath : provideNode(folder);
  });
  return { main, node, version };
}

/**
 * A Node of the major version that an older VS Code names: under a newer one its extension host waits
 * for ever for a module that it loads itself.
 */
async function provideNode(folder: string): Promise<string> {
  const manifest = join(folder, 'node_modules/code-server/package.json');
  const { engines } = JSON.parse(readFileSync(manifest, 'utf8')) as { engines: { node: string } };
  const major = /\d+/.exec(engines.node)?.[0] ?? '';
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const program = join(
    folder,
    'node',
    'node_modules',
    name,
    'bin',
    isWindows ? 'node.exe' : 'node',
  );
  if (!existsSync(program)) {
    mkdirSync(join(folder, 'node'), { recursive: true });
    await npm(['install', '--no-save', '--prefix', '.', `${name}@${major}`], join(folder, 'node'));
  }
  return program;
}

async function installInto(folder: string, code: string, version: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "vscode-for-tests", "private": true }\n');
  await npm(['install', `code-server@${version}`], folder);
  // It brings its own lock file, so this is pinned too.
  await npm(['install', '--omit=dev'], code);
  replaceNativeModules(join(code, 'node_modules'));
  await provideSearchTool(folder, code);
  for (const path of UNNEEDED) rmSync(join(code, path), { recursive: true, force: true });
}

// Versions up to 4.117 download ripgrep in an install script, and we run none: without it no file is ever found.
async function provideSearchTool(folder: string, code: string): Promise<void> {
  const ripgrep = join(code, 'node_modules/@vscode/ripgrep');
  if (!existsSync(ripgrep)) return;
  await npm(['install', '--no-save', SEARCH_TOOL], folder);
  const platform = `${process.platform}-${process.arch}`;
  const source = join(folder, 'node_modules/@vscode/ripgrep-universal/bin', platform);
  cpSync(source, join(ripgrep, 'bin'), { recursive: true });
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const all = [...args, ...quiet];
  // Under `npm run` its own script is known: no .cmd file to go through on Windows.
  const own = process.env['npm_execpath'];
  const options = { cwd, env: withoutProjectSettings(), maxBuffer: 64 * 1024 * 1024 };
  try {
    if (own?.endsWith('npm-cli.js') === true) await start(process.execPath, [own, ...all], options);
    else await start('npm', all, { ...options, shell: process.platform === 'win32' });
  } catch (error) {
    throw new Error(explain(error), { cause: error });
  }
}

const start = promisify(execFile);

// npm hands its settings of this project down to its scripts; they are not for another folder.
function withoutProjectSettings(): NodeJS.ProcessEnv {
  const foreign = /^npm_(package|lifecycle|config_(local_prefix|allow_scripts|omit|package_lock))/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function explain(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  const reason = UNREACHABLE.test(text)
    ? 'the package registry cannot be reached. VS Code is fetched from there once; run this again when you are online'
    : text.trim().split('\n').slice(-5).join('\n');
  return `VS Code could not be installed: ${reason}.`;
}

function isComplete(folder: string, version: string): boolean {
  return existsSync(marker(folder)) && readFileSync(marker(folder), 'utf8') === recipe(version);
}

function marker(folder: string): string {
  return join(folder, 'complete.txt');
}

function recipe(version: string): string {
  return `code-server ${version}, recipe ${String(RECIPE)}, ${process.platform}-${process.arch}\n`;
}

if (import.meta.main) console.log((await installServer()).main);
