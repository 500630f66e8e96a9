import { Buffer } from 'node:buffer';
import { closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isNameOnly } from '../core/files/reading.ts';
import { LARGEST_FILE } from '../core/files/source.ts';
import { reasonOf } from './find-files.ts';

/** A file's text, or why there is none; `failed` where the file system said no. */
export type FileText =
  { readonly text: string } | { readonly refused: string; readonly failed: boolean };

// One buffer for all files, one byte more than the largest: no size has to be asked for.
let buffer: Buffer | undefined;

/** What is said of a file that is known by its name only. */
export const NAME_ONLY: FileText = {
  refused: 'files of this name hold secrets and are never opened',
  failed: false,
};

/**
 * Reads a file as the editor does: UTF-8, without its byte order mark. Never throws. A file that is
 * known by its name only is not opened, whatever link leads to it.
 * @param path absolute
 */
export function readText(path: string, isStream = false): FileText {
  try {
    // What a stream is called on its other side is not to be had.
    if (isNameOnly(path) || (!isStream && isNameOnly(realpathSync.native(path)))) return NAME_ONLY;
    return readOpenly(path, isStream);
  } catch (error) {
    return { refused: reasonOf(error), failed: true };
  }
}

/** A pipe may never say anything, and a device never end: what became one since is not waited for. */
const WITHOUT_WAITING =
  process.platform === 'win32' ? 'r' : constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * The same for what is shown in part only, as Compose's `.env`.
 * @param isStream true where somebody named it, whatever it is: then a pipe is waited for
 */
export function readOpenly(path: string, isStream = false): FileText {
  try {
    if (!isStream && !statSync(path).isFile()) return { refused: 'it is no file', failed: true };
    const file = openSync(path, isStream ? 'r' : WITHOUT_WAITING);
    buffer ??= Buffer.allocUnsafeSlow(LARGEST_FILE + 1);
    return decode(buffer.subarray(0, readInto(file, buffer)));
  } catch (error) {
    return { refused: reasonOf(error), failed: true };
  }
}

function readInto(file: number, target: Buffer): number {
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, target, length, target.length - length, null);
      length += count;
      if (count === 0 || length === target.length) return length;
    }
  } finally {
    closeSync(file);
  }
}

/** The text of a file's bytes. */
export function decode(bytes: Buffer): FileText {
  if (bytes.length > LARGEST_FILE) return { refused: 'it is larger than 1 MB', failed: false };
  if (bytes.includes(0)) return { refused: 'it is no text in UTF-8', failed: false };
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: bytes.toString('utf8', hasMark ? 3 : 0) };
}
