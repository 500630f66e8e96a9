import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const clusters: Topic = {
  id: 'clusters',
  title: 'Our first clusters',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: [],
  hovers: [],
  snippets: [],
};
