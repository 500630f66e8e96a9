import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  ACTIONS,
  BASE_IMAGES,
  IMAGE_USERS,
  UPLOAD_SARIF,
} from '../../src/core/pipelines/pinned-versions.ts';

const SNIPPETS = ['compose', 'dockerfile', 'files', 'kubernetes']
  .map((name) => readFileSync(`snippets/${name}.json`, 'utf8'))
  .join('\n');

const found = (pattern: RegExp): readonly string[] => [
  ...new Set([...SNIPPETS.matchAll(pattern)].map(([, name = '']) => name)),
];

test('snippets name the base images of the table and no others', () => {
  expect(found(/"FROM \$\{\d+:([^}]+)\}/g).toSorted()).toEqual(
    Object.values(BASE_IMAGES).toSorted(),
  );
});

test('snippets name the actions of the table and no others', () => {
  expect(found(/uses: ([^"]+)"/g).toSorted()).toEqual(Object.values(ACTIONS).toSorted());
});

test('the workflow of the docs names the actions of the table', () => {
  const text = readFileSync('docs/command-line.md', 'utf8');
  const named = [...text.matchAll(/uses: (\S+)/g)].map(([, name]) => name);
  expect(named).toEqual([ACTIONS.checkout, UPLOAD_SARIF]);
});

test('snippets give users by number, as runAsNonRoot wants them', () => {
  const users = found(/"USER ([^"]+)"/g);
  expect(users.filter((user) => !/^\d+$/.test(user))).toEqual(['\\\\$APP_UID']);
  expect(users).toContain(String(IMAGE_USERS.node));
  expect(users).toContain(String(IMAGE_USERS.wwwData));
});

test('a base image is written in the table alone', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('pinned-versions.ts'))
    .map((path) => ({ path, text: readFileSync(`src/${path}`, 'utf8') }));
  const copies = [...Object.values(BASE_IMAGES), ...Object.values(ACTIONS)].flatMap((name) =>
    sources.filter(({ text }) => text.includes(name)).map(({ path }) => `${path}: ${name}`),
  );
  expect(copies).toEqual([]);
});
