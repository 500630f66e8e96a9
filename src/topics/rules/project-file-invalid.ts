import { projectProblems } from '../../core/project/project-problems.ts';
import { defineRule } from '../../core/lint/rule.ts';
import type { Rule } from '../../core/lint/rule.ts';

const ID = 'project-file-invalid';

/** @param ruleIds every rule that there is, this one included */
export function projectFileInvalid(ruleIds: readonly string[]): Rule {
  return defineRule({
    id: ID,
    severity: 'warning',
    summary: 'A project file holds something that is no setting, so it has no effect.',
    deck: [],
    docs: {
      why: 'What `.next-steps.yaml` says counts in every editor and in CI. A misspelled rule or a severity that does not exist is left out, and then the rule speaks although somebody turned it off, or keeps silent.',
      fix: 'Write the name that is meant, or remove the line. The file may hold `rules`, `overrides`, `kubernetesVersion`, `defaultNamespace`, `owners`, `exclude` and `schema`.',
      links: [],
    },
    check: {
      projectFile: (file) => projectProblems(file, ruleIds),
    },
  });
}
