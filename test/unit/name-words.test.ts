import { expect, it } from 'vitest';
import { nameWords } from '../../src/core/text/name-words.ts';

it.each([
  ['DB_PASSWORD', ['db', 'password']],
  ['spring.datasource.url', ['spring', 'datasource', 'url']],
  ['redisHost', ['redis', 'host']],
  ['URLPassword', ['url', 'password']],
  ['REDIS_HOST2', ['redis', 'host']],
  ['DB_HOST_2', ['db', 'host']],
  ['kafka-brokers', ['kafka', 'brokers']],
  ['', []],
  ['123', []],
])('%s becomes %j', (name, words) => {
  expect(nameWords(name)).toEqual(words);
});
