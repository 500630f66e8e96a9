import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import slides from './slides.md';

export const stateful: Topic = {
  id: 'stateful',
  title: 'Stateful services',
  slides: parseSlides(slides),
  checks: [],
  rules: [],
  hovers: [],
  snippets: [],
};
