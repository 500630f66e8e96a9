import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { imageTag } from './rules/image-tag.ts';
import slides from './slides.md';

export const shipping: Topic = {
  id: 'shipping',
  title: 'What do we ship?',
  slides: parseSlides(slides),
  checks: [],
  rules: [imageTag],
  hovers: [],
  snippets: [],
};
