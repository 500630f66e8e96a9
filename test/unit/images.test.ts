import { describe, expect, it } from 'vitest';
import {
  datastore,
  logAgent,
  parseImage,
  proxyImage,
  retiredComponent,
  retiredRegistry,
} from '../../src/core/kubernetes/images.ts';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

describe('parseImage', () => {
  it('reads a bare name', () => {
    expect(parseImage('redis')).toEqual({ repository: 'redis', name: 'redis' });
  });

  it('reads a tag and where it stands', () => {
    expect(parseImage('redis:7.2')).toEqual({
      repository: 'redis',
      name: 'redis',
      tag: '7.2',
      tagSpan: { start: 6, end: 9 },
    });
  });

  it('takes a port for what it is', () => {
    expect(parseImage('registry:5000/app')).toEqual({
      registry: 'registry:5000',
      repository: 'app',
      name: 'app',
    });
    expect(parseImage('localhost/app')).toEqual({
      registry: 'localhost',
      repository: 'app',
      name: 'app',
    });
  });

  it('reads everything at once', () => {
    expect(parseImage(`ghcr.io:443/team/web/api:v1@${DIGEST}`)).toEqual({
      registry: 'ghcr.io:443',
      repository: 'team/web/api',
      name: 'api',
      tag: 'v1',
      tagSpan: { start: 25, end: 27 },
      digest: DIGEST,
    });
    expect(parseImage(`redis@${DIGEST}`)?.digest).toBe(DIGEST);
  });

  it('keeps a user name apart from a registry', () => {
    expect(parseImage('bitnami/redis')).toEqual({ repository: 'bitnami/redis', name: 'redis' });
  });

  it.each([
    '',
    ' ',
    ':7',
    'redis:',
    'redis:7 ',
    '$IMAGE',
    '${IMAGE}',
    '$(IMAGE)',
    'redis:${TAG}',
    '{{ .Values.image }}',
    'redis@sha256:short',
    'a@b@c',
    'Redis',
    'redis//x',
    '/redis',
    '<image>',
    'https://docker.io/redis',
    'a'.repeat(2000),
  ])('gives nothing for %j', (ref) => {
    expect(parseImage(ref)).toBeUndefined();
  });
});

describe('datastore', () => {
  it.each([
    ['postgres', 'PostgreSQL', 'database', 5432],
    ['postgres:16-alpine', 'PostgreSQL', 'database', 5432],
    ['docker.io/bitnami/postgresql:15', 'PostgreSQL', 'database', 5432],
    ['postgis/postgis:16-3.4', 'PostgreSQL', 'database', 5432],
    ['timescale/timescaledb:latest-pg16', 'PostgreSQL', 'database', 5432],
    ['ghcr.io/zalando/spilo-15:3.0', 'PostgreSQL', 'database', 5432],
    ['registry.example.com:5000/db/postgres', 'PostgreSQL', 'database', 5432],
    ['quay.io/sclorg/postgresql-15-c9s', 'PostgreSQL', 'database', 5432],
    ['mysql:8', 'MySQL', 'database', 3306],
    ['percona/percona-server:8.0', 'MySQL', 'database', 3306],
    ['bitnami/mariadb-galera', 'MariaDB', 'database', 3306],
    ['mongo:7', 'MongoDB', 'database', 27017],
    ['percona/percona-server-mongodb', 'MongoDB', 'database', 27017],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'SQL Server', 'database', 1433],
    ['cassandra', 'Cassandra', 'database', 9042],
    ['docker.elastic.co/elasticsearch/elasticsearch:8.1.0', 'Elasticsearch', 'database', 9200],
    ['opensearchproject/opensearch', 'OpenSearch', 'database', 9200],
    ['quay.io/coreos/etcd:v3.5.0', 'etcd', 'database', 2379],
    ['influxdb:2', 'InfluxDB', 'database', 8086],
    ['clickhouse/clickhouse-server', 'ClickHouse', 'database', 8123],
    ['cockroachdb/cockroach', 'CockroachDB', 'database', 26257],
    ['neo4j:5', 'Neo4j', 'database', 7687],
    ['couchdb', 'CouchDB', 'database', 5984],
    ['minio/minio', 'MinIO', 'database', 9000],
    ['rabbitmq:3-management', 'RabbitMQ', 'queue', 5672],
    ['confluentinc/cp-kafka:7.5.0', 'Kafka', 'queue', 9092],
    ['apache/kafka', 'Kafka', 'queue', 9092],
    ['nats:2', 'NATS', 'queue', 4222],
    ['redis', 'Redis', 'cache', 6379],
    ['redis/redis-stack-server', 'Redis', 'cache', 6379],
    ['k8s.gcr.io/redis:e2e', 'Redis', 'cache', 6379],
    ['valkey/valkey:8', 'Valkey', 'cache', 6379],
    ['memcached', 'Memcached', 'cache', 11211],
  ])('%s is %s', (ref, product, kind, port) => {
    expect(datastore(ref)).toMatchObject({ product, kind, port });
  });

  it.each([
    'oliver006/redis_exporter',
    'bitnami/redis-exporter',
    'bitnami/redis-sentinel',
    'prometheuscommunity/postgres-exporter',
    'dpage/pgadmin4',
    'phpmyadmin',
    'adminer',
    'mongo-express',
    'edoburu/pgbouncer',
    'bitnami/pgbouncer',
    'provectuslabs/kafka-ui',
    'minio/mc',
    'minio/operator',
    'rabbitmqoperator/cluster-operator',
    'ghcr.io/cloudnative-pg/postgresql-operator',
    'bitnami/postgres-exporter',
    'redis-commander',
    'mysql-client',
    'nats-box',
    'natsio/nats-server-config-reloader',
    'docker.elastic.co/kibana/kibana:8.1.0',
    'nginx',
    'example.com/server',
    'postgres/migrate',
    '${DB_IMAGE}',
    '',
  ])('%j is no datastore', (ref) => {
    expect(datastore(ref)).toBeUndefined();
  });

  it('knows the data folders', () => {
    expect(datastore('postgres')?.dataPaths).toContain('/var/lib/postgresql/data');
    expect(datastore('mysql')?.dataPaths).toContain('/var/lib/mysql');
    expect(datastore('mongo')?.dataPaths).toContain('/data/db');
    expect(datastore('redis')?.dataPaths).toContain('/data');
    expect(datastore('memcached')?.dataPaths).toEqual([]);
  });

  it('shows a managed host where one is usual', () => {
    expect(datastore('postgres')?.exampleHost).toBe('mydb.abc123.eu-west-1.rds.amazonaws.com');
    expect(datastore('etcd')?.exampleHost).toBeUndefined();
  });
});

