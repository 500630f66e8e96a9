import { describe, expect, it, test } from 'vitest';
import { parseDocument } from 'yaml';
import { inlineHtml } from '../../src/core/lesson/html.ts';
import { parseLessons } from '../../src/core/lesson/lesson.ts';
import { readNames, STAND_INS, withNames } from '../../src/core/lesson/names.ts';
import type { Names } from '../../src/core/lesson/names.ts';
import { drawPicture } from '../../src/core/lesson/picture.ts';
import { WIDTH, wrap } from '../../src/core/lesson/svg.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { topics } from '../../src/topics/deck.ts';
import { lessons } from '../../src/topics/lessons.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';

const scopeOf = (files: Readonly<Record<string, string>>): Scope => new Scope(workspaceOf(files));

describe('the reader’s own names', () => {
  it('are the sample shop’s', () => {
    expect(readNames(new Scope(sampleWorkspace('shop')))).toEqual({
      namespace: 'blue',
      otherNamespace: 'green',
      service: 'redis',
      servicePort: '6379',
      workload: 'web',
      workloadPort: '8080',
      host: 'shop.example.com',
      ingress: 'shop',
      config: 'web-config',
      secret: 'shop-secrets',
      // The alias of the shop is one of a mail server.
      alias: 'outside-db',
      aliasHost: 'db.example.com',
    });
  });

  it('are the deck’s where there are none', () => {
    expect(readNames(scopeOf({}))).toEqual(STAND_INS);
  });

  const service = (name: string, namespace: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec:\n  selector: { app: a }\n  ports: [{ port: 81 }]\n`;

  it('prefer a Service that two namespaces have', () => {
    const names = readNames(
      scopeOf({
        'a.yaml': service('alone', 'dev'),
        'b.yaml': service('cart', 'dev'),
        'c.yaml': service('cart', 'prod'),
      }),
    );
    expect(names).toMatchObject({
      ...{ service: 'cart', servicePort: '81', namespace: 'dev', otherNamespace: 'prod' },
    });
  });

  it('never give two namespaces one name', () => {
    const names = readNames(scopeOf({ 'a.yaml': service('cart', 'green') }));
    expect([names.namespace, names.otherNamespace]).toEqual(['green', 'blue']);
  });

  test.each([
    '"true"',
    '"<b>x</b>"',
    '"a; rm -rf ~"',
    '"$(id)"',
    '"5"',
    '"a\\nb"',
    `"${'x'.repeat(64)}"`,
  ])('leave out %s, which is not safe in YAML or a shell', (name) => {
    expect(readNames(scopeOf({ 'a.yaml': service(name, name) }))).toEqual(STAND_INS);
  });
});

const OWN: Names = {
  ...STAND_INS,
  ...{ namespace: 'dev', service: 'cart', workload: 'front', host: 'a.example.net' },
};

describe('names in code', () => {
  test.each([
    ['redis.blue.svc.cluster.local', 'cart.dev.svc.cluster.local'],
    ['data-redis-0', 'data-cart-0'],
    ['https://shop.example.com/', 'https://a.example.net/'],
    ['web-config', 'web-config'],
    ['blueprint website predis', 'blueprint website predis'],
    ['a: {app: web}', 'a: {app: front}'],
  ])('%s becomes %s', (code, own) => {
    expect(withNames(code, OWN)).toBe(own);
  });

  it('are put into code of a text, not into its words', () => {
    expect(inlineHtml('The blue `redis` is **in `blue`** <now>', OWN)).toBe(
      'The blue <code>cart</code> is <strong>in <code>dev</code></strong> &lt;now&gt;',
    );
  });
});

describe('the lessons', () => {
  const slides = topics.flatMap((topic) => topic.slides.map(({ id }) => id));

  it('are there for every slide but the joke', () => {
    expect(lessons.map(({ slide }) => slide)).toEqual(slides.filter((id) => id !== 'S10'));
  });

  test.each(lessons.map((lesson) => [lesson.slide, lesson] as const))('%s', (_, lesson) => {
    const sentences = lesson.why.match(/[.?!](?= |$)/g);
    expect(sentences).toHaveLength(3);
    expect(lesson.questions).toHaveLength(3);
    for (const { question, answer } of lesson.questions) {
      expect(question).toMatch(/\?$/);
      expect(answer).not.toBe('');
    }
    expect((lesson.example?.code ?? '').trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    if (lesson.slide !== 'S12') expect(lesson.picture?.pieces.length).toBeGreaterThan(1);
    for (const shown of [lesson.example, lesson.attempt])
      if (shown !== undefined) expect(shown.text).not.toBe('');
  });

  test.each(lessons.flatMap(({ slide, example }) => (example ? [[slide, example] as const] : [])))(
    'the example of %s is YAML, with any names',
    (_, { code, language }) => {
      expect(language).toBe('yaml');
      for (const names of [STAND_INS, OWN]) {
        const { errors, warnings } = parseDocument(withNames(code, names));
        expect([...errors, ...warnings]).toEqual([]);
      }
    },
  );

  it('refer to items that there are', () => {
    const items = new Set(topics.flatMap((t) => t.slides.flatMap((s) => s.items.map((i) => i.id))));
    const named = lessons.flatMap(({ picture }) =>
      (picture?.pieces ?? []).flatMap((piece) => [piece, ...piece.pieces]),
    );
    const unknown = named.filter(({ item }) => item !== undefined && !items.has(item));
    expect(unknown).toEqual([]);
    expect(named.filter(({ text }) => /\(S\d/.test(text))).toEqual([]);
  });
});

describe('reading a lesson', () => {
  it('takes its sections, whatever else is there', () => {
    const [lesson, ...others] = parseLessons(
      '# Top\n\n## S9\n\n### Why it matters\n\nOne\ntwo.\n\n### Picture: ladder\n\nAlt.\n\n- A (S1.1)\n  - B\n- C\n\n### Try it\n\n```sh\nls\n```\n\nThen.\n\n### Questions\n\n- Q?\n  > Yes,\n  > it is.\n',
    );
    expect(others).toEqual([]);
    expect(lesson).toEqual({
      slide: 'S9',
      why: 'One two.',
      picture: {
        layout: 'ladder',
        alt: 'Alt.',
        pieces: [
          { text: 'A', item: 'S1.1', pieces: [{ text: 'B', pieces: [] }] },
          { text: 'C', pieces: [] },
        ],
      },
      attempt: { text: 'Then.', language: 'sh', code: 'ls\n' },
      questions: [{ question: 'Q?', answer: 'Yes, it is.' }],
    });
  });

  test.each([
    '',
    '## S1',
    '### Why',
    '## S1\n### Picture: none\n- x',
    '## S1\n### Example\n```yaml',
  ])('throws at nothing: %j', (text) => {
    expect(() => parseLessons(text)).not.toThrow();
  });
});

