/** Values that may be calls, as comments at the policies that deny them. */
import type { Labels } from '../kubernetes/labels.ts';
import { compare } from '../traffic/pods.ts';
import type { NamespaceNote, Note, Perhaps } from '../traffic/traffic.ts';
import type { DerivedPolicy } from './isolation.ts';

/** What may be calls out of the pods of a namespace, or to them. */
export function touching(namespace: string, perhaps: readonly Perhaps[]): readonly Perhaps[] {
  return perhaps.filter(({ pods, to }) =>
    [pods, ...to].some((one) => one.namespace === namespace && !one.onNode),
  );
}

/** Each of what may be calls at the policies of its pods; at the general one where they have none. */
export function withComments(
  policies: readonly DerivedPolicy[],
  perhaps: readonly Perhaps[],
): readonly DerivedPolicy[] {
  const ofPods = (policy: DerivedPolicy, { pods, to }: Perhaps): boolean =>
    [pods, ...to].some(
      (one) =>
        one.namespace === policy.namespace &&
        JSON.stringify(sorted(one.selector)) === JSON.stringify(policy.selector),
    );
  return policies.map((policy, i) => {
    const own = perhaps.filter((one) =>
      i === 0 ? !policies.some((other) => ofPods(other, one)) : ofPods(policy, one),
    );
    return { ...policy, perhaps: withoutRepeats(own.map(({ note }) => note)) };
  });
}

export function withoutRepeats(notes: readonly NamespaceNote[]): readonly Note[] {
  const known = new Map(notes.map((note) => [noteKey(note), note]));
  return [...known.values()].map(({ text, at }) => ({ text, ...(at && { at }) }));
}

export function noteKey({ text, at }: Note): string {
  return JSON.stringify([text, at?.path, at?.mark.document.start, at?.mark.start]);
}

export function sorted(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compare(a, b)));
}
