import { parseSlides } from '../../core/guide/slides.ts';
import markdown from './slides.md';

export const slides = parseSlides(markdown);

/** The few words that stand for an item in lists; its number where it has none. */
export function labelOf(item: string): string {
  return slides.flatMap(({ items }) => items).find(({ id }) => id === item)?.label ?? item;
}
