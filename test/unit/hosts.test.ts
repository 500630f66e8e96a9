import { describe, expect, it } from 'vitest';
import { extractHosts, managedHost } from '../../src/core/hosts/hosts.ts';

/** `scheme host port`, one per mention; also checks that every span covers the host. */
function found(value: string, name?: string): readonly string[] {
  return extractHosts(value, name === undefined ? {} : { name }).map((mention) => {
    expect(value.slice(mention.span.start, mention.span.end)).toBe(mention.host);
    return [mention.scheme, mention.host, mention.port]
      .filter((part) => part !== undefined)
      .join(' ');
  });
}

describe('URLs', () => {
  it.each([
    ['http://web', ['http web']],
    ['https://web.green:8443/path?x=1#y', ['https web.green 8443']],
    ['HTTP://Web:80', ['http Web 80']],
    ['redis://redis:6379/0', ['redis redis 6379']],
    ['redis://:pw@redis:6379', ['redis redis 6379']],
    ['postgres://app:p@ss@db.blue.svc:5432/app', ['postgres db.blue.svc 5432']],
    ['postgresql+asyncpg://app@db/app', ['postgresql db']],
    ['postgres://$(USER):$(PASSWORD)@db:5432/app', ['postgres db 5432']],
    ['postgres://${USER}:{{ .Values.pw }}@db/app', ['postgres db']],
    ['mongodb+srv://cluster0.abc12.mongodb.net/app', ['mongodb cluster0.abc12.mongodb.net']],
    [
      'mongodb://m-0.mongo:27017,m-1.mongo:27017,m-2.mongo/app?replicaSet=rs0',
      ['mongodb m-0.mongo 27017', 'mongodb m-1.mongo 27017', 'mongodb m-2.mongo'],
    ],
    ['nats://a:4222,nats://b:4222', ['nats a 4222', 'nats b 4222']],
    ['amqp://mq,amqp://mq2', ['amqp mq', 'amqp mq2']],
    ['jdbc:postgresql://db:5432/app', ['postgresql db 5432']],
    ['jdbc:mysql:loadbalance://a:3306,b:3306/app', ['mysql a 3306', 'mysql b 3306']],
    ['jdbc:sqlserver://sql:1433;databaseName=app', ['sqlserver sql 1433']],
    ['jdbc:oracle:thin:@ora:1521:ORCL', ['oracle ora 1521']],
    ['jdbc:oracle:thin:@//ora:1521/service', ['oracle ora 1521']],
    ['http://web.', ['http web.']],
  ])('%s', (value, expected) => {
    expect(found(value)).toEqual(expected);
  });

  it.each([
    'http://localhost:8080',
    'http://api.localhost',
    'http://127.0.0.1:80',
    'tcp://10.0.0.5:2375',
    'tcp://0.0.0.0:2375',
    'http://[::1]:8080/',
    'http://*:8080',
    'http://$(HOST):80',
    'http://${HOST:-web}:80',
    'http://$HOST/',
    'http://{{ .Release.Name }}-web',
    'http://<host>/',
    'http://%s:80',
    'http://web-${STAGE}/',
    'http://',
    'file:///etc/hosts',
    'unix:///var/run/docker.sock',
    's3://bucket/key',
    'oci://registry/chart',
    'http://web:99999',
    'http://X.X.X.X:8080',
    'jdbc:h2:mem:test',
    'mailto:someone@example.com',
  ])('finds no host in %s', (value) => {
    expect(found(value, 'SERVICE_URL')).toEqual([]);
  });

  it('gives exact spans', () => {
    expect(extractHosts('redis://:pw@redis:6379', {})).toEqual([
      { host: 'redis', port: 6379, scheme: 'redis', span: { start: 12, end: 17 } },
    ]);
  });
});