describe('pictures', () => {
  test.each([
    ['redis.blue.svc.cluster.local', 150, ['redis.blue.svc.', 'cluster.local']],
    ['a short one', 150, ['a short one']],
    ['x'.repeat(200), 100, ['x'.repeat(11), 'x'.repeat(11), `${'x'.repeat(10)}…`]],
    ['', 100, []],
  ])('%s on lines', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  const LONG: Names = {
    ...STAND_INS,
    namespace: `n${'-long'.repeat(12)}`,
    service: 's'.repeat(63),
  };

  test.each(lessons.flatMap(({ slide, picture }) => (picture ? [[slide, picture] as const] : [])))(
    'of %s keep inside their frame and have words for those who do not see them',
    (_, text) => {
      for (const names of [STAND_INS, LONG]) {
        const svg = drawPicture(text, {
          names,
          stateOf: () => 'partly',
          wordsFor: (state) => `is ${state}`,
          here: 'here',
        });
        const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1]);
        for (const [, x, y, w, h] of svg.matchAll(
          /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
        )) {
          expect(Number(x) + Number(w)).toBeLessThanOrEqual(WIDTH);
          expect(Number(y) + Number(h)).toBeLessThanOrEqual(height);
        }
        expect(svg).toMatch(/^<svg class="picture" role="img" aria-label="[^"]{20,}"/);
      }
    },
  );

  it('mark the rung that is reached, in words too', () => {
    const text = parseLessons(
      '## S1\n### Picture: ladder\nThe ways.\n- Code (S1.1)\n- Images (S1.2)\n- Charts (S1.3)\n',
    )[0]?.picture;
    if (text === undefined) throw new Error('no picture');
    const states = { 'S1.1': 'done', 'S1.2': 'partly', 'S1.3': 'open' } as const;
    const svg = drawPicture(text, {
      names: STAND_INS,
      stateOf: (item) => states[item as keyof typeof states],
      wordsFor: (state) => state,
      here: 'you are here',
    });
    expect(svg).toContain('aria-label="The ways. Code: done; Images: partly; Charts: open."');
    expect(svg.match(/class="box [^"]*here"/g)).toEqual(['class="box partly here"']);
    expect(svg).toContain('>Images (you are here)<');
  });
});
