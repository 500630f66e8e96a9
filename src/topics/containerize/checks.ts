import { isDone, isOpen, isPartly } from '../../core/guide/evidence.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check } from '../../core/guide/topic.ts';
import { buildableChecks } from './buildable.ts';
import { deliveryChecks } from './cd.ts';
import { pipelineChecks } from './ci.ts';
import { composeChecks } from './compose-coverage.ts';
import { developerChecks } from './developer-setup.ts';
import { labelOf } from './slides.ts';

const steps: readonly Check[] = [
  ...buildableChecks,
  ...composeChecks,
  ...developerChecks,
  ...pipelineChecks,
  ...deliveryChecks,
];

const WORDS: Readonly<Record<Answer['state'], string>> = {
  done: 'is done',
  partly: 'is partly done',
  open: 'is open',
  unknown: 'cannot be told from files',
};

/** The gate: orchestration has its turn when all steps before it are done. */
function orchestrationHasItsTurn(scope: Scope): Answer {
  const answers = steps.map(({ item, answer }) => ({ item, answer: answer(scope) }));
  const waiting = answers.filter(({ answer }) => answer.state !== 'done');
  const [first] = waiting;
  const count = `${answers.length - waiting.length} of ${answers.length} steps are done.`;
  if (first === undefined) return isDone(count);
  const evidence = [
    { text: count },
    ...waiting.map(({ item, answer }) => ({
      text: `"${labelOf(item)}" ${WORDS[answer.state]}.`,
    })),
  ];
  const next =
    waiting.find(({ answer }) => answer.next !== undefined)?.answer.next ??
    `See to "${labelOf(first.item)}" first.`;
  const started = answers.some(({ answer }) => answer.state === 'done');
  return started ? isPartly(evidence, next) : isOpen(evidence, next);
}

export const checks: readonly Check[] = [
  ...steps,
  { item: 'S22.8', answer: orchestrationHasItsTurn },
];
