import * as vscode from 'vscode';
import { isRead } from '../core/reading.ts';
import { LARGEST_FILE } from '../core/source.ts';
import type { FileChange } from '../core/workspace.ts';
import { pathIn } from './folder.ts';
import type { Folder } from './folder.ts';

/** More files than this in one folder are not listed. */
const MOST_FILES = 50_000;

/** Files read at once, and the pause that keeps the host answering. */
const BATCH = 32;

/** Lists a folder and reads what is worth reading, in batches; the caller takes each batch in. */
export async function* scanFolder(
  folder: Folder,
  token: vscode.CancellationToken,
): AsyncIterable<{ readonly changes: readonly FileChange[]; readonly listed: readonly string[] }> {
  const uris = await listFiles(folder, token);
  const paths = new Map(uris.map((uri) => [uri, pathIn(folder, uri)]));
  yield { changes: [], listed: [...paths.values()] };
  const wanted = uris.filter((uri) => isRead(paths.get(uri) ?? ''));
  for (let i = 0; i < wanted.length && !token.isCancellationRequested; i += BATCH) {
    const batch = wanted.slice(i, i + BATCH);
    const texts = await Promise.all(batch.map(readText));
    const changes = batch.flatMap((uri, j) => {
      const text = texts[j];
      return text === undefined ? [] : [{ path: paths.get(uri) ?? '', text }];
    });
    yield { changes, listed: [] };
  }
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
