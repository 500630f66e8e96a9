/** Host names that manifests hold as plain text, and the pods that will look them up. */
import { resolve } from '../hosts/dns.ts';
import type { PodDns } from '../hosts/dns.ts';
import { extractHosts } from '../hosts/hosts.ts';
import type { HostMention } from '../hosts/hosts.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../kubernetes/workload-kinds.ts';
import { namedBy } from './references.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Mark, View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface HostLiteral {
  /** The scalar that holds the host. */
  readonly view: View;
  /** The host alone. */
  readonly mark: Mark;
  readonly mention: HostMention;
  /** The variable, flag or key that the value belongs to. */
  readonly name: string | undefined;
}

/** A scalar whose value can hold hosts. */
export interface Stretch {
  readonly view: View;
  readonly text: string;
  readonly name?: string;
}

/** Longer values are data or code that somebody else wrote; in UTF-16 units. */
const LONGEST_VALUE = 20_000;

/** The hosts in env values, arguments, ConfigMap data and Secret stringData of an object. */
export function hostLiterals(object: KubernetesObject): readonly HostLiteral[] {
  if (object.workload === undefined && object.keys === undefined) return [];
  return object.document.once(readLiterals, object);
}

/**
 * Those hosts of an object that may be shown: in a Secret, only what resolves to a Service of these
 * files, as anything else could be a secret.
 */
export function shownHosts(object: KubernetesObject, scope: Scope): readonly HostLiteral[] {
  const literals = hostLiterals(object);
  if (object.kind !== 'Secret' || literals.length === 0) return literals;
  const readers = readersOf(object, scope);
  return literals.filter(({ mention }) =>
    readers.some((reader) => isServiceHere(mention.host, { object, reader }, scope)),
  );
}

interface Reading {
  readonly object: KubernetesObject;
  readonly reader: PodDns;
}

function isServiceHere(host: string, { object, reader }: Reading, scope: Scope): boolean {
  const { answer } = resolve(host, reader, scope.serviceFinder(object.path));
  if (answer?.service === undefined) return false;
  const { name, namespace } = answer.service;
  return scope.definitions('Service', name, object.path, [namespace]).length > 0;
}

/** Reads what most questions about a whole workspace begin with, with a rest behind each file. */
export function* readAhead(workspace: Workspace): Generator<undefined, void> {
  for (const { path } of workspace.files) {
    for (const object of workspace.objectsIn(path)) hostLiterals(object);
    yield;
  }
}

function readLiterals(object: KubernetesObject): readonly HostLiteral[] {
  return stretchesOf(object).flatMap(({ view, text, name }) =>
    extractHosts(text, name === undefined ? {} : { name }).map((mention) => ({
      ...{ view, mention, name },
      mark: view.part(mention.span.start, mention.span.end),
    })),
  );
}

/** Everything in an object that can hold hosts: values of variables, arguments, configuration. */
export function stretchesOf(object: KubernetesObject): readonly Stretch[] {
  if (object.group === '' && object.kind === 'ConfigMap') return dataStretches(object, 'data');
  if (object.group === '' && object.kind === 'Secret') return dataStretches(object, 'stringData');
  return (workloadOf(object)?.containers ?? []).flatMap(({ view }) => [
    ...view.get('env').items.flatMap((item) => stretch(item.get('value'), item.get('name').text)),
    ...argumentStretches(view.get('command').items),
    ...argumentStretches(view.get('args').items),
    ...HANDLERS.flatMap((handler) => handlerStretches(view.get(...handler))),
  ]);
}

/** What the kubelet runs, or calls, in place of the program. */
const HANDLERS = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe]),
  ...['postStart', 'preStop'].map((hook) => ['lifecycle', hook]),
];

function handlerStretches(handler: View): readonly Stretch[] {
  return argumentStretches(handler.get('exec', 'command').items);
}

function dataStretches(object: KubernetesObject, field: string): readonly Stretch[] {
  return object.view.get(field).entries.flatMap((view) => stretch(view, view.key));
}

/** The value behind `--redis-host redis` is named after the flag before it. */
function argumentStretches(items: readonly View[]): readonly Stretch[] {
  return items.flatMap((view, i) => {
    const name = /^-{1,2}([\w.-]+)$/.exec(items[i - 1]?.string ?? '')?.[1];
    return stretch(view, name);
  });
}

function stretch(view: View, name: string | undefined): readonly Stretch[] {
  const text = view.string;
  if (text === undefined || text.length > LONGEST_VALUE) return [];
  return [{ view, text, ...(name !== undefined && { name }) }];
}

/**
 * The pods that read an object's values: its own, or those that name this ConfigMap or Secret; one
 * plain pod for each namespace where nobody does.
 */
export function readersOf(object: KubernetesObject, scope: Scope): readonly PodDns[] {
  if (object.workload !== undefined) return scope.podDns(object);
  const namespaces = scope.namespacesOf(object);
  const id = `${object.kind}/${object.name ?? ''}`;
  const readers = WORKLOAD_KINDS.flatMap((kind) => {
    const known = scope.workedOut(kind, object.path, `readers in ${kind}`, (workloads) =>
      readersByName(workloads, scope),
    );
    return [...new Set(namespaces.flatMap((namespace) => known.get(`${namespace} ${id}`) ?? []))];
  })
    .flatMap((workload) => scope.podDns(workload))
    .filter(({ namespace }) => namespaces.includes(namespace));
  return readers.length > 0 ? readers : namespaces.map((namespace) => ({ namespace }));
}

/** Workloads by their namespaces and the `ConfigMap/name` of what they name. */
function readersByName(
  workloads: readonly KubernetesObject[],
  scope: Scope,
): ReadonlyMap<string, readonly KubernetesObject[]> {
  const readers = new Map<string, KubernetesObject[]>();
  for (const workload of workloads) {
    const namespaces = scope.namespacesOf(workload);
    const titles = [...namedBy(workload)];
    for (const id of namespaces.flatMap((namespace) =>
      titles.map((title) => `${namespace} ${title}`),
    )) {
      const known = readers.get(id);
      if (known === undefined) readers.set(id, [workload]);
      else known.push(workload);
    }
  }
  return readers;
}

/** Whether the pod's questions go to the cluster's DNS, with settings that the files show. */
export function asksCluster({ policy, hostNetwork }: PodDns): boolean {
  if (policy === 'Default' || policy === 'None') return false;
  return hostNetwork !== true || policy === 'ClusterFirstWithHostNet';
}
