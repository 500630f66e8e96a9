/** Points, rectangles and the paths that lines take. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export function middle({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

export function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}

const CORNER = 8;

/** A path through the points with rounded corners. */
export function roundedPath(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  const parts = [`M${at(first)}`];
  for (let i = 1; i < points.length - 1; i += 1) {
    const [before, corner, after] = [points[i - 1], points[i], points[i + 1]];
    if (before === undefined || corner === undefined || after === undefined) continue;
    parts.push(`L${at(towards(corner, before))}`, `Q${at(corner)} ${at(towards(corner, after))}`);
  }
  return [...parts, `L${at(last)}`].join('');
}

const at = ({ x, y }: Point): string => `${short(x)} ${short(y)}`;

const short = (value: number): string => String(Math.round(value * 10) / 10);

/** A point on the way to another one, at most half of the way. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(CORNER / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** A curve and the direction in which it arrives. */
export interface Curve {
  readonly path: string;
  readonly end: Point;
  readonly from: Point;
}

const SHORTEST_BEND = 36;
const LONGEST_BEND = 160;

/** A curve between two rectangles, from the sides that face each other. */
export function curveBetween(a: Rect, b: Rect): Curve {
  const sideways = b.x > a.x + a.width || a.x > b.x + b.width;
  const sign = sideways ? Math.sign(b.x - a.x) : Math.sign(b.y - a.y) || 1;
  const [start, end] = sideways ? sides(a, b, sign) : tops(a, b, sign);
  const span = sideways ? Math.abs(end.x - start.x) : Math.abs(end.y - start.y);
  const bend = Math.min(Math.max(span / 2, SHORTEST_BEND), LONGEST_BEND) * sign;
  const step = sideways ? { x: bend, y: 0 } : { x: 0, y: bend };
  const from = { x: end.x - step.x, y: end.y - step.y };
  return { path: `M${at(start)}C${at(moved(start, step))} ${at(from)} ${at(end)}`, end, from };
}

function sides(a: Rect, b: Rect, sign: number): readonly [Point, Point] {
  const [from, to] = [middle(a), middle(b)];
  return [
    { x: from.x + (sign * a.width) / 2, y: from.y },
    { x: to.x - (sign * b.width) / 2, y: to.y },
  ];
}

function tops(a: Rect, b: Rect, sign: number): readonly [Point, Point] {
  const [from, to] = [middle(a), middle(b)];
  return [
    { x: from.x, y: from.y + (sign * a.height) / 2 },
    { x: to.x, y: to.y - (sign * b.height) / 2 },
  ];
}

const ARROW = 8;

/** The head of an arrow that arrives at `end` from `from`. */
export function arrowHead(end: Point, from: Point): string {
  const angle = Math.atan2(end.y - from.y, end.x - from.x);
  const corner = (turn: number): string =>
    at({
      x: end.x - ARROW * Math.cos(angle + turn),
      y: end.y - ARROW * Math.sin(angle + turn),
    });
  return `M${at(end)}L${corner(0.42)}L${corner(-0.42)}Z`;
}

/** The nearest point in a direction; what lies aside counts as further away. */
export function nearestTowards(
  start: Point,
  direction: Point,
  points: readonly (readonly [string, Point])[],
): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const [id, { x, y }] of points) {
    const ahead = (x - start.x) * direction.x + (y - start.y) * direction.y;
    const aside = Math.abs((x - start.x) * direction.y) + Math.abs((y - start.y) * direction.x);
    const distance = ahead + aside * 2;
    if (ahead < 1 || distance >= least) continue;
    best = id;
    least = distance;
  }
  return best;
}
