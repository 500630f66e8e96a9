import { nearest } from '../core/kubernetes/labels.ts';
import type { Rule } from '../core/lint/rule.ts';

/** The rules of these names, all where none is named; one sentence where a name is none. */
export function chooseRules(
  all: readonly Rule[],
  names: readonly string[],
): readonly Rule[] | string {
  const unknown = names.find((name) => !all.some((rule) => rule.id === name));
  if (unknown !== undefined) return unknownRule(all, unknown);
  return names.length === 0 ? all : all.filter((rule) => names.includes(rule.id));
}

export function unknownRule(all: readonly Rule[], name: string): string {
  const ids = all.map((rule) => rule.id);
  const meant = nearest(name, ids);
  const advice =
    meant === undefined ? 'explain without a name lists them.' : `Did you mean "${meant}"?`;
  return `There is no rule "${name}". ${advice}`;
}
