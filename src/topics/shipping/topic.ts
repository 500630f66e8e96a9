import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { shippingRules } from './rules.ts';
import slides from './slides.md';

export const shipping: Topic = {
  id: 'shipping',
  title: 'What do we ship?',
  slides: parseSlides(slides),
  checks,
  rules: shippingRules,
  hovers,
  snippets: ['k8s-deployment'],
};
