import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
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

/** Databases and queues that the workspace runs in the cluster; caches are not asked for. */
export function runningDatabases(scope: Scope): readonly RunningDatabase[] {
  return KINDS.flatMap((kind) => wholeObjects(kind, scope)).flatMap((object) => {
    const containers = workloadOf(object)?.containers ?? [];
    return containers.flatMap((container) => {
      const database = databaseOf(container);
      if (database === undefined || database.store.kind === 'cache') return [];
      return [{ object, database, fate: fateOf(database) }];
    });
  });
}

export function wholeObjects(kind: string, scope: Scope): readonly KubernetesObject[] {
  return scope.objects(kind).filter((object) => scope.roleOf(object) === 'whole');
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
