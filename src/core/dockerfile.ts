import { DockerfileParser } from 'dockerfile-ast';
import type { Directive, Dockerfile } from './dockerfile-model.ts';
import { assignments, copyOf, readStages, runOf } from './dockerfile-statements.ts';
import type { Statement } from './dockerfile-statements.ts';
import { heredocsOf, logicalLine, spanOf, splitFlags, trimmed } from './dockerfile-words.ts';
import type { Escape, Heredoc, Word } from './dockerfile-words.ts';
import { LineMap } from './text.ts';

export type * from './dockerfile-model.ts';
export type { Escape, Word } from './dockerfile-words.ts';

const DIRECTIVE = /^\s*#\s*([a-z][a-z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/i;
const DIRECTIVES: readonly string[] = ['syntax', 'escape', 'check'];

/** Directives stand before all else: the first line that is none ends them. */
function readDirectives(source: string): Directive[] {
  const directives: Directive[] = [];
  let start = source.startsWith('\uFEFF') ? 1 : 0;
  while (start < source.length) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline;
    const line = source.slice(start, end);
    const match = DIRECTIVE.exec(line);
    const name = match?.[1]?.toLowerCase() ?? '';
    const text = match?.[2] ?? '';
    if (!DIRECTIVES.includes(name)) break;
    const from = start + line.trimEnd().length - text.length;
    directives.push({ name, value: { text, span: { start: from, end: from + text.length } } });
    start = end + 1;
  }
  return directives;
}

/**
 * The text with the same offsets, simplified until dockerfile-ast splits it as BuildKit does: it
 * takes `<<` in quotes for a here-document, a doubled escape character for a continued line and
 * comments for directives.
 */
function simplified(source: string, escape: Escape): string {
  const pattern =
    escape === '`'
      ? /`+([ \t]*(?:\r?\n|$))?|\\|<<|\r(?!\n)/g
      : /\\+([ \t]*(?:\r?\n|$))?|<<|\r(?!\n)/g;
  const body = source.replace(pattern, (match: string, lineEnd: string | undefined) => {
    const length = match.length - (lineEnd?.length ?? 0);
    if (match === '\r') return ' ';
    if (lineEnd === undefined) return 'x'.repeat(length);
    return (length === 1 ? '\\' : 'x'.repeat(length)) + lineEnd;
  });
  const comments = /^\uFEFF?(?:[ \t]*#[^\n]*(?:\n|$))*/;
  return body.replace(comments, (head) =>
    head.replace(/[^\r\n\uFEFF]/g, '#').replace('\uFEFF', ' '),
  );
}

function heredocsEnd(source: string, start: number, heredocs: readonly Heredoc[]): number {
  let position = start;
  for (const { name, tabs } of heredocs) {
    let line: string | undefined;
    while (line !== name && position < source.length) {
      const next = source.indexOf('\n', position + 1);
      const end = next === -1 ? source.length : next;
      line = source.slice(position, end).replace(/^\n/, '').replace(/\r+$/, '');
      if (tabs) line = line.replace(/^\t+/, '');
      position = end;
    }
  }
  return position > start && source[position - 1] === '\r' ? position - 1 : position;
}

function opensHeredocs(keyword: string, argument: Word | undefined): boolean {
  const word = keyword === 'ONBUILD' ? /^\S+/.exec(argument?.text ?? '')?.[0] : keyword;
  return ['RUN', 'COPY', 'ADD'].includes(word?.toUpperCase() ?? '');
}

function readStatements(source: string, escape: Escape): Statement[] {
  const splittable = simplified(source, escape);
  const lines = new LineMap(splittable);
  const statements: Statement[] = [];
  let stage: number | undefined;
  let bodyEnd = 0;
  for (const node of DockerfileParser.parse(splittable).getInstructions()) {
    const keywordEnd = lines.offset(node.getInstructionRange().end);
    const range = node.getRange();
    const start = lines.offset(range.start);
    if (start < bodyEnd) continue;
    const end = start + source.slice(start, lines.offset(range.end)).trimEnd().length;
    const keyword = node.getKeyword();
    if (keyword === 'FROM') stage = (stage ?? -1) + 1;
    const line = logicalLine(source, { start: keywordEnd, end }, escape);
    const all = trimmed(line, { start: 0, end: line.text.length });
    const argument = all && { text: line.text.slice(all.start, all.end), span: spanOf(line, all) };
    const { flags, rest } = splitFlags(line, all ?? { start: 0, end: 0 }, escape);
    const heredocs = opensHeredocs(keyword, argument) ? heredocsOf(line, rest) : [];
    bodyEnd = heredocsEnd(source, end, heredocs);
    const keywordSpan = { start, end: keywordEnd };
    const span = { start, end: bodyEnd };
    statements.push({
      instruction: { keyword, keywordSpan, span, argument, stage },
      line,
      flags,
      rest,
    });
  }
  return statements;
}

/** Reads any text as a Dockerfile, the way BuildKit does; it never throws. */
export function parseDockerfile(text: string): Dockerfile {
  const directives = readDirectives(text);
  const escape = directives.find(({ name }) => name === 'escape')?.value.text === '`' ? '`' : '\\';
  const statements = readStatements(text, escape);
  const of = (...keywords: readonly string[]) =>
    statements.filter(({ instruction }) => keywords.includes(instruction.keyword));
  return {
    escape,
    directives,
    instructions: statements.map(({ instruction }) => instruction),
    stages: readStages(statements, escape),
    env: of('ENV').flatMap((statement) => assignments(statement, escape)),
    args: of('ARG').flatMap((statement) => assignments(statement, escape)),
    copies: of('COPY', 'ADD').map((statement) => copyOf(statement, escape)),
    runs: of('RUN').map(runOf),
  };
}
