import { named } from '../../../core/guide/evidence.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { isPolicy } from '../../../core/traffic/network-policies.ts';
import type { Unmatched } from '../selector-words.ts';
import { unmatchedSelector } from '../selector-words.ts';
import { quoted } from '../wording.ts';

function inOtherNamespace(
  { at, namespaces, alone }: Unmatched,
  pods: KubernetesObject,
  scope: Scope,
): Problem {
  const [there = ''] = scope.namespacesOf(pods);
  return {
    at,
    ...(alone && { severity: 'hint' as const }),
    message: `In this workspace, the pods with these labels are in namespace "${there}", and a policy in ${quoted(namespaces)} does not reach them, so it protects nothing. Put the policy into "${there}".`,
    related: [
      {
        path: pods.path,
        at: pods.view.get('metadata', 'name'),
        message: `${named(pods)} has these labels.`,
      },
    ],
  };
}

export const networkPolicySelectsNothing = defineRule({
  id: 'network-policy-selects-nothing',
  severity: 'information',
  summary: 'A network policy selects no pod of its namespace, so it protects nothing.',
  deck: ['S2.7'],
  kinds: ['NetworkPolicy'],
  docs: {
    why: 'A policy counts for the pods in its own namespace whose labels match its `podSelector`. If there are none, it is accepted all the same, and everything stays open.',
    fix: 'Write the labels that the pods have in their template, or put the policy into the namespace of the pods.',
    links: [
      {
        title: 'Network Policies',
        url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (!isPolicy(object)) return;
      const found = unmatchedSelector(object, object.view.get('spec', 'podSelector'), scope);
      if (found === undefined) return;
      if (found.elsewhere !== undefined) {
        yield inOtherNamespace(found, found.elsewhere, scope);
        return;
      }
      const what = found.label === undefined ? 'matches this selector' : `has "${found.label}"`;
      yield {
        at: found.at,
        message: `No pod of this workspace in ${quoted(found.namespaces)} ${what}, so this policy protects nothing. Use the labels of the pods.`,
        fixes: found.fixes,
      };
    },
  },
});
