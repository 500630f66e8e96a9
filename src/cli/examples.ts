/** The examples of all rules, which `npm run generate` reads from the fixtures. */
import type { RuleExamples } from '../core/lint/rule.ts';
import generated from './examples.json' with { type: 'json' };

export const examples = generated as readonly (RuleExamples & { readonly id: string })[];
