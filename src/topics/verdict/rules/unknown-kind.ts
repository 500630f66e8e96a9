import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { replaceFix } from '../edits.ts';
import { kindProblem } from '../kinds.ts';
import { capital } from '../wording.ts';

export const unknownKind = defineRule({
  id: 'unknown-kind',
  severity: 'error',
  summary: 'Kubernetes has no such kind in this apiVersion.',
  deck: [],
  docs: {
    why: '`apiVersion` and `kind` together say what an object is. The API server refuses a kind that it does not have, and one that it has in another version. Kinds of groups that Kubernetes does not have may come from an operator, so nothing is said about them.',
    fix: 'Correct the name, or write the `apiVersion` that has this kind.',
    links: [
      {
        title: 'API groups and versions',
        url: 'https://kubernetes.io/docs/reference/using-api/#api-groups',
      },
    ],
  },
  check: {
    *object(object, scope): Iterable<Problem> {
      const problem = kindProblem(object, scope);
      if (problem === undefined) return;
      const { field, why, value } = problem;
      const at = object.view.get(field);
      const advice = value === undefined ? '' : ` Write "${value}".`;
      yield {
        at,
        message: `${capital(why)}, so the API server refuses this object.${advice}`,
        fixes: value === undefined ? [] : [replaceFix(object, at, value)],
      };
    },
  },
});
