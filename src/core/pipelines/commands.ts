import { textMark } from '../guide/evidence.ts';
import type { Command, Job, UsedAction } from './pipelines.ts';
import type { SourceFile } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

/** Lines that print, or say nothing at all. */
const NO_COMMAND = /^\s*(?:#|\/\/|::|@?echo\b|printf\b|print\b|Write-Host\b)|^\s*$/;

/** What stands further right in a line is not looked at. In UTF-16 units. */
const LONGEST = 1000;

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The commands of a script: lines that end in a backslash are joined, comments left out. */
function commandLines(script: string): readonly Line[] {
  const lines: Line[] = [];
  let open: Line | undefined;
  let start = 0;
  for (const raw of script.split('\n')) {
    const text = raw.replace(/\r$/, '');
    const end = start + text.length;
    const continues = CONTINUES.test(text) && !text.endsWith('\\\\');
    const own = continues ? text.replace(CONTINUES, '') : text;
    const joined: Line =
      open === undefined
        ? { text: own, start, end }
        : { ...open, text: joinedText(open, own), end };
    open = continues ? joined : undefined;
    if (!continues) lines.push(joined);
    start += raw.length + 1;
  }
  if (open !== undefined) lines.push(open);
  return lines.filter(({ text }) => !NO_COMMAND.test(text)).map(trimmed);
}

const CONTINUES = /[\\`]\s*$/;

const joinedText = ({ text }: Line, next: string): string =>
  text.length > LONGEST ? text : `${text} ${next}`;

function trimmed({ text, start, end }: Line): Line {
  const lead = text.length - text.trimStart().length;
  const short = text.slice(0, LONGEST).trim().replace(/\s+/g, ' ');
  return { text: short, start: start + lead, end };
}

/**
 * The commands in a YAML value: a script, or a list of scripts.
 * @param folder where they run, if not at the top
 */
export function commandsOf(file: SourceFile, view: View, folder?: string): readonly Command[] {
  if (view.type === 'sequence') return view.items.flatMap((item) => commandsOf(file, item, folder));
  const script = view.text;
  if (script === undefined) return [];
  const values = variablesOf(script);
  return commandLines(script).map(({ text, start, end }) => ({
    path: file.path,
    text: withValues(text, values),
    ...(folder !== undefined && { folder }),
    // A command over several lines is shown by its first one.
    at: view.part(start, Math.max(start, Math.min(end, start + firstLine(script, start)))),
  }));
}

/** The commands in a file that is itself a script. */
export function commandsOfText(file: SourceFile, from = 0, to = file.text.length): Command[] {
  const values = variablesOf(file.text);
  return commandLines(file.text.slice(from, to)).map(({ text, start, end }) => ({
    path: file.path,
    text: withValues(text, values),
    at: textMark(
      file,
      from + start,
      from + Math.min(end, start + firstLine(file.text, from + start)),
    ),
  }));
}

const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+)?([A-Za-z_]\w*)[ \t]*[?:+]?:?=[ \t]*(["']?)([a-z][\w ./-]{0,80})\2[ \t]*$/gm;

/**
 * Variables that hold a program, as in `DOCKER ?= docker` and `COMPOSE="docker compose"`. Others
 * hold names and versions, which stay as they are written.
 */
function variablesOf(script: string): ReadonlyMap<string, string> {
  const short = script.slice(0, LONGEST_SCRIPT);
  if (!short.includes('=')) return NO_VALUES;
  return new Map(
    [...short.matchAll(ASSIGNMENT)].map(([, name = '', , value = '']) => [name, value]),
  );
}

const NO_VALUES: ReadonlyMap<string, string> = new Map();
/** Further down no variable is looked for. In UTF-16 units. */
const LONGEST_SCRIPT = 100_000;

/** A command with the programs that its variables name. */
function withValues(text: string, values: ReadonlyMap<string, string>): string {
  if (values.size === 0 || !text.includes('$')) return text;
  return text.replace(
    /(^|[\s;&|"'(@`])\$(?:\{(\w+)\}|\((\w+)\)|(\w+))(?=\s|$)/g,
    (whole, ...parts) => {
      const [before, ...names] = parts as readonly (string | undefined)[];
      const value = values.get(names.find((name) => name !== undefined) ?? '');
      return value === undefined ? whole : `${before ?? ''}${value}`;
    },
  );
}

function firstLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return (end < 0 ? text.length : end) - start;
}

export function actionOf(
  file: SourceFile,
  at: View,
  inputs: View,
  name = at.text,
): readonly UsedAction[] {
  return name === undefined ? [] : [{ path: file.path, name, at, inputs }];
}

/** A job with what is known of it; everything else is empty. */
export function jobOf(name: string, parts: Partial<Job>): Job {
  return {
    ...{ name, commands: [], actions: [], needs: [], titles: [] },
    ...{ image: undefined, environment: undefined },
    ...parts,
  };
}

/** One or several names: `needs: build` and `needs: [build]`. */
export function namesOf(view: View, key = 'job'): readonly string[] {
  const name = view.text;
  if (name !== undefined) return [name];
  return view.items.flatMap((item) => item.text ?? item.get(key).text ?? []);
}
