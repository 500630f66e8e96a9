/**
 * Names of Services in values, found because such a Service is there: as a whole value, an item, an
 * argument or a word of a command. Some are calls for sure, the others may be.
 */
import { nameWords } from '../text/name-words.ts';

/** What is known of the Services that a pod reaches. */
export interface ReachedServices {
  /** Whether some Service, in any namespace, has this name. */
  readonly isName: (label: string) => boolean;
  /** The ports of the Service that a host leads to; undefined where it leads to none. */
  readonly portsOf: (host: string) => readonly number[] | undefined;
}

export interface NamedService {
  readonly host: string;
  readonly start: number;
  /** As long as what stands in the text, which for a variable is not the host. */
  readonly end: number;
  readonly port: number | undefined;
  /** True for a call, false for what may be one. */
  readonly certain: boolean;
}

/** A variable, flag or key with its value. */
export interface NamedText {
  readonly text: string;
  readonly name: string | undefined;
  /** The next argument, where the text is one. */
  readonly following?: string;
}

/** Longer texts are data. In UTF-16 units. */
const LONGEST_TEXT = 20_000;

export function namedServices(
  value: NamedText,
  services: ReachedServices,
): readonly NamedService[] {
  if (value.text.length > LONGEST_TEXT) return [];
  return [...wordsNaming(value, services), ...linkVariables(value.text, services)];
}

/** `$(CACHE_SERVICE_HOST)`: the kubelet gives every pod the addresses of the Services around it. */
const LINK = /\$[({]?([A-Z][A-Z0-9_]*?)_(?:SERVICE_HOST|PORT_\d+_TCP_ADDR)\b[)}]?/g;

function linkVariables(text: string, services: ReachedServices): readonly NamedService[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(LINK)].flatMap(({ 0: all, 1: name = '', index: start }) => {
    const host = name.toLowerCase().replaceAll('_', '-');
    if (!services.isName(host) || services.portsOf(host) === undefined) return [];
    return [{ host, start, end: start + all.length, port: undefined, certain: true }];
  });
}

const WORD = /(?<![\w.$-])[a-z0-9][a-z0-9.-]*/gi;

function wordsNaming(value: NamedText, services: ReachedServices): readonly NamedService[] {
  const { text } = value;
  const isFile = text.includes('\n');
  return [...text.matchAll(WORD)].flatMap(({ 0: found, index: start }): readonly NamedService[] => {
    const host = found.replace(/[.-]+$/, '');
    const labels = host.toLowerCase().split('.', 2);
    if (!labels.some((label) => services.isName(label))) return [];
    const end = start + host.length;
    const around = aroundOf(text, start, end);
    if (!isValue(around) || (isFile && !standsAlone(around))) return [];
    const ports = services.portsOf(host);
    if (ports === undefined) return [];
    const port = portBehind(around, ports, value.following);
    const certain = port.known || isCalled({ value, around, host });
    return [{ host, start, end, port: port.number, certain }];
  });
}

/** The line around a word, before and behind it. */
interface Around {
  readonly before: string;
  readonly after: string;
}

function aroundOf(text: string, start: number, end: number): Around {
  const lineEnd = text.indexOf('\n', end);
  return {
    before: text.slice(text.lastIndexOf('\n', start - 1) + 1, start),
    after: text.slice(end, lineEnd < 0 ? text.length : lineEnd),
  };
}

/** Neither a part of a path or a longer word, nor a key, nor in a comment. */
function isValue({ before, after }: Around): boolean {
  if (/^\s*(?:#|;|\/\/)/.test(before)) return false;
  if (/[\\/]$/.test(before) && !before.endsWith('//')) return false;
  if (/^[\w-]|^\.\w/.test(after)) return false;
  if (after.startsWith('/')) return before.endsWith('//');
  return !/^["']?\s*=/.test(after) && !/^["']?\s*:(?!\d)/.test(after);
}

/** In a file of several lines a word of a sentence is no value. */
function standsAlone({ before, after }: Around): boolean {
  const isStart = /(?:^|[=:,([@]|^\s*-|\/\/|(?:^|\s)-{1,2}[\w-]+[ =])\s*["']?$/.test(before);
  const isEnd = /^["']?\s*(?:$|[,;)\]}&|#]|:\d|\s\d|\s-)/.test(after);
  return (isStart && isEnd) || /^:\d|^["']?\s+\d{2,5}\b/.test(after);
}

/** A number behind the name counts where the Service has such a port. */
function portBehind(
  { after }: Around,
  ports: readonly number[],
  following = '',
): { readonly number: number | undefined; readonly known: boolean } {
  const written = /^:(\d{1,5})\b/.exec(after)?.[1];
  const line = after === '' ? ` ${following}` : after;
  const beside = /^["']?[\s,]+["']?(\d{2,5})\b/.exec(line)?.[1];
  const number = Number(written ?? beside);
  const known = ports.includes(number);
  return { number: known ? number : undefined, known };
}

interface Mention {
  readonly value: NamedText;
  readonly around: Around;
  readonly host: string;
}

/** Whether the name in front of it, or a sign, makes an address of it. */
function isCalled({ value, around: { before, after }, host }: Mention): boolean {
  if (/(?:\/\/|@)$/.test(before)) return true;
  const flag = /(?:^|\s)-{1,2}([\w.-]+)[ =]+["']?$/.exec(before)?.[1];
  if (flag !== undefined) return isCallName(flag, host);
  const key = /([\w.-]+)["']?\s*[=:]\s*["']?$/.exec(before)?.[1];
  if (key !== undefined) return isCallName(key, host);
  const isWhole = before.trim() === '' && after.trim() === '';
  return isWhole && value.name !== undefined && isCallName(value.name, host);
}

/** How names of what is called end. */
const CALLED: ReadonlySet<string> = new Set(
  `host hostname hosts addr addrs address addresses url urls uri uris dsn endpoint endpoints server
  servers broker brokers peer peers nodes seeds upstream upstreams svc service services backend
  backends target targets master primary replica leader sentinel`.split(/\s+/),
);

/** Words that make of an address the own one, or of a name a mere name. */
const NOT_CALLED: ReadonlySet<string> = new Set(
  'bind listen listener listeners allowed trusted virtual advertised own self'.split(' '),
);

function isCallName(name: string, host: string): boolean {
  // `-h` of psql, redis-cli and their kin.
  if (/^[hH]$/.test(name)) return true;
  const words = nameWords(name);
  if (words.some((word) => NOT_CALLED.has(word))) return false;
  const service = host.split('.')[0]?.toLowerCase() ?? '';
  return CALLED.has(words.at(-1) ?? '') || words.join('') === service.replace(/[^a-z]/g, '');
}
