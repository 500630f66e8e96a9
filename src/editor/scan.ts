import * as vscode from 'vscode';
import { isRead, slicesOf } from '../core/reading.ts';
import { fileKind, LARGEST_FILE } from '../core/source.ts';
import type { FileChange } from '../core/workspace.ts';
import { pathIn } from './folder.ts';
import type { Folder } from './folder.ts';

/** More files than this in one folder are not listed. */
const MOST_FILES = 50_000;

/** Files read at once. */
const BATCH = 32;

/** Lists a folder and reads what is worth reading, in batches; the caller takes each batch in. */
export async function* scanFolder(
  folder: Folder,
  token: vscode.CancellationToken,
): AsyncIterable<{ readonly changes: readonly FileChange[]; readonly listed: readonly string[] }> {
  const all = await listFiles(folder, token);
  const paths = new Map(all.map((uri) => [uri, pathIn(folder, uri)]));
  const isOfProject = (uri: vscode.Uri): boolean => fileKind(paths.get(uri) ?? '') === 'project';
  // First, because they say which of the others are left out.
  yield { changes: await readAll(all.filter(isOfProject), paths), listed: [] };
  const uris = all.filter((uri) => !folder.exclusion.excludes(paths.get(uri) ?? ''));
  yield { changes: [], listed: uris.map((uri) => paths.get(uri) ?? '') };
  const wanted = uris.filter((uri) => isRead(paths.get(uri) ?? '') && !isOfProject(uri));
  for (let i = 0; i < wanted.length && !token.isCancellationRequested; i += BATCH) {
    for (const changes of slicesOf(await readAll(wanted.slice(i, i + BATCH), paths))) {
      yield { changes, listed: [] };
      await pause();
    }
  }
}

/** Lets the host answer. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

async function readAll(
  uris: readonly vscode.Uri[],
  paths: ReadonlyMap<vscode.Uri, string>,
): Promise<readonly FileChange[]> {
  const texts = await Promise.all(uris.map(readText));
  return uris.flatMap((uri, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ path: paths.get(uri) ?? '', text }];
  });
}

async function listFiles(
  folder: Folder,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const { globs, excludes } = folder.exclusion;
  const everything = new vscode.RelativePattern(folder.uri, '**/*');
  const found = await vscode.workspace.findFiles(
    everything,
    `{${globs.join(',')}}`,
    MOST_FILES,
    token,
  );
  return found.filter((uri) => !excludes(pathIn(folder, uri)));
}

/** The text of a file; undefined where it is gone, too large or no text. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > LARGEST_FILE || bytes.subarray(0, 8000).includes(0)) return undefined;
    return new TextDecoder().decode(bytes);
  } catch {
    // Deleted since it was listed, or not ours to read: as if it were not there.
    return undefined;
  }
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
