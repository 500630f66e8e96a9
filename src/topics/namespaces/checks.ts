import type { PodDns } from '../../core/hosts/dns.ts';
import { resolve } from '../../core/hosts/dns.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';
import { isSketch } from '../../core/guide/chart-sketch.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { asksCluster, shownHosts, readersOf } from '../../core/graph/host-literals.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import { isolationOf, isWholeAndNamed } from './isolation.ts';
import { sectionChecks } from './section-checks.ts';
import { about, noWorkloads, usedNamespaces, whole, withoutPolicy } from './used-namespaces.ts';
import type { Isolation } from './isolation.ts';
import {
  doesNotApply,
  isDone,
  isOpen,
  isPartly,
  named,
  needsCluster,
  quotedNames,
} from '../../core/guide/evidence.ts';

export const checks: readonly Check[] = [
  { item: 'S2.1', answer: sideBySide },
  { item: 'S2.2', answer: sharedNames },
  { item: 'S2.6', answer: shortNames },
  { item: 'S2.7', answer: isolated },
  ...sectionChecks,
];

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
  return needsCluster(`No stack has a second copy; all is in ${quotedNames(used)}.`);
}

function sharedNames(scope: Scope): Answer {
  const shared = sharedServices(scope);
  if (shared.length === 0)
    return usedNamespaces(scope).length === 0
      ? noWorkloads(scope)
      : needsCluster('No Service name is used in two namespaces here.');
  const lines = shared.map(({ name, namespaces, example }) =>
    about(example, `"${name}" is a Service in ${quotedNames(namespaces)}.`),
  );
  return { state: 'done', evidence: lines };
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
  if (found.length === 0) {
    return doesNotApply('No file here names a host without its namespace.');
  }
  const lines = found.map(({ object, literal, namespaces }) => {
    const { host } = literal.mention;
    const text =
      namespaces === undefined
        ? `"${host}" in ${named(object)} doesn't resolve to a Service in its namespace.`
        : `"${host}" in ${named(object)} leads to "${host}" in ${quotedNames(namespaces)}.`;
    return { text, path: object.path, at: literal.mark };
  });
  const lost = lines.filter((_, i) => found[i]?.namespaces === undefined);
  const local = lines.filter((_, i) => found[i]?.namespaces !== undefined);
  if (lost.length === 0) return isDone(local);
  // What another repository or an operator brings has no Service in these files.
  return local.length > 0 ? isPartly([...lost, ...local]) : needsCluster(lost);
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
  const kinds = WORKLOAD_KINDS;
  const all = usedNamespaces(scope).map((name) => isolationOf(name, kinds, scope));
  const policies = whole(scope, ['NetworkPolicy']);
  if (all.length === 0 && whole(scope, WORKLOAD_KINDS).some(isSketch)) {
    if (policies.length === 0) {
      return withoutPolicy(scope) ?? isOpen('The charts here bring no network policy.');
    }
    return isPartly(policies.map((one) => about(one, `${named(one)} comes with its chart.`)));
  }
  if (all.length === 0) return noWorkloads(scope);
  if (all.every(({ total, policies: own }) => total === 0 && own.length === 0)) {
    if (policies.length > 0) {
      return isPartly(policies.map((one) => about(one, `${named(one)} comes with its chart.`)));
    }
    const hidden = withoutPolicy(scope);
    if (hidden !== undefined) return hidden;
  }
  const closed = all.filter(({ state }) => state === 'closed');
  const notClosed = all
    .filter(({ state }) => state !== 'closed')
    .sort((a, b) => Number(a.namespace === 'default') - Number(b.namespace === 'default'));
  const [open] = notClosed;
  const enforced = {
    text: 'Whether the network plugin enforces policies, only the cluster can tell.',
  };
  const evidence = [
    ...[...notClosed, ...closed].map(isolationLine),
    ...(closed.length > 0 ? [enforced] : []),
  ];
  if (open === undefined) return isDone(evidence);
  const next = `Add a NetworkPolicy to "${open.namespace}".`;
  const action = { kind: 'policies', namespace: open.namespace } as const;
  return all.some((one) => one.state !== 'open')
    ? isPartly(evidence, next, action)
    : isOpen(evidence, next, action);
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
