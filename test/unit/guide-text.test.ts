import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSlides, plainText } from '../../src/core/guide/slides.ts';
import type { Item } from '../../src/core/guide/slides.ts';

/** How many numbered statements each slide of the deck has, counted by hand in the two versions. */
const DECK: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  namespaces: { S1: 2, S2: 7, S3: 4 },
  stateful: { S4: 5, S5: 11 },
  http: { S6: 10 },
  observability: { S7: 3 },
  configuration: { S8: 7 },
  stacks: { S9: 9 },
  federation: { S10: 3, S11: 8 },
  people: { S12: 5, S13: 8, S14: 6, S20: 8 },
  shipping: { S15: 4, S16: 5, S17: 8, S18: 7, S19: 7 },
  guidelines: { S21: 9 },
  containerize: { S22: 9 },
  clusters: { S23: 3, S24: 8 },
  'developer-experience': { S25: 5 },
};

/** Statements that hang under another one on their slide. */
const NESTED = [
  ...['S3.4', 'S4.3', 'S4.4', 'S4.5', 'S5.2', 'S5.3', 'S5.4', 'S5.6', 'S5.7'],
  ...['S6.5', 'S6.6', 'S6.7', 'S6.8', 'S7.3', 'S8.4', 'S8.6', 'S9.2', 'S9.3', 'S9.4'],
  ...['S9.6', 'S9.7', 'S9.8', 'S9.9', 'S14.3', 'S14.6', 'S20.2', 'S20.3', 'S20.4'],
  ...['S20.6', 'S20.7', 'S20.8', 'S16.2', 'S17.2', 'S18.3', 'S19.2', 'S21.4', 'S21.6', 'S21.8'],
  ...['S24.2', 'S24.6', 'S24.8'],
];

/** Statements that time has overtaken or added to. */
const CHANGED = [
  ...['S2.2', 'S2.4', 'S2.5', 'S2.7', 'S4.3', 'S4.4', 'S5.2', 'S5.4', 'S5.10', 'S5.11'],
  ...['S6.3', 'S6.5', 'S6.6', 'S6.8', 'S6.9', 'S6.10', 'S7.1', 'S7.3', 'S8.5', 'S9.7', 'S9.8'],
  ...['S9.9', 'S11.1', 'S11.3', 'S11.6', 'S22.3', 'S23.1', 'S23.3', 'S24.2'],
];

const TOPICS = new URL('../../src/topics/', import.meta.url);

function readTopic(topic: string): string {
  return readFileSync(new URL(`${topic}/slides.md`, TOPICS), 'utf8');
}

const slides = Object.keys(DECK).flatMap((topic) => parseSlides(readTopic(topic)));
const items = slides.flatMap((slide) => slide.items);

function item(id: string): Item {
  const found = items.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no item ${id}`);
  return found;
}

function urls(id: string): readonly string[] {
  return item(id).links.map((link) => link.url);
}

/** `S22` is the one slide that counts from 0: its question comes before the checklist. */
function numbers(slide: string, count: number): readonly string[] {
  const first = slide === 'S22' ? 0 : 1;
  return Array.from({ length: count }, (_, index) => `${slide}.${String(index + first)}`);
}

describe('the guide covers the deck', () => {
  test('the table itself has the 25 slides and 161 statements', () => {
    const counts = Object.values(DECK).flatMap((topic) => Object.values(topic));
    expect(counts).toHaveLength(25);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(161);
  });

  test('every topic folder with slides is in the table', () => {
    const folders = readdirSync(TOPICS, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('slides.md'));
    expect(folders.sort()).toEqual(
      Object.keys(DECK)
        .map((topic) => `${topic}/slides.md`)
        .sort(),
    );
  });

  describe.each(Object.entries(DECK))('%s', (topic, counts) => {
    const parsed = parseSlides(readTopic(topic));

    test('has its slides in the order of the deck', () => {
      expect(parsed.map((slide) => slide.id)).toEqual(Object.keys(counts));
    });

    test.each(Object.entries(counts))('%s has %i statements, each once, in order', (id, count) => {
      const ids = parsed.find((slide) => slide.id === id)?.items.map((entry) => entry.id);
      expect(ids).toEqual(numbers(id, count));
    });

    test('has no piece, number or footnote that the parser leaves out', () => {
      const text = readTopic(topic);
      const numbered = text.match(/<!--/g)?.length;
      const entries = parsed.flatMap((slide) => slide.items);
      expect(text.split(/^---$/m)).toHaveLength(parsed.length);
      expect(numbered).toBe(parsed.length + entries.length);
      expect(text.match(/^\s*> Today: /gm)?.length ?? 0).toBe(
        entries.filter((entry) => entry.today !== undefined).length,
      );
      expect(text.match(/\]\(/g)?.length ?? 0).toBe(entries.flatMap((entry) => entry.links).length);
    });
  });

  test('labels fit a sidebar of the usual width and differ on their slide', () => {
    expect(items.map(({ label }) => label).filter((label) => label.length > 30)).toEqual([]);
    const twice = slides.filter((slide) => {
      const labels = slide.items.map(({ label }) => label);
      return new Set(labels).size < labels.length;
    });
    expect(twice).toEqual([]);
  });

  test('statements are short enough for one or two lines of a tooltip', () => {
    const long = items.map((entry) => plainText(entry.text)).filter((text) => text.length > 115);
    expect(long).toEqual([]);
  });

  test('no mark of Markdown is left in a title', () => {
    expect(
      items.map((entry) => plainText(entry.text)).filter((text) => /[`*_[\]<>]/.test(text)),
    ).toEqual([]);
  });

  test('nested statements follow one they belong to', () => {
    expect(slides.filter((slide) => slide.items[0]?.depth !== 0)).toEqual([]);
    const nested = items.filter((entry) => entry.depth === 1).map((entry) => entry.id);
    expect(nested).toEqual(NESTED);
  });

  test('what has changed since the deck has a footnote', () => {
    expect(items.filter((entry) => entry.today !== undefined).map((entry) => entry.id)).toEqual(
      CHANGED,
    );
  });
});

