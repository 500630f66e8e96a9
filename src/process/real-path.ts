/**
 * The only part of the extension that asks the file system itself: where a path leads when its links
 * are followed, which VS Code's interface does not say. A bundle of its own.
 */
import { realpath } from 'node:fs/promises';

/** @returns the path itself where nothing is there */
export async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // Reading it will say what is wrong.
    return path;
  }
}
