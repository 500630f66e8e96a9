import type { Rule, RuleExamples } from '../core/lint/rule.ts';
import { ALLOW_ANNOTATION } from '../core/lint/silences.ts';
import type { Paint } from './colour.ts';

/** Every rule with its severity and its sentence, in the order of the guide. */
export function listRules(rules: readonly Rule[], paint: Paint): string {
  const width = Math.max(...rules.map((rule) => rule.id.length));
  return rules
    .map(({ id, severity, summary }) => {
      return `${paint('bold', id.padEnd(width))}  ${severity.padEnd(11)}  ${summary}\n`;
    })
    .join('');
}

/** The page of a rule as plain text. */
export function explain(rule: Rule, examples: RuleExamples, paint: Paint): string {
  const { id, severity, summary, deck, docs } = rule;
  const sections: readonly (readonly [heading: string, text: string])[] = [
    ['Why', docs.why],
    ['Bad', indented(examples.bad)],
    ['Good', indented(examples.good)],
    ['What to do', docs.fix],
    ['How to silence it', silencing(rule, examples)],
    ['More', links(rule)],
  ];
  const from = deck.length === 0 ? '' : `, from ${deck.join(', ')} of the guide`;
  return [
    `${paint('bold', id)} (${severity}${from})\n${summary}\n`,
    ...sections
      .filter(([, text]) => text !== '')
      .map(([heading, text]) => `${paint('bold', heading)}\n${text.trimEnd()}\n`),
  ].join('\n');
}

function indented(example: string): string {
  return example.trimEnd().replace(/^(?=.)/gm, '  ');
}

function silencing({ id }: Rule, { language }: RuleExamples): string {
  const ways = [
    ['Above the line:', `# next-steps: allow ${id}: the reason`],
    ['At the top of the file:', `# next-steps: allow-file ${id}: the reason`],
    ...(language === 'yaml'
      ? [['On the object, as an annotation:', `${ALLOW_ANNOTATION}${id}: the reason`]]
      : []),
    ['For the project, in .next-steps.yaml:', `rules:\n    ${id}: off`],
  ];
  return ways.map(([where, what]) => `${where ?? ''}\n  ${what ?? ''}`).join('\n');
}

function links({ docs }: Rule): string {
  return docs.links.map(({ title, url }) => `${title}\n  ${url}`).join('\n');
}
