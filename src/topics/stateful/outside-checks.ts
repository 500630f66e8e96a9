/** Evidence for slide S4: services that stay outside the cluster, and the ways to reach them. */
import { extractHosts, managedHost } from '../../core/hosts/hosts.ts';
import { proxyImage } from '../../core/kubernetes/images.ts';
import type { Container, KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import { perScope } from '../../core/workspace/per-scope.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import type { View } from '../../core/yaml/view.ts';
import { addressFamily } from './addresses.ts';
import { suppliersOf } from './endpoints.ts';
import { readCloudResources } from '../../core/guide/cloud-resources.ts';
import { doesNotApply } from '../../core/guide/evidence.ts';
import { hiddenObjects } from '../../core/guide/objects.ts';
import {
  nameOf,
  operatedDatabases,
  releasedDatabases,
  runningDatabases,
  statefulPrograms,
  wholeObjects,
} from './running-databases.ts';
import { servicesFor } from './stateful-set-fix.ts';

export const outsideChecks: readonly Check[] = [
  { item: 'S4.1', answer: outsideFirst },
  { item: 'S4.3', answer: externalNames },
  { item: 'S4.4', answer: handWrittenEndpoints },
  { item: 'S4.5', answer: ambassadors },
];

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod'];

function outsideFirst(scope: Scope): Answer {
  const bought = readCloudResources(scope)
    .filter(({ is }) => is === 'store')
    .map(({ evidence }) => evidence);
  const outside = [
    ...aliases(scope),
    ...suppliedServices(scope),
    ...hardCodedHosts(scope),
    ...bought.slice(0, 3),
  ];
  const running = runningDatabases(scope);
  const inside = [
    ...running.map(({ object, database, fate }) => ({
      ...placeOf(object, scope),
      text: `${database.store.product} runs in the cluster as "${object.name ?? '?'}"${fate?.kept === true ? ', on a volume that stays' : ''}.`,
    })),
    ...operatedDatabases(scope).map(({ object, product }) => ({
      ...placeOf(object, scope),
      text: `An operator runs ${product} in the cluster as "${object.name ?? '?'}".`,
    })),
    ...statefulPrograms(scope).map((object) => ({
      ...placeOf(object, scope),
      text: `"${object.name ?? '?'}" keeps its data in the cluster, on a volume that stays.`,
    })),
    ...releasedDatabases(scope),
  ];
  if (inside.length === 0 && outside.length === 0) {
    return (
      hiddenObjects('Databases', ['StatefulSet', 'Deployment'], scope) ??
      doesNotApply('No manifest here runs a database, and none leads to one outside.')
    );
  }
  if (inside.length === 0) return { state: 'done', evidence: outside };
  const careful = running.every(({ fate }) => fate?.kept === true);
  return {
    state: outside.length > 0 || careful ? 'partly' : 'open',
    evidence: [...inside, ...outside],
    next: 'Move the databases to a managed service, or decide on purpose to run them here.',
  };
}

function placeOf(object: KubernetesObject, scope: Scope): Omit<Evidence, 'text'> {
  const at = object.view.get('metadata', 'name');
  return { path: object.path, at, object: nameOf(object, scope) };
}

function services(scope: Scope): readonly KubernetesObject[] {
  return wholeObjects('Service', scope).filter(({ service }) => service !== undefined);
}

/** ExternalName Services that lead out of the cluster. */
function aliases(scope: Scope): readonly Evidence[] {
  return services(scope).flatMap((object) => {
    const host = object.service?.externalName ?? '';
    const usable = host.includes('.') && addressFamily(host) === undefined && !/[:/]/.test(host);
    if (object.service?.type !== 'ExternalName' || !usable) return [];
    if (/\.svc(?:\.cluster\.local)?\.?$/.test(host)) return [];
    const at = object.view.get('spec', 'externalName');
    const text = `"${object.name ?? '?'}" is an alias for ${host}.`;
    return [{ ...placeOf(object, scope), at, text }];
  });
}

function selectorless(scope: Scope): readonly KubernetesObject[] {
  return services(scope).filter(
    ({ service }) => service?.type !== 'ExternalName' && service?.selector === undefined,
  );
}

function suppliedServices(scope: Scope): readonly Evidence[] {
  return selectorless(scope).flatMap((object) => {
    const [supplier] = suppliersOf(object, scope);
    if (supplier === undefined) return [];
    const text = `"${object.name ?? '?'}" leads to addresses written by hand in ${supplier.kind}.`;
    return [{ ...placeOf(object, scope), text }];
  });
}

/** Managed databases that containers or ConfigMaps name by their own host. */
const hardCodedHosts = perScope((scope): readonly Evidence[] => {
  const found = new Map<string, Evidence>();
  const read = (view: View, name: string | undefined, object: KubernetesObject): void => {
    for (const { host, span } of extractHosts(
      view.text ?? '',
      name === undefined ? {} : { name },
    )) {
      const provider = managedHost(host);
      if (provider === undefined || found.has(host)) continue;
      const at = view.part(span.start, span.end);
      const text = `"${object.name ?? '?'}" uses ${host} (${provider}).`;
      found.set(host, { ...placeOf(object, scope), at, text });
    }
  };
  for (const object of wholeObjects('ConfigMap', scope)) {
    for (const entry of object.view.get('data').entries) read(entry, entry.key, object);
  }
  for (const object of [...WORKLOADS, 'CronJob', 'Job'].flatMap((kind) =>
    wholeObjects(kind, scope),
  )) {
    const containers = workloadOf(object)?.containers ?? [];
    for (const variable of containers.flatMap(({ view }) => view.get('env').items)) {
      read(variable.get('value'), variable.get('name').text, object);
    }
  }
  return [...found.values()];
});

function externalNames(scope: Scope): Answer {
  const found = aliases(scope);
  if (found.length > 0) return { state: 'done', evidence: found };
  const hosts = hardCodedHosts(scope);
  if (hosts.length > 0) {
    return {
      state: 'open',
      evidence: hosts,
      next: 'Give the outside host a name in the cluster with an ExternalName Service.',
    };
  }
  return doesNotApply('No ExternalName Service leads out of the cluster; you may not need one.');
}

function handWrittenEndpoints(scope: Scope): Answer {
  const supplied = suppliedServices(scope);
  const bare = selectorless(scope).filter(
    (object) => object.service?.headless === false && suppliersOf(object, scope).length === 0,
  );
  const missing = bare.map((object) => ({
    ...placeOf(object, scope),
    text: `"${object.name ?? '?'}" has no selector, and no endpoints in these files.`,
  }));
  if (supplied.length === 0 && missing.length === 0) {
    return doesNotApply('No Service without a selector is here; you may not need one.');
  }
  const evidence = [...missing, ...supplied];
  if (missing.length === 0) return { state: 'done', evidence };
  const state = supplied.length === 0 ? 'open' : 'partly';
  const name = bare[0]?.name ?? '?';
  return { state, evidence, next: `Write an EndpointSlice for "${name}".` };
}

function ambassadors(scope: Scope): Answer {
  const evidence = WORKLOADS.flatMap((kind) => wholeObjects(kind, scope)).flatMap((object) =>
    ambassadorIn(object, scope),
  );
  if (evidence.length > 0) return { state: 'done', evidence };
  return doesNotApply('No proxy in front of a datastore is here; you may not need one.');
}

/** A proxy beside an application that talks to localhost, or one that a datastore's port leads to. */
function ambassadorIn(object: KubernetesObject, scope: Scope): readonly Evidence[] {
  const containers = (workloadOf(object)?.containers ?? []).filter(({ role }) => role !== 'init');
  const proxy = containers.find(({ view }) => proxyImage(view.get('image').text ?? ''));
  if (proxy === undefined) return [];
  const name = proxyImage(proxy.view.get('image').text ?? '') ?? '';
  const others = containers.filter((container) => container !== proxy);
  const beside = others.some(talksToLocalhost);
  const before = others.length === 0 && leadsToDatastore(object, scope);
  if (!beside && !before) return [];
  const login =
    hasSecret(proxy) && !others.some(hasSecret) ? ' It adds the credentials itself.' : '';
  const where = beside ? 'beside the application' : 'in front of a datastore';
  const at = proxy.view.get('image');
  const text = `${name} stands ${where} in "${object.name ?? '?'}".${login}`;
  return [{ ...placeOf(object, scope), at, text }];
}

function talksToLocalhost({ view }: Container): boolean {
  return view
    .get('env')
    .items.some((item) => /\b(?:localhost|127\.0\.0\.1)\b/.test(item.get('value').text ?? ''));
}

const DATASTORE_PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 3306, 5432, 5672, 6379, 9042, 9092, 9200, 11211, 27017,
]);

function leadsToDatastore(object: KubernetesObject, scope: Scope): boolean {
  return servicesFor(object, scope).some(
    ({ service }) => service?.ports.some(({ port }) => DATASTORE_PORTS.has(port ?? 0)) === true,
  );
}

function hasSecret({ view }: Container): boolean {
  return (
    view.get('env').items.some((item) => item.get('valueFrom').has('secretKeyRef')) ||
    view.get('envFrom').items.some((item) => item.has('secretRef'))
  );
}
