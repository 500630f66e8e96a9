/** The picture of a lesson, drawn with the reader's names and with what the workspace shows. */
import type { GuideItem } from '../guide/guide.ts';
import { inlineWords } from './html.ts';
import type { Layout, PicturePiece, PictureText } from './lesson.ts';
import type { Names } from './names.ts';
import {
  arrowSvg,
  boxSvg,
  frameSvg,
  heightOf,
  LINE_HEIGHT,
  pictureSvg,
  WIDTH,
  wrap,
} from './svg.ts';
import type { Box } from './svg.ts';

type State = GuideItem['state'];

/** What a picture is drawn with. */
export interface Drawing {
  readonly names: Names;
  /** What the workspace shows for an item of the deck. */
  readonly stateOf: (item: string) => State | undefined;
  /** Words for a state that a picture shows, as for screen readers. */
  readonly wordsFor: (state: State) => string;
  /** Marks the rung that the workspace has reached. */
  readonly here: string;
}

const GAP = 8;
const ARROW = 24;

const SIGNS: Readonly<Partial<Record<State, string>>> = {
  done: '✔',
  partly: '◐',
  open: '○',
  unknown: '?',
};

/** One picture as SVG, with its alternative text. */
export function drawPicture(text: PictureText, drawing: Drawing): string {
  const pieces = text.pieces.map((piece) => readPiece(piece, drawing));
  const { height, shapes } = DRAW[text.layout](pieces, drawing);
  return pictureSvg(altOf(text, pieces, drawing), height, shapes);
}

interface Piece {
  readonly text: string;
  readonly state?: State;
  readonly pieces: readonly Piece[];
}

interface Drawn {
  readonly height: number;
  readonly shapes: readonly string[];
}

function readPiece({ text, item, pieces }: PicturePiece, drawing: Drawing): Piece {
  const state = item === undefined ? undefined : drawing.stateOf(item);
  return {
    text: inlineWords(text, drawing.names),
    ...(state !== undefined && state !== 'statement' && { state }),
    pieces: pieces.map((piece) => readPiece(piece, drawing)),
  };
}

function altOf(text: PictureText, pieces: readonly Piece[], drawing: Drawing): string {
  const states = pieces.flatMap(({ text: words, state }) =>
    state === undefined ? [] : `${titleOf(words)}: ${drawing.wordsFor(state)}`,
  );
  const said = inlineWords(text.alt, drawing.names);
  return states.length === 0 ? said : `${said} ${states.join('; ')}.`;
}

const titleOf = (text: string): string => /^[^:]+(?=: )/.exec(text)?.[0] ?? text;

/** A box of a text such as `Title: what it is`, as wide as it may be. */
function boxOf({ text, state }: Piece, [x, y, width]: readonly [number, number, number]): Box {
  const title = titleOf(text);
  const detail = title === text ? '' : text.slice(title.length + 2);
  // The sign of a state needs room of its own.
  const titleWidth = state === undefined ? width : width - 18;
  const sign = state && SIGNS[state];
  return {
    ...{ x, y, width, look: state ?? '', isTitled: detail !== '' },
    lines: [...wrap(title, titleWidth), ...wrap(detail, width)],
    ...(sign !== undefined && { sign }),
  };
}

const DRAW: Readonly<Record<Layout, (pieces: readonly Piece[], drawing: Drawing) => Drawn>> = {
  chain: drawChain,
  frames: drawFrames,
  ladder: drawLadder,
  table: drawTable,
  ways: drawWays,
};

/** One box below the other, an arrow from each to the next; what a box holds stands side by side. */
function drawChain(pieces: readonly Piece[]): Drawn {
  const shapes: string[] = [];
  let above: readonly Box[] = [];
  let y = 1;
  for (const piece of pieces) {
    const row = piece.pieces.length === 0 ? [piece] : piece.pieces;
    const width = (WIDTH - 2 - GAP * (row.length - 1)) / row.length;
    const top = above.length === 0 ? y : y + ARROW;
    const boxes = row.map((one, column) => boxOf(one, [1 + column * (width + GAP), top, width]));
    // Where one leads to several, each has an arrow of its own.
    const ends = above.length > boxes.length ? above : boxes;
    if (above.length > 0) shapes.push(...ends.map(middleOf).map((x) => arrowSvg([x, y], [x, top])));
    shapes.push(...boxes.map(boxSvg));
    y = top + Math.max(...boxes.map(heightOf));
    above = boxes;
  }
  return { height: y + 1, shapes };
}

const middleOf = ({ x, width }: Box): number => x + width / 2;

