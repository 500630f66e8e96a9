/** Secrets in the words of a command line. */
import type { Secret } from '../../core/kubernetes/sensitive.ts';
import { secretIn } from '../../core/kubernetes/sensitive.ts';
import type { View } from '../../core/yaml/view.ts';

export interface FoundSecret {
  /** The variable, key or flag that says what the value is. */
  readonly name: string;
  readonly reason: Secret['reason'];
  /** The scalar that holds it. */
  readonly view: View;
  /** Within the value; the whole value where it is missing. */
  readonly span?: { readonly start: number; readonly end: number };
}

/** `--password=x`, `-Ddb.password=x`, `PASSWORD=x` and `export PASSWORD='x'` inside scripts. */
const ASSIGNMENT = /(?<![^\s;&|("'])(?:--?)?([A-Za-z_][\w.-]*)=("[^"\n]*"|'[^'\n]*'|[^\s;&|"'`]+)/g;

/** Secrets in the items of `command` or `args`. */
export function secretArguments(list: View): readonly FoundSecret[] {
  const { items } = list;
  return items.flatMap((view, index) => {
    const text = view.string;
    if (text === undefined) return [];
    return secretArgument(view, text, items[index - 1]?.string) ?? [];
  });
}

function secretArgument(
  view: View,
  text: string,
  before: string | undefined,
): FoundSecret | undefined {
  for (const match of text.includes('=') ? text.matchAll(ASSIGNMENT) : []) {
    const [whole, name = '', quoted = ''] = match;
    const value = quoted.replace(/^(["'])(.*)\1$/, '$2');
    const found = value.includes('$') ? undefined : secretIn(name, value);
    if (found === undefined) continue;
    const start = match.index + whole.length - quoted.length + (value === quoted ? 0 : 1);
    const span = shifted(found.span ?? { start: 0, end: value.length }, start);
    return { name, reason: found.reason, view, span };
  }
  const flag = /^--?([A-Za-z][\w.-]*)$/.exec(before ?? '')?.[1];
  const found = text.startsWith('-') ? secretIn(undefined, text) : secretIn(flag, text);
  if (found === undefined) return undefined;
  const { reason, span } = found;
  return { name: flag ?? 'command', reason, view, ...(span !== undefined && { span }) };
}

function shifted(span: { start: number; end: number }, by: number): { start: number; end: number } {
  return { start: span.start + by, end: span.end + by };
}
