import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { observabilityRules } from './rules.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const observability: Topic = {
  id: 'observability',
  title: 'Logging and metrics',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: observabilityRules,
  hovers,
  snippets: ['k8s-servicemonitor', 'k8s-log-agent'],
};