describe('host:port', () => {
  it.each([
    ['redis:6379', ['redis 6379']],
    ['kafka-0.kafka:9092,kafka-1.kafka:9092', ['kafka-0.kafka 9092', 'kafka-1.kafka 9092']],
    ['a:9092, b:9092', ['a 9092', 'b 9092']],
    ['a:9092 b:9092', ['a 9092', 'b 9092']],
    ['web:80', ['web 80']],
    ['a:6379:2,b:6379:1', ['a 6379', 'b 6379']],
    ['--redis-addr=redis:6379', ['redis 6379']],
    ['"redis:6379"', ['redis 6379']],
    ['$(POD_IP):9092,b:9092', ['b 9092']],
    ['app:pw@tcp(mysql:3306)/app?parseTime=true', ['mysql 3306']],
  ])('%s', (value, expected) => {
    expect(found(value)).toEqual(expected);
  });

  it.each([
    'postgres:15',
    'nginx:1.25',
    'python:3',
    'registry:5000/app',
    '8080:80',
    '12:30',
    '10:00:00',
    '10.0.0.5:80',
    '[::1]:80',
    '::1',
    'localhost:6379',
    'sha256:123456789',
    'a:b',
    'key: value',
    '/var/run:80',
    'redis:6379/x y',
    'redis:0',
    'word:8080 and more',
  ])('finds no host in %s', (value) => {
    expect(found(value)).toEqual([]);
  });

  it('leaves images and users alone', () => {
    expect(found('registry:5000', 'IMAGE')).toEqual([]);
    expect(found('node:1000', 'RUN_AS_USER')).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['REDIS_HOST', 'redis', ['redis']],
    ['REDIS_HOST_2', 'redis', ['redis']],
    ['redisHost', 'redis', ['redis']],
    ['PGHOST', 'db', ['db']],
    ['HOST', 'web', ['web']],
    ['DB_HOSTNAME', 'db', ['db']],
    ['CATALOG_SERVICE_ADDR', 'catalog:3550', ['catalog 3550']],
    ['CATALOG_HOST', 'catalog', ['catalog']],
    ['WEB_HOST', 'web', ['web']],
    ['DATABASE_URL', 'db', ['db']],
    ['spring.redis.host', 'redis.green', ['redis.green']],
    ['KAFKA_BOOTSTRAP_SERVERS', 'kafka-0,kafka-1:9092', ['kafka-0', 'kafka-1 9092']],
    ['ZOOKEEPER_PEERS', 'zk:15', ['zk 15']],
    ['S3_ENDPOINT', 'minio.storage.svc.cluster.local.', ['minio.storage.svc.cluster.local.']],
    ['MAIL_SERVER', 'smtp', ['smtp']],
    ['CASSANDRA_SEEDS', 'cassandra-0.cassandra', ['cassandra-0.cassandra']],
    ['DB_HOST', 'DB.Blue', ['DB.Blue']],
    ['REDIS_HOSTS', '10.0.0.5,redis', ['redis']],
    ['SQL_DSN', 'Server=sql;Database=app;User Id=sa', ['sql']],
    ['SQL_DSN', 'Server=tcp:sql.example.com,1433;Database=app', ['sql.example.com']],
    ['PG_DSN', 'host=db port=5432 user=app', ['db']],
  ])('%s=%s', (name, value, expected) => {
    expect(found(value, name)).toEqual(expected);
  });

  it.each([
    ['MYSQL_USER', 'mysql'],
    ['MINIO_ACCESS_KEY', 'minio'],
    ['REDIS', 'redis'],
    [undefined, 'redis'],
    ['DB_HOST', ''],
    ['DB_HOST', ' '],
    ['DB_HOST', 'localhost'],
    ['DB_HOST', '127.0.0.1'],
    ['DB_HOST', 'fe80::1'],
    ['DB_HOST', '$(DB_HOST)'],
    ['DB_HOST', '${DB_HOST}'],
    ['DB_HOST', '{{ .Values.host }}'],
    ['DB_HOST', '/var/run/postgresql'],
    ['DB_HOST', 'true'],
    ['DB_HOST', 'none'],
    ['DB_HOST', '5432'],
    ['DB_HOST', '*'],
    ['DB_HOST', 'a prose value'],
    ['DB_HOST', 'app.kubernetes.io/name'],
    ['DB_HOST', '-redis'],
    ['CONFIG_SERVER', 'server.py'],
    ['WEB_SERVER', 'nginx'],
    ['BIND_ADDR', 'web'],
    ['LISTEN_HOST', 'web'],
    ['ALLOWED_HOSTS', 'example.com'],
    ['VIRTUAL_HOST', 'example.com'],
    ['FROM_ADDRESS', 'team'],
    ['MAIL_ADDRESS', 'team'],
    ['EMAIL_ADDRESS', 'team@example.com'],
    ['HOSTNAME', 'web'],
    ['GHOST', 'web'],
    ['DB_IMAGE', 'redis:6379'],
  ])('%s=%j names no host', (name, value) => {
    expect(found(value, name)).toEqual([]);
  });
});

describe('configuration files', () => {
  it('reads line by line', () => {
    const text = [
      '# redis.host=ignored',
      'redis.host=redis',
      'server.port=8080',
      'user: mysql',
      '  url: "http://web:8080/x"   # the web',
      'host: db # in blue',
      '{ "brokers": "kafka:9092",',
      '  "kafkaBrokers": "kafka:9092",',
      'proxy_pass http://api:3000/;',
      'export PGHOST=db',
      'image: redis:6379',
      'https://docs.example.com',
    ].join('\n');
    expect(found(text)).toEqual([
      'redis',
      'http web 8080',
      'db',
      'kafka 9092',
      'http api 3000',
      'db',
      'https docs.example.com',
    ]);
  });

  it('keeps spans exact with CRLF', () => {
    expect(extractHosts('a=1\r\nDB_HOST=db\r\n', {})).toEqual([
      { host: 'db', span: { start: 13, end: 15 } },
    ]);
  });

  it('does not choke on long or odd input', () => {
    expect(found('a'.repeat(100_000), 'DB_HOST')).toEqual([]);
    expect(found(`http://${'a.'.repeat(50_000)}`)).toEqual([]);
    expect(found('\u0000\n${\n{{', 'DB_HOST')).toEqual([]);
  });
});

describe('managedHost', () => {
  it.each([
    ['mydb.abc123.eu-west-1.rds.amazonaws.com', 'Amazon RDS'],
    ['MyDB.abc123.eu-west-1.RDS.amazonaws.com.', 'Amazon RDS'],
    ['cache.abc.0001.euw1.cache.amazonaws.com', 'Amazon ElastiCache'],
    ['b-1.events.abc.c2.kafka.eu-west-1.amazonaws.com', 'Amazon MSK'],
    ['app.postgres.database.azure.com', 'Azure Database'],
    ['app.database.windows.net', 'Azure SQL Database'],
    ['app.redis.cache.windows.net', 'Azure Cache for Redis'],
    ['cluster0.abc12.mongodb.net', 'MongoDB Atlas'],
    ['ep-cool-name-123.eu-central-1.aws.neon.tech', 'Neon'],
    ['db-do-user-1.b.db.ondigitalocean.com', 'DigitalOcean Managed Databases'],
    ['redis.blue.svc.cluster.local', undefined],
    ['rds.amazonaws.com', undefined],
    ['mongodb.net.example.com', undefined],
    ['s3.amazonaws.com', undefined],
    ['', undefined],
  ])('%s is %s', (host, provider) => {
    expect(managedHost(host)).toBe(provider);
  });
});
