import { MANAGED_HOSTS } from './managed-hosts.ts';
import { nameWords } from '../text/name-words.ts';
import type { Span } from '../text/text.ts';

/** A host that a value names. */
export interface HostMention {
  /** As it was written, upper case and trailing dot included. */
  readonly host: string;
  readonly port?: number;
  /** In lower case, without `jdbc:` and without what follows a `+`. */
  readonly scheme?: string;
  /** The host alone within the value. */
  readonly span: Span;
}

/** What is known about the value from outside. */
export interface HostContext {
  /** Name of the environment variable or key that holds the value. */
  readonly name?: string;
}

/** Schemes behind which a network host stands, without what follows a `+`. */
const SCHEMES: ReadonlySet<string> = new Set(
  `http https ws wss grpc grpcs tcp udp tls ssl redis rediss valkey amqp amqps postgres postgresql
  mysql mysqlx mariadb mongodb sqlserver mssql oracle cassandra cql clickhouse cockroachdb neo4j
  bolt couchdb influxdb memcached etcd nats kafka pulsar mqtt mqtts stomp zk zookeeper ldap ldaps
  smtp smtps imap imaps ftp sftp ssh syslog otlp thrift statsd elasticsearch opensearch`.split(
    /\s+/,
  ),
);

/** How the last word of a name ends when the value is an address. */
const ADDRESS_WORD =
  /(?:host|hostname|hosts|addr|addrs|address|addresses|url|urls|uri|uris|dsn|endpoint|endpoints|server|servers|broker|brokers|peer|peers|nodes|seeds|upstream)$/;

/** Words before the last that make it the process's own address, or no network address at all. */
const OTHER_ADDRESS: ReadonlySet<string> = new Set(
  `bind listen listener listeners allowed trusted virtual mac mail email from to reply sender wallet
  street postal billing shipping`.split(/\s+/),
);

/** `WEB_SERVER=nginx` names a program. */
const PROGRAM_WORDS: ReadonlySet<string> = new Set(['web', 'app', 'application', 'wsgi', 'http']);

/** What a name of an address must end with; far cheaper than its words. */
const ADDRESS_ENDING = new RegExp(`${ADDRESS_WORD.source.slice(0, -1)}[^a-z]*$`);

function isAddressName(name: string): boolean {
  if (!ADDRESS_ENDING.test(name.toLowerCase())) return false;
  const words = nameWords(name);
  const last = words.at(-1) ?? '';
  const previous = words.at(-2) ?? '';
  if (!ADDRESS_WORD.test(last) || /^g?host$|^localhost$|^hostname$/.test(words.join(''))) {
    // HOST alone is mostly the own address, but the only name that some programs know
    return words.length === 1 && last === 'host';
  }
  if (/^servers?$/.test(last)) return !PROGRAM_WORDS.has(previous);
  if (previous === 'mail') return !last.startsWith('addr');
  return !OTHER_ADDRESS.has(previous);
}

/** Names of values that look like `host:port` but are something else. */
const NO_HOST_NAME =
  /(?:image|images|version|tag|user|owner|chown|uid|gid|time|label|labels|digest)$/i;

/** Words that stand where a host could, but switch something. */
const NO_HOST_WORD =
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|default|auto|any|all|enabled|disabled|localhost|host\.docker\.internal|host\.minikube\.internal)$|\.localhost$/i;

/** Last labels that are file endings far more often than top-level domains. */
const FILE_ENDING =
  /\.(?:py|js|mjs|ts|jar|war|sh|json|ya?ml|xml|conf|cfg|ini|toml|properties|sock|socket|pem|crt|key|txt|log|html?|php|rb|so|exe|zip|gz|env|local-file)$/i;

/** Longer lines are data or generated code, not settings. */
const LONGEST_LINE = 4000;

/** Stands for one character of a variable or template, whose value no file tells. */
const UNKNOWN = '\u0000';

/**
 * The hosts that a literal value names, in order. A host needs a sign: a known scheme, the form
 * `host:port`, or a name that ends in a word such as HOST or URL. Addresses, `localhost`,
 * variables, paths and image references are left out; what is in doubt is left out too.
 */
export function extractHosts(value: string, context: HostContext): readonly HostMention[] {
  const masked = maskVariables(value);
  const mentions = masked.includes('\n')
    ? linesOf(masked).flatMap((line) => fromLine(line.text, line.start))
    : fromSingle(masked, context.name);
  return mentions.map((mention) => ({
    ...mention,
    host: value.slice(mention.span.start, mention.span.end),
  }));
}

