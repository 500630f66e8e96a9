/**
 * What may be known of the `.env` beside a Compose file: of the variables that the Compose file
 * names, where they stand, and the values that are no secrets. Everything else stays outside.
 */
import { baseName, folderOf } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import { isSensitiveName, secretIn } from '../kubernetes/sensitive.ts';

/** The file that `docker compose` reads for `${TAG}` in the Compose files beside it. */
export function isSubstitutionFile(path: string): boolean {
  return baseName(path) === '.env';
}

const VARIABLE = /\$\{?([A-Za-z_]\w*)/g;

/** The variables that Compose files name, by the folder of the files; `$$` is a dollar sign. */
export function substitutedVariables(
  files: readonly SourceFile[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byFolder = new Map<string, Set<string>>();
  for (const { path, text } of files.filter(({ kind }) => kind === 'compose')) {
    const names = byFolder.get(folderOf(path)) ?? new Set();
    byFolder.set(folderOf(path), names);
    for (const [, name = ''] of text.replaceAll('$$', '').matchAll(VARIABLE)) names.add(name);
  }
  return byFolder;
}

/**
 * The lines of an environment file that may enter the index: `TAG=1.2` where the variable is asked
 * for and its value is public, `PASSWORD` alone where it is not, in the line and the column where the
 * file has them. All other lines are empty.
 */
export function publicEnvironment(text: string, wanted: ReadonlySet<string>): string {
  const lines: string[] = [];
  for (const { line, column, name, value } of entriesOf(text)) {
    if (!wanted.has(name)) continue;
    while (lines.length < line) lines.push('');
    const shown = value !== undefined && isPublic(name, value) ? `=${value}` : '';
    lines.push(`${' '.repeat(column)}${name}${shown}`);
  }
  return lines.join('\n');
}

interface Entry {
  /** Both from 0. */
  readonly line: number;
  readonly column: number;
  readonly name: string;
  /** As it is written, without the comment behind it; undefined for one of several lines. */
  readonly value: string | undefined;
}

const ENTRY = /^(\s*(?:export\s+)?)([A-Za-z_]\w*)\s*[=:]\s*(.*)$/;

/** A line inside of a longer value, such as a private key, can look like an entry: it is passed over. */
function* entriesOf(text: string): Iterable<Entry> {
  const lines = text.split(/\r?\n/);
  for (let line = 0; line < lines.length; line++) {
    const [, before = '', name, written = ''] = ENTRY.exec(lines[line] ?? '') ?? [];
    if (name === undefined) continue;
    const at = { line, column: before.length, name };
    const closing = closingOf(written);
    if (closing === undefined) {
      yield { ...at, value: written.replace(/(?:^|\s)#.*$/, '').trim() };
    } else if (closing.test(written.slice(1))) {
      yield { ...at, value: WHOLE.exec(written)?.[0] };
    } else {
      yield { ...at, value: undefined };
      do line++;
      while (line < lines.length && !closing.test(lines[line] ?? ''));
    }
  }
}

const WHOLE = /^'[^']*'|^"(?:[^"\\]|\\.)*"/;

/** What ends a value that may go on over several lines. */
function closingOf(written: string): RegExp | undefined {
  if (written.startsWith("'")) return /'/;
  if (written.startsWith('"')) return /^(?:[^"\\]|\\.)*"/;
  return written.startsWith('-----BEGIN') ? /-----END/ : undefined;
}

/** More names than the findings speak of: here, silence about a harmless value costs little. */
const MAYBE_SENSITIVE = /pass|pwd|secret|token|key|cred|bearer|auth|salt|priv|cookie|session|dsn/i;
const LOGIN = /:[^/\s]*@|\b(?:pass\w*|pwd|secret|\w*token|\w*key)["']?\s*[=:]/i;
/** Letters and digits in a row, too long for a version or a name. */
const RANDOM = /(?=[\w+=-]*\d)(?=[\w+=-]*[A-Za-z])[\w+=-]{20}/;
const LONGEST = 200;

function isPublic(name: string, value: string): boolean {
  if (isSensitiveName(name) || MAYBE_SENSITIVE.test(name) || value.length > LONGEST) return false;
  return !LOGIN.test(value) && !RANDOM.test(value) && secretIn(name, value) === undefined;
}
