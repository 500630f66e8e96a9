import { isDone, isOpen, isPartly, isUnknown, quotedNames } from '../../core/guide/evidence.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { ownersFile, ownersOf } from './owners.ts';
import { steps } from './steps.ts';
import type { Step } from './steps.ts';

/** Files of a step, each once, with their owners. */
function owned(step: Step, scope: Scope): readonly { path: string; owners: readonly string[] }[] {
  return [...new Set(step.files(scope))].map((path) => ({ path, owners: ownersOf(path, scope) }));
}

/** Whether a step of the work shows in files, and has somebody who looks after them. */
function whoDoes(step: Step): (scope: Scope) => Answer {
  return (scope) => {
    const files = owned(step, scope);
    if (files.length === 0) {
      return isUnknown(`No files of this step here; who does it, only people can say.`);
    }
    const without = files.filter(({ owners }) => owners.length === 0);
    const evidence = [...without, ...files.filter(({ owners }) => owners.length > 0)]
      .slice(0, 4)
      .map(({ path, owners }): Evidence => ({
        text:
          owners.length === 0
            ? `"${path}" has no owner.`
            : `"${path}" belongs to ${owners.join(', ')}.`,
        path,
      }));
    if (without.length === 0) return isDone(evidence);
    const next = `Name who owns ${quotedNames(without.map(({ path }) => path).slice(0, 2))} in CODEOWNERS.`;
    return isPartly(evidence, next);
  };
}

/** S14.4: whether each step that shows in files has a team. */
function everyStepHasATeam(scope: Scope): Answer {
  const found = steps
    .map((step) => ({ step, files: owned(step, scope) }))
    .filter(({ files }) => files.length > 0);
  if (found.length === 0) return isUnknown('No step shows in the files here; ask around.');
  const path = ownersFile(scope);
  const evidence = found.map(({ step, files }): Evidence => {
    const teams = [...new Set(files.flatMap(({ owners }) => owners))];
    const who = teams.length === 0 ? 'nobody is named' : teams.slice(0, 4).join(', ');
    return { text: `${step.noun}: ${who}.`, ...(path !== undefined && { path }) };
  });
  const isNamed = ({ files }: (typeof found)[number]): boolean =>
    files.every(({ owners }) => owners.length > 0);
  const named = found.filter(isNamed).length;
  if (named === found.length) return isDone(evidence);
  const next =
    path === undefined
      ? 'Write a CODEOWNERS file: one line for each part, with its team.'
      : `Add the missing teams to "${path}".`;
  return found.some(({ files }) => files.some(({ owners }) => owners.length > 0))
    ? isPartly(evidence, next)
    : isOpen(evidence, next);
}

export const checks: readonly Check[] = [
  ...steps.map((step) => ({ item: step.item, answer: whoDoes(step) })),
  { item: 'S14.4', answer: everyStepHasATeam },
];
