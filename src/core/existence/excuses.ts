/** Why a name that no file defines may exist all the same: one table, in the order of asking. */
import { isChartTemplate } from '../files/chart-templates.ts';
import { isOperatorSecret } from '../kubernetes/built-in-names.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { mayBeDeleted } from '../kustomize/deletions.ts';
import { broughtFromOutside } from '../workspace/kustomize-additions.ts';
import { perScope } from '../workspace/per-scope.ts';
import { releaseOf } from '../workspace/releases.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Source, Wanted } from './existence.ts';

export interface Asked extends Wanted {
  readonly namespaces: readonly string[];
}

interface Excuse {
  readonly by: Source;
  /** The reason, as a sentence, where this excuse holds. */
  readonly why: (asked: Asked, scope: Scope) => string | undefined;
}

export type ExcuseId = keyof typeof EXCUSES;

/** Only in what stands around an object: these hold for labels of pods as well as for names. */
const AROUND = {
  template: {
    by: 'chart',
    why: ({ from }, scope) =>
      scope.roleOf(from) === 'template' || isOfChart(from.path, scope)
        ? 'This file is a template, and what its chart renders is not known here.'
        : undefined,
  },
  release: {
    by: 'chart',
    why: ({ name, from }, scope) => mayMake(releaseOf(name, from.path, scope)),
  },
  operator: {
    by: 'operator',
    why: ({ name, from }, scope) => mayMake(operatedBy(name, from, scope)),
  },
  'taken-away': {
    by: 'kustomize',
    why: ({ name, from }, scope) =>
      mayBeDeleted(scope.kustomizationsAround(from.path), name)
        ? 'A patch takes an object of this name away.'
        : undefined,
  },
  'outside-base': {
    by: 'outside',
    why: ({ from }, scope) => {
      const path = broughtFromOutside(from.path, scope);
      return path && `${quoted(path)} brings in objects that are not in these files.`;
    },
  },
  'unread-file': {
    by: 'files',
    why: ({ from }, scope) => {
      const path = scope.unreadFile(from.path);
      return path && `${quoted(path)} was not read, and may hold it.`;
    },
  },
} as const satisfies Readonly<Record<string, Excuse>>;

const EXCUSES = {
  optional: {
    by: 'files',
    why: ({ optional }) => (optional === true ? 'It is optional here.' : undefined),
  },
  'filled-in': {
    by: 'files',
    why: ({ kind, name }) =>
      isName(kind, name)
        ? undefined
        : 'No object has such a name: it is filled in later, or refused.',
  },
  'usual-kind': {
    by: 'outside',
    why: ({ kind }) =>
      BROUGHT.has(kind) ? undefined : `A ${kind} is mostly there before the application comes.`,
  },
  'other-namespace': {
    by: 'outside',
    why: ({ namespace }, scope) =>
      namespace === undefined || scope.namespaces.includes(namespace)
        ? undefined
        : `Nothing in these files is in namespace ${quoted(namespace)}.`,
  },
  annotation: {
    by: 'controller',
    // The AWS load balancer controller reads such a backend as: see the annotation, it is no Service.
    why: ({ key }) =>
      key?.name === 'use-annotation' ? 'An annotation says where this leads.' : undefined,
  },
  'operator-secret': {
    by: 'operator',
    why: ({ kind, name }) =>
      kind === 'Secret' && isOperatorSecret(name) ? 'Operators give such names.' : undefined,
  },
  issued: {
    by: 'controller',
    why: (asked) =>
      asked.kind === 'Secret' && isIssued(asked)
        ? 'cert-manager makes it for this Ingress.'
        : undefined,
  },
  claim: {
    by: 'controller',
    why: (asked, scope) =>
      asked.kind === 'PersistentVolumeClaim' ? mayMake(makerOfClaim(asked, scope)) : undefined,
  },
  ...AROUND,
  'other-deployment': {
    by: 'files',
    why: ({ kind, name, from, namespace, namespaces }, scope) => {
      if (namespace !== undefined) return undefined;
      const others = scope.namespacesOf(from).filter((one) => !namespaces.includes(one));
      const [found] = others.length === 0 ? [] : scope.definitions(kind, name, from.path, others);
      return found && 'Another deployment of this file has it.';
    },
  },
  'kept-apart': {
    by: 'outside',
    // A pod that asks for a Service by name mostly comes with it; a route to it may well not.
    why: ({ kind, name, from, field, namespaces }, scope) =>
      kind === 'Service' &&
      field !== undefined &&
      from.workload === undefined &&
      scope.names('Service', from.path, namespaces).length === 0 &&
      scope.definitionsAnywhere('Service', name, from.path).length === 0
        ? 'These files hold no Service of that namespace.'
        : undefined,
  },
  'no-namespace': {
    by: 'files',
    why: ({ kind, name, from }, scope) => {
      if (kind !== 'ConfigMap' && kind !== 'Secret') return undefined;
      const others = scope.definitionsAnywhere(kind, name, from.path);
      const settled = [from, ...others.map(({ object }) => object)].every(
        (object) => object !== undefined && isPlaced(object, scope),
      );
      return others.length === 0 || settled
        ? undefined
        : 'The files leave its namespace to the command that applies them.';
    },
  },
} as const satisfies Readonly<Record<string, Excuse>>;

