import { hasAllKeys } from '../../../core/graph/config-keys.ts';
import type { FileEdit, Fix } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Definition, Scope } from '../../../core/workspace/scope.ts';
import { onceFor } from '../../../core/workspace/per-scope.ts';
import { configReferences, consequence } from '../references.ts';
import { addKey } from '../secret-store.ts';

export const configKeyMissing = defineRule({
  id: 'config-key-missing',
  severity: 'warning',
  summary: 'The ConfigMap or Secret is there, but it has no such key.',
  deck: ['S8.1', 'S8.2'],
  docs: {
    why: 'A key that is asked for and missing keeps the container from starting, just as a missing object does. The events of the pod, as in `kubectl describe pod`, say which key it was.',
    fix: 'Correct the key, or add it to the object.',
    links: [
      {
        title: 'Configure a Pod to use a ConfigMap',
        url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      for (const reference of configReferences(object)) {
        if (reference.key === undefined) continue;
        const definitions = scope.resolve(reference);
        const { name } = reference.key;
        if (definitions.length === 0 || !definitions.every(hasAllKeys)) continue;
        if (definitions.some(({ keys }) => keys !== undefined && distinct(keys).has(name)))
          continue;
        if (isPatchedIn(name, reference, scope)) continue;
        yield missing(reference, reference.key, definitions, scope);
      }
    },
  },
});

/** Of each list once: thousands of references may lead to one ConfigMap. */
const distinct = onceFor((keys: readonly string[]): ReadonlySet<string> => new Set(keys));

/** A kustomization or one of its patches speaks of the key, so it may well put it in. */
function isPatchedIn(key: string, { from }: Reference, scope: Scope): boolean {
  return scope.kustomizationsAround(from.path).some(({ view, patches }) => {
    const texts = patches.map((path) => scope.file(path)?.text ?? '');
    return [view.document.text, ...texts].some((text) => text.includes(key));
  });
}

type Key = NonNullable<Reference['key']>;

function missing(
  reference: Reference,
  key: Key,
  definitions: readonly Definition[],
  scope: Scope,
): Problem {
  const { kind, name } = reference;
  const [first = [], ...others] = definitions.map((definition) => definition.keys ?? []);
  const keys = [...distinct(others.length === 0 ? first : [first, ...others].flat())];
  const near = nearest(key.name, keys);
  const known =
    keys.length <= LISTED ? ` It has "${keys.join('", "')}".` : ` It has ${keys.length} others.`;
  const advice = near === undefined ? 'Add the key or correct its name.' : `Write "${near}".`;
  return {
    at: key.at,
    message: `${kind} "${name}" has no key "${key.name}", so ${consequence(reference)}.${known} ${advice}`,
    fixes: fixes(reference, key, { near, keys, definitions }, scope),
    related: definitions.map(({ path, mark }) => ({
      path,
      at: mark,
      message: `${kind} "${name}"`,
    })),
  };
}

/** So many keys are named; more would hide the sentence. */
const LISTED = 5;

interface Known {
  readonly near: string | undefined;
  readonly keys: readonly string[];
  readonly definitions: readonly Definition[];
}

/** The likely key first; then the key is added; then what else there is. */
function fixes(
  reference: Reference,
  key: Key,
  { near, keys, definitions }: Known,
  scope: Scope,
): readonly Fix[] {
  const write = (name: string): Fix => ({
    title: `Write "${name}"`,
    edits: () => [{ path: reference.from.path, edits: [replaceValue(key.at, name)] }],
  });
  const target = definitions.find(
    ({ object }) => object !== undefined && scope.roleOf(object) === 'whole',
  )?.object;
  const added = (): readonly FileEdit[] =>
    target === undefined ? [] : addKey(scope, target, key.name, '');
  const add: Fix = {
    title: `Add key "${key.name}" to ${reference.kind} "${reference.name}"`,
    edits: added,
  };
  const others = keys.length <= LISTED ? keys.filter((other) => other !== near) : [];
  return [
    ...(near === undefined ? [] : [write(near)]),
    ...(added().length === 0 ? [] : [add]),
    ...others.map(write),
  ];
}
