/** The examples of a rule's page: fixtures like all others, named `example.bad` and `example.good`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleExamples } from '../core/lint/rule.ts';
import { ROOT } from './project.ts';

/**
 * A line of a fixture that marks what must be found above it: `#  ^^^^ rule-id`, and `#<^^^^` for
 * what begins in the first column.
 */
export const FIXTURE_MARK =
  /^(\s*#\s*)(<?)(\^+)\s+([\w-]+)(?:\s+(error|warning|information|hint))?\s*$/;

/** @throws where the rule has no examples */
export function readExamples(id: string, root = ROOT): RuleExamples {
  const folder = join(root, 'test/fixtures', id);
  const [bad, good] = [readExample(folder, 'bad'), readExample(folder, 'good')];
  const language = bad.every(({ name }) => name === 'Dockerfile') ? 'dockerfile' : 'yaml';
  return { language, bad: textOf(bad), good: textOf(good) };
}

interface ExampleFile {
  readonly name: string;
  readonly text: string;
}

function readExample(folder: string, side: 'bad' | 'good'): readonly ExampleFile[] {
  const file = `example.${side}.yaml`;
  const isFolder = !existsSync(join(folder, file));
  const names = isFolder ? readdirSync(join(folder, `example.${side}`)).sort() : [file];
  const from = isFolder ? join(folder, `example.${side}`) : folder;
  return names
    .map((name) => ({ name, text: withoutMarks(readFileSync(join(from, name), 'utf8')) }))
    .filter(({ text }) => text !== '');
}

function withoutMarks(text: string): string {
  return text
    .split('\n')
    .filter((line) => !FIXTURE_MARK.test(line))
    .join('\n');
}

/** Files that show by what is in them what they are. */
const KNOWN_AT_SIGHT = /^(?:example\.(?:bad|good)\.yaml|Dockerfile|compose\.yaml)$/;

/** Several files are told apart by their names. */
function textOf(files: readonly ExampleFile[]): string {
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0 && KNOWN_AT_SIGHT.test(only.name)) return only.text;
  return files.map(({ name, text }) => `# ${name}\n${text}`).join('---\n');
}
