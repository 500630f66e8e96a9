/** Names for new network policies that no other one of the namespace has. */
import { policiesIn } from '../traffic/network-policies.ts';
import type { Scope } from '../workspace/scope.ts';

/** Longer names are cut, so that a number fits behind them. */
const LONGEST_NAME = 240;

/** Gives out names, each once; what is no object name is made one. */
export function policyNames(namespace: string, scope: Scope): (wanted: string) => string {
  const taken = new Set(
    policiesIn(namespace, scope).flatMap((object) =>
      scope.placements(object).map(({ name }) => name ?? ''),
    ),
  );
  return (wanted) => {
    const base = wanted
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, '-')
      .slice(0, LONGEST_NAME)
      .replace(/[.-]*\.[.-]*/g, '.')
      .replace(/^[.-]+|[.-]+$/g, '');
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
    taken.add(name);
    return name;
  };
}
