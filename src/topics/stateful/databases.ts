/** Containers that run a datastore, and what becomes of their data (S4.1, S5). */
import { datastore } from '../../core/kubernetes/images.ts';
import type { Datastore } from '../../core/kubernetes/images.ts';
import type { Container } from '../../core/kubernetes/manifest.ts';
import type { View } from '../../core/yaml/view.ts';
import { isInside, mountsOf } from './volumes.ts';
import type { Mount } from './volumes.ts';

export interface Database {
  readonly container: Container;
  readonly store: Datastore;
  readonly image: string;
}

/**
 * The datastore that a container serves; undefined for clients, routers and what keeps no data.
 * @param ofOwnImage what is known of images that no product's name tells
 */
export function databaseOf(
  container: Container,
  ofOwnImage?: (image: string) => Datastore | undefined,
): Database | undefined {
  const image = container.view.get('image').text;
  const store = image === undefined ? undefined : (datastore(image) ?? ofOwnImage?.(image));
  if (image === undefined || store === undefined || container.role === 'init') return undefined;
  if (container.role === 'ephemeral' || store.dataPaths.length === 0) return undefined;
  const words = commandWords(container);
  if (isClient(words) || keepsNothing(store, words)) return undefined;
  return { container, store, image };
}

function commandWords({ view }: Container): readonly string[] {
  return [...view.get('command').items, ...view.get('args').items].map((item) => item.text ?? '');
}

const CLIENTS =
  /^(?:psql|pg_\w+|createdb|mysql|mysqldump|mysqladmin|mariadb|mariadb-(?:dump|admin)|mongo|mongosh|mongodump|mongorestore|mongoimport|mongos|redis-cli|redis-sentinel|valkey-cli|etcdctl|etcdutl|cqlsh|nodetool|rabbitmqctl|influx|clickhouse-client|cockroach-init|kafka-[\w-]+\.sh|curl|wget|sleep|tail|cat|echo|true|mc)$/;
const SERVERS =
  /\b(?:postgres|mysqld|mariadbd|mongod|redis-server|valkey-server|etcd|rabbitmq-server|cassandra|docker-entrypoint\.sh|kafka-server-start\.sh)\b/;

/** Whether a container of a datastore's image runs a tool instead of the server. */
function isClient(words: readonly string[]): boolean {
  const [first = '', ...rest] = words;
  if (first === '' || first.startsWith('-')) return false;
  const program = first.slice(first.lastIndexOf('/') + 1);
  if (CLIENTS.test(program)) return true;
  if (words.some((word) => word === '--sentinel')) return true;
  if (!/^(?:sh|bash|ash)$/.test(program)) return false;
  const script = rest.join(' ');
  if (SERVERS.test(script)) return false;
  return script.split(/[\s;&|()]+/).some((word) => CLIENTS.test(word));
}

/** Servers that were told, or are made, to keep everything in memory. */
function keepsNothing({ product }: Datastore, words: readonly string[]): boolean {
  const line = words.join(' ');
  if (product === 'NATS')
    return !words.some((word) => /^(?:-js|--?jetstream|-sd|--store_dir)/.test(word));
  if (/^(?:Redis|Valkey|KeyDB)$/.test(product)) {
    const snapshots = words.some((word, i) => word === '--save' && (words[i + 1] ?? '') === '');
    return snapshots || /--save ["']{2}/.test(line);
  }
  return product === 'CockroachDB' && line.includes('--store=type=mem');
}

/** What becomes of the data: `kept`, or lost with the pod, at an emptyDir or without any volume. */
export type Fate =
  | { readonly kept: true; readonly mount: Mount }
  | { readonly kept: false; readonly emptyDir: Mount | undefined };

export function fateOf({ container, store }: Database): Fate | undefined {
  const mounts = mountsOf(container);
  const kept = mounts.find(({ keeping }) => keeping === 'kept');
  if (kept !== undefined) return { kept: true, mount: kept };
  if (mounts.some(({ keeping }) => keeping === 'unknown')) return undefined;
  const paths = [...store.dataPaths, ...ownDataPath(container)];
  const emptyDir = mounts.find(
    ({ path, keeping }) =>
      keeping === 'lost' &&
      path !== '' &&
      paths.some((data) => isInside(data, path) || isInside(path, data)),
  );
  return { kept: false, emptyDir };
}

function ownDataPath({ view }: Container): readonly string[] {
  return view
    .get('env')
    .items.filter((item) => item.get('name').text === 'PGDATA')
    .flatMap((item) => item.get('value').text ?? []);
}

/** The key of a volume that loses its content. */
export function sourceOf(volume: View | undefined): View | undefined {
  const key = volume?.keys.find((name) => name !== 'name');
  return key === undefined ? undefined : volume?.get(key);
}
