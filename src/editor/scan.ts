import * as vscode from 'vscode';
import { isRead } from '../core/files/reading.ts';
import { slicesOf } from '../core/slices.ts';
import { fileKind } from '../core/files/source.ts';
import type { FileKind } from '../core/files/source.ts';
import type { FileChange } from '../core/workspace/workspace.ts';
import type { Disk } from './disk.ts';
import { pathIn } from './folder.ts';
import type { Folder } from './folder.ts';
import { inSlices, pause } from './slices.ts';

/** More files than this in one folder are not listed. */
const MOST_FILES = 50_000;

/** Files read at once. */
const BATCH = 32;

/** A file of a folder, with its path as the core knows it. */
interface Listed {
  readonly uri: vscode.Uri;
  readonly path: string;
  readonly kind: FileKind;
}

/** A part of a folder; `changes` must be walked through before the next part is asked for. */
interface Scanned {
  readonly changes: Iterable<FileChange>;
  readonly listed: readonly string[];
}

/** Lists a folder and reads what is worth reading, in slices; the caller takes each one in. */
export async function* scanFolder(
  folder: Folder,
  disk: Disk,
  token: vscode.CancellationToken,
): AsyncIterable<Scanned> {
  const all = await listFiles(folder, token);
  const ofProject = all.filter(({ kind }) => kind === 'project');
  // First, because they say which of the others are left out.
  yield { changes: await readAll(ofProject, disk), listed: [] };
  const { project } = folder.workspace;
  const files = await inSlices(all, (file) => (project.excludes(file.path) ? [] : [file]));
  yield { changes: [], listed: files.map(({ path }) => path) };
  const wanted = await inReadingOrder(files);
  for (let i = 0; i < wanted.length && !token.isCancellationRequested; i += BATCH) {
    for (const changes of slicesOf(await readAll(wanted.slice(i, i + BATCH), disk))) {
      yield { changes, listed: [] };
      await pause();
    }
  }
  const paths = files.map(({ path }) => path);
  yield { changes: await disk.environments(folder, paths), listed: [] };
}

/** Kustomizations first: each can move what was read before it to another namespace. */
async function inReadingOrder(files: readonly Listed[]): Promise<readonly Listed[]> {
  const read = await inSlices(files, (file) =>
    file.kind !== 'project' && isRead(file.path) ? [file] : [],
  );
  const isFirst = ({ kind }: Listed): boolean => kind === 'kustomization';
  return [...read.filter(isFirst), ...read.filter((file) => !isFirst(file))];
}

async function readAll(files: readonly Listed[], disk: Disk): Promise<readonly FileChange[]> {
  const texts = await Promise.all(files.map(({ uri }) => disk.readText(uri)));
  return files.flatMap(({ path }, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ path, text }];
  });
}

async function listFiles(
  folder: Folder,
  token: vscode.CancellationToken,
): Promise<readonly Listed[]> {
  const { globs, excludes } = folder.exclusion;
  const everything = new vscode.RelativePattern(folder.uri, '**/*');
  const found = await vscode.workspace.findFiles(
    everything,
    `{${globs.join(',')}}`,
    MOST_FILES,
    token,
  );
  return inSlices(found, (uri) => {
    const path = pathIn(folder, uri);
    return excludes(path) ? [] : [{ uri, path, kind: fileKind(path) }];
  });
}

/** What a path is on disk, a link like what it leads to; undefined where nothing is. */
export async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type & ~vscode.FileType.SymbolicLink;
  } catch {
    // It is gone, which is the answer.
    return undefined;
  }
}

/** Calls for each file that comes, changes or goes on disk. */
export function watchFiles(seen: (uri: vscode.Uri) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(seen),
    watcher.onDidChange(seen),
    watcher.onDidDelete(seen),
  );
}
