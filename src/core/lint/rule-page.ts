import type { Rule, RuleExamples, Severity } from './rule.ts';

const MEANING: Readonly<Record<Severity, string>> = {
  error: 'it is rejected, cannot work, or publishes a secret for good',
  warning: 'it will probably break, or it leaks',
  information: 'advice worth a look now',
  hint: 'a thought',
};

/** The page of a rule as Markdown: what, why, both examples, the fix and how to silence it. */
export function rulePage(rule: Rule, { language, bad, good }: RuleExamples): string {
  const { id, severity, summary, deck, docs } = rule;
  const origin =
    deck.length === 0 ? 'Not a statement of the deck.' : `From the deck: ${deck.join(', ')}.`;
  return [
    `# ${id}`,
    summary,
    `Severity: **${severity}** (${MEANING[severity]}). ${origin}`,
    '## Why',
    docs.why,
    '## This is found',
    block(language, bad),
    '## This is right',
    block(language, good),
    '## What to do',
    docs.fix,
    '## How to silence it',
    silencing(rule),
    ...(docs.links.length === 0
      ? []
      : ['## Read on', docs.links.map(({ title, url }) => `- [${title}](${url})`).join('\n')]),
  ]
    .join('\n\n')
    .concat('\n');
}

const block = (language: string, code: string): string =>
  `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;

function silencing({ id }: Rule): string {
  return [
    'Where it stands, with a comment on the line above:',
    block('yaml', `# next-steps: allow ${id}: why this is right here`),
    'For the whole file:',
    block('yaml', `# next-steps: allow-file ${id}: why`),
    'For one Kubernetes object, with an annotation:',
    block('yaml', `metadata:\n  annotations:\n    allow.next-steps/${id}: why this is right here`),
    'For the project, in `.next-steps.yaml`, which editors and CI read:',
    block('yaml', `rules:\n  ${id}: off`),
    'For yourself, in the settings of VS Code:',
    block('json', `"nextSteps.rules": { "${id}": "off" }`),
  ].join('\n\n');
}
