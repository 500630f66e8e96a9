import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { nearest } from '../core/kubernetes/labels.ts';
import { minorOf, namespaceOf } from '../core/project/project-file.ts';
import { FAIL_ON } from './exit-code.ts';
import type { CheckFormat, ClusterRequest, Format, Reading, Request } from './requests.ts';

export type * from './requests.ts';

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

const CLUSTER = {
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
} as const satisfies Options;

const CHECK = {
  ...READING,
  ...CLUSTER,
  'fail-on': { type: 'string' },
  rule: { type: 'string', multiple: true },
  owner: { type: 'string', multiple: true },
  'no-silence': { type: 'boolean' },
  fix: { type: 'boolean' },
  since: { type: 'string' },
  render: { type: 'boolean' },
  'stdin-path': { type: 'string' },
} as const satisfies Options;

const RESOLVE = { ...READING, from: { type: 'string' } } as const satisfies Options;

const QUESTION = { ...READING, ...CLUSTER } as const satisfies Options;

const POLICIES = {
  ...COMMON,
  'default-namespace': { type: 'string' },
  namespace: { type: 'string', short: 'n' },
} as const satisfies Options;

const COMMANDS = ['check', 'guide', 'drift', 'graph', 'resolve', 'policies', 'explain'];
const ALL_COMMANDS = 'check, guide, drift, graph, resolve, policies or explain';
const FORMATS: readonly Format[] = ['text', 'json'];
const CHECK_FORMATS: readonly CheckFormat[] = [...FORMATS, 'sarif', 'github'];

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
      return readQuestion('guide', rest);
    case 'drift':
      return readQuestion('drift', rest);
    case 'graph':
      return readPlain(rest);
    case 'resolve':
      return readResolve(rest);
    case 'policies':
      return readPolicies(rest);
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
  const stdin = readStdinPath(values, parsed.positionals);
  const { since } = values;
  if (since?.trim() === '' || since?.startsWith('-') === true)
    throw new Refusal(`--since takes a commit, a branch or a tag, not "${since}".`);
  return {
    command: 'check',
    ...reading(values, parsed.positionals, stdin),
    format: oneOf('format', values.format ?? 'text', CHECK_FORMATS),
    fix: values.fix ?? false,
    render: values.render ?? false,
    ...(since !== undefined && { since }),
    ...readCluster(values),
    failOn: oneOf('fail-on', values['fail-on'] ?? 'warning', FAIL_ON),
    rules: values.rule ?? [],
    owners: values.owner ?? [],
    ignoreSilence: values['no-silence'] ?? false,
  };
}

/** What standard input is called where no path is given for it. */
const STDIN_PATH = 'stdin.yaml';

function readStdinPath(
  values: { readonly 'stdin-path'?: string; readonly fix?: boolean; readonly render?: boolean },
  paths: readonly string[],
): string | undefined {
  const path = values['stdin-path'];
  if (!paths.includes('-')) {
    if (path === undefined) return undefined;
    throw new Refusal('--stdin-path says what standard input is called; write "-" as a path, too.');
  }
  if (values.fix === true) throw new Refusal('--fix cannot change what comes on standard input.');
  if (values.render === true)
    throw new Refusal('--render reads what is on disk, not what comes on standard input.');
  if (path === '') throw new Refusal('--stdin-path is empty.');
  return path ?? STDIN_PATH;
}

/** The guide can ask a cluster; drift cannot do without. */
function readQuestion(question: ClusterRequest['question'], typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: QUESTION, allowPositionals: true });
  const { values, positionals } = parsed;
  const asked = askedInstead(values);
  if (asked !== undefined) return asked;
  const format = plainFormat(values);
  const cluster = readCluster(values);
  const read = reading(values, positionals);
  if (cluster !== undefined) return { command: 'cluster', question, format, ...cluster, ...read };
  if (question === 'guide') return { command: 'guide', ...read, format };
  throw new Refusal('Say with --context which cluster to compare with: it is contacted.');
}

/** The cluster that is to be asked; undefined where no context is named. */
function readCluster(values: {
  readonly context?: string;
  readonly namespace?: string;
}): Pick<ClusterRequest, 'context' | 'namespace'> | undefined {
  const { context } = values;
  const namespace = readNamespace('namespace', values.namespace);
  if (context === '')
    throw new Refusal('--context takes the name of a context of your kubeconfig.');
  if (context !== undefined) return { context, ...(namespace !== undefined && { namespace }) };
  if (namespace === undefined) return undefined;
  throw new Refusal('--namespace narrows what --context asks; name a context, too.');
}

function readPlain(typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: READING, allowPositionals: true });
  const asked = askedInstead(parsed.values);
  if (asked !== undefined) return asked;
  const format = plainFormat(parsed.values);
  return { command: 'graph', ...reading(parsed.values, parsed.positionals), format };
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
  return { command: 'resolve', host, from, ...reading(values, paths), format: plainFormat(values) };
}

function readPolicies(typed: readonly string[]): Request {
  const parsed = parseArgs({ args: [...typed], options: POLICIES, allowPositionals: true });
  const { values } = parsed;
  const asked = askedInstead(values);
  if (asked !== undefined) return asked;
  const namespace = readNamespace('namespace', values.namespace);
  return {
    command: 'policies',
    ...reading(values, parsed.positionals),
    ...(namespace !== undefined && { namespace }),
  };
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

function plainFormat({ format }: ReadingValues): Format {
  return oneOf('format', format ?? 'text', FORMATS);
}

function reading(values: ReadingValues, typed: readonly string[], stdin?: string): Reading {
  const paths = stdin === undefined ? typed : typed.filter((path) => path !== '-');
  if (paths.length === 0 && stdin === undefined)
    throw new Refusal('Say which files or folders to look at, such as "." for this folder.');
  if (paths.includes('')) throw new Refusal('A path is empty.');
  const minor = readMinor(values['kubernetes-version']);
  const defaultNamespace = readNamespace('default-namespace', values['default-namespace']);
  return {
    paths,
    ...(stdin !== undefined && { stdin }),
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
  const minor = minorOf(version);
  if (minor !== undefined) return minor;
  throw new Refusal(`--kubernetes-version takes a version such as 1.34, not "${version}".`);
}

function readNamespace(option: string, name: string | undefined): string | undefined {
  if (name === undefined || namespaceOf(name) !== undefined) return name;
  throw new Refusal(`--${option} takes the name of a namespace, such as "shop", not "${name}".`);
}
