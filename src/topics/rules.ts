import type { Rule } from '../core/lint/rule.ts';
import { configurationRules } from './configuration/rules.ts';
import { httpRules } from './http/rules.ts';
import { namespacesRules } from './namespaces/rules.ts';
import { observabilityRules } from './observability/rules.ts';
import { projectFileInvalid } from './rules/project-file-invalid.ts';
import { unusedSilence } from './rules/unused-silence.ts';
import { shippingRules } from './shipping/rules.ts';
import { statefulRules } from './stateful/rules.ts';
import { verdictRules } from './verdict/rules.ts';

// Not through the topics: what only looks for problems loads no slides and no hovers.
const ofTopics = [
  ...namespacesRules,
  ...statefulRules,
  ...httpRules,
  ...observabilityRules,
  ...configurationRules,
  ...shippingRules,
  ...verdictRules,
];
const ids = [...ofTopics.map(({ id }) => id), 'unused-silence', 'project-file-invalid'];

/** Rules about what this extension itself is told, which belong to no topic. */
export const ownRules: readonly Rule[] = [unusedSilence(ids), projectFileInvalid(ids)];

/** Every rule that there is, in the order of the guide. */
export const rules: readonly Rule[] = [...ofTopics, ...ownRules];
