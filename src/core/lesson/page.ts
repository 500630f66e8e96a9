/** The page of a slide: its statements with what was found, and what teaches it. */
import { sharedReason } from '../guide/guide.ts';
import type { GuideEvidence, GuideItem, GuideSlide } from '../guide/guide.ts';
import { plainText } from '../guide/slides.ts';
import { indexOfPath } from '../text/text.ts';
import { blocksHtml, escapeHtml, inlineHtml, linkHtml } from './html.ts';
import type { Lesson, Shown } from './lesson.ts';
import { withNames } from './names.ts';
import type { Names } from './names.ts';
import { drawPicture } from './picture.ts';

/** The words of the page that are neither the deck's nor the lesson's. */
export interface PageWords {
  readonly why: string;
  readonly picture: string;
  readonly example: string;
  readonly attempt: string;
  readonly copy: string;
  readonly rules: string;
  readonly bad: string;
  readonly good: string;
  readonly wholePage: string;
  readonly questions: string;
  readonly links: string;
  /** Stands before what has changed since the deck. */
  readonly today: string;
  readonly previous: string;
  readonly next: string;
  readonly back: string;
  readonly here: string;
  /** Where the guide comes from, as HTML. */
  readonly source: string;
  readonly doIt: string;
  readonly stateOf: (state: GuideItem['state'], reason?: GuideItem['reason']) => string;
  /** What was looked at for the evidence. */
  readonly sources: string;
}

/** The page of a rule, as far as a slide shows it. */
export interface RuleText {
  readonly id: string;
  /** The whole page, Markdown. */
  readonly page: string;
}

/** Everything that a page is made of. */
export interface SlidePage {
  readonly slide: GuideSlide;
  readonly lesson?: Lesson;
  readonly names: Names;
  readonly rules: readonly RuleText[];
  /** What the workspace shows for any item. */
  readonly stateOf: (item: string) => GuideItem['state'] | undefined;
  /** The cluster that evidence of a cluster comes from, and when it was asked. */
  readonly cluster?: string;
  /** Where a piece of evidence is, as people read it, such as `deploy/web.yaml:5`. */
  readonly placeOf: (evidence: GuideEvidence) => string | undefined;
  readonly previous?: { readonly id: string; readonly title: string };
  readonly next?: { readonly id: string; readonly title: string };
}

/** The body of the page as HTML; what comes from the workspace is escaped. */
export function slideHtml(page: SlidePage, words: PageWords): string {
  const { slide, lesson, names } = page;
  const picture =
    lesson?.picture &&
    drawPicture(lesson.picture, {
      ...{ names, stateOf: page.stateOf, here: words.here },
      wordsFor: (state) => words.stateOf(state),
    });
  return [
    navigation(page, words),
    `<h1>${escapeHtml(slide.title)}</h1>`,
    `<p class="sources">${escapeHtml(words.sources)}</p>`,
    statements(page, words),
    section(words.why, lesson?.why && `<p>${inlineHtml(lesson.why, names)}</p>`),
    section(words.picture, picture && `<figure>${picture}</figure>`),
    section(words.example, lesson?.example && shownHtml(lesson.example, names, words)),
    section(words.attempt, lesson?.attempt && shownHtml(lesson.attempt, names, words)),
    section(words.rules, page.rules.map((rule) => ruleHtml(rule, words)).join('')),
    section(words.questions, questionsHtml(page)),
    section(words.links, linksHtml(slide)),
    `<footer><p>${words.source}</p>${navigation(page, words)}</footer>`,
  ].join('\n');
}

function section(title: string, content: string | undefined): string {
  if (content === undefined || content === '') return '';
  return `<section><h2>${escapeHtml(title)}</h2>${content}</section>`;
}

function navigation({ previous, next }: SlidePage, words: PageWords): string {
  const back = `<button type="button" data-back>${escapeHtml(words.back)}</button>`;
  return `<nav>${toSlide(previous, `← ${words.previous}`)}${toSlide(next, `${words.next} →`)}${back}</nav>`;
}

function toSlide(slide: SlidePage['next'], label: string): string {
  if (slide === undefined) return '';
  return `<button type="button" data-slide="${escapeHtml(slide.id)}" title="${escapeHtml(slide.title)}">${escapeHtml(label)}</button>`;
}

const SIGN: Readonly<Record<GuideItem['state'], string>> = {
  done: '✔',
  partly: '◐',
  open: '○',
  unknown: '?',
  statement: '',
};

