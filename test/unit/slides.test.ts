import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSlides, plainText } from '../../src/core/guide/slides.ts';
import type { Item } from '../../src/core/guide/slides.ts';

const TWO_SLIDES = `## Names <!-- S2 -->

An introduction in \`free\` text.

- Copies live **side by side**. <!-- S2.1 Several copies, side by side -->
  > Today: still \`true\`.
  > See: [Docs](https://kubernetes.io/docs/), [the \`blue\` page](http://example.com/a_b#c)
  - A nested one. <!-- S2.2 -->
    > See: [Course](https://container.training/)

**Careful:** no wall. <!-- S2.3 -->

> Today: needs a plugin.

---

## Links <!-- S3 -->

- Only a link <!-- S3.1 -->
`;

const NAMES = {
  id: 'S2',
  title: 'Names',
  items: [
    {
      id: 'S2.1',
      label: 'Several copies, side by side',
      text: 'Copies live **side by side**.',
      today: 'still `true`.',
      links: [
        { title: 'Docs', url: 'https://kubernetes.io/docs/' },
        { title: 'the blue page', url: 'http://example.com/a_b#c' },
      ],
      depth: 0,
    },
    {
      id: 'S2.2',
      label: 'A nested one.',
      text: 'A nested one.',
      links: [{ title: 'Course', url: 'https://container.training/' }],
      depth: 1,
    },
    {
      id: 'S2.3',
      label: 'Careful: no wall.',
      text: '**Careful:** no wall.',
      today: 'needs a plugin.',
      links: [],
      depth: 0,
    },
  ],
};

const LINKS = {
  id: 'S3',
  title: 'Links',
  items: [{ id: 'S3.1', label: 'Only a link', text: 'Only a link', links: [], depth: 0 }],
};

function onlyItems(body: string): readonly Item[] {
  return parseSlides(`## Title <!-- S1 -->\n\n${body}\n`)[0]?.items ?? [];
}

describe('parseSlides', () => {
  test('reads titles, items, nesting, footnotes and links', () => {
    expect(parseSlides(TWO_SLIDES)).toEqual([NAMES, LINKS]);
  });

  test('reads a file with Windows line ends and a byte order mark the same way', () => {
    expect(parseSlides(`\uFEFF${TWO_SLIDES.replaceAll('\n', '\r\n')}`)).toEqual([NAMES, LINKS]);
  });

  test('takes every bullet sign and a tab as nesting', () => {
    expect(onlyItems('* a <!-- S1.1 -->\n\t+ b <!--S1.2-->')).toEqual([
      { id: 'S1.1', label: 'a', text: 'a', links: [], depth: 0 },
      { id: 'S1.2', label: 'b', text: 'b', links: [], depth: 1 },
    ]);
  });

  test('joins several footnotes and several lines of links of one item', () => {
    const body = [
      '- a <!-- S1.1 -->',
      '  > Today: one.',
      '  >',
      '  > Today: two.',
      '  > See: [x](https://x.example/)',
      '  > See: [y](https://y.example/)',
    ];
    expect(onlyItems(body.join('\n'))).toEqual([
      {
        id: 'S1.1',
        label: 'a',
        text: 'a',
        today: 'one. two.',
        links: [
          { title: 'x', url: 'https://x.example/' },
          { title: 'y', url: 'https://y.example/' },
        ],
        depth: 0,
      },
    ]);
  });

  test('leaves a quote alone that follows no item, other text, or has no known word', () => {
    const body = '> Today: a\n\n- b <!-- S1.1 -->\n  > Note: c\n\nfree text\n\n> Today: d';
    expect(onlyItems(body)).toEqual([{ id: 'S1.1', label: 'b', text: 'b', links: [], depth: 0 }]);
  });

  test('takes links to the web only', () => {
    const body = '- a <!-- S1.1 -->\n  > See: [b](command:c), [d](./e.md), [f](https://g.example)';
    expect(onlyItems(body)[0]?.links).toEqual([{ title: 'f', url: 'https://g.example' }]);
  });

  test('leaves out pieces without a numbered heading and lines without words', () => {
    const broken = '# Top\n---\n## No number\n---\n## <!-- S4 -->\n---\n- x <!-- S9.1 -->\n---\n';
    expect(parseSlides(broken)).toEqual([]);
    expect(parseSlides('')).toEqual([]);
    expect(onlyItems('<!-- S1.1 -->\n- <!-- S1.2 -->\n- no number')).toEqual([]);
  });

  test('never throws and gives at most one slide for each piece', () => {
    const pieces = fc.constantFrom('## A <!-- S1 -->', '\n', '---', '- b <!-- S1.1 -->', '> ');
    const marks = fc.constantFrom('Today: ', 'See: [', '](https://', ')', '<!--', '-->', '`', '**');
    const text = fc.array(fc.oneof(pieces, marks, fc.string()), { maxLength: 30 });
    fc.assert(
      fc.property(text, (parts) => {
        const markdown = parts.join('');
        const count = parseSlides(markdown).length;
        return count <= markdown.split('---').length;
      }),
    );
  });
});

describe('plainText', () => {
  test.each([
    ['plain words', 'plain words'],
    ['a `redis` Service', 'a redis Service'],
    ['**Never** and *then* and _soon_ and __now__', 'Never and then and soon and now'],
    ['***both*** of them', 'both of them'],
    ['see [the `blue` page](https://example.com/a_b_c)', 'see the blue page'],
    ['**bold with `*.pem` in it**', 'bold with *.pem in it'],
    ['`*.pem` and `*.key`', '*.pem and *.key'],
    ['max_map_count is 2 * 3 * 4', 'max_map_count is 2 * 3 * 4'],
    ['\\*kept\\* and \\_kept\\_', '*kept* and _kept_'],
    ['`unclosed, **unclosed, [unclosed](', '`unclosed, **unclosed, [unclosed]('],
    ['', ''],
  ])('%s', (markdown, expected) => {
    expect(plainText(markdown)).toBe(expected);
  });

  test('stops after eight nested marks, so that no text exhausts the stack', () => {
    const stars = '*'.repeat(40);
    expect(plainText(`${stars}x${stars}`)).toBe('********x********');
  });
});
