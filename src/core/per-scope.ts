import type { Scope } from './scope.ts';

/**
 * Reads once for each Scope. A Scope is made for one run over files that stand still, so what it
 * was told stays true for as long as it lives, and so do the questions it has written down.
 */
export function perScope<Facts extends object>(
  read: (scope: Scope) => Facts,
): (scope: Scope) => Facts {
  const known = new WeakMap<Scope, Facts>();
  return (scope) => {
    const facts = known.get(scope) ?? read(scope);
    known.set(scope, facts);
    return facts;
  };
}