/** Each statement with what was found for it beside it. */
function statements(page: SlidePage, words: PageWords): string {
  const { items } = page.slide;
  // What all of them wait for is said once, at the first.
  const shared = sharedReason(items);
  const asked = items.filter(({ state }) => state !== 'statement');
  return `<ul class="statements">${items
    .map((item) => {
      const isSaid = shared === undefined || item === shared || !asked.includes(item);
      return statementHtml(item, isSaid ? item.evidence : [], page, words);
    })
    .join('')}</ul>`;
}

function statementHtml(
  item: GuideItem,
  evidence: readonly GuideEvidence[],
  page: SlidePage,
  words: PageWords,
): string {
  const state =
    item.state === 'statement'
      ? ''
      : `<span class="state ${item.state}"><span aria-hidden="true">${SIGN[item.state]}</span> ${escapeHtml(words.stateOf(item.state, item.reason))}</span> `;
  const today =
    item.today === undefined
      ? ''
      : `<p class="today"><strong>${escapeHtml(words.today)}</strong> ${inlineHtml(item.today)}</p>`;
  const found = evidence.map(
    (piece, index) => `<li>${evidenceHtml(piece, `${item.id}/${index}`, page)}</li>`,
  );
  const button =
    item.action === undefined
      ? ''
      : ` <button type="button" data-do="${escapeHtml(item.id)}">${escapeHtml(words.doIt)}</button>`;
  const next =
    item.next === undefined
      ? ''
      : `<p class="next">➜ ${escapeHtml(plainText(item.next))}${button}</p>`;
  const list = found.length === 0 ? '' : `<ul>${found.join('')}</ul>`;
  const beside =
    state + list + next === '' ? '' : `<div class="found">${state}${list}${next}</div>`;
  const depth = item.depth === 0 ? '' : ' nested';
  return `<li id="${escapeHtml(item.id)}" class="statement${depth}" tabindex="-1"><div class="said"><p>${inlineHtml(item.text)}</p>${today}</div>${beside}</li>`;
}

/** The path is the link, within the sentence where it names it. */
function evidenceHtml(evidence: GuideEvidence, key: string, page: SlidePage): string {
  const { text, path, cluster } = evidence;
  if (cluster !== undefined)
    return `${escapeHtml(text)} <span class="place">${escapeHtml(page.cluster ?? cluster)}</span>`;
  const place = page.placeOf(evidence);
  if (path === undefined || place === undefined) return escapeHtml(text);
  const link = `<button type="button" class="place" data-open="${escapeHtml(key)}">${escapeHtml(place)}</button>`;
  const at = indexOfPath(text, path);
  if (at < 0) return `${escapeHtml(text)} ${link}`;
  return `${escapeHtml(text.slice(0, at))}${link}${escapeHtml(text.slice(at + path.length))}`;
}

function shownHtml({ text, language, code }: Shown, names: Names, words: PageWords): string {
  const own = withNames(code, names);
  const copy =
    language === 'sh'
      ? `<button type="button" class="copy" data-copy>${escapeHtml(words.copy)}</button>`
      : '';
  return `<div class="code"><pre tabindex="0"><code>${escapeHtml(own)}</code></pre>${copy}</div><p>${inlineHtml(text, names)}</p>`;
}

function ruleHtml({ id, page }: RuleText, words: PageWords): string {
  const parts = new Map(
    page.split(/^## /m).map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return [heading, lines.join('\n')] as const;
    }),
  );
  const [, , summary = ''] = page.split('\n');
  const example = (title: string, heading: string): string =>
    parts.has(heading)
      ? `<h3>${escapeHtml(title)}</h3>${blocksHtml(parts.get(heading) ?? '')}`
      : '';
  return `<details id="rule-${escapeHtml(id)}"><summary><code>${escapeHtml(id)}</code> ${inlineHtml(summary)}</summary>${blocksHtml(parts.get('Why') ?? '')}${example(words.bad, 'This is found')}${example(words.good, 'This is right')}<p><button type="button" data-rule="${escapeHtml(id)}">${escapeHtml(words.wholePage)}</button></p></details>`;
}

function questionsHtml({ slide, lesson, names }: SlidePage): string {
  return (lesson?.questions ?? [])
    .map(
      ({ question, answer }, index) =>
        `<details id="${escapeHtml(slide.id)}-question-${index}"><summary>${inlineHtml(question, names)}</summary><p>${inlineHtml(answer, names)}</p></details>`,
    )
    .join('');
}

function linksHtml({ items }: GuideSlide): string {
  const links = new Map(items.flatMap((item) => item.links).map(({ url, title }) => [url, title]));
  if (links.size === 0) return '';
  return `<ul>${[...links].map(([url, title]) => `<li>${linkHtml(url, escapeHtml(title))}</li>`).join('')}</ul>`;
}
