import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import slides from './slides.md';

export const observability: Topic = {
  id: 'observability',
  title: 'Logging and metrics',
  slides: parseSlides(slides),
  checks: [],
  rules: [],
  hovers: [],
  snippets: [],
};
