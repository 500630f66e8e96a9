/** The flaws of objects, without those that a more telling rule speaks of. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Problem } from '../../core/lint/rule.ts';
import type { Flaw } from '../../core/schema/flaw.ts';
import { inspectionOf } from '../../core/schema/inspected.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';

type FlawOf<Is extends Flaw['is']> = Extract<Flaw, { readonly is: Is }>;

/** The flaws of one sort in an object. */
export function flawsOfSort<Is extends Flaw['is']>(
  object: KubernetesObject,
  scope: Scope,
  sort: Is,
): readonly FlawOf<Is>[] {
  // What cannot be read is told by no schema that editors have.
  if (sort !== 'malformed' && !scope.saysSchemaOf(object.path)) return [];
  const flaws = inspectionOf(object, scope)?.flaws ?? [];
  return flaws.filter(
    (flaw): flaw is FlawOf<Is> => flaw.is === sort && !isSaidElsewhere(object, flaw),
  );
}

/** A check that says something about each flaw of a sort. */
export function checkFlaws<Is extends Flaw['is']>(
  sort: Is,
  say: (flaw: FlawOf<Is>, object: KubernetesObject, scope: Scope) => Problem,
): (object: KubernetesObject, scope: Scope) => Iterable<Problem> {
  return function* (object, scope) {
    for (const flaw of flawsOfSort(object, scope, sort)) yield say(flaw, object, scope);
  };
}

const pathBelow = ({ view }: KubernetesObject, at: View): string =>
  at.path.slice(view.path.length).join('.');

/** Rules that say the same of their own fields, and know more about them; by kind. */
const ELSEWHERE: Readonly<Record<string, (path: string, flaw: Flaw) => boolean>> = {
  // config-value-type
  ConfigMap: (path, { is }) => is === 'wrong type' && /^data\.[^.]/.test(path),
  // config-value-type and secret-encoding
  Secret: (path, { is }) => is !== 'duplicate key' && /^(?:stringData|data)\.[^.]/.test(path),
  // ingress-v1-shape
  Ingress: (path, flaw) => {
    if (flaw.is === 'missing field') return flaw.field.name === 'pathType';
    const isOld = /^spec\.backend$|(?:^|\.)(?:serviceName|servicePort)$/.test(path);
    return flaw.is === 'unknown field' && isOld;
  },
};

function isSaidElsewhere(object: KubernetesObject, flaw: Flaw): boolean {
  const said = Object.hasOwn(ELSEWHERE, object.kind) ? ELSEWHERE[object.kind] : undefined;
  return said?.(pathBelow(object, flaw.at), flaw) === true;
}
