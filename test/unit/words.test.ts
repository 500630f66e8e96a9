/** Names come from files and may hold what is an order in a pattern: they are searched letter by letter. */
import { describe, expect, it } from 'vitest';
import { placesOfWord } from '../../src/core/text/words.ts';
import { rules } from '../../src/topics/rules.ts';
import { lintCase } from '../support/fixtures.ts';

describe('the places of a word', () => {
  it.each([
    ['web', 'web cobweb webs web', [0, 16]],
    ['web', 'web-1 my.web', [0, 9]],
    ['a.b', 'axb a.b', [4]],
    ['a-a', 'xa-a-a', [3]],
    ['[a', '$[a b[a', [1]],
    ['', 'a', []],
    ['a'.repeat(301), 'a'.repeat(301), []],
  ])('%j in %j', (word, text, places) => {
    expect(placesOfWord(text, word)).toEqual(places);
  });

  it('may count other letters as a part of it', () => {
    expect(placesOfWord('web-1 web', 'web', /[\w-]/)).toEqual([6]);
  });
});

describe('a variable of a Dockerfile', () => {
  const told = (dockerfile: string): readonly (readonly [string, readonly string[]])[] =>
    lintCase(new Map([['Dockerfile', dockerfile]]), rules)
      .filter(({ rule }) => rule === 'secret-in-image')
      .map(({ span, fixes }) => [
        dockerfile.slice(span.start, span.end),
        fixes.map(({ title }) => title),
      ]);

  it.each(['[a_PASSWORD', '(_PASSWORD', 'a)_PASSWORD', '*_PASSWORD', 'a\\_PASSWORD'])(
    'named %s costs no finding',
    (name) => {
      expect(told(`FROM alpine:3.22\nENV ${name}=hunter2-x\nRUN echo\n`)).toHaveLength(1);
    },
  );

  it('is never tried as a pattern', () => {
    const name = '([a-z]+)+_PASSWORD';
    const [[place, titles] = ['', []]] = told(
      `FROM alpine:3.22\nENV ${name}=hunter2-x\nRUN echo $${'a'.repeat(60)}\n`,
    );
    expect(place).toBe('hunter2-x');
    // No RUN uses it, so there is none to mount it for.
    expect(titles.filter((title) => title.includes('mount'))).toEqual([]);
  });

  it('is mounted where a RUN uses it by its whole name', () => {
    const run = (line: string): number =>
      told(`FROM alpine:3.22\nENV API_TOKEN=hunter2-x\nRUN ${line}\n`)[0]?.[1].length ?? 0;
    const none = run('echo');
    expect([run('x $API_TOKEN'), run('x ${API_TOKEN:-y}')]).toEqual([none + 1, none + 1]);
    expect([run('x $API_TOKENS'), run('x API_TOKEN'), run('x $MY_API_TOKEN')]).toEqual([
      ...[none, none, none],
    ]);
  });
});
