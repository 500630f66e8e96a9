/** What a network policy means here: which pods it is for, and which it lets in or out. */
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import { matches } from '../../core/kubernetes/labels.ts';
import type { LabelSelector } from '../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { labelSelector } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { directionsOf, isPolicy, podSelector } from '../../core/traffic/network-policies.ts';

type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

/** Longer lists are cut. */
const MOST_LINES = 8;

export const policyHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || !isPolicy(target.object)) return undefined;
  const path = target.path.join('.');
  if (path === 'kind') return policy(target, scope);
  if (path === 'spec.policyTypes' && target.on === 'key') {
    return { parts: [{ markdown: TYPES }, { slide: 'S2' }] };
  }
  const list = target.path.at(-1);
  if (target.on === 'key' && (list === 'from' || list === 'to')) {
    return { parts: [{ markdown: PEERS }, { slide: 'S2' }] };
  }
  const isSelector = target.path.at(-1) === 'podSelector' && target.on === 'key';
  return isSelector ? selector(target, scope) : undefined;
};

const TYPES =
  '**The directions that are closed.** For the pods it selects, everything in a direction named here is denied, except what the rules allow. Rules of a direction that is not named are ignored. Without `policyTypes`, `Ingress` always counts, and `Egress` only where the policy has egress rules.';

const PEERS =
  'Any one item of this list is enough. Within an item, both selectors must match: a `namespaceSelector` and a `podSelector` in one item mean those pods in those namespaces, and in two items they mean all pods of those namespaces, and those pods of this one.';

function policy({ object }: ObjectTarget, scope: Scope): ReturnType<HoverSource> {
  const pods = podSelector(object) ?? {};
  return {
    parts: [
      { markdown: POLICY },
      { text: directionText(object) },
      ...selectedParts(object, pods, scope),
      { slide: 'S2' },
    ],
  };
}

const POLICY =
  '**This is what isolates.** Namespaces do not. For the pods it selects, everything in its directions is denied, except what some policy allows: policies add up. Replies pass, and the node of a pod always reaches it, so probes work. It does nothing unless the network plugin enforces it.';

function directionText(object: KubernetesObject): string {
  const spec = object.view.get('spec');
  const said = directionsOf(object).map((direction) => {
    const rules = spec.get(direction.toLowerCase()).items.length;
    const word = direction === 'Egress' ? 'Out' : 'In';
    if (rules === 0) return `${word}: nothing.`;
    return rules === 1 ? `${word}: what its rule allows.` : `${word}: what ${rules} rules allow.`;
  });
  return said.join(' ');
}

function selector({ object, view }: ObjectTarget, scope: Scope): ReturnType<HoverSource> {
  const pods = labelSelector(view);
  if (pods === undefined) return undefined;
  if (view.parent?.has('namespaceSelector') === true) {
    const markdown = 'These pods, in every namespace that the `namespaceSelector` beside it picks.';
    return { parts: [{ markdown }, { slide: 'S2' }] };
  }
  return { parts: [...selectedParts(object, pods, scope), { slide: 'S2' }] };
}

function selectedParts(
  object: KubernetesObject,
  pods: LabelSelector,
  scope: Scope,
): readonly HoverPart[] {
  return scope.namespacesOf(object).flatMap((namespace) => {
    const all = scope.workloads(namespace, object.path);
    const picked = all.filter((workload) => matches(pods, workload.workload?.podLabels ?? {}));
    if (picked.length === 0) {
      return [{ text: `It matches no pod of this workspace in "${namespace}".` }];
    }
    const whole = picked.length === all.length ? 'all' : String(picked.length);
    return [
      { text: `In "${namespace}" it matches ${whole} of ${all.length} workloads:` },
      { list: lines(picked) },
    ];
  });
}

function lines(picked: readonly KubernetesObject[]): readonly HoverLine[] {
  const shown = picked.slice(0, MOST_LINES).map((workload) => ({
    text: workload.title,
    path: workload.path,
    at: workload.view.get('metadata', 'name'),
  }));
  const more = picked.length - shown.length;
  return more > 0 ? [...shown, { text: `and ${more} more` }] : shown;
}
