import type { PodDns } from '../../core/hosts/dns.ts';
import { resolve } from '../../core/hosts/dns.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { accountOf } from '../../core/kubernetes/service-accounts.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';
import { unrendered } from '../../core/guide/workloads.ts';
import type { Answer, Check, Evidence, State } from '../../core/guide/topic.ts';
import { asksCluster, shownHosts, readersOf } from '../../core/graph/host-literals.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import { isolationOf, isWholeAndNamed } from './isolation.ts';
import type { Isolation } from './isolation.ts';
import { policiesIn } from '../../core/traffic/network-policies.ts';
import { named, quotedNames } from '../../core/guide/evidence.ts';

export const checks: readonly Check[] = [
  { item: 'S2.1', answer: sideBySide },
  { item: 'S2.2', answer: sharedNames },
  { item: 'S2.6', answer: shortNames },
  { item: 'S2.7', answer: isolated },
  { item: 'S3.1', answer: namespacesUsed },
  { item: 'S3.2', answer: policiesUsed },
  { item: 'S3.3', answer: rolesUsed },
  { item: 'S3.4', answer: accountsUsed },
];

const noWorkloads = (scope: Scope): Answer =>
  unknown(
    unrendered('Workloads', WORKLOAD_KINDS, scope) ?? 'There are no workloads in this workspace.',
  );

function unknown(text: string): Answer {
  return { state: 'unknown', evidence: [{ text }] };
}

function about(object: KubernetesObject, text: string): Evidence {
  return { text, path: object.path, at: object.view.get('metadata', 'name') };
}

/** Objects of the given kinds that are neither patches nor templates. */
function whole(scope: Scope, kinds: readonly string[]): readonly KubernetesObject[] {
  return kinds
    .flatMap((kind) => scope.objects(kind))
    .filter((object) => isWholeAndNamed(object, scope));
}

interface Shared {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly example: KubernetesObject;
}

function isService(object: KubernetesObject, scope: Scope): boolean {
  return object.service !== undefined && isWholeAndNamed(object, scope);
}

/** Services whose name stands in more than one namespace of one stack. */
function sharedServices(scope: Scope): readonly Shared[] {
  const services = whole(scope, ['Service']).filter((object) => isService(object, scope));
  // A namespace that no file names is no second one.
  const namedOf = (object: KubernetesObject): readonly string[] =>
    scope
      .placements(object)
      .filter(({ source }) => source.by !== 'default')
      .map(({ namespace }) => namespace);
  const seen = new Set<string>();
  return services.flatMap((example) => {
    const name = example.name ?? '';
    if (seen.has(name)) return [];
    const namespaces = scope
      .definitionsAnywhere('Service', name, example.path)
      .flatMap(({ object }) => object ?? [])
      .filter((other) => other.name === name && isService(other, scope))
      .flatMap(namedOf);
    const distinct = [...new Set(namespaces)].sort();
    if (distinct.length < 2) return [];
    seen.add(name);
    return [{ name, namespaces: distinct, example }];
  });
}

function sideBySide(scope: Scope): Answer {
  const shared = sharedServices(scope);
  const [first] = shared;
  if (first !== undefined) {
    const sets = new Set(shared.map(({ namespaces }) => namespaces.join('\0')));
    return {
      state: 'done',
      evidence: [...sets].map((set) => {
        const same = shared.filter(({ namespaces }) => namespaces.join('\0') === set);
        const [{ namespaces, example } = first] = same;
        const what = same.length === 1 ? '1 Service has' : `${same.length} Services have`;
        return about(example, `${what} a copy in each of ${quotedNames(namespaces)}.`);
      }),
    };
  }
  const used = usedNamespaces(scope);
  if (used.length === 0) return noWorkloads(scope);
  const next = 'Add a kustomize overlay with "namespace:" to run a second copy.';
  return { ...unknown(`No stack has a second copy; all is in ${quotedNames(used)}.`), next };
}

function sharedNames(scope: Scope): Answer {
  const shared = sharedServices(scope);
  if (shared.length === 0) return unknown('No Service name is used in two namespaces here.');
  const lines = shared.map(({ name, namespaces, example }) =>
    about(example, `"${name}" is a Service in ${quotedNames(namespaces)}.`),
  );
  return { state: 'done', evidence: lines };
}

function usedNamespaces(scope: Scope): readonly string[] {
  const names = whole(scope, WORKLOAD_KINDS).flatMap((workload) => scope.namespacesOf(workload));
  return [...new Set(names)].sort();
}

/** Short host names in the files, and whether they stay in the own namespace. */
function shortNames(scope: Scope): Answer {
  const found = whole(scope, [...WORKLOAD_KINDS, 'ConfigMap', 'Secret']).flatMap((object) => {
    const short = shownHosts(object, scope).filter(({ mention }) => !mention.host.includes('.'));
    const readers = short.length === 0 ? [] : readersOf(object, scope);
    return short.map((literal) => ({
      ...{ object, literal },
      namespaces: localNamespaces(object.path, literal.mention.host, { readers, scope }),
    }));
  });
  if (found.length === 0) return unknown('No file here names a host without its namespace.');
  const lines = found.map(({ object, literal, namespaces }) => {
    const { host } = literal.mention;
    const text =
      namespaces === undefined
        ? `"${host}" in ${named(object)} leads to no Service of its namespace.`
        : `"${host}" in ${named(object)} leads to "${host}" in ${quotedNames(namespaces)}.`;
    return { text, path: object.path, at: literal.mark };
  });
  const lost = lines.filter((_, i) => found[i]?.namespaces === undefined);
  const local = lines.filter((_, i) => found[i]?.namespaces !== undefined);
  const state: State = lost.length === 0 ? 'done' : local.length > 0 ? 'partly' : 'unknown';
  const next = 'Look up where the names that lead nowhere should go, and add the namespace.';
  return { state, evidence: [...lost, ...local], ...(lost.length > 0 && { next }) };
}

