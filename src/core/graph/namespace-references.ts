/** Where manifests name namespaces: their own, those of GitOps destinations, those of selectors. */
import { isBuiltInName } from '../kubernetes/built-in-names.ts';
import { fieldOf, nameIn, placeOf } from './model.ts';
import type { GraphReference } from './model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { matches } from './references.ts';
import type { Scope } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';

/** The target side of a reference to a namespace; without a manifest anybody may have made it. */
export function toNamespace(
  name: string,
  from: string,
  scope: Scope,
): Pick<GraphReference, 'target' | 'state' | 'to'> {
  const to = scope
    .definitionsAnywhere('Namespace', name, from)
    .flatMap(({ object }) => (object === undefined ? [] : [placeOf(object)]));
  const external = isBuiltInName('Namespace', name, undefined);
  return {
    target: { kind: 'Namespace', namespace: '', name },
    state: to.length > 0 ? 'resolved' : external ? 'external' : 'unknown',
    to,
  };
}

/** Fields that name a namespace beside those of the reference table. */
const FIELDS: readonly string[] = [
  'spec.destination.namespace',
  'spec.targetNamespace',
  'spec.namespaceSelector.matchNames.*',
];

/** The label that every namespace carries with its own name. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

export function namespaceReferences(
  object: KubernetesObject,
  scope: Scope,
): readonly GraphReference[] {
  const [own = ''] = scope.namespacesOf(object);
  const { view, path } = object;
  const views = [
    view.get('metadata', 'namespace'),
    ...FIELDS.flatMap((field) => matches(view, field)),
    ...namespaceLabels(object),
  ];
  return views.flatMap((at) => {
    const name = at.text;
    if (name === undefined || name === '') return [];
    const from = { path, mark: at.mark, object: nameIn(object, own) };
    return [{ from, field: fieldOf(at, object), ...toNamespace(name, path, scope) }];
  });
}

function namespaceLabels({ kind, view }: KubernetesObject): readonly View[] {
  if (kind !== 'NetworkPolicy') return [];
  const peers = ['spec.ingress.*.from.*', 'spec.egress.*.to.*'].flatMap((at) => matches(view, at));
  return peers
    .map((peer) => peer.get('namespaceSelector'))
    .flatMap((selector) => [
      selector.get('matchLabels', NAME_LABEL),
      ...selector
        .get('matchExpressions')
        .items.filter((item) => item.get('key').text === NAME_LABEL)
        .flatMap((item) => item.get('values').items),
    ]);
}
