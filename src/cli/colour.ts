import { visible } from '../core/text/visible.ts';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green' | 'underline';

/** Dresses a text for the terminal, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
};

export const plain: Paint = (_, text) => text;

export const coloured: Paint = (style, text) => {
  const [on, off] = CODES[style];
  return `\u001B[${on}m${text}\u001B[${off}m`;
};

/** Colours are for a terminal that can show them, and for people who want them (no-color.org). */
export function paintFor(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  const unwanted = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return isTerminal && !unwanted ? coloured : plain;
}

/** Names in manifests must not be able to steer the terminal they are printed on. */
export function printable(text: string): string {
  return visible(text).replace(/\p{Cc}+/gu, ' ');
}
