import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import slides from './slides.md';

export const stacks: Topic = {
  id: 'stacks',
  title: 'Deploying stacks',
  slides: parseSlides(slides),
  checks: [],
  rules: [],
  hovers: [],
  snippets: [],
};