export const EXCUSE_IDS = Object.keys(EXCUSES) as readonly ExcuseId[];

/** Whether a file comes out of a chart together with others; once rendered, they are all there. */
function isOfChart(path: string, scope: Scope): boolean {
  return isChartTemplate(path, scope.structure.charts) && !scope.isRendered(path);
}

interface Given {
  readonly by: Source;
  readonly excuse: ExcuseId;
  readonly why: string;
}

/** The first excuse that holds for a name that was not found. */
export function excuseFor(asked: Asked, scope: Scope): Given | undefined {
  return firstOf(EXCUSES, asked, scope);
}

/** The same for a word that stands for no object, such as the value of a label. */
export function excuseAround(
  name: string,
  from: KubernetesObject,
  scope: Scope,
): Given | undefined {
  return firstOf(AROUND, { kind: '', name, from, namespaces: [] }, scope);
}

function firstOf(
  table: Readonly<Partial<Record<ExcuseId, Excuse>>>,
  asked: Asked,
  scope: Scope,
): Given | undefined {
  for (const [excuse, { by, why }] of Object.entries(table)) {
    const reason = why(asked, scope);
    if (reason !== undefined) return { by, excuse: excuse as ExcuseId, why: reason };
  }
  return undefined;
}

const quoted = (text: string): string => `"${text}"`;

/** Kinds that an application brings along; all others are mostly there before it comes. */
const BROUGHT: ReadonlySet<string> = new Set(
  `ConfigMap Secret PersistentVolumeClaim ServiceAccount Role ClusterRole Service Deployment
  StatefulSet ReplicaSet ReplicationController DaemonSet`.split(/\s+/),
);

/** False for what no name can hold: a variable, a template, a word in place of one, a slip. */
function isName(kind: string, name: string): boolean {
  // Roles may be called what they like.
  return kind.endsWith('Role') ? /^[\w.:-]+$/.test(name) : /^[a-z0-9][a-z0-9.-]*$/.test(name);
}

function mayMake(maker: KubernetesObject | undefined): string | undefined {
  return maker && `${maker.kind} ${quoted(maker.name ?? '')} may make it.`;
}

function isPlaced(object: KubernetesObject, scope: Scope): boolean {
  return scope
    .placements(object)
    .every(({ source }) => source.by !== 'default' && source.by !== 'setting');
}

/** Kinds for whose objects an operator makes Services, Secrets and pods that are named after them. */
const OPERATED: readonly string[] = [
  ...['Elasticsearch', 'Kibana', 'Logstash', 'ApmServer', 'OpenSearchCluster', 'Solr'],
  ...['Cluster', 'PostgresCluster', 'postgresql', 'Pooler', 'PerconaXtraDBCluster', 'MariaDB'],
  ...['InnoDBCluster', 'MySQLCluster', 'MongoDBCommunity', 'PerconaServerMongoDB', 'MongoDB'],
  ...['Redis', 'RedisFailover', 'RedisCluster', 'RabbitmqCluster', 'Kafka', 'NatsCluster'],
  ...['Prometheus', 'Alertmanager', 'Grafana', 'CassandraDatacenter', 'ClickHouseInstallation'],
  ...['PerconaPGCluster', 'Tenant', 'Valkey', 'Dragonfly', 'KafkaUser', 'Keycloak', 'EMQX'],
];

/** Mostly there are none, which is found out once. */
const operatedObjects = perScope((scope) => OPERATED.flatMap((kind) => scope.objects(kind)));

/** The object that an operator looks after, and whose name this is or begins with. */
function operatedBy(
  name: string,
  { path }: KubernetesObject,
  scope: Scope,
): KubernetesObject | undefined {
  return operatedObjects(scope).find(
    ({ name: own = '\0', path: other }) =>
      (name === own || name.startsWith(`${own}-`)) && scope.related(other, path),
  );
}

/** cert-manager makes the TLS Secrets of an Ingress that names an issuer. */
function isIssued({ from, field = '' }: Asked): boolean {
  if (!field.includes('tls')) return false;
  const annotations = from.view.get('metadata', 'annotations').keys;
  return annotations.some((key) => /cert-manager\.io\/|kubernetes\.io\/tls-acme/.test(key));
}

/** StatefulSets make claims out of their templates, KubeVirt's importer one of its object's name. */
function makerOfClaim({ at, name, from }: Asked, scope: Scope): KubernetesObject | undefined {
  const volume = at?.parent?.parent?.get('name').text;
  if (volume !== undefined && claimTemplates(from).includes(volume)) return from;
  const importer = scope.objects('DataVolume', from.path).find((object) => object.name === name);
  return (
    importer ??
    scope.objects('StatefulSet', from.path).find((set) =>
      claimTemplates(set)
        .map((template) => `${template}-${set.name ?? ''}-`)
        .some((prefix) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))),
    )
  );
}

function claimTemplates({ view }: KubernetesObject): readonly string[] {
  return view
    .get('spec', 'volumeClaimTemplates')
    .items.flatMap((claim) => claim.get('metadata', 'name').text ?? []);
}
