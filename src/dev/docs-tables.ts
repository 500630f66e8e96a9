/** The tables of the pages below docs/, from the code that they describe. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSnippets } from '../core/completion/snippet.ts';
import type { SnippetLanguage } from '../core/completion/snippet.ts';
import type { Rule } from '../core/lint/rule.ts';
import type { Topic } from '../core/guide/topic.ts';
import { ROOT } from './project.ts';

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows].join('\n');
}

/** Each page below docs/ with a table: `docs/<name>.md` holds the block of that name. */
export function docsTables(
  topics: readonly Topic[],
  rules: readonly Rule[],
): Readonly<Record<string, string>> {
  return {
    guide: topicTable(topics),
    rules: ruleTable(rules),
    snippets: snippetTable(),
    commands: commandTable(),
    settings: settingTable(),
  };
}

function topicTable(topics: readonly Topic[]): string {
  return table(
    ['Topic', 'Slides', 'Statements', 'With evidence', 'Rules'],
    topics.map(({ title, slides, checks, rules }) =>
      row(
        title,
        slides.map((slide) => slide.title).join('; '),
        String(slides.reduce((sum, slide) => sum + slide.items.length, 0)),
        String(checks.length),
        String(rules.length),
      ),
    ),
  );
}

function ruleTable(rules: readonly Rule[]): string {
  return table(
    ['Rule', 'Severity', 'What it finds', 'Deck'],
    rules.map(({ id, severity, summary, deck }) =>
      row(`[\`${id}\`](../media/rules/${id}.md)`, severity, summary, deck.join(', ')),
    ),
  );
}

const SNIPPETS: readonly (readonly [string, SnippetLanguage])[] = [
  ['kubernetes', 'yaml'],
  ['compose', 'dockercompose'],
  ['dockerfile', 'dockerfile'],
  ['files', 'file'],
];

function snippetTable(): string {
  return table(
    ['Prefix', 'What it inserts'],
    SNIPPETS.flatMap(([file, language]) =>
      loadSnippets(readJson(`snippets/${file}.json`), language).map(({ prefix, description }) =>
        row(`\`${prefix}\``, description),
      ),
    ),
  );
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string }[];
    readonly configuration: readonly {
      readonly properties: Record<
        string,
        { default: unknown; markdownDescription?: string; scope: string }
      >;
    }[];
  };
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

function commandTable(): string {
  const { contributes } = readJson('package.json') as Manifest;
  return table(
    ['Command', 'Id'],
    contributes.commands.map(({ command, title, category }) =>
      row(`${category}: ${title}`, `\`${command}\``),
    ),
  );
}

function settingTable(): string {
  const { contributes } = readJson('package.json') as Manifest;
  return table(
    ['Setting', 'Default', 'What it does'],
    contributes.configuration.flatMap(({ properties }) =>
      Object.entries(properties).map(([name, setting]) =>
        row(
          `\`${name}\``,
          `\`${JSON.stringify(setting.default)}\``,
          setting.markdownDescription ?? '',
        ),
      ),
    ),
  );
}
