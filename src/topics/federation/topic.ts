import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import slides from './slides.md';

export const federation: Topic = {
  id: 'federation',
  title: 'Cluster federation',
  slides: parseSlides(slides),
  checks,
  rules: [],
  hovers: [],
  snippets: [],
};