/** Frames in pairs, each with a chain of its own. */
function drawFrames(pieces: readonly Piece[]): Drawn {
  const width = (WIDTH - 2 - GAP) / 2;
  const shapes: string[] = [];
  let top = 1;
  for (let i = 0; i < pieces.length; i += 2) {
    const pair = pieces.slice(i, i + 2);
    const titles = pair.map(({ text }) => wrap(text, width));
    const head = Math.max(...titles.map(({ length }) => length)) * LINE_HEIGHT + 12;
    const chains = pair.map((piece, column) =>
      chainIn(piece.pieces, [1 + column * (width + GAP) + GAP, top + head, width - 2 * GAP]),
    );
    const height = Math.max(...chains.map((chain) => chain.height)) - top + GAP;
    shapes.push(
      ...titles.map((title, column) =>
        frameSvg([1 + column * (width + GAP), top, width, height], title),
      ),
      ...chains.flatMap((chain) => chain.shapes),
    );
    top += height + GAP;
  }
  return { height: top - GAP + 1, shapes };
}

/** @returns as height where the last box ends */
function chainIn(
  pieces: readonly Piece[],
  [x, top, width]: readonly [x: number, top: number, width: number],
): Drawn {
  const shapes: string[] = [];
  let y = top;
  for (const [i, piece] of pieces.entries()) {
    if (i > 0) {
      shapes.push(arrowSvg([x + width / 2, y], [x + width / 2, y + ARROW]));
      y += ARROW;
    }
    const box = boxOf(piece, [x, y, width]);
    shapes.push(boxSvg(box));
    y += heightOf(box);
  }
  return { height: y, shapes };
}

/** Steps that climb to the right, the first at the foot; the highest that is reached is marked. */
function drawLadder(pieces: readonly Piece[], { here }: Drawing): Drawn {
  const reached = pieces.findLastIndex(({ state }) => state === 'done' || state === 'partly');
  const indent = 22;
  const width = WIDTH - 2 - indent * (pieces.length - 1);
  const shapes: string[] = [];
  let y = 1;
  for (const [i, piece] of [...pieces.entries()].reverse()) {
    const marked = i === reached ? { ...piece, text: `${piece.text} (${here})` } : piece;
    const box = boxOf(marked, [1 + indent * i, y, width]);
    shapes.push(boxSvg(i === reached ? { ...box, look: `${box.look ?? ''} here` } : box));
    y += heightOf(box) + GAP;
  }
  return { height: y - GAP + 1, shapes };
}

/** A line for each piece: what it is on the left, what belongs to it on the right. */
function drawTable(pieces: readonly Piece[]): Drawn {
  const left = WIDTH * 0.56;
  const shapes: string[] = [];
  let y = 1;
  for (const piece of pieces) {
    const box = boxOf(piece, [1, y, left]);
    const [other] = piece.pieces;
    const beside = other && boxOf(other, [1 + left + GAP, y, WIDTH - 2 - left - GAP]);
    shapes.push(
      boxSvg(box),
      ...(beside === undefined ? [] : [boxSvg({ ...beside, look: 'quiet' })]),
    );
    y += Math.max(heightOf(box), beside === undefined ? 0 : heightOf(beside)) + GAP;
  }
  return { height: y - GAP + 1, shapes };
}

/** From the first box to the last, each way a box of its own between them. */
function drawWays(pieces: readonly Piece[]): Drawn {
  const [from, ways, to] = pieces;
  if (from === undefined || ways === undefined || to === undefined) return drawChain(pieces);
  const start = boxOf(from, [1, 1, WIDTH - 2]);
  const shapes = [boxSvg(start)];
  const inset = 26;
  const spine = 13;
  let y = 1 + heightOf(start) + GAP;
  const rows: number[] = [];
  for (const way of ways.pieces) {
    const box = boxOf(way, [1 + inset, y, WIDTH - 2 - 2 * inset]);
    rows.push(y + heightOf(box) / 2);
    shapes.push(boxSvg(box));
    y += heightOf(box) + GAP;
  }
  const end = boxOf(to, [1, y, WIDTH - 2]);
  shapes.push(boxSvg(end));
  for (const row of rows) {
    shapes.push(arrowSvg([spine, row], [1 + inset, row]));
    shapes.push(`<g class="arrow"><path d="M${WIDTH - 1 - inset},${row}H${WIDTH - spine}"/></g>`);
  }
  const last = rows.at(-1) ?? y;
  const first = rows[0] ?? y;
  shapes.push(`<g class="arrow"><path d="M${spine},${1 + heightOf(start)}V${last}"/></g>`);
  shapes.push(`<g class="arrow"><path d="M${WIDTH - spine},${first}V${y - 7}"/></g>`);
  shapes.push(arrowSvg([WIDTH - spine, last], [WIDTH - spine, y]));
  return { height: y + heightOf(end) + 1, shapes };
}
