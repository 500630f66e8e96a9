import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import picomatch from 'picomatch';
import { topics } from '../../src/topics/deck.ts';

const PAGES = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
];

const read = (path: string): string => readFileSync(path, 'utf8');

/** The files of this repository that a page links to or shows. */
const linksOf = (page: string): readonly string[] =>
  [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = '']) =>
    normalize(join(dirname(page), to)),
  );

describe('the pages', () => {
  it.each(PAGES)('%s: every link leads to a file', (page) => {
    expect(linksOf(page).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('README is a page and a half, shows five pictures and leads to every page', () => {
    const text = read('README.md');
    expect(text.split(/\s+/).length).toBeLessThan(700);
    const links = linksOf('README.md');
    expect(links.filter((path) => path.endsWith('.png'))).toHaveLength(5);
    for (const page of PAGES.slice(1)) expect(links).toContain(page);
  });

  it('README tells how much the deck says', () => {
    const items = topics.flatMap(({ slides }) => slides).flatMap((slide) => slide.items);
    expect(read('README.md')).toContain(
      `${String(topics.length)} topics and ${String(items.length)} statements`,
    );
  });

  it('the package holds what README links to', () => {
    const lines = read('.vscodeignore').split('\n');
    const ships = picomatch(lines.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : [])));
    expect(linksOf('README.md').filter((path) => !ships(path))).toEqual([]);
  });

  it('every picture is shown', () => {
    const shown = linksOf('README.md').filter((path) => path.endsWith('.png'));
    expect(readdirSync('media/readme').map((name) => `media/readme/${name}`)).toEqual(
      shown.toSorted(),
    );
  });
});
