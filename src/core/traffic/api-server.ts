/** Who talks to the API server: pods whose account somebody has given rights. */
import { placeOf } from '../graph/model.ts';
import { accountOf } from '../kubernetes/service-accounts.ts';
import { podOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { definitionsOf } from '../existence/existence.ts';
import { referencesOf } from '../graph/references.ts';
import type { Reference } from '../graph/references.ts';
import type { Scope } from '../workspace/scope.ts';
import { ANYWHERE } from './traffic.ts';
import type { Note, Traffic, TrafficContext, TrafficPort } from './traffic.ts';
import type { Pods } from './pods.ts';

/** Its Service listens on the first, most API servers behind it on the second. */
const PORTS: readonly TrafficPort[] = [
  { protocol: 'TCP', port: 443 },
  { protocol: 'TCP', port: 6443 },
];

const CHOICE =
  'CHOOSE: the address of the API server is in no file; "kubectl get endpointslices -n default" shows it, to be put in place of the block';

export function toApiServer(pods: Pods, reason: Note): Traffic {
  const peer = { is: 'addresses', block: ANYWHERE } as const;
  return {
    flows: [{ direction: 'egress', pods, peer, ports: PORTS, reason, choice: CHOICE }],
    notes: [],
  };
}

export function apiServerTraffic(pods: Pods, { scope }: TrafficContext): Traffic {
  const { object, title, namespace, onNode } = pods;
  const spec = podOf(object)?.spec;
  if (spec === undefined || onNode) return NOTHING;
  const account = accountOf(object) ?? 'default';
  const binding = bindingOf(account, namespace, object.path, scope);
  if (binding === undefined || !hasToken(pods, account, scope)) return NOTHING;
  const text = `${title} runs as ServiceAccount/${account}, to which ${binding.title} gives rights`;
  return toApiServer(pods, { text, at: placeOf(binding) });
}

const NOTHING: Traffic = { flows: [], notes: [] };

function bindingOf(
  account: string,
  namespace: string,
  path: string,
  scope: Scope,
): KubernetesObject | undefined {
  const known = ['RoleBinding', 'ClusterRoleBinding'].flatMap(
    (kind) => scope.workedOut(kind, path, `subjects in ${kind}`, subjectsOf).get(account) ?? [],
  );
  const isMeant = (subject: Reference): boolean =>
    scope.roleOf(subject.from) === 'whole' && isIn(subject, namespace, scope);
  // Mostly the namespace is written down, and copies of a stack share all their names.
  const written = known.flatMap((subjects) => subjects.get(namespace) ?? []).find(isMeant);
  const all = (): readonly Reference[] =>
    known.flatMap((subjects) => [...subjects.values()].flat());
  return (written ?? all().find(isMeant))?.from;
}

/** The accounts that bindings give rights to, by their names and then by their namespaces. */
function subjectsOf(
  bindings: readonly KubernetesObject[],
): ReadonlyMap<string, ReadonlyMap<string | undefined, readonly Reference[]>> {
  const accounts = bindings.flatMap(referencesOf).filter(({ kind }) => kind === 'ServiceAccount');
  const byName = Map.groupBy(accounts, ({ name }) => name);
  return new Map(
    [...byName].map(([name, same]) => [name, Map.groupBy(same, ({ namespace }) => namespace)]),
  );
}

/** Whether a subject is the account of this namespace; kustomize moves the two together. */
function isIn(subject: Reference, namespace: string, scope: Scope): boolean {
  const { from, namespace: written } = subject;
  if (written === namespace) return true;
  const isLocal = written === undefined || written === from.ownNamespace;
  if (isLocal && scope.namespacesOf(from).includes(namespace)) return true;
  return definitionsOf(subject, [written ?? namespace], scope).some(
    ({ object, namespaces }) => object?.ownNamespace === written && namespaces.includes(namespace),
  );
}

/** Both the pod and its account can refuse the token; the pod has the last word. */
function hasToken({ object, namespace }: Pods, account: string, scope: Scope): boolean {
  const own = podOf(object)?.spec.get('automountServiceAccountToken');
  if (own?.type === 'boolean') return own.isTrue;
  return !scope
    .definitions('ServiceAccount', account, object.path, [namespace])
    .some(({ object: found }) => {
      const token = found?.view.get('automountServiceAccountToken');
      return token?.type === 'boolean' && !token.isTrue;
    });
}

/** What the API server itself calls: the Services of webhooks and of added APIs. */
export const CALLED_KINDS: readonly string[] = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'CustomResourceDefinition',
  'APIService',
];

export const CALLER_CHOICE =
  'CHOOSE: the API server calls from an address that is in no file; narrow the block to it';
