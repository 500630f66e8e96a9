/** Lines between two rectangles that run around all others, in right angles. */
import type { Point, Rect } from './geometry.ts';
import { middle } from './geometry.ts';

/** How far lines keep away from what they run around. */
const GAP = 10;
/** A bend costs as much as a way of this length. */
const BEND = 40;

/**
 * The bends of the shortest line with few bends, from a side of one rectangle to a side of the
 * other; undefined where there is no way.
 * @param around what may not be crossed; both ends may be among it
 */
export function route(from: Rect, to: Rect, around: readonly Rect[]): readonly Point[] | undefined {
  const grid = new Grid([from, to], around);
  const path = grid.way(doors(from), doors(to));
  const [first, last] = [path?.[0], path?.at(-1)];
  if (path === undefined || first === undefined || last === undefined) return undefined;
  return withoutStraights([sideAt(from, first), ...path, sideAt(to, last)]);
}

/** Beside the left and the right side, at half height. */
function doors(rect: Rect): readonly Point[] {
  const { y } = middle(rect);
  return [
    { x: rect.x + rect.width + GAP, y },
    { x: rect.x - GAP, y },
  ];
}

function sideAt({ x, width }: Rect, door: Point): Point {
  return { x: door.x < x ? x : x + width, y: door.y };
}

/** Points at which a line goes straight on are none. */
function withoutStraights(points: readonly Point[]): readonly Point[] {
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    const isFlat = before.y === point.y && point.y === after.y;
    const isUpright = before.x === point.x && point.x === after.x;
    return !isFlat && !isUpright;
  });
}

/** Lines are looked for where something begins or ends, and nowhere between. */
class Grid {
  readonly #xs: readonly number[];
  readonly #ys: readonly number[];
  /** Whether the step to the right of, or down from, a crossing leads through something. */
  readonly #blockedRight: Uint8Array;
  readonly #blockedDown: Uint8Array;

  constructor(ends: readonly Rect[], around: readonly Rect[]) {
    const all = [...ends, ...around];
    this.#xs = sorted(all.flatMap(({ x, width }) => [x - GAP, x + width + GAP]));
    this.#ys = sorted([
      ...all.flatMap(({ y, height }) => [y - GAP, y + height + GAP]),
      ...ends.map((rect) => middle(rect).y),
    ]);
    const count = this.#xs.length * this.#ys.length;
    this.#blockedRight = new Uint8Array(count);
    this.#blockedDown = new Uint8Array(count);
    for (const rect of all) this.#block(rect);
  }

  #block({ x, y, width, height }: Rect): void {
    const columns = this.#xs.length;
    const [left, right] = [firstAbove(this.#xs, x) - 1, firstAbove(this.#xs, x + width)];
    const [top, bottom] = [firstAbove(this.#ys, y) - 1, firstAbove(this.#ys, y + height)];
    for (let j = Math.max(top, 0); j < bottom; j += 1)
      for (let i = Math.max(left, 0); i < right; i += 1) {
        if (j > top) this.#blockedRight[j * columns + i] = 1;
        if (i > left) this.#blockedDown[j * columns + i] = 1;
      }
  }

  /** Dijkstra's way, by length and bends; a crossing is known once for each direction. */
  way(starts: readonly Point[], ends: readonly Point[]): readonly Point[] | undefined {
    const goals = new Set(ends.map((point) => this.#at(point)));
    const costs = new Map<number, number>();
    const before = new Map<number, number>();
    const queue = new Queue();
    const reach = (state: number, cost: number, previous?: number): void => {
      if (cost >= (costs.get(state) ?? Infinity)) return;
      costs.set(state, cost);
      if (previous !== undefined) before.set(state, previous);
      queue.push(cost, state);
    };
    for (const start of starts) reach(this.#at(start) * 2, 0);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [cost, state] = next;
      if (cost > (costs.get(state) ?? Infinity)) continue;
      const crossing = state >> 1;
      // A line arrives at a side, so its last piece is flat.
      if (goals.has(crossing) && (state & 1) === 0) return this.#path(state, before);
      if ((state & 1) === 0) reach(state | 1, cost + BEND, state);
      else reach(state & ~1, cost + BEND, state);
      for (const [to, length] of this.#steps(crossing, (state & 1) === 1))
        reach(to * 2 + (state & 1), cost + length, state);
    }
    return undefined;
  }

  #at({ x, y }: Point): number {
    return this.#ys.indexOf(y) * this.#xs.length + this.#xs.indexOf(x);
  }

  *#steps(crossing: number, upright: boolean): Iterable<readonly [number, number]> {
    const columns = this.#xs.length;
    const step = upright ? columns : 1;
    const blocked = upright ? this.#blockedDown : this.#blockedRight;
    const lines = upright ? this.#ys : this.#xs;
    const i = upright ? Math.floor(crossing / columns) : crossing % columns;
    const here = lines[i] ?? 0;
    const [last, next] = [lines[i - 1], lines[i + 1]];
    if (next !== undefined && blocked[crossing] === 0) yield [crossing + step, next - here];
    if (last !== undefined && blocked[crossing - step] === 0) yield [crossing - step, here - last];
  }

  #path(end: number, before: ReadonlyMap<number, number>): readonly Point[] {
    const points: Point[] = [];
    for (let state: number | undefined = end; state !== undefined; state = before.get(state)) {
      const crossing = state >> 1;
      const point = {
        x: this.#xs[crossing % this.#xs.length] ?? 0,
        y: this.#ys[Math.floor(crossing / this.#xs.length)] ?? 0,
      };
      const last = points.at(-1);
      if (last?.x !== point.x || last.y !== point.y) points.push(point);
    }
    return points.reverse();
  }
}

const sorted = (values: readonly number[]): readonly number[] =>
  [...new Set(values)].sort((a, b) => a - b);

/** The index of the first value that is not below this one. */
function firstAbove(values: readonly number[], value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if ((values[half] ?? 0) < value) low = half + 1;
    else high = half;
  }
  return low;
}

/** The cheapest first: a binary heap. */
class Queue {
  readonly #items: (readonly [number, number])[] = [];

  push(cost: number, state: number): void {
    const items = this.#items;
    let i = items.push([cost, state]) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (this.#cost(up) <= this.#cost(i)) return;
      this.#swap(i, up);
      i = up;
    }
  }

  pop(): readonly [number, number] | undefined {
    const items = this.#items;
    const [first] = items;
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    items[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [i * 2 + 1, i * 2 + 2];
      const least = this.#cost(right) < this.#cost(left) ? right : left;
      if (this.#cost(least) >= this.#cost(i)) return first;
      this.#swap(i, least);
      i = least;
    }
  }

  #cost(i: number): number {
    return this.#items[i]?.[0] ?? Infinity;
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#items[i], this.#items[j]];
    if (a === undefined || b === undefined) return;
    this.#items[i] = b;
    this.#items[j] = a;
  }
}
