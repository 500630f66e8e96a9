import { describe, expect, it } from 'vitest';
import {
  isSubstitutionFile,
  publicEnvironment,
  substitutedVariables,
} from '../../src/core/compose/substitution.ts';
import { readSource } from '../../src/core/files/source.ts';

const known = (text: string, ...names: string[]): string => publicEnvironment(text, new Set(names));

describe('the variables that Compose files name', () => {
  it('are those of each folder, in all forms, without escaped dollars', () => {
    const files = [
      readSource('compose.yaml', 'a: $ONE ${TWO:-${THREE}} $${NOT} $$$FOUR\n'),
      readSource('compose.dev.yaml', 'a: ${FIVE?x}\n'),
      readSource('shop/docker-compose.yml', 'a: ${ONE}\n'),
      readSource('shop/deploy.yaml', 'a: ${OTHER}\n'),
    ];
    expect([...substitutedVariables(files)]).toEqual([
      ['', new Set(['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'])],
      ['shop', new Set(['ONE'])],
    ]);
  });

  it('stand in `.env`, not in what is named like it', () => {
    expect(['.env', 'a/.env', 'x.env', '.env.local', 'env'].filter(isSubstitutionFile)).toEqual([
      '.env',
      'a/.env',
    ]);
  });
});

describe('what is known of an environment file', () => {
  it('is what is asked for, at its place, without comments', () => {
    const text =
      '# TAG=0 of Jane\nTAG=1.2 # since May\r\nOTHER=x\n  export PORT = "8080"\nHOST: \'db.example.com\'\n';
    expect(known(text, 'TAG', 'PORT', 'HOST')).toBe(
      '\nTAG=1.2\n\n         PORT="8080"\nHOST=\'db.example.com\'',
    );
  });

  it.each([
    ['DB_PASSWORD=hunter2', 'its name'],
    ['DB_PASS=hunter2', 'its name'],
    ['DSN=user:hunter2@tcp(db)/x', 'its name'],
    ['URL=postgres://u:hunter2@db/x', 'a login'],
    ['URL=redis://:hunter2@db', 'a login'],
    ['CONN=Server=db;Password=hunter2;', 'a named password'],
    ['ID=AKIAIOSFODNN7ABCDEFG', 'an access key'],
    ['ID=sk9live8f0a1b2c3d4e5f6a7b8c', 'a random text'],
    ['ID="x\\"y hunter2 token=a"', 'a named token'],
  ])('%s is withheld for %s', (line) => {
    const [name = ''] = line.split('=');
    expect(known(line, name)).toBe(name);
  });

  it('holds no line of a longer value, however it ends', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIabc\nTAG=\n-----END PRIVATE KEY-----';
    expect(known(`A="${key}"\nTAG=1\n`, 'A', 'TAG')).toBe('A\n\n\n\nTAG=1');
    expect(known(`A='${key}'\nTAG=1\n`, 'A', 'TAG')).toBe('A\n\n\n\nTAG=1');
    expect(known(`A=${key}\nTAG=1\n`, 'A', 'TAG')).toBe('A\n\n\n\nTAG=1');
    expect(known(`A="${key}\nTAG=1\n`, 'A', 'TAG')).toBe('A');
  });

  it('is nothing where nothing is asked for, of any bytes', () => {
    expect(known('TAG=1\nPORT=2')).toBe('');
    expect(known('\0\uffff=\n=\nTAG', 'TAG')).toBe('');
  });
});
