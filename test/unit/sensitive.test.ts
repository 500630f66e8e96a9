import { describe, expect, it } from 'vitest';
import { isPlaceholder, isSensitiveName, secretIn } from '../../src/core/kubernetes/sensitive.ts';

/** Built from parts, so that no scanner takes this file for a leak. */
const AWS_KEY = ['AKIA', 'Z7Q4', 'M2XW', 'P9LD', 'K3TR'].join('');
const PEM_BODY = 'MIIEpAIBAAKCAQEAt7u1Xk9Qz3VfPq0cJH2Lr8sYw5mN'.repeat(2);
const FRAME = (kind: string, body: string) =>
  `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----`;

describe('isSensitiveName', () => {
  it.each([
    'PASSWORD',
    'DB_PASSWORD',
    'DB_PASSWORD_2',
    'dbPassword',
    'mysql-root-password',
    'mysqlrootpassword',
    'spring.datasource.password',
    'REDIS_PASSWD',
    'PWD',
    'SSH_PASSPHRASE',
    'CLIENT_SECRET',
    'clientSecret',
    'SECRET_KEY_BASE',
    'GITHUB_TOKEN',
    'APIKEY',
    'apiKey',
    'API_KEY',
    'OPENAI_API_KEY',
    'AWS_ACCESS_KEY_ID_SECRET',
    'AWS_SECRET_ACCESS_KEY',
    'accesskey',
    'PRIVATE_KEY',
    'AZURE_STORAGE_ACCOUNT_KEY',
    'BATCH_KEY',
    'DB_CREDENTIALS',
    'bearer',
    'URLPassword',
  ])('%s is sensitive', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  it.each([
    '',
    'KEY',
    'FOO_KEY',
    'PUBLIC_KEY',
    'PUBLIC_TOKEN',
    'SECRET_NAME',
    'WEBHOOK_SECRET_NAME',
    'PASSWORD_FILE',
    'POSTGRES_PASSWORD_FILE',
    'TOKEN_PATH',
    'TOKEN_URL',
    'TOKEN_TTL',
    'PASSWORD_LENGTH',
    'AUTH_TOKEN_HEADER',
    'TOKEN_ENABLED',
    'SECRET_TYPE',
    'SECRET_MOUNT',
    'AWS_ACCESS_KEY_ID',
    'TOKEN_VERSION',
    'secretRef',
    'PASSWORD_POLICY',
    'passwordPattern',
    'TOKEN_REGEX',
    'TOKEN_EXPIRY',
    'TOKEN_ALGORITHM',
    'SECRET_NAMESPACE',
    'TOKEN_PREFIX',
    'MAX_TOKENS',
    'TOKENIZERS_PARALLELISM',
    'SECRETARY',
    'SECRET_KEY_BASE_DUMMY',
    'ETCD_INITIAL_CLUSTER_TOKEN',
    'ACCESS_TOKEN_EXPIRES_IN',
    'PASSWORD_HASHERS',
    'PASSWORD_ENCODER',
    'SECRET_MANAGER',
    'SECRET_SOURCE',
    'CSRF_TOKEN_COOKIE',
    'SKIP_TOKEN_VERIFICATION',
    'TOKEN_CONTRACT_ADDRESS',
    'CORS_ALLOW_CREDENTIALS',
    'DB_PASSWORD_SECRET',
    'secretEnv',
    'MYSQL_USER',
    'monkey',
    'password.properties',
  ])('%j is not', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });
});

