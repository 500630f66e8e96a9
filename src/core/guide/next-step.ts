/** The one thing to do next, and the order of topics that leads to it. */
import type { GuideItem, GuideSlide, GuideTopic } from './guide.ts';

/** An item that is not done, with the order that says what to do about it. */
export interface NextStep {
  /** An order without its full stop, such as `Write a Dockerfile for "web"`. */
  readonly order: string;
  /** True where a file of the workspace asks for it; false for a way to begin. */
  readonly isCertain: boolean;
  readonly item: GuideItem;
  readonly slide: GuideSlide;
  readonly topic: GuideTopic;
}

/**
 * Topics as they matter here: what comes before everything else, until it is done; then what the
 * files speak of; then what is there to be read. Within each, the deck's order.
 */
export function inOrderOfNeed(topics: readonly GuideTopic[]): readonly GuideTopic[] {
  return topics.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ beginning, slides }: GuideTopic): number {
  const items = slides.flatMap((slide) => slide.items);
  if (beginning && items.some(isToDo)) return 0;
  return items.some(({ state }) => state !== 'statement' && state !== 'unknown') ? 1 : 2;
}

/**
 * @param topics with what the files show
 * @returns undefined where the files show nothing that is surely to be done
 */
export function nextStep(topics: readonly GuideTopic[]): NextStep | undefined {
  for (const topic of inOrderOfNeed(topics))
    for (const slide of topic.slides) {
      const item = slide.items.find((one) => isToDo(one) && one.next !== undefined);
      if (item?.next === undefined) continue;
      const isCertain =
        item.action?.kind === 'fix' || item.evidence.some(({ path }) => path !== undefined);
      return { order: item.next.replace(/\.$/, ''), isCertain, item, slide, topic };
    }
  return undefined;
}

const isToDo = ({ state }: GuideItem): boolean => state === 'open' || state === 'partly';

/** An order within a sentence: `Next: write a Dockerfile for "web"`. */
export function inSentence(order: string): string {
  return order.slice(0, 1).toLowerCase() + order.slice(1);
}
