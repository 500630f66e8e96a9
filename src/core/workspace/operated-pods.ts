/** Pods that operators make for objects of their kinds, as far as the files tell their labels. */
import type { LabelSelector } from '../kubernetes/labels.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from './scope.ts';

/** Kinds for whose objects somebody else makes pods. */
const POD_MAKERS: readonly string[] = `
  Prometheus PrometheusAgent Alertmanager ThanosRuler ThanosQuery ThanosStore ThanosReceive Thanos
  VMSingle VMCluster VMAgent VMAlert VMAlertmanager VMAuth VLogs Grafana GrafanaAgent LokiStack
  TempoStack TempoMonolithic Jaeger OpenTelemetryCollector Fluentd FluentBit Logging
  Kafka KafkaNodePool KafkaConnect KafkaBridge KafkaMirrorMaker2 ZookeeperCluster RabbitmqCluster
  NatsCluster PulsarCluster Redpanda ActiveMQArtemis EMQX
  Elasticsearch Kibana Logstash ApmServer Beat Agent EnterpriseSearch OpenSearchCluster Solr SolrCloud
  Cluster PostgresCluster postgresql Pooler PerconaPGCluster SGCluster PerconaXtraDBCluster
  PerconaServerMySQL MariaDB InnoDBCluster MySQLCluster MysqlCluster VitessCluster
  MongoDBCommunity MongoDB PerconaServerMongoDB CassandraDatacenter K8ssandraCluster ScyllaCluster
  ClickHouseInstallation CrdbCluster TidbCluster EtcdCluster Neo4jCluster Tenant
  Redis RedisCluster RedisReplication RedisSentinel RedisFailover RedisEnterpriseCluster Valkey
  Dragonfly Memcached Keycloak ArgoCD Vault Consul Druid NifiCluster Minio
  SparkApplication FlinkDeployment RayCluster RayService RayJob PyTorchJob TFJob MPIJob
  InferenceService SeldonDeployment Workflow CronWorkflow WorkflowTemplate
  Service.serving.knative.dev Job.batch.volcano.sh DeploymentConfig VirtualMachine
`
  .trim()
  .split(/\s+/);

/** Whether the pods of a selector may be those that an operator makes in one of some namespaces. */
export function mayBeOperated(
  selector: LabelSelector,
  namespaces: readonly string[],
  scope: Scope,
): boolean {
  const pairs = Object.entries(selector.matchLabels ?? {});
  if (pairs.length === 0) return false;
  return POD_MAKERS.some((kind) =>
    scope
      .objects(kind)
      .some(
        (object) =>
          scope.namespacesOf(object).some((one) => namespaces.includes(one)) &&
          pairs.some((pair) => isSign(pair, object)) &&
          pairs.every((pair) => isSign(pair, object) || isCommon(pair)),
      ),
  );
}

type Pair = readonly [key: string, value: string];

/** A label that points at this very object: its name, its kind, its operator, or its own words. */
function isSign(
  [key, value]: Pair,
  { name = '\0', kind, group, document }: KubernetesObject,
): boolean {
  if (value === name || value.startsWith(`${name}-`) || value.endsWith(`-${name}`)) return true;
  const word = kind.split('.')[0] ?? kind;
  if (value === word.toLowerCase() || value === kebab(word)) return true;
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  if (domain !== '' && isOfOperator(domain, group)) return true;
  return document.text.includes(key) && document.text.includes(value);
}

/** Labels that operators put on everything. */
function isCommon([key]: Pair): boolean {
  return key.startsWith('app.kubernetes.io/');
}

/** `strimzi.io` makes `kafka.strimzi.io`; what Kubernetes owns points at nobody. */
function isOfOperator(domain: string, group: string): boolean {
  const own = domain.split('.').slice(-2).join('.');
  return (
    own !== 'kubernetes.io' && own !== 'k8s.io' && group.split('.').slice(-2).join('.') === own
  );
}

const kebab = (kind: string): string => kind.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