describe('isPlaceholder', () => {
  it.each([
    '',
    '  ',
    '$(DB_PASSWORD)',
    '${DB_PASSWORD}',
    'prefix-${DB_PASSWORD}',
    '$DB_PASSWORD',
    '{{ .Values.password }}',
    '<password>',
    'changeme',
    'change-me',
    'CHANGE_ME_PLEASE',
    'please-change-me',
    'replace-me',
    'your-api-key',
    'your_password_here',
    'YOUR_TOKEN',
    'xxxxxxxx',
    '********',
    'TODO',
    'placeholder',
    'example-token',
    'REDACTED',
    '__PASSWORD__',
    '%PASSWORD%',
    '#{DbPassword}#',
    '@@PASSWORD@@',
    '((db-password))',
    '$$PASSWORD',
    'ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]',
    'ENC(Zm9vYmFy)',
    '{cipher}Zm9vYmFy',
    'sk-xxxxxxxx',
    'ghp_...',
    'password-here',
    'set-me',
    'to-be-defined',
    'API_KEY_VALUE',
  ])('%j is one', (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  it.each([
    'hunter2',
    's3cr3t',
    'pa$$w0rd',
    'password',
    'exchange',
    'yourself9',
    'aa',
    'SECRET',
    'A1_B2',
    'maxxx',
    'upsetme1',
    'nowhere',
  ])('%j is not', (value) => {
    expect(isPlaceholder(value)).toBe(false);
  });
});

describe('secretIn by name', () => {
  it('takes a literal', () => {
    expect(secretIn('DB_PASSWORD', 'hunter2')).toEqual({ reason: 'name' });
    expect(secretIn('DB_PASSWORD', '12345')).toEqual({ reason: 'name' });
    expect(secretIn('API_KEY', 'pa$$word with spaces')).toEqual({ reason: 'name' });
  });

  it.each([
    '',
    '$(OTHER)',
    '${OTHER}',
    '{{ .Values.x }}',
    '<secret>',
    '/run/secrets/db',
    './token',
    '~/token.txt',
    'C:\\secrets\\db',
    'ssm:/prod/db/password',
    '@Microsoft.KeyVault(SecretUri=https://kv.example.com/secrets/db)',
    'Bearer',
    'unused',
    'not-needed',
    'n/a',
    'true',
    'False',
    'yes',
    '0',
    '1',
    'null',
    'changeme',
    'https://example.com/token',
    'vault:secret/data/db#password',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db',
    'line one\nline two',
  ])('leaves %j alone', (value) => {
    expect(secretIn('DB_PASSWORD', value)).toBeUndefined();
  });

  it('leaves harmless names alone', () => {
    expect(secretIn('WEBHOOK_SECRET_NAME', 'hunter2')).toBeUndefined();
    expect(secretIn('ETCD_INITIAL_CLUSTER_TOKEN', 'etcd-cluster')).toBeUndefined();
    expect(secretIn(undefined, 'hunter2')).toBeUndefined();
  });
});

describe('secretIn by form', () => {
  it('finds a private key under any name', () => {
    const value = `# key\n${FRAME('RSA PRIVATE KEY', PEM_BODY)}\n`;
    expect(secretIn('config', value)).toEqual({
      reason: 'private-key',
      span: { start: 6, end: value.indexOf('-----END') },
    });
    expect(secretIn(undefined, FRAME('PRIVATE KEY', PEM_BODY))?.reason).toBe('private-key');
    expect(secretIn('KEY', `-----BEGIN EC PRIVATE KEY-----\\n${PEM_BODY}`)?.reason).toBe(
      'private-key',
    );
  });

  it('knows public keys and empty frames', () => {
    expect(secretIn('key', FRAME('PUBLIC KEY', PEM_BODY))).toBeUndefined();
    expect(secretIn('crt', FRAME('CERTIFICATE', PEM_BODY))).toBeUndefined();
    expect(secretIn('key', FRAME('PRIVATE KEY', '...'))).toBeUndefined();
  });

  it('finds an AWS key', () => {
    expect(secretIn('ID', `x=${AWS_KEY};`)).toEqual({
      reason: 'aws-key',
      span: { start: 2, end: 22 },
    });
    expect(secretIn('ID', `${AWS_KEY}7`)).toBeUndefined();
    expect(secretIn('ID', ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join(''))).toBeUndefined();
    expect(secretIn('ID', `# ${AWS_KEY}`)).toBeUndefined();
  });

  it('finds the password of a URL', () => {
    const value = 'postgres://app:hunter2@db:5432/app';
    expect(secretIn('DATABASE_URL', value)).toEqual({
      reason: 'url-password',
      span: { start: 15, end: 22 },
    });
    expect(value.slice(15, 22)).toBe('hunter2');
    expect(secretIn('REDIS_URL', 'redis://:hunter2@redis:6379')?.span).toEqual({
      start: 9,
      end: 16,
    });
  });

  it.each([
    'postgres://app@db:5432/app',
    'postgres://db:5432/app@home',
    'http://web:8080/users/@me',
    'postgres://app:$(PASSWORD)@db:5432/app',
    'postgres://app:${PASSWORD}@db:5432/app',
    'postgres://app:$PASSWORD@db:5432/app',
    'postgres://app:{{ .Values.password }}@db',
    'postgres://app:<password>@db',
    'postgres://username:password@db',
    'postgres://app:****@db',
    'amqp://guest:guest@rabbitmq',
    '# postgres://app:hunter2@db',
    'mailto:someone@example.com',
  ])('sees no password in %s', (value) => {
    expect(secretIn('DATABASE_URL', value)).toBeUndefined();
  });

  it('finds a bearer token', () => {
    expect(secretIn('HEADERS', 'Authorization: Bearer abc123def456')).toEqual({
      reason: 'bearer',
      span: { start: 22, end: 34 },
    });
    expect(secretIn('X', 'bearer abc123')).toBeUndefined();
    expect(secretIn('X', 'a bearer authentication scheme')).toBeUndefined();
    expect(secretIn('X', 'Bearer ${TOKEN}')).toBeUndefined();
    expect(secretIn('X', 'Bearer $(TOKEN)')).toBeUndefined();
  });
});
