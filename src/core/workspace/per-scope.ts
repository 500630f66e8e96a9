import type { Scope } from './scope.ts';

/** Reads once for each key, for as long as the key lives; the key must not change. */
export function onceFor<Key extends object, Facts>(read: (key: Key) => Facts): (key: Key) => Facts {
  const known = new WeakMap<Key, { readonly facts: Facts }>();
  return (key) => {
    const { facts } = known.get(key) ?? { facts: read(key) };
    if (!known.has(key)) known.set(key, { facts });
    return facts;
  };
}

/**
 * Reads once for each Scope. A Scope is made for one run over files that stand still, so what it
 * was told stays true for as long as it lives, and so does what that depends on.
 */
export function perScope<Facts>(read: (scope: Scope) => Facts): (scope: Scope) => Facts {
  return (scope) => scope.once(read);
}
