import { describe, expect, it, test } from 'vitest';
import { guide } from '../../src/core/guide/guide.ts';
import type { GuideSlide } from '../../src/core/guide/guide.ts';
import { escapeHtml } from '../../src/core/lesson/html.ts';
import { readSlideRequest } from '../../src/core/lesson/messages.ts';
import { STAND_INS } from '../../src/core/lesson/names.ts';
import { slideHtml } from '../../src/core/lesson/page.ts';
import type { PageWords, SlidePage } from '../../src/core/lesson/page.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { topics } from '../../src/topics/deck.ts';
import { lessons } from '../../src/topics/lessons.ts';
import { workspaceOf } from '../support/ask.ts';

const WORDS: PageWords = {
  ...{ why: 'Why', picture: 'Picture', example: 'Example', attempt: 'Try', copy: 'Copy' },
  ...{ rules: 'Rules', bad: 'Bad', good: 'Good', wholePage: 'Page', questions: 'Questions' },
  ...{ links: 'Links', today: 'Today:', previous: 'Previous', next: 'Next', back: 'Back' },
  ...{ here: 'here', source: 'Source', doIt: 'Do', sources: 'Found', stateOf: (state) => state },
};

function pageOf(slide: GuideSlide, more: Partial<SlidePage> = {}): string {
  const page: SlidePage = {
    ...{ slide, names: STAND_INS, rules: [], stateOf: () => undefined },
    placeOf: ({ path }) => path,
    ...more,
  };
  return slideHtml(page, WORDS);
}

const slideOf = (files: Readonly<Record<string, string>>, id: string): GuideSlide => {
  const slide = guide(topics, new Scope(workspaceOf(files)))
    .flatMap((topic) => topic.slides)
    .find((one) => one.id === id);
  if (slide === undefined) throw new Error(`no slide ${id}`);
  return slide;
};

describe('the page of a slide', () => {
  const item = {
    ...{ id: 'S2.1', label: 'l', title: 't', depth: 0, links: [] },
    text: 'Say `blue` & **go**',
  };

  it('puts what was found beside its statement, and the path into the sentence', () => {
    const html = pageOf({
      ...{ id: 'S2', title: 'A <title>' },
      items: [
        {
          ...item,
          state: 'open',
          evidence: [{ text: 'In "a/b.yaml" is none.', path: 'a/b.yaml' }, { text: 'And <i>.' }],
          next: 'Add "x<y".',
          action: { kind: 'snippet', prefix: 'p' },
        },
      ],
    });
    expect(html).toContain('<h1>A &lt;title&gt;</h1>');
    expect(html).toContain(
      '<li id="S2.1" class="statement" tabindex="-1"><div class="said"><p>Say <code>blue</code> &amp; <strong>go</strong></p></div>' +
        '<div class="found"><span class="state open"><span aria-hidden="true">○</span> open</span> ' +
        '<ul><li>In &quot;<button type="button" class="place" data-open="S2.1/0">a/b.yaml</button>&quot; is none.</li><li>And &lt;i&gt;.</li></ul>' +
        '<p class="next">➜ Add &quot;x&lt;y&quot;. <button type="button" data-do="S2.1">Do</button></p></div></li>',
    );
  });

  it('says which cluster evidence is of', () => {
    const evidence = [{ text: 'Two.', cluster: 'test' }];
    const html = pageOf(
      { id: 'S2', title: 'A', items: [{ ...item, state: 'done', evidence }] },
      { cluster: 'cluster <test>, 10:15' },
    );
    expect(html).toContain('<li>Two. <span class="place">cluster &lt;test&gt;, 10:15</span></li>');
  });

  it('leads to its neighbours and back', () => {
    const html = pageOf(
      { id: 'S2', title: 'A', items: [] },
      { previous: { id: 'S1', title: 'Before' }, next: { id: 'S3', title: 'After' } },
    );
    expect(html).toContain(
      '<button type="button" data-slide="S1" title="Before">← Previous</button>',
    );
    expect(html).toContain('<button type="button" data-slide="S3" title="After">Next →</button>');
    expect(html).toContain('<button type="button" data-back>Back</button>');
  });

  it('takes why, bad and good from the page of a rule', () => {
    const page =
      '# a-rule\n\nIt is `so`.\n\n## Why\n\nBecause.\n\n- One\n- Two\n\n## This is found\n\n```yaml\na: <b>\n```\n\n## This is right\n\n```yaml\na: c\n```\n\n## What to do\n\nMore.\n';
    const html = pageOf({ id: 'S2', title: 'A', items: [] }, { rules: [{ id: 'a-rule', page }] });
    expect(html).toContain(
      '<details id="rule-a-rule"><summary><code>a-rule</code> It is <code>so</code>.</summary><p>Because.</p><ul><li>One</li><li>Two</li></ul>' +
        '<h3>Bad</h3><pre><code>a: &lt;b&gt;</code></pre><h3>Good</h3><pre><code>a: c</code></pre>' +
        '<p><button type="button" data-rule="a-rule">Page</button></p></details>',
    );
  });

  it('escapes what comes from the workspace', () => {
    const name = `"x'><img src=q onerror=alert(1)>"`;
    const files = {
      'a.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: blue }\n`,
      '<script>.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: green }\n`,
    };
    for (const id of ['S2', 'S3', 'S4', 'S6', 'S22']) {
      const lesson = lessons.find(({ slide }) => slide === id);
      const html = pageOf(slideOf(files, id), lesson && { lesson });
      expect(html).not.toMatch(/<img|<script|onerror=alert\(1\)>/);
    }
  });

  it('writes hidden controls out', () => {
    expect(escapeHtml('a\u202Eb\'"')).toBe('a\\u202Eb&#39;&quot;');
  });
});

describe('what a page asks for', () => {
  test.each([
    [{ type: 'ready' }, { type: 'ready' }],
    [
      { type: 'open', item: 'S1.1', index: 2, more: 1 },
      { type: 'open', item: 'S1.1', index: 2 },
    ],
    [{ type: 'open', item: 'S1.1', index: '2' }, undefined],
    [{ type: 'do' }, undefined],
    [{ type: 'run', text: 'ls' }, undefined],
    [null, undefined],
    ['ready', undefined],
  ])('%j is %j', (message, request) => {
    expect(readSlideRequest(message)).toEqual(request);
  });
});
