import { appendToSequence } from '../../../core/lint/fix.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import { editFile } from '../edits.ts';
import { isPolicy } from '../../../core/traffic/network-policies.ts';

const DIRECTIONS = [
  { field: 'ingress', type: 'Ingress' },
  { field: 'egress', type: 'Egress' },
] as const;

export const networkPolicyTypeMissing = defineRule({
  id: 'network-policy-type-missing',
  severity: 'warning',
  summary: 'A network policy has rules for a direction that its policyTypes leaves out.',
  deck: ['S2.7'],
  kinds: ['NetworkPolicy'],
  docs: {
    why: 'Rules of a direction that `policyTypes` does not name are ignored: the pods stay open in that direction, and nobody is told.',
    fix: 'Name the direction in `policyTypes`, or remove its rules.',
    links: [
      {
        title: 'The NetworkPolicy resource',
        url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const spec = object.view.get('spec');
      const types = spec.get('policyTypes');
      const named = types.items.flatMap((item) => item.text ?? []);
      // An empty list is filled in by the API server, as a missing one is.
      if (!isPolicy(object) || named.length === 0) return;
      for (const { field, type } of DIRECTIONS) {
        const rules = spec.get(field);
        if (rules.items.length === 0 || named.includes(type)) continue;
        yield {
          at: rules.keyMark,
          message: `These rules are ignored, because "policyTypes" does not name ${type}: the pods stay open in that direction. Add it.`,
          fixes: [
            {
              title: `Add ${type} to policyTypes`,
              preferred: true,
              edits: () => editFile(object, scope, (text) => [appendToSequence(text, types, type)]),
            },
          ],
          related: [{ path: object.path, at: types.keyMark, message: `${type} is missing here` }],
        };
      }
    },
  },
});
