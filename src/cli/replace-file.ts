import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A new text that lies beside its file, and takes its place by one step. */
export interface Replacement {
  /** Throws where that is not possible; the file is then as it was. */
  readonly commit: () => void;
  /** Takes it away again. */
  readonly drop: () => void;
}

/**
 * Writes a text beside a file, or beside what a link leads to, with the owner and the mode of it.
 * Throws, and leaves nothing behind, where the file may not be written or the disk is full.
 * @param path absolute; the file need not be there
 */
export function prepareReplacement(path: string, text: string): Replacement {
  const before = statSync(path, { throwIfNoEntry: false });
  const target = before === undefined ? path : realpathSync(path);
  // A file that may not be written could still be replaced, which is not what its mode means.
  if (before !== undefined) accessSync(target, constants.W_OK);
  const beside = join(dirname(target), `.${basename(target)}.${String(process.pid)}.next-steps`);
  // A file of that name that somebody else has put there is neither followed nor taken away.
  const file = openSync(beside, 'wx', 0o666);
  const drop = (): void => {
    rmSync(beside, { force: true });
  };
  try {
    writeAndClose(file, text);
    const keepsNames = before === undefined || (before.nlink === 1 && takesAfter(beside, before));
    const prepared = { beside, target, text };
    const commit = (): void => {
      if (keepsNames) renameSync(beside, target);
      else writeInto(prepared);
    };
    return { drop, commit };
  } catch (error) {
    drop();
    throw error;
  }
}

function writeAndClose(file: number, text: string): void {
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** @returns false where the new file cannot belong to whom the old one belongs to */
function takesAfter(beside: string, { uid, gid, mode }: Stats): boolean {
  try {
    const own = statSync(beside);
    if (own.uid !== uid || own.gid !== gid) chownSync(beside, uid, gid);
    chmodSync(beside, mode & 0o7777);
    return true;
  } catch {
    return false;
  }
}

interface Prepared {
  readonly beside: string;
  readonly target: string;
  readonly text: string;
}

/**
 * For a file with a second name, which must see the new text, too, and for one of somebody else. Where
 * the text does not get into it wholly, what lies beside it takes its place after all.
 */
function writeInto({ beside, target, text }: Prepared): void {
  try {
    writeFileSync(target, text);
  } catch (error) {
    renameSync(beside, target);
    throw error;
  }
  rmSync(beside, { force: true });
}
