/** The hosts and addresses in the values that pods read, with the ports that go with them. */
import { extractHosts } from '../hosts/hosts.ts';
import { namedServices } from './named-services.ts';
import type { ReachedServices } from './named-services.ts';
import type { Protocol } from './traffic.ts';
import type { ReadValue } from './values.ts';
import { namesAddress } from './values.ts';
import type { Mark } from '../yaml/view.ts';

export interface AskedHost {
  readonly value: ReadValue;
  readonly mark: Mark;
  readonly host: string;
  readonly port: number | undefined;
  readonly protocol: Protocol;
  /** False where the port is only the usual one of the scheme. */
  readonly portWritten: boolean;
  readonly kind:
    | 'name'
    | 'address'
    /** In a file of another program: it counts only where it leads to a Service. */
    | 'guess'
    /** The name of a Service, which may mean something else here. */
    | 'perhaps';
}

export function hostsIn(value: ReadValue, services: ReachedServices): readonly AskedHost[] {
  const { text, name } = value;
  const mentions = extractHosts(text, name === undefined ? {} : { name }).map(
    ({ host, port, scheme, span }): AskedHost => {
      const written = port ?? portBeside(value);
      const usual = scheme === undefined ? undefined : USUAL_PORTS[scheme];
      return {
        ...{ value, host, kind: 'name', mark: markIn(value, span.start, span.end) },
        port: written ?? usual,
        portWritten: written !== undefined,
        protocol: scheme === 'udp' || scheme === 'statsd' ? 'UDP' : 'TCP',
      };
    },
  );
  const all = [...mentions, ...addressesIn(value), ...guessesIn(value), ...named(value, services)];
  const seen = new Set<number>();
  return all.filter(({ mark }) => {
    const { size } = seen;
    return seen.add(mark.start).size > size;
  });
}

function named(value: ReadValue, services: ReachedServices): readonly AskedHost[] {
  const following = nextArgument(value);
  const asked = { ...value, ...(following !== undefined && { following }) };
  return namedServices(asked, services).map(({ host, start, end, port, certain }) => ({
    ...{ value, host, mark: markIn(value, start, end), protocol: 'TCP' },
    ...(certain ? { kind: 'name' } : { kind: 'perhaps' }),
    port: port ?? portBeside(value),
    portWritten: port !== undefined || portBeside(value) !== undefined,
  }));
}

function nextArgument({ view }: ReadValue): string | undefined {
  const at = view.path.at(-1);
  return typeof at === 'number' ? view.parent?.get(at + 1).text : undefined;
}

function markIn({ view, offset }: ReadValue, start: number, end: number): Mark {
  return view.part(offset + start, offset + end);
}

/** `REDIS_PORT` beside `REDIS_HOST`, where the value is nothing but the host. */
function portBeside({ name, text, beside }: ReadValue): number | undefined {
  if (name === undefined || !/^[\w.-]+$/.test(text)) return undefined;
  const wanted = name.replace(/(?:hostname|host|address|addr|server|endpoint)$/i, (word) =>
    word === word.toUpperCase() ? 'PORT' : 'port',
  );
  const port = wanted === name ? undefined : beside(wanted);
  return port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : undefined;
}

/** Ports by scheme, as IANA or the programs' own manuals have them. */
const USUAL_PORTS: Readonly<Record<string, number>> = {
  ...{ http: 80, ws: 80, https: 443, wss: 443 },
  ...{ postgres: 5432, postgresql: 5432, cockroachdb: 26257, mysql: 3306, mysqlx: 33060 },
  ...{ mariadb: 3306, sqlserver: 1433, mssql: 1433, oracle: 1521, mongodb: 27017 },
  ...{ redis: 6379, rediss: 6379, valkey: 6379, memcached: 11211, etcd: 2379 },
  ...{ amqp: 5672, amqps: 5671, nats: 4222, kafka: 9092, mqtt: 1883, mqtts: 8883 },
  ...{ ldap: 389, ldaps: 636, smtp: 25, smtps: 465, imap: 143, imaps: 993 },
  ...{ ftp: 21, sftp: 22, ssh: 22, cassandra: 9042, cql: 9042, neo4j: 7687, bolt: 7687 },
  ...{ elasticsearch: 9200, opensearch: 9200, couchdb: 5984, influxdb: 8086 },
};