const COURSE = 'https://container.training/kube-selfpaced.yml.html#';

/** Chapters of the course as of 2026, from which its anchors are made. */
const CHAPTERS = [
  'Namespaces',
  'Network policies',
  'Authentication and authorization',
  'Volumes',
  'Stateful sets',
  'Stateful failover',
  'PV, PVC, and Storage Classes',
  'Exposing HTTP services with Ingress resources',
  'The Gateway API',
  'Centralized logging',
  'Collecting metrics with Prometheus',
  'Checking Node and Pod resource usage',
  'Managing configuration',
  'Managing secrets',
  'Kustomize',
  'Git-based workflows (GitOps)',
  'Managing stacks with Helm',
  'Tilt',
  'Deploying a managed cluster',
  'Setting up Kubernetes',
  'Running a local development cluster',
];

/** The course's own way from a chapter title to its anchor. */
function anchor(title: string): string {
  const letters = title
    .toLowerCase()
    .replaceAll(' ', '-')
    .replace(/[^a-z-]/g, '');
  return `toc-${letters}`;
}

describe('links', () => {
  test.each([
    ['Namespaces', 'toc-namespaces'],
    ['PV, PVC, and Storage Classes', 'toc-pv-pvc-and-storage-classes'],
    ['Git-based workflows (GitOps)', 'toc-git-based-workflows-gitops'],
  ])('the anchor of "%s" is %s', (title, expected) => {
    expect(anchor(title)).toBe(expected);
  });

  test('every link into the course leads to a chapter that exists, and says its title', () => {
    const course = items
      .flatMap((entry) => entry.links)
      .filter((link) => link.url.startsWith(COURSE));
    expect(course).toEqual(
      CHAPTERS.map((title) => ({
        title: `container.training: ${title}`,
        url: COURSE + anchor(title),
      })),
    );
  });

  test.each([
    ['S3.1', ['toc-namespaces']],
    ['S3.2', ['toc-network-policies']],
    ['S3.3', ['toc-authentication-and-authorization']],
    ['S5.8', ['toc-volumes']],
    ['S5.9', ['toc-stateful-sets']],
    ['S5.10', ['toc-stateful-failover', 'toc-pv-pvc-and-storage-classes']],
    ['S6.9', ['toc-exposing-http-services-with-ingress-resources', 'toc-the-gateway-api']],
    ['S8.7', ['toc-managing-configuration', 'toc-managing-secrets']],
  ])('%s leads to the chapter the deck names', (id, anchors) => {
    const course = urls(id).filter((url) => url.startsWith(COURSE));
    expect(course).toEqual(anchors.map((name) => COURSE + name));
  });

  test.each([
    ['S5.11', 'http://www.databasesoup.com/2018/07/should-i-run-postgres-on-kubernetes.html'],
    ['S6.10', 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/'],
    ['S9.8', 'https://github.com/helm/helm'],
    ['S9.9', 'https://spinnaker.io/'],
  ])('%s leads to today’s address of the deck’s own link', (id, url) => {
    expect(urls(id)[0]).toBe(url);
  });

  test('the first slide names the course as the source', () => {
    expect(urls('S1.1')).toEqual(['https://container.training/']);
    expect(item('S1.1').links[0]?.title).toContain('CC BY 4.0');
  });

  test('no link leads to a chapter or host that is gone', () => {
    const all = items.flatMap((entry) => entry.links.map((link) => link.url)).join('\n');
    expect(all).not.toMatch(/toc-highly-available|kube-2019-06|docs\.traefik\.io|kubernetes\/helm/);
  });

  test('every link is a well-formed address, https but for the post of 2018', () => {
    const plain = items
      .flatMap((entry) => entry.links.map((link) => new URL(link.url)))
      .filter((url) => url.protocol !== 'https:');
    expect(plain.map((url) => url.hostname)).toEqual(['www.databasesoup.com']);
  });
});