/** Replaces `$(X)`, `${X}`, `$X`, `{{..}}`, `<..>` and `%(x)s` by as many unknown characters. */
function maskVariables(value: string): string {
  if (!/[$<%]|\{\{/.test(value)) return value;
  return value.replace(
    /\$\([^()\n]{0,200}\)|\$\{[^{}\n]{0,200}\}|\$\w+|\{\{[^\n]{0,200}?\}\}|<[\w .-]{1,100}>|%\(\w{1,50}\)s|%[sdv]/g,
    (found) => UNKNOWN.repeat(found.length),
  );
}

function linesOf(text: string): readonly { readonly text: string; readonly start: number }[] {
  let start = 0;
  return text.split('\n').map((line) => {
    // `.` does not match a carriage return
    const entry = { text: line.replace(/\r$/, ''), start };
    start += line.length + 1;
    return entry;
  });
}

function fromSingle(value: string, name: string | undefined): readonly HostMention[] {
  return value.length > LONGEST_LINE ? [] : fromValue(value, 0, name);
}

/** A line of a configuration file: `key: value`, `key = value`, or anything with a URL in it. */
function fromLine(line: string, offset: number): readonly HostMention[] {
  if (line.length > LONGEST_LINE) return [];
  if (/^\s*(?:#|;|\/\/)/.test(line)) return [];
  const pair = /^(\s*(?:export\s+|-\s+)?["']?([\w.-]+)["']?\s*[:=]\s*)(\S.*)?$/.exec(line);
  const [, before = '', name, value] = pair ?? [];
  if (value === undefined || value.startsWith('//')) return fromUrls(line, offset);
  return fromValue(
    value.replace(/\s+#.*$/, '').replace(/[\s,;]+$/, ''),
    offset + before.length,
    name,
  );
}

function fromValue(
  value: string,
  offset: number,
  name: string | undefined,
): readonly HostMention[] {
  // Without a scheme, a port or an option, only its name can make an address of a value.
  if (!/[:=(]/.test(value) && (name === undefined || !isAddressName(name))) return [];
  const flag = /^(--?([\w.-]+)=)(.+)$/.exec(value);
  if (flag) return fromValue(flag[3] ?? '', offset + (flag[1] ?? '').length, flag[2]);
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (quoted) return fromValue(quoted[2] ?? '', offset + 1, name);
  const found = [...fromUrls(value, offset), ...fromConnectionString(value, offset)];
  return found.length > 0 || value.includes('://') ? found : fromList(value, offset, name);
}

function fromUrls(text: string, offset: number): readonly HostMention[] {
  if (!text.includes('://') && !text.includes(':@')) return [];
  return [...text.matchAll(/\b([a-z][a-z0-9+.-]{0,30}):(?:([a-z]{1,15}):)?(?:@?\/\/|@)/gi)].flatMap(
    (match) => {
      const start = match.index + match[0].length;
      const before = text.slice(0, start);
      // What stands before the inner scheme may be a flag of a program: `-x:https://`.
      const scheme = schemeOf(before, match[1] ?? '') ?? schemeOf(before, match[2] ?? '');
      return scheme === undefined ? [] : fromAuthority(text, { start, offset, scheme });
    },
  );
}

/** The scheme in lower case if hosts follow it; `jdbc:` and what a `+` adds are set aside. */
function schemeOf(before: string, written: string): string | undefined {
  const isOracle = /\bjdbc:oracle:thin:(?:@|@\/\/|\/\/)$/i.test(before);
  if (isOracle) return 'oracle';
  const jdbc = /\bjdbc:([a-z]+):(?:[a-z]+:)?\/\/$/i.exec(before)?.[1];
  const base = (jdbc ?? written).toLowerCase().split('+')[0] ?? '';
  return before.endsWith('//') && SCHEMES.has(base) ? base : undefined;
}

interface UrlStart {
  readonly start: number;
  readonly offset: number;
  readonly scheme: string;
}

/** The part between the scheme and the path: user information, then one or more addresses. */
function fromAuthority(text: string, { start, offset, scheme }: UrlStart): readonly HostMention[] {
  const end = start + (/^[^\s/?#"'`;|\\)\]}]*/.exec(text.slice(start))?.[0].length ?? 0);
  const authority = text.slice(start, end).replace(/,[a-z][a-z0-9+.-]*:$/i, '');
  const hostsStart = authority.lastIndexOf('@') + 1;
  return itemsOf(authority.slice(hostsStart), /,/).flatMap((item) => {
    // Oracle's old form ends in the name of the database: host:1521:ORCL
    const address = scheme === 'oracle' ? item.text.replace(/:[a-z]\w*$/i, '') : item.text;
    const mention = fromAddress(address, offset + start + hostsStart + item.start);
    return mention && isName(mention.host) ? [{ ...mention, scheme }] : [];
  });
}

/** `tcp(host:port)` of Go's MySQL driver, `Server=..;` of .NET, `host=.. port=..` of libpq. */
function fromConnectionString(value: string, offset: number): readonly HostMention[] {
  if (!/[=(]/.test(value)) return [];
  const isPairs = (value.match(/(?:^|[\s;])[\w ]{1,30}=/g) ?? []).length > 1;
  const patterns = [
    /@?(?:tcp|tcp6)\(()([^()\s]+)\)/g,
    ...(isPairs ? [/(?:^|[\s;])(?:server|host|data source)\s*=\s*(tcp:)?([^\s;]+)/gi] : []),
  ];
  return patterns.flatMap((pattern) =>
    [...value.matchAll(pattern)].flatMap((match) => {
      const written = match[2] ?? '';
      const start = offset + match.index + match[0].lastIndexOf(written);
      const mention = fromAddress(written.replace(/,\d+$/, ''), start);
      return mention && isName(mention.host) ? [mention] : [];
    }),
  );
}

/** A bare list of addresses; every item must look like one, or none counts. */
function fromList(value: string, offset: number, name: string | undefined): readonly HostMention[] {
  if (name !== undefined && NO_HOST_NAME.test(name)) return [];
  const hasName = name !== undefined && isAddressName(name);
  // words with spaces between them are prose, unless each has a port
  const isProse = /\S\s+\S/.test(value.replace(/[,;]\s*/g, ','));
  const mentions: HostMention[] = [];
  for (const item of itemsOf(value, /[,;\s]/)) {
    const mention = fromAddress(item.text, offset + item.start);
    const isAddress = mention && ((hasName && !isProse) || isPort(mention.port));
    if (!isAddress && !isSkipped(item.text, hasName)) return [];
    if (isAddress && isName(mention.host)) mentions.push(mention);
  }
  return mentions;
}

/** Items beside which other items of a list may still count: unknown ones and addresses. */
function isSkipped(item: string, hasName: boolean): boolean {
  if (item.includes(UNKNOWN)) return true;
  return hasName && /^\[?[\da-f.:]+\]?(?::\d+)?$/i.test(item);
}

/** Small numbers behind a colon are versions of images more often than ports. */
function isPort(port: number | undefined): boolean {
  return port !== undefined && (port >= 100 || [21, 22, 25, 53, 80, 88].includes(port));
}

interface Item {
  readonly text: string;
  readonly start: number;
}

function itemsOf(text: string, separator: RegExp): readonly Item[] {
  let start = 0;
  const items = text.split(separator).map((item) => {
    const entry = { text: item, start };
    start += item.length + 1;
    return entry;
  });
  return items.filter((item) => item.text !== '');
}

const LABEL = '[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(`^(${LABEL}(?:\\.${LABEL})*\\.?)(?::(\\d{1,5}))?(?::\\d{1,5})?$`, 'i');

/** `host`, `host:port` or `host:port:weight`. */
function fromAddress(text: string, start: number): HostMention | undefined {
  if (text.length > 300) return undefined;
  const [, host, port] = ADDRESS.exec(text) ?? [];
  if (host === undefined || Number(port ?? 1) > 65535 || Number(port ?? 1) === 0) return undefined;
  const span = { start, end: start + host.length };
  return port === undefined ? { host, span } : { host, port: Number(port), span };
}

/** Tells names that DNS is asked for from numbers, switches and files. */
function isName(host: string): boolean {
  // an IPv4 address or a bare number, and the x.x.x.x that stands for one
  if (/^[\dx.]+$/i.test(host)) return false;
  return /[a-z]/i.test(host) && !NO_HOST_WORD.test(host) && !FILE_ENDING.test(host);
}

/** The provider of the managed datastore behind this host (S4.1), or undefined. */
export function managedHost(host: string): string | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  return MANAGED_HOSTS.find(([pattern]) => pattern.test(name))?.[1];
}
