/**
 * The few shapes that pictures of lessons are made of. Colours are classes, which the page gives the
 * editor's own; sizes are those of a narrow sidebar, so that nothing has to be read with a glass.
 */
import { escapeHtml } from './html.ts';

export const WIDTH = 340;
export const LINE_HEIGHT = 17;
export const PADDING = 9;
/** Of the letters that boxes are lettered with, the widest. In pixels. */
const LETTER = 6.9;
/** A text of more lines is cut. */
const MOST_LINES = 3;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Lines that fit. */
  readonly lines: readonly string[];
  /** Further classes. */
  readonly look?: string;
  /** What stands at the right end of the first line, such as a state. */
  readonly sign?: string;
  /** The first line is a title. */
  readonly isTitled?: boolean;
}

export const heightOf = ({ lines }: { readonly lines: readonly string[] }): number =>
  lines.length * LINE_HEIGHT + 2 * PADDING - 3;

/** A text on lines of a width, parted where people part names: behind spaces, dots, slashes and hyphens. */
export function wrap(text: string, width: number): readonly string[] {
  const most = Math.max(4, Math.floor((width - 2 * PADDING) / LETTER));
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(/[^\s./-]*[\s./-]?/g) ?? []) {
    if (line !== '' && (line + part).trimEnd().length > most) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
    for (; line.trimEnd().length > most; line = line.slice(most)) lines.push(line.slice(0, most));
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  if (lines.length <= MOST_LINES) return lines;
  return [
    ...lines.slice(0, MOST_LINES - 1),
    `${(lines[MOST_LINES - 1] ?? '').slice(0, most - 1)}…`,
  ];
}

export function boxSvg(box: Box): string {
  const { x, y, width, lines, look = '', sign, isTitled = false } = box;
  const words = lines.map((line, row) => {
    const title = isTitled && row === 0 ? ' class="title"' : '';
    const at = `x="${x + PADDING}" y="${y + PADDING + row * LINE_HEIGHT + 10}"`;
    return `<text ${at}${title}>${escapeHtml(line)}</text>`;
  });
  const state =
    sign === undefined
      ? ''
      : `<text class="sign" x="${x + width - PADDING}" y="${y + PADDING + 10}" text-anchor="end">${escapeHtml(sign)}</text>`;
  const rect = `<rect x="${x}" y="${y}" width="${width}" height="${heightOf(box)}" rx="4"/>`;
  return `<g class="box ${look}">${rect}${words.join('')}${state}</g>`;
}

export function frameSvg(
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
  title: readonly string[],
): string {
  const words = title.map(
    (line, row) =>
      `<text class="title" x="${x + PADDING}" y="${y + 17 + row * LINE_HEIGHT}">${escapeHtml(line)}</text>`,
  );
  return `<g class="frame"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>${words.join('')}</g>`;
}

/** An arrow whose head is at its end, straight down or to the side. */
export function arrowSvg(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - ux * 7, y2 - uy * 7];
  const corner = (side: number): string => point(bx - uy * 4 * side, by + ux * 4 * side);
  return `<g class="arrow"><path d="M${point(x1, y1)}L${point(bx, by)}"/><polygon points="${point(x2, y2)} ${corner(1)} ${corner(-1)}"/></g>`;
}

const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** @param alt what it shows, for those who do not see it */
export function pictureSvg(alt: string, height: number, shapes: readonly string[]): string {
  return `<svg class="picture" role="img" aria-label="${escapeHtml(alt)}" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}"><title>${escapeHtml(alt)}</title>${shapes.join('')}</svg>`;
}
