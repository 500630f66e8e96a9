/** What it means that a name is not in the files: a mistake, or somebody else's to make. */
import { isOperatorSecret } from '../kubernetes/built-in-names.ts';
import { isTemplated } from './model.ts';
import type { ReferenceState } from './model.ts';
import { bringsObjects } from '../workspace/kustomize-additions.ts';
import { mayBeDeleted } from '../kustomize/deletions.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Reference } from './references.ts';
import { isOfRelease } from '../workspace/releases.ts';
import type { Scope } from '../workspace/scope.ts';

/** Kinds that an application brings along; all others are mostly there before it comes. */
const BROUGHT: ReadonlySet<string> = new Set(
  `ConfigMap Secret PersistentVolumeClaim ServiceAccount Role ClusterRole Service Deployment
  StatefulSet ReplicaSet ReplicationController DaemonSet`.split(/\s+/),
);

/**
 * `missing` only where nothing in the workspace could make the object, and where the namespace that
 * is written with it is one of the workspace at all.
 */
export function absenceState(reference: Reference, scope: Scope): ReferenceState {
  const { kind, name, from, optional, namespace } = reference;
  if (optional || isTemplated(name) || !BROUGHT.has(kind)) return 'unknown';
  if (namespace !== undefined && !scope.namespaces.includes(namespace)) return 'unknown';
  // The AWS load balancer controller reads such a backend as: see the annotation, it is no Service.
  if (reference.key?.name === 'use-annotation') return 'unknown';
  if (kind === 'Secret' && (isOperatorSecret(name) || isIssued(reference))) return 'unknown';
  if (kind === 'PersistentVolumeClaim' && isMadeClaim(reference, scope)) return 'unknown';
  return mayComeFromElsewhere(name, from, scope) ? 'unknown' : 'missing';
}

/** Whether templates, charts or remote bases around an object could hold a name. */
export function mayComeFromElsewhere(name: string, from: KubernetesObject, scope: Scope): boolean {
  return (
    scope.roleOf(from) === 'template' ||
    isOfRelease(name, from.path, scope) ||
    isOfOperator(name, from, scope) ||
    isTakenAway(name, from.path, scope) ||
    bringsObjects(scope.kustomizationsAround(from.path))
  );
}

/** Whether a patch around a file takes objects of this name away: then nobody misses them. */
export function isTakenAway(name: string, from: string, scope: Scope): boolean {
  return mayBeDeleted(scope.kustomizationsAround(from), name);
}

/** Kinds for whose objects an operator makes Services, Secrets and pods that are named after them. */
const OPERATED: readonly string[] = [
  ...['Elasticsearch', 'Kibana', 'Logstash', 'ApmServer', 'OpenSearchCluster', 'Solr'],
  ...['Cluster', 'PostgresCluster', 'postgresql', 'Pooler', 'PerconaXtraDBCluster', 'MariaDB'],
  ...['InnoDBCluster', 'MySQLCluster', 'MongoDBCommunity', 'PerconaServerMongoDB', 'MongoDB'],
  ...['Redis', 'RedisFailover', 'RedisCluster', 'RabbitmqCluster', 'Kafka', 'NatsCluster'],
  ...['Prometheus', 'Alertmanager', 'Grafana', 'CassandraDatacenter', 'ClickHouseInstallation'],
  ...['PerconaPGCluster', 'Tenant', 'Valkey', 'Dragonfly', 'KafkaUser', 'Keycloak', 'EMQX'],
];

/** Mostly there are none, which is found out once. */
const operatedObjects = perScope((scope) => OPERATED.flatMap((kind) => scope.objects(kind)));

/** Whether a name is that of an object which an operator looks after, or begins with it. */
export function isOfOperator(name: string, { path }: KubernetesObject, scope: Scope): boolean {
  return operatedObjects(scope).some(
    ({ name: own = '\0', path: other }) =>
      (name === own || name.startsWith(`${own}-`)) && scope.related(other, path),
  );
}

/** cert-manager makes the TLS Secrets of an Ingress that names an issuer. */
function isIssued({ from, field }: Reference): boolean {
  if (!field.includes('tls')) return false;
  const annotations = from.view.get('metadata', 'annotations').keys;
  return annotations.some((key) => /cert-manager\.io\/|kubernetes\.io\/tls-acme/.test(key));
}

/** Claims out of the templates of StatefulSets, and those of KubeVirt's importer. */
function isMadeClaim({ at, name, from }: Reference, scope: Scope): boolean {
  const volume = at.parent?.parent?.get('name').text;
  if (claimTemplates(from).includes(volume ?? '')) return true;
  if (scope.objects('DataVolume', from.path).some((object) => object.name === name)) return true;
  return scope.objects('StatefulSet', from.path).some((set) =>
    claimTemplates(set)
      .map((template) => `${template}-${set.name ?? ''}-`)
      .some((prefix) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))),
  );
}

function claimTemplates({ view }: KubernetesObject): readonly string[] {
  return view
    .get('spec', 'volumeClaimTemplates')
    .items.flatMap((claim) => claim.get('metadata', 'name').text ?? []);
}
