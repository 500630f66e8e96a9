import type { ObjectName } from '../lint/lint.ts';
import { markOf } from '../lint/lint.ts';
import { joinAnswers } from '../live/join-answers.ts';
import type { LiveCluster } from '../live/live-cluster.ts';
import { couldNotFollow } from './evidence.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Item, Slide, SlideLink } from './slides.ts';
import { plainText } from './slides.ts';
import type { Span } from '../text/text.ts';
import type { Answer, Evidence, NextAction, Reason, State, Topic } from './topic.ts';
import { absolute } from '../yaml/view.ts';
import type { Mark, View } from '../yaml/view.ts';
import { templateSpan } from './chart-sketch.ts';

export interface GuideEvidence {
  readonly text: string;
  readonly path?: string;
  readonly span?: Span;
  readonly object?: ObjectName;
  /** The context of the cluster that shows it; undefined where files do. */
  readonly cluster?: string;
  /** Which of several guides it comes from; see `joinGuides`. */
  readonly part?: number;
}

/** One statement of the deck with what the workspace says about it. */
export interface GuideItem {
  readonly id: string;
  /** A few words that fit a narrow sidebar. */
  readonly label: string;
  /** The whole statement as plain text. */
  readonly title: string;
  /** Inline Markdown. */
  readonly text: string;
  readonly today?: string;
  readonly links: readonly SlideLink[];
  readonly depth: number;
  /** `statement` where there is nothing to check: the item explains, or asks people. */
  readonly state: State | 'statement';
  /** Why files cannot answer, where the state is `unknown`. */
  readonly reason?: Reason;
  readonly evidence: readonly GuideEvidence[];
  readonly next?: string;
  readonly action?: NextAction;
  /** Which of several guides `action` is for; see `joinGuides`. */
  readonly actionPart?: number;
}

export interface GuideSlide {
  readonly id: string;
  readonly title: string;
  readonly items: readonly GuideItem[];
}

export interface GuideTopic {
  readonly id: string;
  readonly title: string;
  /** False where evidence for the whole topic is not looked for yet. */
  readonly checked: boolean;
  /** True where it comes before all others, as long as it is not done. */
  readonly beginning: boolean;
  readonly slides: readonly GuideSlide[];
}

export interface Tally {
  readonly done: number;
  readonly partly: number;
  readonly open: number;
  readonly unknown: number;
}

type OnError = (error: unknown, where: string) => void;

