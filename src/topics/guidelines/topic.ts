import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import slides from './slides.md';

export const guidelines: Topic = {
  id: 'guidelines',
  title: 'Guidelines',
  slides: parseSlides(slides),
  checks,
  rules: [],
  hovers: [],
  snippets: [],
};
