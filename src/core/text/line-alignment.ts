/** Which line of a template each line of its result was made of. */

/** Above this many pairs of lines nothing is aligned: a template of 1000 lines gives 1000 at most. */
const MOST_PAIRS = 4_000_000;

/** How much two lines say about each other: the same text, a text that the line can give, nothing. */
const SAME = 4;
const POSSIBLE = 2;

/**
 * The longest common way through both texts, where a line with actions (`{{ ... }}`) may stand for
 * any text between its fixed parts.
 * @returns for each line of the result the line of the template, from 0; undefined where it has none
 */
export function alignLines(
  result: readonly string[],
  template: readonly string[],
): readonly (number | undefined)[] {
  const none = result.map(() => undefined);
  if (result.length * template.length > MOST_PAIRS) return none;
  const fixed = template.map(fixedParts);
  const score = (r: number, t: number): number => {
    const line = (result[r] ?? '').trimEnd();
    if (line.trim() === '') return 0;
    if (line === (template[t] ?? '').trimEnd()) return SAME;
    const parts = fixed[t];
    return parts !== undefined && canGive(parts, line) ? POSSIBLE : 0;
  };
  return wayThrough(result.length, template.length, score);
}

type Score = (result: number, template: number) => number;

function wayThrough(
  results: number,
  templates: number,
  score: Score,
): readonly (number | undefined)[] {
  const width = templates + 1;
  const best = new Uint32Array((results + 1) * width);
  const at = (r: number, t: number): number => best[r * width + t] ?? 0;
  for (let r = results - 1; r >= 0; r--) {
    for (let t = templates - 1; t >= 0; t--) {
      const own = score(r, t);
      const both = own === 0 ? 0 : own + at(r + 1, t + 1);
      best[r * width + t] = Math.max(both, at(r + 1, t), at(r, t + 1));
    }
  }
  const way: (number | undefined)[] = Array.from({ length: results }, () => undefined);
  for (let r = 0, t = 0; r < results && t < templates;) {
    const own = score(r, t);
    if (own > 0 && at(r, t) === own + at(r + 1, t + 1)) way[r++] = t++;
    else if (at(r, t) === at(r + 1, t)) r++;
    else t++;
  }
  return way;
}

const ACTION = /\{\{.*?\}\}/g;
const LONGEST_LINE = 400;

/** What a line says between its actions; undefined where it has none, or nothing beside them. */
function fixedParts(line: string): readonly string[] | undefined {
  if (!line.includes('{{') || line.length > LONGEST_LINE) return undefined;
  const parts = line.trimEnd().split(ACTION);
  return parts.length < 2 || parts.join('').trim() === '' ? undefined : parts;
}

/** Whether the parts stand in a line in this order, from its start to its end. In linear time. */
function canGive(parts: readonly string[], line: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  const end = line.length - last.length;
  if (!line.startsWith(first) || !line.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = line.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}