describe('retiredRegistry', () => {
  it.each([
    ['k8s.gcr.io/pause:3.9', 'k8s.gcr.io', 'registry.k8s.io/pause:3.9'],
    [
      'k8s.gcr.io/metrics-server/metrics-server:v0.4.1',
      'k8s.gcr.io',
      'registry.k8s.io/metrics-server/metrics-server:v0.4.1',
    ],
    ['gcr.io/google_containers/echo:1', 'gcr.io/google_containers', 'registry.k8s.io/echo:1'],
    ['gcr.io/google-containers/pause', 'gcr.io/google-containers', 'registry.k8s.io/pause'],
    ['eu.gcr.io/google_containers/x', 'eu.gcr.io/google_containers', 'registry.k8s.io/x'],
    ['k8s.gcr.io/pause:${V}', 'k8s.gcr.io', 'registry.k8s.io/pause:${V}'],
  ])('%s', (ref, prefix, replacement) => {
    expect(retiredRegistry(ref)).toEqual({ prefix, replacement });
  });

  it.each([
    'registry.k8s.io/pause:3.9',
    'gcr.io/google-samples/hello-app:1.0',
    'gcr.io/my/google_containers/x',
    'k8s.gcr.io',
    'my-k8s.gcr.io/x',
    'example.com/k8s.gcr.io/pause',
    '',
  ])('leaves %j alone', (ref) => {
    expect(retiredRegistry(ref)).toBeUndefined();
  });
});

describe('proxies, log agents, retired components', () => {
  it.each([
    ['haproxy:2.9', 'HAProxy'],
    ['haproxytech/haproxy-alpine', 'HAProxy'],
    ['envoyproxy/envoy:v1.30.0', 'Envoy'],
    ['nginx', 'NGINX'],
    ['edoburu/pgbouncer', 'PgBouncer'],
    ['gcr.io/cloud-sql-connectors/cloud-sql-proxy:2', 'Cloud SQL Auth Proxy'],
    ['gcr.io/cloudsql-docker/gce-proxy:1.33', 'Cloud SQL Auth Proxy'],
    ['alpine/socat', 'socat'],
    ['daprio/daprd', 'Dapr'],
    ['cr.l5d.io/linkerd/proxy:stable', 'Linkerd proxy'],
    ['nginx-prometheus-exporter', undefined],
    ['someone/proxy', undefined],
    ['web', undefined],
  ])('proxyImage(%s) is %s', (ref, product) => {
    expect(proxyImage(ref)).toBe(product);
  });

  it.each([
    ['fluent/fluent-bit:3.0', 'Fluent Bit'],
    ['fluent/fluentd-kubernetes-daemonset:v1', 'Fluentd'],
    ['timberio/vector', 'Vector'],
    ['grafana/promtail', 'Promtail'],
    ['docker.elastic.co/beats/filebeat:8.1.0', 'Filebeat'],
    ['otel/opentelemetry-collector-contrib', 'OpenTelemetry Collector'],
    ['datadog/agent:7', 'Datadog Agent'],
    ['jenkins/agent', undefined],
    ['grafana/loki', undefined],
  ])('logAgent(%s) is %s', (ref, product) => {
    expect(logAgent(ref)).toBe(product);
  });

  it.each([
    ['k8s.gcr.io/heapster-amd64:v1.5.4', 'Heapster'],
    ['gcr.io/google_containers/heapster-influxdb-amd64:v1.3.3', 'Heapster'],
    ['gcr.io/kubernetes-helm/tiller:v2.16.1', 'Tiller'],
    ['quay.io/kubernetes-multicluster/kubefed:v0.9.2', 'KubeFed'],
    ['brigadecore/brigade2-apiserver', 'Brigade'],
    ['registry.k8s.io/metrics-server/metrics-server', undefined],
    ['tiller-proxy', undefined],
  ])('retiredComponent(%s) is %s', (ref, name) => {
    expect(retiredComponent(ref)?.name).toBe(name);
  });
});
