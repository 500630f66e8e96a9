import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import slides from './slides.md';

export const http: Topic = {
  id: 'http',
  title: 'HTTP traffic',
  slides: parseSlides(slides),
  checks: [],
  rules: [],
  hovers: [],
  snippets: [],
};
