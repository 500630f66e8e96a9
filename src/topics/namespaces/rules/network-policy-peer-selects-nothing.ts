import { defineRule } from '../../../core/lint/rule.ts';
import type { View } from '../../../core/yaml/view.ts';
import { isPolicy } from '../../../core/traffic/network-policies.ts';
import { unmatchedSelector } from '../selector-words.ts';
import { quoted } from '../wording.ts';

export const networkPolicyPeerSelectsNothing = defineRule({
  id: 'network-policy-peer-selects-nothing',
  severity: 'hint',
  summary: 'A rule of a network policy allows pods that do not exist in its namespace.',
  deck: ['S2.7'],
  kinds: ['NetworkPolicy'],
  docs: {
    why: 'A `podSelector` in `from` or `to` looks for pods in the namespace of the policy only. If none matches, the rule allows nobody; pods of another namespace take a `namespaceSelector` beside it.',
    fix: 'Write the labels that the pods have, or add the `namespaceSelector` of the namespace where they run.',
    links: [
      {
        title: 'Behavior of to and from selectors',
        url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (!isPolicy(object)) return;
      for (const peer of peersOf(object.view.get('spec'))) {
        const found = unmatchedSelector(object, peer, scope);
        if (found === undefined) continue;
        const there = found.elsewhere && scope.namespacesOf(found.elsewhere)[0];
        if (there !== undefined) {
          yield {
            at: found.at,
            message: `The pods with these labels are in namespace "${there}", so this entry, which means ${quoted(found.namespaces)}, allows nobody. Add a "namespaceSelector" for "${there}" beside it.`,
            severity: 'information',
          };
          continue;
        }
        const what = found.label === undefined ? 'matches this selector' : `has "${found.label}"`;
        yield {
          at: found.at,
          message: `No pod of this workspace in ${quoted(found.namespaces)} ${what}, so this entry allows nobody. Pods of another namespace take a "namespaceSelector" beside it.`,
          fixes: found.fixes,
        };
      }
    },
  },
});

/** The pod selectors of all peers that mean pods of the policy's own namespace. */
function peersOf(spec: View): readonly View[] {
  const peers = [
    ...spec.get('ingress').items.flatMap((rule) => rule.get('from').items),
    ...spec.get('egress').items.flatMap((rule) => rule.get('to').items),
  ];
  return peers
    .filter((peer) => !peer.has('namespaceSelector') && !peer.has('ipBlock'))
    .map((peer) => peer.get('podSelector'));
}
