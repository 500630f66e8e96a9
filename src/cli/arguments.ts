import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { nearest } from '../core/labels.ts';
import { FAIL_ON } from './exit-code.ts';
import type { FailOn } from './exit-code.ts';

export type Format = 'text' | 'json';

/** The files a command looks at, and how. */
export interface Reading {
  readonly paths: readonly string[];
  readonly format: Format;
  /** The cluster version that manifests are written for: 37 for 1.37. */
  readonly kubernetesMinor?: number;
  readonly defaultNamespace?: string;
}

export interface CheckRequest extends Reading {
  readonly command: 'check';
  readonly failOn: FailOn;
  /** Empty for all rules. */
  readonly rules: readonly string[];
  readonly ignoreSilence: boolean;
}

export interface GuideRequest extends Reading {
  readonly command: 'guide';
}

export interface GraphRequest extends Reading {
  readonly command: 'graph';
}

export interface ResolveRequest extends Reading {
  readonly command: 'resolve';
  readonly host: string;
  /** The namespace of the pod that asks. */
  readonly from: string;
}

export type Request =
  | CheckRequest
  | GuideRequest
  | GraphRequest
  | ResolveRequest
  /** Without a rule: all of them, listed. */
  | { readonly command: 'explain'; readonly rule?: string }
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  /** What is wrong, in one sentence. */
  | { readonly command: 'refuse'; readonly reason: string };

type Options = NonNullable<ParseArgsConfig['options']>;

const COMMON = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const satisfies Options;

const READING = {
  ...COMMON,
  format: { type: 'string' },
  'kubernetes-version': { type: 'string' },
  'default-namespace': { type: 'string' },
} as const satisfies Options;

const CHECK = {
  ...READING,
  'fail-on': { type: 'string' },
  rule: { type: 'string', multiple: true },
  'no-silence': { type: 'boolean' },
} as const satisfies Options;

const RESOLVE = { ...READING, from: { type: 'string' } } as const satisfies Options;

const COMMANDS = ['check', 'guide', 'graph', 'resolve', 'explain'];
const ALL_COMMANDS = 'check, guide, graph, resolve or explain';
const FORMATS: readonly Format[] = ['text', 'json'];

/** Thrown inside this file only, so that each reader can say what is wrong where it sees it. */
class Refusal extends Error {}

/** Reads what was typed behind the program's name; what cannot be understood is an answer, too. */
export function readArguments(typed: readonly string[]): Request {
  try {
    return readCommand(typed);
  } catch (error) {
    if (error instanceof Refusal) return { command: 'refuse', reason: error.message };
    if (error instanceof TypeError && 'code' in error) {
      return { command: 'refuse', reason: `${firstSentence(error.message)}. See --help.` };
    }
    throw error;
  }
}

/** The parser's messages go on with advice that fits other programs. */
function firstSentence(message: string): string {
  return (message.split(/\.(?:\s|$)|\n/)[0] ?? message).replace(/^\w/, (c) => c.toUpperCase());
}

function readCommand(typed: readonly string[]): Request {
  const [command, ...rest] = typed;
  switch (command) {
    case 'check':
      return readCheck(rest);
    case 'guide':
      return readPlain('guide', rest);
    case 'graph':
      return readPlain('graph', rest);
    case 'resolve':
      return readResolve(rest);
    case 'explain':
      return readExplain(rest);
    case 'help':
    case '-h':
    case '--help':
      return { command: 'help' };
    case '-v':
    case '--version':
      return { command: 'version' };
    case undefined:
      throw new Refusal(`Say what to do: ${ALL_COMMANDS}. See --help.`);
    default:
      throw new Refusal(unknownCommand(command));
  }
}

function unknownCommand(command: string): string {
  if (command.startsWith('-'))
    return `Say what to do before "${command}": ${ALL_COMMANDS}. See --help.`;
  const meant = nearest(command, COMMANDS);
  const advice =
    meant === undefined
      ? `There are ${ALL_COMMANDS.replace(' or ', ' and ')}.`
      : `Did you mean "${meant}"?`;
  return `There is no command "${command}". ${advice} See --help.`;
}

function readCheck(typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: CHECK, allowPositionals: true });
  const { values } = parsed;
  const asked = askedInstead(values);
  if (asked !== undefined) return asked;
  return {
    command: 'check',
    ...reading(values, parsed.positionals),
    failOn: oneOf('fail-on', values['fail-on'] ?? 'warning', FAIL_ON),
    rules: values.rule ?? [],
    ignoreSilence: values['no-silence'] ?? false,
  };
}

function readPlain(command: 'guide' | 'graph', typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: READING, allowPositionals: true });
  const asked = askedInstead(parsed.values);
  return asked ?? { command, ...reading(parsed.values, parsed.positionals) };
}

function readResolve(typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: RESOLVE, allowPositionals: true });
  const { values } = parsed;
  const asked = askedInstead(values);
  if (asked !== undefined) return asked;
  const [host, ...paths] = parsed.positionals;
  if (host === undefined || host.trim() === '')
    throw new Refusal('Say which host to look up, such as "redis".');
  const from = readNamespace('from', values.from);
  if (from === undefined) throw new Refusal('Say with --from in which namespace the pod runs.');
  return { command: 'resolve', host, from, ...reading(values, paths) };
}

function readExplain(typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: COMMON, allowPositionals: true });
  const asked = askedInstead(parsed.values);
  if (asked !== undefined) return asked;
  const [rule, ...more] = parsed.positionals;
  if (more.length > 0) throw new Refusal('explain takes one rule at a time.');
  return { command: 'explain', ...(rule !== undefined && { rule }) };
}

function askedInstead(values: { help?: boolean; version?: boolean }): Request | undefined {
  if (values.help === true) return { command: 'help' };
  return values.version === true ? { command: 'version' } : undefined;
}

interface ReadingValues {
  readonly format?: string;
  readonly 'kubernetes-version'?: string;
  readonly 'default-namespace'?: string;
}

function reading(values: ReadingValues, paths: readonly string[]): Reading {
  if (paths.length === 0)
    throw new Refusal('Say which files or folders to look at, such as "." for this folder.');
  if (paths.includes('')) throw new Refusal('A path is empty.');
  const minor = readMinor(values['kubernetes-version']);
  const defaultNamespace = readNamespace('default-namespace', values['default-namespace']);
  return {
    paths,
    format: oneOf('format', values.format ?? 'text', FORMATS),
    ...(minor !== undefined && { kubernetesMinor: minor }),
    ...(defaultNamespace !== undefined && { defaultNamespace }),
  };
}

function oneOf<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new Refusal(`--${option} takes ${words.join(', ')}, not "${value}".`);
}

function readMinor(version: string | undefined): number | undefined {
  if (version === undefined) return undefined;
  const minor = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version)?.[1];
  if (minor !== undefined) return Number(minor);
  throw new Refusal(`--kubernetes-version takes a version such as 1.34, not "${version}".`);
}

function readNamespace(option: string, name: string | undefined): string | undefined {
  if (name === undefined || /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw new Refusal(`--${option} takes the name of a namespace, such as "shop", not "${name}".`);
}
