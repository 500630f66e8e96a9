import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const federation: Topic = {
  id: 'federation',
  title: 'Cluster federation',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: [],
  hovers: [],
  snippets: [],
};
