/** What the API server asks of the parts of a pod, one against the other. */
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { isPlaceholder } from '../../../core/schema/placeholders.ts';
import type { View } from '../../../core/yaml/view.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { between, dnsLabel, dnsName, isSet, labelled, named, twice } from './names.ts';

/** A Pod; what is half of one has a name and no `spec`, too, but is no whole object. */
export function* pod({ view }: KubernetesObject): Iterable<Refusal> {
  if (!isSet(view.get('spec'))) yield missing(view, 'a Pod needs a "spec" with "containers"');
}

const LISTS = ['initContainers', 'containers'];

export function* podSpec(view: View): Iterable<Refusal> {
  const containers = LISTS.flatMap((list) => view.get(list).items);
  const list = view.get('containers');
  if (list.type === 'sequence' && list.items.length === 0)
    yield missing(list, 'a pod needs at least one container');
  yield* twice(
    containers.map((one) => one.get('name')),
    ({ text }) => text,
    (text) => `two containers are called "${text}"`,
  );
  yield* volumeNames(view);
  for (const one of containers) yield* mountedVolumes(one, view);
  yield* hostPorts(containers);
  yield* labelled(view.get('nodeSelector'));
  yield* named(view.get('serviceAccountName'), 'name of a ServiceAccount', dnsName);
  yield* named(view.get('hostname'), 'host name', dnsLabel);
  yield* named(view.get('subdomain'), 'subdomain', dnsLabel);
  yield* named(view.get('priorityClassName'), 'name of a PriorityClass', dnsName);
}

function* volumeNames(pod: View): Iterable<Refusal> {
  const names = pod.get('volumes').items.map((volume) => volume.get('name'));
  for (const name of names) yield* named(name, 'name of a volume', dnsLabel);
  yield* twice(
    names,
    ({ text }) => text,
    (text) => `two volumes are called "${text}"`,
  );
}

function* mountedVolumes(container: View, pod: View): Iterable<Refusal> {
  const names = [
    ...pod.get('volumes').items.map((volume) => volume.get('name')),
    ...claims(pod),
  ].flatMap(({ text }) => text ?? []);
  if (names.some(isPlaceholder)) return;
  for (const mount of container.get('volumeMounts').items) {
    const name = mount.get('name');
    const { text } = name;
    if (text === undefined || names.includes(text) || isPlaceholder(text)) continue;
    const value = nearest(text, names);
    const todo =
      value === undefined
        ? `Add it to "volumes", or name one of them.`
        : `Did you mean "${value}"?`;
    yield invalid(name, `this pod has no volume "${text}"`, { todo, ...(value && { value }) });
  }
}

/** A StatefulSet makes a volume of each of its claims. */
function claims(pod: View): readonly View[] {
  const spec = pod.parent?.parent;
  return (spec?.get('volumeClaimTemplates').items ?? []).map((one) => one.get('metadata', 'name'));
}

function* hostPorts(containers: readonly View[]): Iterable<Refusal> {
  const ports = containers
    .flatMap((one) => one.get('ports').items)
    .filter((port) => port.has('hostPort'));
  yield* twice(
    ports.map((port) => port.get('hostPort')),
    (view) => {
      const { parent } = view;
      const rest = ['protocol', 'hostIP'].map(
        (key) => parent?.get(key).text ?? (key === 'protocol' ? 'TCP' : ''),
      );
      return [view.text ?? '', ...rest].join(' ');
    },
    (text) => `two containers of this pod take port ${text.split(' ')[0] ?? ''} of the node`,
  );
}

/** Every key of a volume but these two names what it is made of. */
const NO_SOURCE = ['name'];

const NAMED_SOURCES = [
  ['secret', 'secretName'],
  ['configMap', 'name'],
  ['persistentVolumeClaim', 'claimName'],
] as const;

export function* volume(view: View): Iterable<Refusal> {
  const sources = view.entries.filter(
    ({ key, type }) => !NO_SOURCE.includes(key) && type === 'map',
  );
  const [, second] = sources;
  if (second !== undefined)
    yield invalid(
      second.keyMark,
      `volume "${view.get('name').text ?? ''}" can be of one type only`,
    );
  const pod = view.parent?.parent;
  const isOfClaim =
    pod !== undefined && claims(pod).some(({ text }) => text === view.get('name').text);
  for (const [source, key] of NAMED_SOURCES) {
    const from = view.get(source);
    if (isOfClaim) continue;
    if (from.type === 'map' && (from.get(key).text ?? '') === '')
      yield missing(from, `this volume needs "${source}.${key}"`);
  }
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected'])
    yield* between(view.get(source, 'defaultMode'), [0, 0o777]);
}

export function* keyToPath(view: View): Iterable<Refusal> {
  yield* between(view.get('mode'), [0, 0o777]);
  const path = view.get('path');
  if (/^\/|(?:^|\/)\.\.(?:\/|$)/.test(path.text ?? ''))
    yield invalid(path, '"path" has to be a relative path without ".."');
}

export function* toleration(view: View): Iterable<Refusal> {
  const operator = view.get('operator').text ?? 'Equal';
  const value = view.get('value');
  if (operator === 'Exists' && (value.text ?? '') !== '')
    yield invalid(value, 'a toleration with "Exists" can have no "value"');
  if ((view.get('key').text ?? '') === '' && operator !== 'Exists')
    yield missing(view, 'a toleration without a "key" needs the operator "Exists"');
  const seconds = view.get('tolerationSeconds');
  if (seconds.integer !== undefined && view.get('effect').text !== 'NoExecute')
    yield invalid(seconds, '"tolerationSeconds" needs the effect "NoExecute"');
}

export function* spread(view: View): Iterable<Refusal> {
  yield* between(view.get('maxSkew'), [1, Infinity]);
}

export function* weighted(view: View): Iterable<Refusal> {
  yield* between(view.get('weight'), [1, 100]);
}
