import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import type { Container } from '../../core/kubernetes/manifest.ts';
import { isAside } from '../../core/guide/evidence.ts';
import { guideObjects } from '../../core/guide/objects.ts';
import { readReleases } from '../../core/guide/releases.ts';
import type { Evidence } from '../../core/guide/topic.ts';
import { datastore, parseImage } from '../../core/kubernetes/images.ts';
import type { Datastore } from '../../core/kubernetes/images.ts';
import { readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import { readBuildFiles } from '../../core/pipelines/build-files.ts';
import { isSameName } from '../../core/text/name-words.ts';
import { perScope } from '../../core/workspace/per-scope.ts';
import type { ObjectName } from '../../core/lint/lint.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { databaseOf, fateOf } from './databases.ts';
import type { Database, Fate } from './databases.ts';

export interface RunningDatabase {
  readonly object: KubernetesObject;
  readonly database: Database;
  readonly fate: Fate | undefined;
}

const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Pod'];

/**
 * Databases and queues that the workspace runs in the cluster, each once however many copies and
 * variants of it there are; caches are not asked for.
 */
export const runningDatabases = perScope((scope): readonly RunningDatabase[] => {
  const all = KINDS.flatMap((kind) => wholeObjects(kind, scope)).flatMap((object) => {
    const containers = workloadOf(object)?.containers ?? [];
    return containers.flatMap((container): readonly RunningDatabase[] => {
      const database = databaseOf(container, (image) => ownStore(image, container, scope));
      if (database === undefined || database.store.kind === 'cache') return [];
      return [{ object, database, fate: fateOf(database) }];
    });
  });
  const byName = Map.groupBy(
    all,
    ({ object, database }) => `${database.store.product} ${object.name ?? ''}`,
  );
  // The copy that is nearest to the top speaks for the others.
  const depth = ({ object }: RunningDatabase): number => object.path.split('/').length;
  return [...byName.values()].flatMap((copies) =>
    copies.toSorted((a, b) => depth(a) - depth(b)).slice(0, 1),
  );
});

/** A datastore by what it does: what its own image is made from, or its port together with its name or its folder. */
function ownStore(image: string, container: Container, scope: Scope): Datastore | undefined {
  const name = parseImage(image)?.name ?? '';
  const component = readBuiltComponents(scope).find(
    (one) => name !== '' && isSameName(one.name, name),
  );
  const base = readBuildFiles(scope).find(({ file }) => file.path === component?.source?.path)
    ?.final.image;
  const made = datastore(base?.text ?? '');
  if (made !== undefined) return made;
  const { view } = container;
  const ports = view.get('ports').items.flatMap((item) => item.get('containerPort').integer ?? []);
  const found = ports.flatMap((port) => datastore(PRODUCTS[port] ?? '') ?? [])[0];
  if (found === undefined) return undefined;
  const paths = view.get('volumeMounts').items.flatMap((item) => item.get('mountPath').text ?? []);
  const isData = paths.some((path) => found.dataPaths.some((data) => path.startsWith(data)));
  const isNamed = STORE_NAME.test(name) || STORE_NAME.test(container.workload.object.name ?? '');
  return isData || isNamed ? found : undefined;
}

const STORE_NAME =
  /(?:^|[-_])(?:db|database|postgres\w*|pg|mysql|mariadb|mongo\w*|sql\w*|redis|rabbitmq|kafka|elastic\w*|cassandra|store)(?:$|[-_])/i;

/** The image that usually answers at a port. */
const PRODUCTS: Readonly<Record<number, string>> = {
  1433: 'mssql/server',
  3306: 'mysql',
  5432: 'postgres',
  5672: 'rabbitmq',
  6379: 'redis',
  9042: 'cassandra',
  9092: 'kafka',
  9200: 'elasticsearch',
  27017: 'mongo',
};

/** Other programs with a claim for each of their pods: whatever they are, they keep data here. */
export function statefulPrograms(scope: Scope): readonly KubernetesObject[] {
  const known = new Set(runningDatabases(scope).map(({ object }) => object));
  return wholeObjects('StatefulSet', scope).filter((object) => {
    if (known.has(object)) return false;
    const stores = (workloadOf(object)?.containers ?? []).flatMap((one) => databaseOf(one) ?? []);
    return stores.length === 0 && object.view.get('spec', 'volumeClaimTemplates').items.length > 0;
  });
}

/** Charts of databases that something here installs. */
export function releasedDatabases(scope: Scope): readonly Evidence[] {
  return readReleases(scope).flatMap(({ chart, evidence }) => {
    const store = datastore(chart);
    if (store === undefined || store.kind === 'cache') return [];
    return [
      { ...evidence, text: `The chart "${chart}" brings ${store.product} into the cluster.` },
    ];
  });
}

export function wholeObjects(kind: string, scope: Scope): readonly KubernetesObject[] {
  return guideObjects(kind, scope).filter(({ path }) => !isAside(path));
}

/** Objects that ask an operator for a database, by group and kind. */
const OPERATORS: readonly (readonly [kind: string, group: RegExp, product: string])[] = [
  ['Cluster', /^postgresql\.cnpg\.io$/, 'PostgreSQL'],
  ['postgresql', /^acid\.zalan\.do$/, 'PostgreSQL'],
  ['PostgresCluster', /^postgres-operator\.crunchydata\.com$/, 'PostgreSQL'],
  ['InnoDBCluster', /^mysql\.oracle\.com$/, 'MySQL'],
  ['MariaDB', /^k8s\.mariadb\.com$/, 'MariaDB'],
  ['MongoDBCommunity', /^mongodbcommunity\.mongodb\.com$/, 'MongoDB'],
  ['RabbitmqCluster', /^rabbitmq\.com$/, 'RabbitMQ'],
  ['Kafka', /^kafka\.strimzi\.io$/, 'Kafka'],
  ['Elasticsearch', /^elasticsearch\.k8s\.elastic\.co$/, 'Elasticsearch'],
];

export function operatedDatabases(
  scope: Scope,
): readonly { readonly object: KubernetesObject; readonly product: string }[] {
  return OPERATORS.flatMap(([kind, group, product]) =>
    wholeObjects(kind, scope)
      .filter((object) => group.test(object.group))
      .map((object) => ({ object, product })),
  );
}

export function nameOf(object: KubernetesObject, scope: Scope): ObjectName {
  const [namespace] = scope.namespacesOf(object);
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace !== undefined && namespace !== '' && { namespace }),
    name: object.name ?? '',
  };
}
