import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { logAgentPath } from './rules/log-agent-path.ts';
import { logToFile } from './rules/log-to-file.ts';
import { retiredComponent } from './rules/retired-component.ts';
import { serviceMonitorSelectsNothing } from './rules/service-monitor-selects-nothing.ts';
import slides from './slides.md';

export const observability: Topic = {
  id: 'observability',
  title: 'Logging and metrics',
  slides: parseSlides(slides),
  checks,
  rules: [logAgentPath, logToFile, serviceMonitorSelectsNothing, retiredComponent],
  hovers,
  snippets: ['k8s-servicemonitor', 'k8s-log-agent'],
};
