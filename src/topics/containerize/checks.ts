import { doesNotApply, isDone, isOpen, isPartly } from '../../core/guide/evidence.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check } from '../../core/guide/topic.ts';
import { buildableChecks } from './buildable.ts';
import { deliveryChecks } from './cd.ts';
import { pipelineChecks } from './ci.ts';
import { composeChecks } from './compose-coverage.ts';
import { developerChecks } from './developer-setup.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';
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
  statement: 'is there to read',
};

/** The gate: orchestration has its turn when all steps before it are done. */
function orchestrationHasItsTurn(scope: Scope): Answer {
  const all = steps.map(({ item, answer }) => ({ item, answer: answer(scope) }));
  const answers = all.filter(({ answer }) => answer.reason !== 'does-not-apply');
  const nothing = whereNothingIsBuilt(scope);
  if (nothing?.reason === 'does-not-apply' || answers.length === 0) {
    return nothing ?? doesNotApply('None of these steps is for this workspace.');
  }
  const waiting = answers.filter(({ answer }) => answer.state !== 'done');
  const [first] = waiting;
  const done = answers.length - waiting.length;
  const count = `${done} of ${answers.length} steps ${done === 1 ? 'is' : 'are'} done.`;
  if (first === undefined) return isDone(count);
  const evidence = [
    { text: count },
    ...waiting.map(({ item, answer }) => ({
      text: `"${labelOf(item)}" ${WORDS[answer.state]}.`,
    })),
  ];
  const next = waiting.find(({ answer }) => answer.next !== undefined)?.answer.next;
  const started = answers.some(({ answer }) => answer.state === 'done');
  return started ? isPartly(evidence, next) : isOpen(evidence, next);
}

export const checks: readonly Check[] = [
  ...steps,
  { item: 'S22.8', answer: orchestrationHasItsTurn },
];
