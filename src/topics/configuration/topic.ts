import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import slides from './slides.md';

export const configuration: Topic = {
  id: 'configuration',
  title: 'Configuration and secrets',
  slides: parseSlides(slides),
  checks: [],
  rules: [],
  hovers: [],
  snippets: [],
};
