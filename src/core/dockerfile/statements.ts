import type { Assignment, Copy, Instruction, Mount, Run, Stage } from './model.ts';
import { isHeredoc, jsonWords, plainPieces, quotedPieces, spanOf } from './words.ts';
import { trimmed, unquote, wordOf } from './words.ts';
import type { Escape, Flag, LogicalLine, Piece, Word } from './words.ts';

/** An instruction with what is needed to read its argument further. */
export interface Statement {
  readonly instruction: Instruction;
  readonly line: LogicalLine;
  readonly flags: readonly Flag[];
  /** The argument behind the flags. */
  readonly rest: Piece;
}

function assignment(statement: Statement, name: Piece, value: Piece | undefined, escape: Escape) {
  const { line, instruction } = statement;
  return {
    name: unquote(line.text.slice(name.start, name.end), escape),
    nameSpan: spanOf(line, name),
    value: value && unquote(line.text.slice(value.start, value.end), escape),
    valueSpan: value && spanOf(line, value),
    stage: instruction.stage,
  };
}

/** Reads `A=b C="d e"` and, for ENV, the old form `A b c` with one name and no equals sign. */
export function assignments(statement: Statement, escape: Escape): Assignment[] {
  const { line, rest, instruction } = statement;
  const pieces = quotedPieces(line, rest, escape);
  const first = pieces[0];
  if (first === undefined) return [];
  const isOldForm = !line.text.slice(first.start, first.end).includes('=');
  if (instruction.keyword === 'ENV' && isOldForm) {
    const name = plainPieces(line, rest)[0] ?? first;
    const value = trimmed(line, { start: name.end, end: rest.end });
    return [assignment(statement, name, value, escape)];
  }
  return pieces.map((piece) => {
    const equals = line.text.slice(piece.start, piece.end).indexOf('=');
    if (equals === -1) return assignment(statement, piece, undefined, escape);
    const name = { start: piece.start, end: piece.start + equals };
    return assignment(statement, name, { start: name.end + 1, end: piece.end }, escape);
  });
}

function wordsOf({ line, rest }: Statement, escape: Escape): readonly Word[] {
  const pieces = () => plainPieces(line, rest).map((piece) => wordOf(line, piece, escape));
  return jsonWords(line, rest) ?? pieces();
}

export function copyOf(statement: Statement, escape: Escape): Copy {
  const { keyword, span, stage } = statement.instruction;
  const words = wordsOf(statement, escape);
  const hasDestination = words.length > 1;
  return {
    instruction: keyword === 'ADD' ? 'ADD' : 'COPY',
    span,
    sources: (hasDestination ? words.slice(0, -1) : words).filter(({ text }) => !isHeredoc(text)),
    destination: hasDestination ? words.at(-1) : undefined,
    from: statement.flags.find(({ name }) => name === 'from')?.value,
    stage,
  };
}

function mountOf({ text, span }: Word): Mount {
  const options = text.split(',').map((option): [string, string] => {
    const equals = option.indexOf('=');
    if (equals === -1) return [option.trim().toLowerCase(), ''];
    return [option.slice(0, equals).trim().toLowerCase(), option.slice(equals + 1)];
  });
  return { text, span, options: new Map(options) };
}

export function runOf({ instruction, flags }: Statement): Run {
  const mounts = flags.flatMap(({ name, value }) =>
    name === 'mount' && value !== undefined ? [mountOf(value)] : [],
  );
  return { instruction, mounts, stage: instruction.stage };
}

/** @param named the last of the earlier stages with each name, by its index */
function stageOf(
  statements: readonly Statement[],
  index: number,
  named: ReadonlyMap<string, number>,
  escape: Escape,
) {
  const from = statements[0];
  const [image, as, name] = from ? wordsOf(from, escape) : [];
  const of = (keyword: string) => statements.filter((one) => one.instruction.keyword === keyword);
  const last = (keyword: string) => of(keyword).at(-1)?.instruction;
  return {
    index,
    name: as?.text.toLowerCase() === 'as' ? name : undefined,
    image,
    platform: from?.flags.find((flag) => flag.name === 'platform')?.value,
    basedOn: image && named.get(image.text.toLowerCase()),
    instructions: statements.map(({ instruction }) => instruction),
    cmd: last('CMD'),
    entrypoint: last('ENTRYPOINT'),
    user: last('USER')?.argument,
    expose: of('EXPOSE').flatMap((one) => wordsOf(one, escape)),
    volumes: of('VOLUME').flatMap((one) => wordsOf(one, escape)),
  };
}

export function readStages(statements: readonly Statement[], escape: Escape): Stage[] {
  const count = statements.filter(({ instruction }) => instruction.keyword === 'FROM').length;
  const groups = Array.from({ length: count }, (): Statement[] => []);
  for (const statement of statements) groups[statement.instruction.stage ?? -1]?.push(statement);
  const named = new Map<string, number>();
  return groups.map((group, index) => {
    const stage = { ...stageOf(group, index, named, escape), isFinal: index === count - 1 };
    if (stage.name !== undefined) named.set(stage.name.text.toLowerCase(), index);
    return stage;
  });
}
