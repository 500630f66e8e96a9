import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { applyEdits } from '../core/lint/fix.ts';
import type { Fix } from '../core/lint/fix.ts';
import { combineFixes } from '../core/lint/fix-all.ts';
import type { CombinedEdits } from '../core/lint/fix-all.ts';
import type { CheckedFinding, ReportedFix } from './check.ts';
import { reasonOf } from './find-files.ts';
import { decode } from './read-text.ts';
import type { ReadWorkspace } from './read-workspace.ts';

/** A fix can make room for another one; more rounds than this would be two that undo each other. */
const MOST_ROUNDS = 10;

/** A workspace with what was found in it. */
export interface Round {
  readonly read: ReadWorkspace;
  readonly findings: readonly CheckedFinding[];
}

interface Chosen {
  readonly finding: CheckedFinding;
  readonly fix: Fix;
}

/**
 * Applies the fixes that are safe unseen, and looks again until there are none.
 * @param look reads the files and runs the rules; a sentence where that is not possible
 * @returns what was done, or the reason why it broke off
 */
export function fixFiles(look: () => Round | string): readonly ReportedFix[] | string {
  const done: ReportedFix[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = look();
    if (typeof found === 'string') return found;
    const applied = applyFixes(found);
    if (typeof applied === 'string') return applied;
    if (applied.length === 0) break;
    done.push(...applied);
  }
  return done;
}

function applyFixes({ read, findings }: Round): readonly ReportedFix[] | string {
  const chosen = findings.flatMap((finding): readonly Chosen[] => {
    const fix = finding.source.fixes.find(({ preferred }) => preferred === true);
    return fix === undefined || finding.source.silenced !== undefined ? [] : [{ finding, fix }];
  });
  try {
    const isOpen = (path: string): boolean => textOnDisk(read, path) !== undefined;
    const { files, taken } = combineFixes(chosen, isOpen);
    for (const [path, edits] of files) write(read, path, edits);
    return taken.map(({ finding: { rule, file }, fix: { title } }) => ({ rule, title, file }));
  } catch (error) {
    return `A fix could not be written: ${reasonOf(error)}.`;
  }
}

/** The text of a file as it is now, and the byte order mark before it. */
interface DiskText {
  readonly mark: string;
  readonly text: string;
}

/**
 * What a fix may change: files that still are as they were read, that come out of UTF-8 and back
 * without loss, and files that do not exist yet. Undefined for all others, also outside of the root.
 */
function textOnDisk({ workspace, absolute }: ReadWorkspace, path: string): DiskText | undefined {
  if (path.startsWith('../') || path.startsWith('/')) return undefined;
  const known = workspace.file(path)?.text;
  const where = absolute(path);
  if (known === undefined) return existsSync(where) ? undefined : { mark: '', text: '' };
  const bytes = readFileSync(where);
  const now = decode(bytes);
  if (!('text' in now) || now.text !== known) return undefined;
  const mark = bytes.length >= 3 && bytes.toString('utf8', 0, 3) === '\ufeff' ? '\ufeff' : '';
  return Buffer.from(mark + known).equals(bytes) ? { mark, text: known } : undefined;
}

function write(read: ReadWorkspace, path: string, { edits, creates }: CombinedEdits): void {
  const before = textOnDisk(read, path);
  if (before === undefined) return;
  const text = [applyEdits(before.text, edits), ...creates].join('');
  writeFileSync(read.absolute(path), before.mark + text);
}
