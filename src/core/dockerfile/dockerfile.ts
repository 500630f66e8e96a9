import type { Directive, Dockerfile } from './model.ts';
import { assignments, copyOf, readStages, runOf } from './statements.ts';
import type { Statement } from './statements.ts';
import { heredocsOf, logicalLine, spanOf, splitFlags } from './words.ts';
import { plainPieces, trimmed, withoutContinuation } from './words.ts';
import type { Escape, Heredoc, Word } from './words.ts';

export type * from './model.ts';
export type { Word } from './words.ts';

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

const endOfLine = (source: string, offset: number): number => {
  const newline = source.indexOf('\n', offset);
  return newline === -1 ? source.length : newline;
};

/** Lines that Docker drops, also between the lines of an instruction. */
const EMPTY_OR_COMMENT = /^\s*(?:#|$)/;

/** The end of an instruction's last line; a continued one at the end of the file counts as last. */
function instructionEnd(source: string, start: number, escape: Escape): number {
  let end = start;
  for (let at = start; at < source.length; at = endOfLine(source, at) + 1) {
    const line = source.slice(at, endOfLine(source, at)).replace(/\r$/, '');
    if (at > start && EMPTY_OR_COMMENT.test(line)) continue;
    end = at + line.trimEnd().length;
    if (withoutContinuation(line, escape) === undefined) return end;
  }
  return end;
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

/** Reads the instruction that starts at `start`, with the bodies of its here-documents. */
function readStatement(source: string, start: number, escape: Escape): Statement {
  const end = instructionEnd(source, start, escape);
  const line = logicalLine(source, { start, end }, escape);
  const word = plainPieces(line, { start: 0, end: line.text.length })[0] ?? { start: 0, end: 0 };
  const keyword = line.text.slice(word.start, word.end).toUpperCase();
  const all = trimmed(line, { start: word.end, end: line.text.length });
  const argument = all && { text: line.text.slice(all.start, all.end), span: spanOf(line, all) };
  const { flags, rest } = splitFlags(line, all ?? { start: 0, end: 0 }, escape);
  const heredocs = opensHeredocs(keyword, argument) ? heredocsOf(line, rest) : [];
  const keywordSpan = spanOf(line, word);
  const span = { start, end: heredocsEnd(source, end, heredocs) };
  return {
    instruction: { keyword, keywordSpan, span, argument, stage: undefined },
    ...{ line, flags, rest },
  };
}

function readStatements(source: string, escape: Escape): Statement[] {
  const statements: Statement[] = [];
  let stage: number | undefined;
  for (let at = 0; at < source.length; at = endOfLine(source, at) + 1) {
    const line = source.slice(at, endOfLine(source, at));
    if (EMPTY_OR_COMMENT.test(line)) continue;
    const start = at + line.length - line.trimStart().length;
    const statement = readStatement(source, start, escape);
    const { instruction } = statement;
    if (instruction.keyword === 'FROM') stage = (stage ?? -1) + 1;
    // Nothing but characters that continue lines.
    if (instruction.keyword !== '')
      statements.push({ ...statement, instruction: { ...instruction, stage } });
    at = instruction.span.end;
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

/** Whether what is done in a stage ends up in the image: the last one, and those it is based on. */
export function reachesImage(dockerfile: Dockerfile, stage: number | undefined): boolean {
  let current = dockerfile.stages.at(-1);
  while (current !== undefined) {
    if (current.index === stage) return true;
    const { basedOn } = current;
    current = basedOn === undefined ? undefined : dockerfile.stages[basedOn];
  }
  return false;
}