const IPV4 =
  /(^|[^\w.:-])((?:\d{1,3}\.){3}\d{1,3})(?::(\d{1,5}))?(?![\w./-]*\d\.|\/\d{1,2}\b|[\w.-])/g;

/** Addresses of single machines; numbers of versions, ranges and own interfaces are none. */
function addressesIn(value: ReadValue): readonly AskedHost[] {
  const { text, name } = value;
  if (!/\d\.\d/.test(text)) return [];
  return [...text.matchAll(IPV4)].flatMap((match): readonly AskedHost[] => {
    const [, before = '', host = '', port] = match;
    const start = match.index + before.length;
    const scheme = /\b([a-z][a-z0-9]*):\/\/(?:[^\s/@]*@)?$/i.exec(text.slice(0, start))?.[1];
    const hasSign = port !== undefined || scheme !== undefined || namesAddress(name);
    if (!hasSign || !isMachine(host)) return [];
    const written = port === undefined ? portBeside(value) : Number(port);
    const mark = markIn(value, start, start + host.length);
    const usual = scheme === undefined ? undefined : USUAL_PORTS[scheme.toLowerCase()];
    return [
      {
        ...{ value, mark, host, kind: 'address', protocol: 'TCP', port: written ?? usual },
        portWritten: written !== undefined,
      },
    ];
  });
}

function isMachine(address: string): boolean {
  const parts = address.split('.').map(Number);
  const [first = 0] = parts;
  return parts.every((part) => part <= 255) && first > 0 && first !== 127 && first < 224;
}

const NAME_WITH_PORT = /(?<![\w.:/@-])([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*):(\d{2,5})(?![\w.:])/g;

/** Longer texts are data. In UTF-16 units. */
const LONGEST_TEXT = 20_000;

/** `host:port` anywhere in a file of several lines, such as the targets of Prometheus. */
function guessesIn(value: ReadValue): readonly AskedHost[] {
  const { text } = value;
  if (!text.includes('\n') || text.length > LONGEST_TEXT) return [];
  return [...text.matchAll(NAME_WITH_PORT)].flatMap(([all, host = '', port], i, found) => {
    const start = found[i]?.index ?? 0;
    const lineStart = text.lastIndexOf('\n', start) + 1;
    const isComment = /^\s*(?:#|;|\/\/)/.test(text.slice(lineStart, start));
    const number = Number(port);
    if (isComment || number > 65_535 || all.length > 300 || !/[a-z]/.test(host)) return [];
    const mark = markIn(value, start, start + host.length);
    return [
      {
        ...{ value, mark, host, port: number, protocol: 'TCP', kind: 'guess' },
        portWritten: true,
      } as const,
    ];
  });
}

/** Stands in values for something that is filled in elsewhere. */
const VARIABLE = /\$\(([\w.-]+)\)|\$\{[^}\n]{0,200}\}|\{\{[^\n]{0,200}?\}\}|<[\w .-]{1,100}>/g;

/** Whether a value seems to be an address that the files do not hold as a whole. */
export function isPutTogether(value: ReadValue, hosts: readonly AskedHost[]): boolean {
  const { text, name, beside } = value;
  if (hosts.length > 0 || text.includes('\n')) return false;
  const variables = [...text.matchAll(VARIABLE)].map((match) => match[1]);
  if (variables.length === 0 || !(text.includes('://') || namesAddress(name))) return false;
  return variables.some((variable) => variable === undefined || beside(variable) === undefined);
}
