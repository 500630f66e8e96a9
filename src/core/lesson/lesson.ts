/** What teaches a slide: written as Markdown beside its topic, read into pieces here. */

/** A box of a picture, or a line of one, with what it holds. */
export interface PicturePiece {
  /** Inline Markdown. */
  readonly text: string;
  /** The item of the deck whose state the piece shows, such as `S22.1`. */
  readonly item?: string;
  readonly pieces: readonly PicturePiece[];
}

export const LAYOUTS = ['chain', 'frames', 'ladder', 'table', 'ways'] as const;

export type Layout = (typeof LAYOUTS)[number];

export interface PictureText {
  readonly layout: Layout;
  /** What the picture shows, for those who do not see it; inline Markdown. */
  readonly alt: string;
  readonly pieces: readonly PicturePiece[];
}

/** A piece of code with what is said about it. */
export interface Shown {
  /** Inline Markdown. */
  readonly text: string;
  readonly language: string;
  readonly code: string;
}

export interface Question {
  readonly question: string;
  readonly answer: string;
}

/** The lesson of one slide; texts are inline Markdown. */
export interface Lesson {
  /** The slide's number. */
  readonly slide: string;
  readonly why: string;
  readonly example?: Shown;
  readonly picture?: PictureText;
  /** A command to copy, and what to expect of it. */
  readonly attempt?: Shown;
  readonly questions: readonly Question[];
}

/**
 * Reads a `lessons.md`: a `## S2` for each slide, with the sections `Why it matters`, `Picture:` and
 * its layout, `Example`, `Try it` and `Questions`. What is missing is left out; nothing throws.
 */
export function parseLessons(markdown: string): readonly Lesson[] {
  return cutAt(/^## (S\d+)$/, markdown.split(/\r?\n/)).map(({ heading, lines }) =>
    readLesson(heading, lines),
  );
}

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The lines below each heading; those in front of the first one are left out. */
function cutAt(heading: RegExp, lines: readonly string[]): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = [];
  for (const line of lines) {
    const found = heading.exec(line)?.[1];
    if (found === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ heading: found, lines: [] });
  }
  return sections;
}

function readLesson(slide: string, lines: readonly string[]): Lesson {
  const sections = cutAt(/^### (\S.*)$/, lines);
  const find = (name: string): readonly string[] =>
    sections.find(({ heading }) => heading === name)?.lines ?? [];
  const example = readShown(find('Example'));
  const attempt = readShown(find('Try it'));
  const drawn = sections.find(({ heading }) => heading.startsWith('Picture: '));
  const picture = drawn && readPicture(drawn);
  return {
    slide,
    why: prose(find('Why it matters')),
    ...(example && { example }),
    ...(picture && { picture }),
    ...(attempt && { attempt }),
    questions: readQuestions(find('Questions')),
  };
}

const prose = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

function readShown(lines: readonly string[]): Shown | undefined {
  const start = lines.findIndex((line) => line.startsWith('```'));
  const end = lines.indexOf('```', start + 1);
  if (start < 0 || end < 0) return undefined;
  return {
    text: prose([...lines.slice(0, start), ...lines.slice(end + 1)]),
    language: lines[start]?.slice(3).trim() ?? '',
    code: `${lines.slice(start + 1, end).join('\n')}\n`,
  };
}

function readPicture({ heading, lines }: Section): PictureText | undefined {
  const layout = LAYOUTS.find((name) => heading === `Picture: ${name}`);
  if (layout === undefined) return undefined;
  const first = lines.findIndex((line) => line.startsWith('- '));
  const outer = cutAt(/^- (\S.*)$/, lines.slice(first));
  const pieces = outer.map((piece) => ({
    ...readPiece(piece.heading),
    pieces: cutAt(/^ {2}- (\S.*)$/, piece.lines).map((inner) => readPiece(inner.heading)),
  }));
  return { layout, alt: prose(lines.slice(0, first)), pieces };
}

function readPiece(text: string): PicturePiece {
  const [, words = text, item] = /^(.*) \((S\d+\.\d+)\)$/.exec(text) ?? [];
  return { text: words, ...(item !== undefined && { item }), pieces: [] };
}

function readQuestions(lines: readonly string[]): readonly Question[] {
  return cutAt(/^- (\S.*)$/, lines).map(({ heading, lines: below }) => ({
    question: heading,
    answer: prose(below.map((line) => line.trim().replace(/^> ?/, ''))),
  }));
}