/** Puts the questions of all topics to the workspace: topics, slides and items with their evidence. */
export function guide(
  topics: readonly Topic[],
  scope: Scope,
  onError?: OnError,
  cluster?: LiveCluster,
): readonly GuideTopic[] {
  const steps = guideSteps(topics, scope, onError, cluster);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, with a rest behind each question, so that an editor can answer between two of them. */
export function* guideSteps(
  topics: readonly Topic[],
  scope: Scope,
  onError?: OnError,
  cluster?: LiveCluster,
): Generator<undefined, readonly GuideTopic[]> {
  const answers = new Map<string, Answer>();
  for (const { item, answer } of topics.flatMap(({ checks }) => checks)) {
    answers.set(
      item,
      askSafely(item, () => answer(scope), onError),
    );
    yield;
  }
  for (const { item, answer } of topics.flatMap(({ liveChecks = [] }) => liveChecks)) {
    if (cluster === undefined) break;
    const live = askSafely(item, () => answer(cluster, scope), onError);
    answers.set(item, joinAnswers(answers.get(item), ofCluster(live, cluster)));
    yield;
  }
  return topics.map(({ id, title, checks, slides, beginning = false }) => ({
    ...{ id, title, checked: checks.length > 0, beginning },
    slides: slides.map((slide) => guideSlide(slide, answers)),
  }));
}

function guideSlide(slide: Slide, answers: ReadonlyMap<string, Answer>): GuideSlide {
  const items = slide.items.map((item) => guideItem(item, answers.get(item.id)));
  return { id: slide.id, title: slide.title, items };
}

/** Each line says which cluster it comes from. */
function ofCluster(answer: Answer, { name }: LiveCluster): Answer {
  return { ...answer, evidence: answer.evidence.map((line) => ({ ...line, cluster: name })) };
}

function askSafely(item: string, ask: () => Answer, onError: OnError | undefined): Answer {
  try {
    return ask();
  } catch (error) {
    onError?.(error, `evidence for ${item}`);
    return couldNotFollow('Looking for evidence failed; see the log.');
  }
}

function guideItem(item: Item, answer: Answer | undefined): GuideItem {
  return {
    id: item.id,
    label: item.label,
    title: plainText(item.text),
    text: item.text,
    ...(item.today !== undefined && { today: item.today }),
    links: item.links,
    depth: item.depth,
    state: answer?.state ?? 'statement',
    ...(answer?.reason !== undefined && { reason: answer.reason }),
    evidence: cut(answer?.evidence ?? []).map(({ text, path, at, object, cluster }) => ({
      text,
      ...(path !== undefined && { path }),
      ...(at !== undefined && { span: spanOf(at) }),
      ...(object !== undefined && { object }),
      ...(cluster !== undefined && { cluster }),
    })),
    ...(answer?.next !== undefined && { next: answer.next }),
    ...(answer?.action !== undefined && { action: answer.action }),
  };
}

/** Where evidence is; what a chart's template comes to is shown by the template's line. */
function spanOf(at: View | Mark): Span {
  const mark = markOf(at);
  return templateSpan(mark) ?? absolute(mark);
}

/** Nobody reads more lines than this for one item. */
const MOST_EVIDENCE = 12;

/** Longer evidence is cut; the count is in the last line. */
function cut(lines: readonly Evidence[]): readonly Evidence[] {
  const more = lines.length - MOST_EVIDENCE;
  return more <= 0 ? lines : [...lines.slice(0, MOST_EVIDENCE), { text: `And ${more} more.` }];
}

/** How many items of a part of the guide are in which state. */
export function tally(items: readonly GuideItem[]): Tally {
  const count = (state: State): number => items.filter((item) => item.state === state).length;
  return {
    done: count('done'),
    partly: count('partly'),
    open: count('open'),
    unknown: count('unknown'),
  };
}

/**
 * One guide over several workspaces: evidence of all of them, each with the number of its part.
 * All parts come from the same topics.
 */
export function joinGuides(parts: readonly (readonly GuideTopic[])[]): readonly GuideTopic[] {
  const [first = []] = parts;
  return first.map((topic, t) => ({
    ...topic,
    slides: topic.slides.map((slide, s) => ({
      ...slide,
      items: slide.items.map((item, i) =>
        joinItems(
          item,
          parts.flatMap((part) => part[t]?.slides[s]?.items[i] ?? []),
        ),
      ),
    })),
  }));
}

function joinItems(item: GuideItem, parts: readonly GuideItem[]): GuideItem {
  const actionPart = parts.findIndex((part) => part.next !== undefined);
  const { next, action } = parts[actionPart] ?? {};
  const state = joinStates(parts.map((part) => part.state));
  const reason = state === 'unknown' ? joinReasons(parts) : undefined;
  return {
    ...withoutReason(item),
    state,
    ...(reason !== undefined && { reason }),
    evidence: parts.flatMap((found, part) =>
      found.evidence
        .filter((line) => part === 0 || !isOfCluster(line, parts[0]))
        .map((evidence) => ({ ...evidence, part })),
    ),
    ...(next !== undefined && { next, actionPart }),
    ...(action !== undefined && { action }),
  };
}

/** Every part was told by the same cluster: it speaks once. */
function isOfCluster({ cluster, text }: GuideEvidence, first: GuideItem | undefined): boolean {
  if (cluster === undefined) return false;
  return first?.evidence.some((line) => line.cluster === cluster && line.text === text) === true;
}

/** What is done in one part and not in another is partly done; what cannot be known adds nothing. */
function joinStates(states: readonly GuideItem['state'][]): GuideItem['state'] {
  const known = new Set(states.filter((state) => state !== 'unknown'));
  const [only, ...others] = known;
  if (only === undefined) return 'unknown';
  return others.length === 0 ? only : 'partly';
}

function withoutReason({
  id,
  label,
  title,
  text,
  today,
  links,
  depth,
}: GuideItem): Omit<GuideItem, 'state' | 'reason' | 'evidence' | 'next' | 'action' | 'actionPart'> {
  return { id, label, title, text, ...(today !== undefined && { today }), links, depth };
}

/** The first reason that leaves something to find out. */
function joinReasons(parts: readonly GuideItem[]): Reason | undefined {
  const reasons = parts.flatMap(({ reason }) => reason ?? []);
  return reasons.find((reason) => reason !== 'does-not-apply') ?? reasons[0];
}

/** What an answer that is open for a reason says. */
interface Reasoned {
  readonly state: State | 'statement';
  readonly reason?: Reason;
  readonly next?: string;
  readonly evidence: readonly { readonly text: string }[];
}

/** The first item of a slide, where all that have a state wait for the same thing in the same words. */
export function sharedReason<Item extends Reasoned>(items: readonly Item[]): Item | undefined {
  const asked = items.filter(({ state }) => state !== 'statement');
  const [first] = asked;
  if (first?.reason === undefined || asked.length < 2) return undefined;
  const words = (item: Item): string =>
    [item.reason, item.next, ...item.evidence.map(({ text }) => text)].join('\n');
  return asked.every((item) => words(item) === words(first)) ? first : undefined;
}
