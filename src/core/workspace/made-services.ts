/** The Services that operators make for objects of their kinds, by the names that they give them. */
import type { ServiceFacts } from '../hosts/dns.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { MAKING_KINDS, madeObjects } from './made-objects.ts';
import type { Definition } from './definitions.ts';

/** Names of Services, with `*` for the name of the object, as the operators' own manuals have them. */
const MADE: Readonly<Record<string, string>> = {
  'Service.serving.knative.dev': '*',
  Prometheus: 'prometheus-operated',
  Alertmanager: 'alertmanager-operated',
  ThanosRuler: 'thanos-ruler-operated',
  Kafka: '*-kafka-bootstrap *-kafka-brokers',
  KafkaConnect: '*-connect-api',
  KafkaBridge: '*-bridge-service',
  Elasticsearch: '*-es-http *-es-internal-http *-es-transport',
  Kibana: '*-kb-http',
  ApmServer: '*-apm-http',
  Cluster: '*-rw *-ro *-r',
  Pooler: '*',
  postgresql: '* *-repl',
  PostgresCluster: '*-primary *-replicas *-ha *-pods',
  PerconaXtraDBCluster: '*-haproxy *-proxysql *-pxc',
  PerconaServerMongoDB: '*-rs0 *-mongos *-cfg',
  MongoDBCommunity: '*-svc',
  MariaDB: '* *-internal *-primary *-secondary',
  InnoDBCluster: '* *-instances',
  RabbitmqCluster: '* *-nodes',
  RedisFailover: 'rfs-* rfr-* rfrm-* rfrs-*',
  Redis: '*',
  RedisReplication: '* *-headless *-master *-replica',
  RedisSentinel: '*-sentinel',
  RedisCluster: '*-leader *-follower',
  Dragonfly: '*',
  Tenant: 'minio *-console *-hl',
  Grafana: '*-service',
  Keycloak: '*-service *-discovery',
  ArgoCD: '*-server *-repo-server *-redis *-dex-server *-metrics',
  Jaeger: '*-query *-collector *-collector-headless *-agent',
  OpenTelemetryCollector: '*-collector *-collector-headless *-collector-monitoring',
  VMSingle: 'vmsingle-*',
  VMAgent: 'vmagent-*',
  VMAlert: 'vmalert-*',
  VMAuth: 'vmauth-*',
  VMAlertmanager: 'vmalertmanager-*',
  VMCluster: 'vmselect-* vminsert-* vmstorage-*',
};

function operatorServices(
  object: KubernetesObject,
  namespaces: readonly string[],
): readonly Definition[] {
  const { kind, name: own, path, nameMark: mark } = object;
  const names = own === undefined ? [] : (MADE[kind] ?? '').split(' ').filter(Boolean);
  return names.map((pattern) => ({
    ...{ kind: 'Service', name: pattern.replace('*', own ?? ''), path, mark },
    ...{ namespaces, keys: undefined, object, origin: 'operator' as const },
  }));
}

interface Maker {
  readonly kinds: readonly string[];
  readonly make: (object: KubernetesObject, namespaces: readonly string[]) => readonly Definition[];
}

/** What operators make that others name: the kinds of their objects, and what becomes of each. */
export const MAKERS: Readonly<Record<'ConfigMap' | 'Secret' | 'Service', Maker>> = {
  ConfigMap: {
    kinds: MAKING_KINDS,
    make: (object, namespaces) => madeObjects(object, 'ConfigMap', namespaces),
  },
  Secret: {
    kinds: MAKING_KINDS,
    make: (object, namespaces) => madeObjects(object, 'Secret', namespaces),
  },
  Service: { kinds: Object.keys(MADE), make: operatorServices },
};

/** As its name resolves: which ports it has, only the operator knows. */
export function madeServiceFacts(name: string, namespace: string): ServiceFacts {
  return { name, namespace, type: 'ClusterIP', headless: false, ports: [] };
}
