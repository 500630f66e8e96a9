import { describe, expect, it } from 'vitest';
import { readEnvFile } from '../../src/core/compose/env-file.ts';
import { fillIn } from '../../src/core/compose/interpolation.ts';
import { buildOf, composeSurroundings, lineOf } from '../../src/core/compose/project.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { workspaceOf } from '../support/ask.ts';
import { told } from '../support/told.ts';

describe('environment files', () => {
  it('gives names, and only the values that are no secrets', () => {
    const text = [
      '# a comment',
      'IMAGE_TAG=1.4.2 # pinned',
      'export DB_HOST="database"',
      "PATH_WITH='a # b'",
      'DB_PASSWORD=hunter2',
      'DATABASE_URL=postgres://shop:hunter2@database/shop',
      'EMPTY=',
      'no assignment',
      'WITHHELD',
    ].join('\r\n');
    expect([...readEnvFile(text)]).toEqual([
      ['IMAGE_TAG', '1.4.2'],
      ['DB_HOST', 'database'],
      ['PATH_WITH', 'a # b'],
      ['DB_PASSWORD', undefined],
      ['DATABASE_URL', undefined],
      ['EMPTY', ''],
      ['WITHHELD', undefined],
    ]);
  });
});

describe('variables in values', () => {
  const variables = new Map([
    ['SET', 'one'],
    ['EMPTY', ''],
    ['HIDDEN', undefined],
  ]);
  const filled = (value: string): string => fillIn(value, variables).text;

  it.each([
    ['plain', 'plain'],
    ['$SET/${SET}', 'one/one'],
    ['${EMPTY-x}|${EMPTY:-x}', '|x'],
    ['${NONE-x}|${NONE:-x}', 'x|x'],
    ['${NONE:-${SET}-${ALSO:-y}}', 'one-y'],
    ['${SET:+there}|${NONE:+there}|${EMPTY:+there}|${EMPTY+there}', 'there|||there'],
    ['${SET:?must be set}', 'one'],
    ['$$SET costs $$5', '$SET costs $5'],
    ['${NONE:?must be set} $NONE', '${NONE:?must be set} $NONE'],
    ['${HIDDEN:-default}', '${HIDDEN:-default}'],
    ['${SET', '${SET'],
    ['${SET!}', '${SET!}'],
  ])('%s becomes %s', (value, text) => {
    expect(filled(value)).toBe(text);
  });

  it('names what is not known', () => {
    expect(fillIn('$A ${B:?needed} ${C:-c} ${HIDDEN:-d}', variables).unknown).toEqual([
      'A',
      'B',
      'HIDDEN',
    ]);
  });

  it('knows where each part is written', () => {
    const value = 'http://${HOST:-api}:${PORT:-80}/$SET';
    const { text, written } = fillIn(value, variables);
    const place = (part: string): string => {
      const start = text.indexOf(part);
      const span = written({ start, end: start + part.length });
      return value.slice(span.start, span.end);
    };
    expect(text).toBe('http://api:80/one');
    expect(place('api')).toBe('api');
    expect(place('80')).toBe('80');
    expect(place('one')).toBe('$SET');
    expect(place('http')).toBe('http');
  });

  it('ends on deep and broken nesting', () => {
    const deep = `${'${A:-'.repeat(5000)}x${'}'.repeat(5000)}`;
    expect(fillIn(deep, variables).text.length).toBeGreaterThan(0);
    expect(filled('${A:-'.repeat(5000))).toBe('${A:-'.repeat(5000));
  });
});

describe('a project', () => {
  const files = {
    'compose.yaml': [
      'include:',
      '  - infra/storage.yaml',
      '  - path: [infra/mail.yaml, gone.yaml]',
      '  - https://example.com/compose.yaml',
      'services:',
      '  web:',
      '    extends: { file: common.yaml, service: base }',
      '    depends_on: [db]',
      '    environment:',
      '      DB_HOST: ${DB_HOST:-database}',
      '      CACHE_URL: redis://$CACHE:6379/0',
      '      SMTP_HOST: post',
      '      AWAY_HOST: ${AWAY}',
      '    links: ["mailer:post"]',
      '  job:',
      '    extends: web',
      '  lost:',
      '    extends: { file: common.yaml, service: nobody }',
      '',
    ].join('\n'),
    '.env': 'CACHE=cache\n',
    'common.yaml': 'services:\n  base:\n    build: { context: "${CTX:-app}" }\n',
    'app/Dockerfile': 'FROM scratch\n',
    'infra/storage.yaml':
      'services:\n  db:\n    networks: { default: { aliases: [database] } }\n  cache: {}\n',
    'infra/mail.yaml': 'services:\n  mailer: { image: mail }\n',
  };

  it('is what is included, extended, aliased, linked and filled in', () => {
    expect(told(workspaceOf(files), 'compose.yaml')).toEqual([
      '2 infra/storage.yaml: resolved File/infra/storage.yaml @ infra/storage.yaml:1',
      '3 infra/mail.yaml: resolved File/infra/mail.yaml @ infra/mail.yaml:1',
      '3 gone.yaml: missing File/gone.yaml',
      '4 https://example.com/compose.yaml: external File/https://example.com/compose.yaml',
      '7 base: resolved ComposeService/base @ common.yaml:2',
      '8 db: resolved ComposeService/db @ infra/storage.yaml:2',
      '10 database: resolved ComposeService/db @ infra/storage.yaml:2',
      '11 $CACHE: resolved ComposeService/cache [6379] @ infra/storage.yaml:4',
      '12 post: resolved ComposeService/mailer @ infra/mail.yaml:2',
      '14 mailer: resolved ComposeService/mailer @ infra/mail.yaml:2',
      '16 web: resolved ComposeService/web @ compose.yaml:6',
      '18 nobody: missing ComposeService/nobody',
    ]);
  });

  it('misses nothing while an include is not here', () => {
    const missing = (text: string): readonly string[] =>
      told(workspaceOf({ 'compose.yaml': text }), 'compose.yaml').filter((line) =>
        line.includes('gone'),
      );
    const service = 'services:\n  web: { depends_on: [gone] }\n';
    expect(missing(service)).toEqual(['2 gone: missing ComposeService/gone']);
    expect(missing(`include: ["oci://x/y"]\n${service}`)).toEqual([
      '3 gone: unknown ComposeService/gone',
    ]);
  });

  it('takes over what builds a service', () => {
    const scope = new Scope(workspaceOf(files));
    const [compose] = scope.composeFiles;
    const around = composeSurroundings(scope);
    const job = compose?.services.find(({ name }) => name === 'job');
    if (job === undefined) throw new Error('no service');
    expect(lineOf(job, around).map(({ name }) => name)).toEqual(['job', 'web', 'base']);
    expect(buildOf(job, around)).toMatchObject({
      context: 'app',
      dockerfile: 'app/Dockerfile',
    });
  });

  it('ends on circles', () => {
    const workspace = workspaceOf({
      'compose.yaml':
        'include: [compose.yaml]\nservices:\n  a: { extends: b }\n  b: { extends: a }\n',
    });
    expect(told(workspace, 'compose.yaml')).toEqual([
      '1 compose.yaml: resolved File/compose.yaml @ compose.yaml:1',
      '3 b: resolved ComposeService/b @ compose.yaml:4',
      '4 a: resolved ComposeService/a @ compose.yaml:3',
    ]);
  });
});
