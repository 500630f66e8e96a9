import type { Severity } from '../core/lint/rule.ts';
import type { Checked } from './check.ts';
import { printable } from './colour.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * Workflow commands of GitHub Actions, which become annotations beside the lines of a change.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithub({ findings, errors }: Checked): string {
  const found = findings.map(({ severity, rule, message, file, range: { start, end } }) =>
    command(COMMANDS[severity], message, {
      ...{ file, line: start.line + 1, endLine: end.line + 1, col: start.character + 1 },
      // Columns are shown within one line only.
      ...(start.line === end.line && { endColumn: end.character + 1 }),
      title: rule,
    }),
  );
  const broken = errors.map(({ file, message, range }) =>
    command('notice', message, {
      file,
      ...(range && { line: range.start.line + 1, col: range.start.character + 1 }),
    }),
  );
  return [...found, ...broken].join('');
}

type Properties = Readonly<Record<string, string | number>>;

function command(name: string, message: string, properties: Properties): string {
  const list = Object.entries(properties).map(
    ([key, value]) =>
      `${key}=${key === 'file' ? fileName(String(value)) : property(String(value))}`,
  );
  return `::${name} ${list.join(',')}::${data(message)}\n`;
}

/** Whatever stands in a file can end neither the line nor the command. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

/** A name stays what it is, or the annotation finds no file. */
function fileName(text: string): string {
  const coded = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return coded
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')
    .replace(/\p{Cc}/gu, ' ');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
