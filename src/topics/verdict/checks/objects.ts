/** What the API server asks of what objects say of themselves, and of plain data. */
import { isNamespaced } from '../../../core/kubernetes/api-versions.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import {
  annotated,
  dataKey,
  dnsLabel,
  dnsName,
  isGiven,
  keyed,
  labelled,
  named,
  pathSegment,
} from './names.ts';

/** Kinds whose names are no DNS names with dots. */
const FORMS: Readonly<Record<string, (name: string) => string | undefined>> = {
  Namespace: dnsLabel,
  Service: dnsLabel,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
  PodDisruptionBudget: pathSegment,
  Event: pathSegment,
  // What its parts are is asked elsewhere.
  APIService: dnsName,
};

export function* metadata({ view, kind, apiVersion }: KubernetesObject): Iterable<Refusal> {
  const own = view.get('metadata');
  const form = Object.hasOwn(FORMS, kind) ? FORMS[kind] : dnsName;
  yield* named(own.get('name'), 'name', form ?? dnsName);
  if (own.get('name').text === '' && (own.get('generateName').text ?? '') === '')
    yield missing(own, `this ${kind} has no "name"`);
  // A server that has no use for it does not look at it.
  if (isNamespaced(kind, apiVersion) !== false)
    yield* named(own.get('namespace'), 'name of a namespace', dnsLabel);
}

/** The metadata of objects and of templates. */
export function* objectMeta(view: View): Iterable<Refusal> {
  yield* labelled(view.get('labels'));
  yield* annotated(view.get('annotations'));
}

export function* configMap({ view }: KubernetesObject): Iterable<Refusal> {
  const [data, binary] = [view.get('data'), view.get('binaryData')];
  for (const entry of [...data.entries, ...binary.entries]) yield* keyed(entry, 'key', dataKey);
  for (const entry of binary.entries)
    if (data.has(entry.key)) yield invalid(entry.keyMark, `"${entry.key}" is in "data", too`);
}

/** The keys that the types of Secrets need. */
const SECRET_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

export function* secret({ view }: KubernetesObject): Iterable<Refusal> {
  const maps = [view.get('data'), view.get('stringData')];
  for (const entry of maps.flatMap((map) => map.entries)) yield* keyed(entry, 'key', dataKey);
  const type = view.get('type');
  const has = (key: string): boolean => maps.some((map) => map.has(key));
  const name = type.text ?? '';
  for (const key of Object.hasOwn(SECRET_KEYS, name) ? (SECRET_KEYS[name] ?? []) : [])
    if (!has(key)) yield invalid(type, `a Secret of this type needs the key "${key}"`);
  if (name === 'kubernetes.io/basic-auth' && !has('username') && !has('password'))
    yield invalid(type, 'a Secret of this type needs "username" or "password"');
  const account = view.get('metadata', 'annotations', 'kubernetes.io/service-account.name');
  if (name === 'kubernetes.io/service-account-token' && (account.text ?? '') === '')
    yield invalid(
      type,
      'a Secret of this type needs the annotation "kubernetes.io/service-account.name"',
    );
}

/** A Role or ClusterRole. */
export function* role({ view, kind }: KubernetesObject): Iterable<Refusal> {
  for (const rule of view.get('rules').items) {
    const urls = rule.get('nonResourceURLs');
    if (rule.get('verbs').items.length === 0) yield missing(rule, 'a rule needs "verbs"');
    if (urls.items.length > 0) {
      if (kind === 'Role') yield invalid(urls.keyMark, 'a Role can have no "nonResourceURLs"');
      if (rule.get('resources').items.length > 0 || rule.get('apiGroups').items.length > 0)
        yield invalid(urls.keyMark, 'a rule is about resources or about URLs, and cannot be both');
      continue;
    }
    for (const key of ['apiGroups', 'resources'])
      if (rule.get(key).items.length === 0)
        yield missing(rule, `a rule needs "${key}"`, {
          todo:
            key === 'apiGroups'
              ? 'The group of Pods and Services is "".'
              : 'Name the resources, such as pods.',
        });
  }
}

const RBAC = 'rbac.authorization.k8s.io';

function* rbacGroup(view: View): Iterable<Refusal> {
  if (isGiven(view) && view.text !== RBAC)
    yield invalid(view, `the group of this kind is ${RBAC}`, { value: RBAC });
}

const SUBJECTS = ['User', 'Group', 'ServiceAccount'];

/** A RoleBinding or ClusterRoleBinding. */
export function* binding({ view, kind }: KubernetesObject): Iterable<Refusal> {
  const reference = view.get('roleRef');
  const target = reference.get('kind');
  const kinds = kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (isGiven(target) && !kinds.includes(target.text ?? ''))
    yield invalid(target, `a ${kind} can refer to a ${kinds.join(' or ')} only`);
  yield* rbacGroup(reference.get('apiGroup'));
  for (const subject of view.get('subjects').items) {
    if (/^(?:User|Group)$/.test(subject.get('kind').text ?? ''))
      yield* rbacGroup(subject.get('apiGroup'));
    const who = subject.get('kind');
    if (isGiven(who) && !SUBJECTS.includes(who.text ?? ''))
      yield invalid(who, `"${who.text ?? ''}" is no subject: User, Group or ServiceAccount is`);
    if (
      kind === 'ClusterRoleBinding' &&
      who.text === 'ServiceAccount' &&
      (subject.get('namespace').text ?? '') === ''
    )
      yield missing(subject, 'a ServiceAccount needs its "namespace" here');
  }
}

/** Kubernetes' own groups are given out by its makers. */
const APPROVAL = 'api-approved.kubernetes.io';

/** A CustomResourceDefinition. */
export function* customKind({ view }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  const [plural, group] = [spec.get('names', 'plural').text, spec.get('group').text];
  const name = view.get('metadata', 'name');
  const wanted = `${plural ?? ''}.${group ?? ''}`;
  if (plural !== undefined && group !== undefined && isGiven(name) && name.text !== wanted)
    yield invalid(name, `this CRD has to be called "${wanted}"`, { value: wanted });
  const approval = view.get('metadata', 'annotations', APPROVAL);
  if (/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group ?? '') && (approval.text ?? '') === '')
    yield missing(
      view.get('metadata'),
      `a CRD of the group "${group ?? ''}" needs the annotation "${APPROVAL}"`,
    );
  const scope = spec.get('scope');
  if (isGiven(scope) && !/^(?:Cluster|Namespaced)$/.test(scope.text ?? ''))
    yield invalid(scope, `"${scope.text ?? ''}" is no scope: Namespaced or Cluster is`);
  const versions = spec.get('versions').items;
  const stored = versions.filter((version) => version.get('storage').isTrue);
  if (versions.length > 0 && stored.length !== 1)
    yield invalid(spec.get('versions').keyMark, 'exactly one version has to have "storage: true"');
}
