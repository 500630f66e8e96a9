import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { applyEdits } from '../core/lint/fix.ts';
import type { Fix } from '../core/lint/fix.ts';
import { combineFixes } from '../core/lint/fix-all.ts';
import type { CombinedEdits } from '../core/lint/fix-all.ts';
import type { CheckedFinding, ReportedError, ReportedFix } from './check.ts';
import { reasonOf } from './find-files.ts';
import { decode } from './read-text.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { prepareReplacement } from './replace-file.ts';
import type { Replacement } from './replace-file.ts';

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

/** What came of all fixes. */
export interface Fixed {
  readonly fixed: readonly ReportedFix[];
  /** Files that fixes would have changed, and why they could not; each once. */
  readonly failed: readonly ReportedError[];
  /** The reason, in one sentence, why the files could not be looked at again. */
  readonly broken?: string;
}

/** Files that are left as they are, by path, with the reason. */
type Failures = Map<string, ReportedError>;

/**
 * Applies the fixes that are safe unseen, and looks again until there are none.
 * @param look reads the files and runs the rules; a sentence where that is not possible
 */
export function fixFiles(look: () => Round | string): Fixed {
  const fixed: ReportedFix[] = [];
  const failures: Failures = new Map();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = look();
    const failed = [...failures.values()];
    if (typeof found === 'string') return { fixed, failed, broken: found };
    const applied = applyFixes(found, failures);
    if (applied.length === 0) break;
    fixed.push(...applied);
  }
  return { fixed, failed: [...failures.values()] };
}

function applyFixes({ read, findings }: Round, failures: Failures): readonly ReportedFix[] {
  const chosen = findings.flatMap((finding): readonly Chosen[] => {
    const fix = finding.source.fixes.find(({ preferred }) => preferred === true);
    return fix === undefined || finding.source.silenced !== undefined ? [] : [{ finding, fix }];
  });
  const isOpen = (path: string): boolean =>
    !failures.has(path) && mayChange(read, path, failures) !== undefined;
  // Each round that fails has one more file to leave out.
  for (;;) {
    const { files, taken } = combineFixes(chosen, isOpen);
    const before = failures.size;
    const prepared = prepare(read, files, failures);
    if (failures.size > before) {
      for (const { drop } of prepared.values()) drop();
      continue;
    }
    commit(read, prepared, failures);
    return taken
      .filter(({ fix }) => fix.edits().every(({ path }) => !failures.has(path)))
      .map(({ finding: { rule, file }, fix: { title } }) => ({ rule, title, file }));
  }
}

/** Nothing is changed before every new text has found its place on the disk. */
function prepare(
  read: ReadWorkspace,
  files: ReadonlyMap<string, CombinedEdits>,
  failures: Failures,
): ReadonlyMap<string, Replacement> {
  const prepared = new Map<string, Replacement>();
  for (const [path, { edits, creates }] of files) {
    const before = textOnDisk(read, path);
    if (before === undefined) continue;
    const text = [applyEdits(before.text, edits), ...creates].join('');
    try {
      prepared.set(path, prepareReplacement(read.absolute(path), before.mark + text));
    } catch (error) {
      fail(read, path, reasonOf(error), failures);
    }
  }
  return prepared;
}

function commit(
  read: ReadWorkspace,
  prepared: ReadonlyMap<string, Replacement>,
  failures: Failures,
): void {
  for (const [path, replacement] of prepared) {
    try {
      replacement.commit();
    } catch (error) {
      replacement.drop();
      fail(read, path, reasonOf(error), failures);
    }
  }
}

function fail(read: ReadWorkspace, path: string, reason: string, failures: Failures): void {
  failures.set(path, { file: read.shown(path), message: `Not fixed: ${reason}.` });
}

/** The text of a file as it is now, and the byte order mark before it. */
interface DiskText {
  readonly mark: string;
  readonly text: string;
}

/** What a fix may change; a link out of what was named is a failure that is told. */
function mayChange(read: ReadWorkspace, path: string, failures: Failures): DiskText | undefined {
  try {
    const text = textOnDisk(read, path);
    if (text === undefined || leadsToNamed(read, path)) return text;
    fail(read, path, 'its link leads out of what was named', failures);
  } catch (error) {
    fail(read, path, reasonOf(error), failures);
  }
  return undefined;
}

function leadsToNamed({ absolute, isNamed }: ReadWorkspace, path: string): boolean {
  const where = absolute(path);
  return isNamed(realpathSync(isThere(where) ? where : dirname(where)));
}

/** Also of a link that leads to nothing. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * Files that still are as they were read, that come out of UTF-8 and back without loss, and files
 * that do not exist yet. Undefined for all others, also outside of the root.
 */
function textOnDisk({ workspace, absolute }: ReadWorkspace, path: string): DiskText | undefined {
  if (path.startsWith('../') || path.startsWith('/')) return undefined;
  const known = workspace.file(path)?.text;
  const where = absolute(path);
  if (known === undefined) return isThere(where) ? undefined : { mark: '', text: '' };
  const bytes = readFileSync(where);
  const now = decode(bytes);
  if (!('text' in now) || now.text !== known) return undefined;
  const mark = bytes.length >= 3 && bytes.toString('utf8', 0, 3) === '\ufeff' ? '\ufeff' : '';
  return Buffer.from(mark + known).equals(bytes) ? { mark, text: known } : undefined;
}
