import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { retiredComponent } from './rules/retired-component.ts';
import slides from './slides.md';

export const observability: Topic = {
  id: 'observability',
  title: 'Logging and metrics',
  slides: parseSlides(slides),
  checks: [],
  rules: [retiredComponent],
  hovers: [],
  snippets: ['k8s-servicemonitor', 'k8s-log-agent'],
};
