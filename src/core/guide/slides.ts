/** An outside page that an item of the guide points to. */
export interface SlideLink {
  readonly title: string;
  readonly url: string;
}

/** One numbered statement of the deck, in our own words. */
export interface Item {
  /** The deck's number, such as `S2.1`. */
  readonly id: string;
  /** A few words that fit a narrow sidebar, plain text. */
  readonly label: string;
  /** Inline Markdown, one or two sentences. */
  readonly text: string;
  /** What has changed since the deck was written, inline Markdown. */
  readonly today?: string;
  readonly links: readonly SlideLink[];
  /** 0, or 1 when the item is nested under the one before it. */
  readonly depth: number;
}

/** One slide of the guide. */
export interface Slide {
  /** The deck's number, such as `S2`. */
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
}

const SEPARATOR = /^---\s*$/;
const HEADING = /^##\s+(\S.*)$/;
const SLIDE_NUMBER = /<!--\s*(S\d+)\s*-->\s*$/;
const ITEM_NUMBER = /<!--\s*(S\d+\.\d+)(?:\s+(\S.*?))?\s*-->\s*$/;
const COMMENT = /[ \t]*<!--[\s\S]*?-->/g;
const BULLET = /^[-*+](?:\s+|$)/;
const NESTED = /^(?: {2}|\t)/;
const QUOTE = /^\s*>\s*(.*)$/;
const FOOTNOTE = /^(Today|See):\s*(\S.*)$/;
const LINK = /\[([^[\]]+)\]\((https?:\/\/[^()\s]+)\)/g;

/**
 * Reads a `slides.md` file of the guide.
 *
 * Slides stand between lines of `---` and start with `## Title <!-- S2 -->`; a piece without such
 * a heading is left out. An item ends with `<!-- S2.1 A few words -->`: its number, and its label in
 * lists. Any text gives a result, nothing throws.
 */
export function parseSlides(markdown: string): readonly Slide[] {
  const pieces: string[][] = [[]];
  for (const line of markdown.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (SEPARATOR.test(line)) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return pieces.map(readSlide).filter((slide) => slide !== undefined);
}

function readSlide(lines: readonly string[]): Slide | undefined {
  const start = lines.findIndex((line) => line.trim() !== '');
  const heading = lines[start] ?? '';
  const id = SLIDE_NUMBER.exec(heading)?.[1];
  const title = HEADING.exec(withoutComments(heading))?.[1]?.trim();
  if (id === undefined || title === undefined) return undefined;
  return {
    id,
    title,
    items: readItems(lines.slice(start + 1)),
  };
}

function readItems(lines: readonly string[]): readonly Item[] {
  const items: Item[] = [];
  // Plain text between an item and a quote ends the item, so that a quote never lands on a stranger.
  let open = false;
  for (const line of lines) {
    const item = readItem(line);
    const last = items.at(-1);
    const quote = QUOTE.exec(line)?.[1];
    if (item !== undefined) {
      items.push(item);
      open = true;
    } else if (quote === undefined) {
      open &&= line.trim() === '';
    } else if (open && last !== undefined) {
      items[items.length - 1] = withFootnote(last, quote);
    }
  }
  return items;
}

function readItem(line: string): Item | undefined {
  const [, id, label] = ITEM_NUMBER.exec(line) ?? [];
  const text = withoutComments(line).trim().replace(BULLET, '');
  if (id === undefined || text === '') return undefined;
  const depth = NESTED.test(line) ? 1 : 0;
  return { id, label: label ?? plainText(text), text, links: [], depth };
}

function withFootnote(item: Item, quote: string): Item {
  const [, word, rest] = FOOTNOTE.exec(withoutComments(quote).trim()) ?? [];
  if (rest === undefined) return item;
  if (word === 'See') return { ...item, links: [...item.links, ...readLinks(rest)] };
  return {
    ...item,
    today: item.today === undefined ? rest : `${item.today} ${rest}`,
  };
}

function readLinks(text: string): readonly SlideLink[] {
  return [...text.matchAll(LINK)].map(([, title = '', url = '']) => ({
    title: plainText(title),
    url,
  }));
}

function withoutComments(markdown: string): string {
  return markdown.replace(COMMENT, '');
}

const CODE = /`(?<code>[^`]+)`/;
const INLINE_LINK = /\[(?<title>[^[\]]*)\]\((?<url>[^()\s]*)\)/;
const STARS = /(?<star>\*{1,2})(?=\S)(?<starred>.+?)(?<=\S)\k<star>(?!\*)/;
// Underscores inside a word, as in `max_size`, are no emphasis.
const UNDERSCORES = /(?<!\w)(?<line>_{1,2})(?=\S)(?<lined>.+?)(?<=\S)\k<line>(?!\w)/;
const ESCAPE = /\\(?<escaped>[!-/:-@[-`{-~])/;
const INLINE = new RegExp(
  [CODE, INLINE_LINK, STARS, UNDERSCORES, ESCAPE].map((part) => part.source).join('|'),
  'g',
);

/** Real text nests two or three marks; a limit keeps any text from exhausting the stack. */
const DEEPEST = 8;

/** A stretch of inline Markdown; what is in marks may hold further ones. */
export type InlinePart =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** Inline Markdown cut at its marks, outermost first. */
export function inlineParts(inlineMarkdown: string): readonly InlinePart[] {
  const parts: InlinePart[] = [];
  let end = 0;
  for (const match of inlineMarkdown.matchAll(INLINE)) {
    if (match.index > end)
      parts.push({ kind: 'text', text: inlineMarkdown.slice(end, match.index) });
    parts.push(partOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < inlineMarkdown.length) parts.push({ kind: 'text', text: inlineMarkdown.slice(end) });
  return parts;
}

function partOf(groups: Readonly<Record<string, string | undefined>>): InlinePart {
  const { code, escaped, title, url = '', star, starred, line, lined = '' } = groups;
  if (code !== undefined) return { kind: 'code', text: code };
  if (escaped !== undefined) return { kind: 'text', text: escaped };
  if (title !== undefined) return { kind: 'link', text: title, url };
  const kind = (star ?? line)?.length === 2 ? 'strong' : 'emphasis';
  return { kind, text: starred ?? lined };
}

/** The words of inline Markdown without its marks, for places that show plain text. */
export function plainText(inlineMarkdown: string): string {
  return withoutMarks(inlineMarkdown, DEEPEST);
}

function withoutMarks(inlineMarkdown: string, depth: number): string {
  if (depth === 0) return inlineMarkdown;
  return inlineParts(inlineMarkdown)
    .map(({ kind, text }) =>
      kind === 'text' || kind === 'code' ? text : withoutMarks(text, depth - 1),
    )
    .join('');
}
