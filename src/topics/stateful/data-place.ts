/** Where the well-known images keep their data, and claims that are mounted somewhere else. */
import { parseImage } from '../../core/kubernetes/images.ts';
import type { View } from '../../core/yaml/view.ts';
import type { Database } from './databases.ts';
import { isInside, mountsOf } from './volumes.ts';
import type { Mount } from './volumes.ts';

/** What an image does with its data when nobody configures it. */
interface DataPlace {
  readonly data: string;
  /** Folders that the image declares as volumes: each hides what is mounted above it. */
  readonly volumes: readonly string[];
  /** Where a volume belongs. */
  readonly mount: string;
  /** Some servers refuse a folder that holds a file system's `lost+found`. */
  readonly subPath?: string;
}

/** One folder for all three, as most images have it. */
const place = (data: string, subPath?: string): DataPlace => ({
  ...{ data, volumes: [data], mount: data },
  ...(subPath !== undefined && { subPath }),
});

const PLACES: Readonly<Record<string, DataPlace>> = {
  mysql: place('/var/lib/mysql', 'mysql'),
  mariadb: place('/var/lib/mysql', 'mysql'),
  mongo: place('/data/db'),
  redis: place('/data'),
  'valkey/valkey': place('/data'),
  rabbitmq: place('/var/lib/rabbitmq', 'rabbitmq'),
  cassandra: place('/var/lib/cassandra'),
  neo4j: place('/data'),
  couchdb: place('/opt/couchdb/data'),
  'bitnami/postgresql': place('/bitnami/postgresql'),
  'bitnami/mysql': place('/bitnami/mysql'),
  'bitnami/mariadb': place('/bitnami/mariadb'),
  'bitnami/mongodb': place('/bitnami/mongodb'),
  'bitnami/redis': place('/bitnami/redis/data'),
};

/** Images that are made from the official one of PostgreSQL, with its version first in the tag. */
const POSTGRES = /^(?:postgres|postgis\/postgis|pgvector\/pgvector)$/;

/** The first release whose image keeps a folder for each major version under one volume. */
const POSTGRES_WITH_VERSIONS = 18;

function postgres(tag: string | undefined): DataPlace | undefined {
  const major = /^(?:pg)?(\d+)/.exec(tag ?? '')?.[1];
  if (major === undefined && tag !== undefined && tag !== 'latest') return undefined;
  if (major !== undefined && Number(major) < POSTGRES_WITH_VERSIONS)
    return place('/var/lib/postgresql/data', 'postgres');
  const mount = '/var/lib/postgresql';
  const data = `${mount}/${major ?? POSTGRES_WITH_VERSIONS}/docker`;
  return { data, volumes: [mount], mount };
}

function placeOf(reference: string): DataPlace | undefined {
  const image = parseImage(reference);
  if (image === undefined || (image.registry ?? 'docker.io') !== 'docker.io') return undefined;
  const name = image.repository.replace(/^library\//, '').replace(/^bitnamilegacy\//, 'bitnami/');
  return POSTGRES.test(name) ? postgres(image.tag) : PLACES[name];
}

/** Where a volume belongs in the well-known images; undefined where that is not certain. */
export interface DataMount {
  readonly path: string;
  readonly subPath?: string;
}

export function dataMount(reference: string): DataMount | undefined {
  const found = placeOf(reference);
  const subPath = POSTGRES_SUB_PATH.test(reference) ? 'postgres' : found?.subPath;
  return found && { path: found.mount, ...(subPath !== undefined && { subPath }) };
}

/** A new claim has a folder of its own for PostgreSQL in every version. */
const POSTGRES_SUB_PATH = /^(?:docker\.io\/)?(?:library\/)?postgres(?:[:@]|$)/;

/** A volume that outlives the pod, at a place where the database writes nothing. */
export interface Misplaced {
  readonly mount: Mount;
  readonly data: string;
  /** Where it belongs. */
  readonly path: string;
  readonly subPath?: string;
  /** False where the image names no version, so that another one may come. */
  readonly sure: boolean;
}

/** Undefined where the data is kept, where nothing is, and where a configuration may say otherwise. */
export function misplacedMount(database: Database): Misplaced | undefined {
  const { container, image } = database;
  const known = placeOf(image);
  const mounts = mountsOf(container);
  const kept = mounts.filter(({ keeping }) => keeping === 'kept');
  const [mount] = kept;
  if (known === undefined || mount === undefined) return undefined;
  if (mounts.some(({ keeping, path }) => keeping === 'unknown' || mayConfigure(keeping, path)))
    return undefined;
  if (kept.some(({ path }) => path === '' || isNamed(path, container.view))) return undefined;
  const data = ownPath(container.view) ?? known.data;
  const holder = deepest(data, [...mounts.map(({ path }) => path), ...known.volumes]);
  if (holder !== undefined && kept.some(({ path }) => path === holder)) return undefined;
  const { mount: path, subPath } = known;
  const sure = /:[\w.-]*\d/.test(image);
  return { mount, data, path, sure, ...(subPath !== undefined && { subPath }) };
}

/** Files from the cluster, other than those that fill a new database. */
function mayConfigure(keeping: Mount['keeping'], path: string): boolean {
  return keeping === 'configuration' && !path.startsWith('/docker-entrypoint-initdb.d');
}

/** Whether an argument or a variable names a folder: then the server was told to use it. */
function isNamed(path: string, container: View): boolean {
  const words = [
    ...container.get('command').items,
    ...container.get('args').items,
    ...container
      .get('env')
      .items.filter((item) => item.get('name').text !== 'PGDATA')
      .map((item) => item.get('value')),
  ];
  return words.some((word) => word.text?.includes(path) === true);
}

function ownPath(container: View): string | undefined {
  const variable = container.get('env').items.find((item) => item.get('name').text === 'PGDATA');
  return variable?.get('value').text?.replace(/\/+$/, '');
}

/** The innermost of some folders that holds a path. */
function deepest(path: string, folders: readonly string[]): string | undefined {
  return folders
    .filter((folder) => folder !== '' && isInside(path, folder))
    .reduce<string | undefined>(
      (best, folder) => (folder.length > (best?.length ?? 0) ? folder : best),
      undefined,
    );
}
