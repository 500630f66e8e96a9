import * as vscode from 'vscode';
import {
  isSubstitutionFile,
  publicEnvironment,
  substitutedVariables,
} from '../core/compose/substitution.ts';
import { isNameOnly } from '../core/files/reading.ts';
import { folderOf, LARGEST_FILE } from '../core/files/source.ts';
import type { FileChange } from '../core/workspace/workspace.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';

/** Where a path leads when its links are followed; the path itself where nothing is there. */
export type RealPath = (path: string) => Promise<string>;

/** Every text that is read from disk comes this way: what is known by its name only is not opened. */
export class Disk {
  readonly #realPath: RealPath;
  /** Links that lead to what is known by its name only, as far as they were asked about; by URI. */
  readonly #withheld = new Set<string>();

  constructor(realPath: RealPath) {
    this.#realPath = realPath;
  }

  /** Whether a file is withheld by its name, or by that of what its link was found to lead to. */
  isWithheld(uri: vscode.Uri): boolean {
    return isNameOnly(uri.path) || this.#withheld.has(uri.toString());
  }

  /** Follows links to answer the same. */
  async withholds(uri: vscode.Uri): Promise<boolean> {
    if (this.isWithheld(uri)) return true;
    if (uri.scheme !== 'file' || !isNameOnly(await this.#realPath(uri.fsPath))) return false;
    this.#withheld.add(uri.toString());
    return true;
  }

  /** The text of a file; undefined where it is gone, too large, no text or withheld. A withheld link holds nothing. */
  async readText(uri: vscode.Uri): Promise<string | undefined> {
    if (isNameOnly(uri.path)) return undefined;
    return (await this.withholds(uri)) ? '' : read(uri);
  }

  /** Of each `.env` beside a Compose file, what the Compose file needs and everybody may know. */
  async environments(folder: Folder, paths: Iterable<string>): Promise<readonly FileChange[]> {
    const files = [...paths].filter(isSubstitutionFile);
    if (files.length === 0) return [];
    const wanted = substitutedVariables(folder.workspace.files);
    const changes: FileChange[] = [];
    for (const path of files) {
      const names = wanted.get(folderOf(path)) ?? new Set();
      const text = names.size === 0 ? '' : ((await read(uriIn(folder, path))) ?? '');
      if (text !== '' || folder.workspace.file(path) !== undefined)
        changes.push({ path, text: publicEnvironment(text, names) });
    }
    return changes;
  }
}

/** Undefined where it is gone, too large, no text or no file, such as a pipe. */
async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    // What is no file may never end, and reading it would never answer.
    if ((type & vscode.FileType.File) === 0 || size > LARGEST_FILE) return undefined;
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > LARGEST_FILE || bytes.subarray(0, 8000).includes(0)) return undefined;
    return new TextDecoder().decode(bytes);
  } catch {
    // Deleted since it was listed, or not ours to read: as if it were not there.
    return undefined;
  }
}
