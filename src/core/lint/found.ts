import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { LintRule, Problem } from './rule.ts';
import { markOf } from '../yaml/mark.ts';
import type { ObjectName } from './visits.ts';
import type { SourceDocument } from '../files/source.ts';

/** A problem with the rule that found it and the document it was found in. */
export interface Found {
  readonly rule: LintRule;
  readonly problem: Problem;
  readonly document: SourceDocument;
  readonly object: KubernetesObject | undefined;
  readonly name: ObjectName | undefined;
}

/** Whether two runs of a rule have found the same thing at the same place of a document. */
export function isSameProblem(a: Problem, b: Problem): boolean {
  const [one, other] = [markOf(a.at), markOf(b.at)];
  return one.start === other.start && one.end === other.end && a.message === b.message;
}
