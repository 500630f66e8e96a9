import type { Rule } from '../../core/lint/rule.ts';
import { logAgentPath } from './rules/log-agent-path.ts';
import { logToFile } from './rules/log-to-file.ts';
import { retiredComponent } from './rules/retired-component.ts';
import { serviceMonitorSelectsNothing } from './rules/service-monitor-selects-nothing.ts';

/** In the order of the guide. */
export const observabilityRules: readonly Rule[] = [
  logAgentPath,
  logToFile,
  serviceMonitorSelectsNothing,
  retiredComponent,
];
