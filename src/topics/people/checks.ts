import { isDone, isOpen, isPartly, needsTeam } from '../../core/guide/evidence.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { folderOf } from '../../core/files/source.ts';
import { onlyOwnerLine, ownersFile, ownersOf } from './owners.ts';
import { steps } from './steps.ts';
import type { Step } from './steps.ts';

interface Owned {
  readonly path: string;
  readonly owners: readonly string[];
}

/** Files of a step, each once, with their owners. */
function owned(step: Step, scope: Scope): readonly Owned[] {
  return [...new Set(step.files(scope))].map((path) => ({ path, owners: ownersOf(path, scope) }));
}

interface Place extends Owned {
  /** The folder, or the file where it stands at the top. */
  readonly place: string;
}

/** One place for each folder, those without an owner first, and those of tools last. */
function byFolder(files: readonly Owned[]): readonly Place[] {
  const seen = new Map<string, Place>();
  for (const file of files) {
    const place = folderOf(file.path) || file.path;
    const key = `${place} ${file.owners.join(' ')}`;
    if (!seen.has(key)) seen.set(key, { ...file, place });
  }
  const rank = ({ place, owners }: Place): number =>
    (owners.length === 0 ? 0 : 100) + (place.startsWith('.') ? 50 : 0) + place.split('/').length;
  return [...seen.values()].sort((a, b) => rank(a) - rank(b));
}

/** Whether a step of the work shows in files, and has somebody who looks after them. */
function whoDoes(step: Step): (scope: Scope) => Answer {
  return (scope) => {
    const files = owned(step, scope);
    if (files.length === 0) {
      return needsTeam('No files of this step here; who does it, only people can say.');
    }
    const places = byFolder(files);
    const evidence = places.slice(0, 4).map(({ path, place, owners }): Evidence => ({
      text:
        owners.length === 0
          ? `"${place}" has no owner.`
          : `"${place}" belongs to ${owners.join(', ')}.`,
      path,
    }));
    // What to do about it is said once, at the slide that asks for teams.
    return files.every(({ owners }) => owners.length > 0) ? isDone(evidence) : isPartly(evidence);
  };
}

/** S14.4: whether each step that shows in files has a team. */
function everyStepHasATeam(scope: Scope): Answer {
  const found = steps
    .map((step) => ({ step, files: owned(step, scope) }))
    .filter(({ files }) => files.length > 0);
  if (found.length === 0) return needsTeam('No step shows in the files here; ask around.');
  const path = ownersFile(scope);
  const evidence = found.map(({ step, files }): Evidence => {
    const teams = [...new Set(files.flatMap(({ owners }) => owners))];
    const who = teams.length === 0 ? 'nobody is named' : teams.slice(0, 4).join(', ');
    return { text: `${step.noun}: ${who}.`, ...(path !== undefined && { path }) };
  });
  const isNamed = ({ files }: (typeof found)[number]): boolean =>
    files.every(({ owners }) => owners.length > 0);
  const named = found.filter(isNamed).length;
  const one = onlyOwnerLine(scope);
  if (one !== undefined && named === found.length) {
    const text = `One line of "${one.path}" gives all ${found.length} steps to ${one.owners.join(', ')}.`;
    return isPartly({ text, path: one.path });
  }
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
