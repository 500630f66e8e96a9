import { defineRule } from '../../../core/lint/rule.ts';
import { isPolicy } from '../../../core/traffic/network-policies.ts';
import { unmatchedSelector } from '../selector-words.ts';
import { quoted } from '../wording.ts';

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
      const what = found.label === undefined ? 'matches this selector' : `has "${found.label}"`;
      yield {
        at: found.at,
        message: `No pod of this workspace in ${quoted(found.namespaces)} ${what}, so this policy protects nothing. Use the labels of the pods.`,
        fixes: found.fixes,
      };
    },
  },
});