/** The namespaces in which a short name leads to a local Service; undefined if it does not. */
function localNamespaces(
  path: string,
  host: string,
  { readers, scope }: { readonly readers: readonly PodDns[]; readonly scope: Scope },
): readonly string[] | undefined {
  const find = scope.serviceFinder(path);
  const isLocal = readers.every(
    (dns) => asksCluster(dns) && resolve(host, dns, find).answer?.service !== undefined,
  );
  return isLocal ? [...new Set(readers.map(({ namespace }) => namespace))] : undefined;
}

function isolated(scope: Scope): Answer {
  const all = usedNamespaces(scope).map((name) => isolationOf(name, WORKLOAD_KINDS, scope));
  if (all.length === 0) return noWorkloads(scope);
  const closed = all.filter(({ state }) => state === 'closed');
  const notClosed = all
    .filter(({ state }) => state !== 'closed')
    .sort((a, b) => Number(a.namespace === 'default') - Number(b.namespace === 'default'));
  const [open] = notClosed;
  const state: State =
    open === undefined ? 'done' : all.some((one) => one.state !== 'open') ? 'partly' : 'open';
  const enforced = {
    text: 'Whether the network plugin enforces policies, only the cluster can tell.',
  };
  return {
    state,
    evidence: [
      ...[...notClosed, ...closed].map(isolationLine),
      ...(closed.length > 0 ? [enforced] : []),
    ],
    ...(open !== undefined && {
      next: `Add a NetworkPolicy to "${open.namespace}".`,
      action: { kind: 'policies', namespace: open.namespace },
    }),
  };
}

function isolationLine({ namespace, state, policies, covered, total }: Isolation): Evidence {
  const [policy] = policies;
  if (policy === undefined) {
    return { text: `"${namespace}" has no network policy; any pod of the cluster may connect.` };
  }
  const text =
    state === 'closed'
      ? `"${namespace}" is closed by ${titles(policies)}.`
      : `In "${namespace}", policies cover ${covered} of ${counted(total, 'workload')}.`;
  return about(policy, text);
}

function titles(policies: readonly KubernetesObject[]): string {
  const shown = policies.slice(0, 3).map(named);
  const more = policies.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last ?? ''}`;
}

function namespacesUsed(scope: Scope): Answer {
  const used = usedNamespaces(scope);
  if (used.length === 0) return noWorkloads(scope);
  const own = used.filter((name) => name !== 'default');
  if (own.length === 0) return unknown('No file here says which namespace the workloads go to.');
  const made = Map.groupBy(whole(scope, ['Namespace']), (one) => one.name);
  return {
    state: 'done',
    evidence: own.map((name) => {
      const text = `Workloads go to "${name}".`;
      const [object] = made.get(name) ?? [];
      return object === undefined ? { text } : about(object, text);
    }),
  };
}

function policiesUsed(scope: Scope): Answer {
  const namespaces = [...new Set([...usedNamespaces(scope), ...scope.namespaces])];
  const lines = namespaces.flatMap((namespace) =>
    policiesIn(namespace, scope).map((policy) =>
      about(policy, `${named(policy)} holds in "${namespace}".`),
    ),
  );
  if (lines.length > 0) return { state: 'done', evidence: lines };
  if (usedNamespaces(scope).length === 0) return noWorkloads(scope);
  return {
    state: 'open',
    evidence: [{ text: 'This workspace has workloads and no NetworkPolicy.' }],
    next: 'Insert "k8s-networkpolicy-same-namespace" and try it on a test cluster.',
  };
}

function rolesUsed(scope: Scope): Answer {
  const bindings = whole(scope, ['RoleBinding', 'ClusterRoleBinding']);
  const roles = whole(scope, ['Role', 'ClusterRole']);
  if (bindings.length + roles.length === 0) {
    return unknown('No roles or bindings here: what people may do is in the cluster.');
  }
  const lines = [...bindings, ...roles].map((object) => about(object, `${named(object)} is here.`));
  if (bindings.length > 0) return { state: 'done', evidence: lines };
  const next = 'Add a RoleBinding that hands the role to somebody.';
  return { state: 'partly', evidence: lines, next };
}

function accountsUsed(scope: Scope): Answer {
  const workloads = whole(scope, WORKLOAD_KINDS);
  if (workloads.length === 0) return noWorkloads(scope);
  const lines = workloads.flatMap((object) => {
    const account = podAccount(object);
    return account === undefined ? [] : [about(object, `${named(object)} runs as "${account}".`)];
  });
  if (lines.length > 0) return { state: 'done', evidence: lines };
  return unknown('All pods here run as "default"; that is fine while none talks to the API.');
}

function podAccount(object: KubernetesObject): string | undefined {
  const name = accountOf(object);
  return name === 'default' ? undefined : name;
}
