import { describe, expect, it } from 'vitest';
import { isIgnored } from '../../src/core/dockerfile/dockerignore.ts';

const cases: readonly (readonly [patterns: string, path: string, ignored: boolean])[] = [
  // plain names are relative to the context root and take everything below them
  ['node_modules', 'node_modules', true],
  ['node_modules', 'node_modules/left/pad.js', true],
  ['node_modules', 'web/node_modules/left.js', false],
  ['.env', '.env', true],
  ['.env', 'api/.env', false],
  ['.env', '.env.example', false],
  ['/secrets', 'secrets/key.pem', true],
  ['secrets/', 'secrets/key.pem', true],
  ['./a//b/../c', 'a/c', true],
  ['.env', './.env', true],
  ['.env', '/.env', true],
  // wildcards stay inside one directory
  ['*.pem', 'key.pem', true],
  ['*.pem', 'certs/key.pem', false],
  ['*/temp*', 'one/temporary', true],
  ['*/temp*', 'one/two/temporary', false],
  ['temp?', 'tempa', true],
  ['temp?', 'temp', false],
  ['temp?', 'temp/', false],
  ['a?b', 'a☺b', true],
  ['a?b', 'a💡b', true],
  ['*', '.env', true],
  ['*', 'deep/in/here', true],
  // ** crosses directories, and none at all
  ['**/*.go', 'main.go', true],
  ['**/*.go', 'cmd/app/main.go', true],
  ['**/.env', 'api/.env', true],
  ['**/.env', 'api/my.env', false],
  ['**file', 'myfile', true],
  ['**/file', 'myfile', false],
  ['**file*', 'myfile', false],
  ['docs/**', 'docs', false],
  ['docs/**', 'docs/a/b', true],
  ['a/**/z', 'a/z', true],
  ['a/**/z', 'a/b/c/z', true],
  ['a/**/z', 'az', false],
  ['**', 'anything/at/all', true],
  ['**/', 'file', true],
  // classes and escapes
  ['a[b-d]e', 'ace', true],
  ['a[b-d]e', 'aee', false],
  ['a[^b-d]e', 'aze', true],
  ['a[^b-d]e', 'ace', false],
  ['[\\]a]', ']', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a+(b).$', 'a+(b).$', true],
  ['a.c', 'abc', false],
  // exceptions, in order
  ['*.md\n!README.md', 'README.md', false],
  ['*.md\n!README.md', 'NOTES.md', true],
  ['!README.md\n*.md', 'README.md', true],
  ['*\n!src', 'src/main.ts', false],
  ['*\n!src\nsrc/secret', 'src/secret/key', true],
  ['docs\n! docs/keep.md ', 'docs/keep.md', false],
  ['a\n!a/f\na', 'a/f', false],
  ['!/keep\nkeep', 'keep', true],
  ['keep\n!/keep', 'keep', false],
  // comments, blanks, line ends, byte order mark
  ['# .env', '.env', false],
  [' # x', '# x', true],
  ['\r\n.env\r\nkey.pem\r\n', '.env', true],
  ['\r\n.env\r\nkey.pem\r\n', 'key.pem', true],
  ['\uFEFF.env', '.env', true],
  ['  .env\t', '.env', true],
  ['', '.env', false],
  // the root stays, and lines that Docker refuses do nothing
  ['*', '.', false],
  ['.', '.env', false],
  ['/', '.env', false],
  ['!', '.env', false],
  ['[', '[', false],
  ['[]a]', 'a', false],
  ['[a-]', 'a', false],
  ['[z-a]', 'b', false],
  ['a\\', 'a', false],
];

describe('isIgnored', () => {
  it.each(cases)('%j on %j gives %s', (patterns, path, ignored) => {
    expect(isIgnored(patterns, path)).toBe(ignored);
  });

  it('stays fast on a pattern made to be slow', () => {
    const pattern = `${'*a'.repeat(100)}b`;
    const start = performance.now();
    expect(isIgnored(pattern, 'a'.repeat(2000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
