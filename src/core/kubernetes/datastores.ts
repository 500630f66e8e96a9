/** A kind of store that keeps data, as its image tells. */
export interface Datastore {
  readonly product: string;
  readonly kind: 'database' | 'cache' | 'queue';
  /** Folders in the container where the known images of this product keep their data. */
  readonly dataPaths: readonly string[];
  readonly port: number;
  /** Made-up host name of a managed service, to show what an ExternalName could hold. */
  readonly exampleHost?: string;
}

const RDS = 'mydb.abc123.eu-west-1.rds.amazonaws.com';
const ELASTICACHE = 'cache.abc123.0001.euw1.cache.amazonaws.com';

/** Red Hat's images carry the version in their name: `postgresql-15-c9s`. */
const SCL = String.raw`-\d+(-\w+)*`;

/**
 * Whole last segments of image names, whoever publishes them. Exporters, clients, consoles and
 * poolers have other names (`redis-exporter`, `mongo-express`) and so are left out.
 */
export const DATASTORES: readonly (readonly [names: RegExp, store: Datastore])[] = [
  [
    named(
      `postgres|postgresql(-repmgr|-ha|${SCL})?|postgis|timescaledb(-ha)?|pgvector|spilo-\\d+|crunchy-postgres(-gis)?|cloudnative-pg|citus|postgres-ssl`,
    ),
    {
      product: 'PostgreSQL',
      kind: 'database',
      dataPaths: [
        '/var/lib/postgresql',
        '/var/lib/postgresql/data',
        '/bitnami/postgresql',
        '/home/postgres/pgdata',
        '/var/lib/pgsql/data',
        '/pgdata',
      ],
      port: 5432,
      exampleHost: RDS,
    },
  ],
  [
    named(`mysql(-server|-cluster|${SCL})?|percona(-server|-xtradb-cluster)?`),
    {
      product: 'MySQL',
      kind: 'database',
      dataPaths: ['/var/lib/mysql', '/var/lib/mysql/data', '/bitnami/mysql'],
      port: 3306,
      exampleHost: RDS,
    },
  ],
  [
    named(`mariadb(-galera|${SCL})?`),
    {
      product: 'MariaDB',
      kind: 'database',
      dataPaths: ['/var/lib/mysql', '/var/lib/mysql/data', '/bitnami/mariadb'],
      port: 3306,
      exampleHost: RDS,
    },
  ],
  [
    named(
      `mongo|mongodb(-community-server|-enterprise-server|-sharded|-atlas-local|${SCL})?|percona-server-mongodb`,
    ),
    {
      product: 'MongoDB',
      kind: 'database',
      dataPaths: ['/data/db', '/bitnami/mongodb', '/var/lib/mongodb/data'],
      port: 27017,
      exampleHost: 'cluster0.abc12.mongodb.net',
    },
  ],
  [/^mssql\/server$/, database('SQL Server', ['/var/opt/mssql', '/var/opt/mssql/data'], 1433, RDS)],
  [named('oracle-(xe|free)'), database('Oracle Database', ['/opt/oracle/oradata'], 1521, RDS)],
  [
    named('cassandra'),
    database('Cassandra', ['/var/lib/cassandra', '/bitnami/cassandra', '/cassandra_data'], 9042),
  ],
  [named('scylla(-enterprise)?'), database('ScyllaDB', ['/var/lib/scylla'], 9042)],
  [
    named('elasticsearch(-oss|-wolfi)?'),
    database(
      'Elasticsearch',
      ['/usr/share/elasticsearch/data', '/bitnami/elasticsearch/data'],
      9200,
      'my-search.es.eu-west-1.aws.elastic.cloud',
    ),
  ],
  [
    named('opensearch'),
    database(
      'OpenSearch',
      ['/usr/share/opensearch/data', '/bitnami/opensearch/data'],
      9200,
      'search-logs-abc123.eu-west-1.es.amazonaws.com',
    ),
  ],
  [named('etcd'), database('etcd', ['/var/lib/etcd', '/etcd-data', '/bitnami/etcd'], 2379)],
  [
    named('influxdb'),
    database('InfluxDB', ['/var/lib/influxdb', '/var/lib/influxdb2', '/bitnami/influxdb'], 8086),
  ],
  [
    named('clickhouse(-server)?'),
    database('ClickHouse', ['/var/lib/clickhouse', '/bitnami/clickhouse'], 8123),
  ],
  [named('cockroach(db)?'), database('CockroachDB', ['/cockroach/cockroach-data'], 26257)],
  [named('neo4j'), database('Neo4j', ['/data', '/bitnami/neo4j'], 7687)],
  [named('couchdb'), database('CouchDB', ['/opt/couchdb/data', '/bitnami/couchdb'], 5984)],
  [named('couchbase'), database('Couchbase', ['/opt/couchbase/var'], 8091)],
  [named('arangodb'), database('ArangoDB', ['/var/lib/arangodb3'], 8529)],
  [named('rethinkdb'), database('RethinkDB', ['/data'], 28015)],
  [named('dynamodb-local'), database('DynamoDB local', ['/home/dynamodblocal/data'], 8000)],
  [named('qdrant'), database('Qdrant', ['/qdrant/storage'], 6333)],
  [named('meilisearch'), database('Meilisearch', ['/meili_data'], 7700)],
  [named('solr'), database('Solr', ['/var/solr', '/bitnami/solr'], 8983)],
  [
    named('(cp-)?zookeeper'),
    database('ZooKeeper', ['/data', '/datalog', '/bitnami/zookeeper', '/var/lib/zookeeper'], 2181),
  ],
  [
    named('minio'),
    database(
      'MinIO',
      ['/data', '/export', '/bitnami/minio/data'],
      9000,
      's3.eu-west-1.amazonaws.com',
    ),
  ],
  [
    named('rabbitmq'),
    queue(
      'RabbitMQ',
      ['/var/lib/rabbitmq', '/var/lib/rabbitmq/mnesia', '/bitnami/rabbitmq'],
      5672,
      'b-1234abcd.mq.eu-west-1.amazonaws.com',
    ),
  ],
  [
    named('kafka(-native)?|cp-(kafka|server)'),
    queue(
      'Kafka',
      ['/var/lib/kafka/data', '/bitnami/kafka', '/kafka', '/tmp/kraft-combined-logs'],
      9092,
      'b-1.events.abc123.c2.kafka.eu-west-1.amazonaws.com',
    ),
  ],
  [named('redpanda'), queue('Redpanda', ['/var/lib/redpanda/data'], 9092)],
  [named('nats(-streaming)?'), queue('NATS', ['/data', '/data/jetstream'], 4222)],
  [named('pulsar(-all)?'), queue('Pulsar', ['/pulsar/data'], 6650)],
  [
    named('activemq(-artemis|-classic)?|artemis'),
    queue('ActiveMQ', ['/var/lib/artemis-instance', '/opt/apache-activemq/data'], 61616),
  ],
  [
    named(`redis(-stack|-stack-server|-cluster|${SCL})?`),
    cache('Redis', ['/data', '/bitnami/redis/data', '/bitnami/redis', '/var/lib/redis/data'], 6379),
  ],
  [
    named('valkey(-cluster|-bundle)?'),
    cache('Valkey', ['/data', '/bitnami/valkey/data', '/bitnami/valkey'], 6379),
  ],
  [named('keydb'), cache('KeyDB', ['/data', '/bitnami/keydb'], 6379)],
  [named('dragonfly'), cache('Dragonfly', ['/data'], 6379)],
  [named('memcached'), cache('Memcached', [], 11211)],
];

function named(alternatives: string): RegExp {
  // eslint-disable-next-line no-restricted-syntax -- called by the table above alone, with constants
  return new RegExp(`^(?:${alternatives})$`);
}

function database(
  product: string,
  dataPaths: readonly string[],
  port: number,
  exampleHost?: string,
): Datastore {
  const store = { product, kind: 'database', dataPaths, port } as const;
  return exampleHost === undefined ? store : { ...store, exampleHost };
}

function queue(
  product: string,
  dataPaths: readonly string[],
  port: number,
  exampleHost?: string,
): Datastore {
  return { ...database(product, dataPaths, port, exampleHost), kind: 'queue' };
}

function cache(product: string, dataPaths: readonly string[], port: number): Datastore {
  return { product, kind: 'cache', dataPaths, port, exampleHost: ELASTICACHE };
}
