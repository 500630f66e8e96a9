import type { Rule } from '../core/rule.ts';
import { topics } from './deck.ts';
import { projectFileInvalid } from './rules/project-file-invalid.ts';
import { unusedSilence } from './rules/unused-silence.ts';

const ofTopics = topics.flatMap((topic) => topic.rules);
const ids = [...ofTopics.map(({ id }) => id), 'unused-silence', 'project-file-invalid'];

/** Rules about what this extension itself is told, which belong to no topic. */
export const ownRules: readonly Rule[] = [unusedSilence(ids), projectFileInvalid(ids)];

/** Every rule that there is, in the order of the guide. */
export const rules: readonly Rule[] = [...ofTopics, ...ownRules];
