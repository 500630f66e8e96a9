/** What the API server asks of the parts of a container. */
import { isPlaceholder } from '../../../core/schema/placeholders.ts';
import { quantityOf } from '../../../core/schema/numbers.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import {
  between,
  dataKey,
  dnsLabel,
  dnsName,
  isGiven,
  isSet,
  named,
  portName,
  portOrName,
  PORTS,
  twice,
} from './names.ts';

export function* container(view: View): Iterable<Refusal> {
  const name = view.get('name').text ?? '';
  yield* named(view.get('name'), 'name of a container', dnsLabel);
  const image = view.get('image');
  if ((image.text ?? '') === '')
    yield missing(view, `container "${name}" has no "image"`, { todo: 'Name the image to run.' });
  else if (/^\s|\s$/.test(image.text ?? ''))
    yield invalid(image, `the image of container "${name}" begins or ends with a blank`);
  const ports = view.get('ports').items;
  yield* twice(
    ports.map((port) => port.get('name')),
    ({ text }) => text,
    (text) => `container "${name}" has two ports "${text}"`,
  );
  yield* twice(
    view.get('volumeMounts').items.map((mount) => mount.get('mountPath')),
    ({ text }) => text,
    (text) => `two volumes are mounted at "${text}"`,
  );
}

export function* containerPort(view: View): Iterable<Refusal> {
  yield* between(view.get('containerPort'), PORTS);
  yield* between(view.get('hostPort'), PORTS);
  yield* named(view.get('name'), 'name of a port', portName);
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

export function* variable(view: View): Iterable<Refusal> {
  const name = view.get('name').text ?? '';
  if (name.includes('=')) yield invalid(view.get('name'), 'the name of a variable can hold no "="');
  const source = view.get('valueFrom');
  if (source.type !== 'map') return;
  if ((view.get('value').text ?? '') !== '')
    yield invalid(source.keyMark, `variable "${name}" has both "value" and "valueFrom"`);
  const given = SOURCES.filter((key) => source.get(key).type === 'map');
  if (given.length === 0 && source.keys.every((key) => SOURCES.includes(key)))
    yield missing(source, `"valueFrom" of variable "${name}" names no source`);
  if (given.length > 1)
    yield invalid(source.keyMark, `"valueFrom" of variable "${name}" can name one source only`);
}

const FIELDS =
  /^(?:metadata\.(?:name|namespace|uid)|metadata\.(?:labels|annotations)(?:\['[^']+'\])?|spec\.(?:nodeName|serviceAccountName)|status\.(?:hostIPs?|podIPs?))$/;

/** A field of its own that a pod reads. */
export function* fieldSelector(view: View): Iterable<Refusal> {
  const path = view.get('fieldPath');
  if (isGiven(path) && !FIELDS.test(path.text ?? ''))
    yield invalid(path, `a pod cannot read its own "${path.text ?? ''}"`);
}

/** A key of a ConfigMap or Secret that a variable reads. */
export function* keyReference(view: View): Iterable<Refusal> {
  if (!isGivenOrOpen(view.get('name'))) yield missing(view, '"name" says nothing here');
  yield* named(view.get('name'), 'name of a ConfigMap or Secret', dnsName);
  yield* named(view.get('key'), 'key', dataKey);
}

const WHOLE_SOURCES = ['configMapRef', 'secretRef'];

/** A ConfigMap or Secret of which a container reads all. */
export function* wholeSource(view: View): Iterable<Refusal> {
  const given = WHOLE_SOURCES.filter((key) => view.get(key).type === 'map');
  const isOther = view.keys.some((key) => isPlaceholder(key));
  if (given.length === 0 && !isOther && view.type === 'map')
    yield missing(view, 'this item of "envFrom" needs "configMapRef" or "secretRef"');
  for (const key of given) {
    const name = view.get(key, 'name');
    if (!isGivenOrOpen(name)) yield missing(view.get(key), `"${key}" needs a "name"`);
    yield* named(name, 'name of a ConfigMap or Secret', dnsName);
  }
}

const isGivenOrOpen = (view: View): boolean => isGiven(view) || isPlaceholder(view.text);

const STANDARD = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

export function* resources(view: View): Iterable<Refusal> {
  const [requests, limits] = [view.get('requests'), view.get('limits')];
  for (const entry of [...requests.entries, ...limits.entries]) {
    if (!STANDARD.test(entry.key) && !entry.key.includes('/') && !isPlaceholder(entry.key))
      yield invalid(
        entry.keyMark,
        `containers have no resource "${entry.key}": cpu, memory and ephemeral-storage are known`,
      );
    if ((quantityOf(entry.text ?? '') ?? 0) < 0)
      yield invalid(entry, `"${entry.key}" cannot be less than 0`);
  }
  for (const request of requests.entries) {
    const limit = limits.get(request.key);
    const [asked, most] = [quantityOf(request.text ?? ''), quantityOf(limit.text ?? '')];
    if (asked !== undefined && most !== undefined && asked > most)
      yield invalid(
        request,
        `the request for ${request.key}, ${request.text ?? ''}, is above the limit of ${limit.text ?? ''}`,
      );
  }
}

export function* volumeMount(view: View): Iterable<Refusal> {
  const path = view.get('subPath');
  if (/^\/|(?:^|\/)\.\.(?:\/|$)/.test(path.text ?? ''))
    yield invalid(path, `"subPath" has to be a relative path without ".."`);
  if (isSet(path) && isSet(view.get('subPathExpr')))
    yield invalid(
      view.get('subPathExpr').keyMark,
      '"subPath" and "subPathExpr" cannot both be set',
    );
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

export function* probe(view: View): Iterable<Refusal> {
  yield* oneHandler(view, HANDLERS, 'probe');
  for (const key of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'])
    yield* between(view.get(key), [0, Infinity]);
  const times = view.get('successThreshold');
  if (view.key !== 'readinessProbe' && (times.integer ?? 1) > 1)
    yield invalid(times, `"successThreshold" of a ${String(view.key)} has to be 1`);
}

export function* lifecycleHandler(view: View): Iterable<Refusal> {
  yield* oneHandler(view, ['exec', 'httpGet', 'tcpSocket', 'sleep'], 'handler');
}

function* oneHandler(view: View, known: readonly string[], what: string): Iterable<Refusal> {
  const given = known.filter((key) => view.get(key).type === 'map');
  if (given.length === 0 && view.keys.every((key) => !known.includes(key)))
    yield missing(view, `this ${what} does not say what to do`, {
      todo: `Add "${known[1] ?? ''}" or "exec".`,
    });
  if (given.length > 1)
    yield invalid(view.get(given[1] ?? '').keyMark, `a ${what} can do one thing only`);
}

export function* execAction(view: View): Iterable<Refusal> {
  if (view.get('command').items.length === 0) yield missing(view, '"exec" has no "command"');
}

export function* portAction(view: View): Iterable<Refusal> {
  yield* portOrName(view.get('port'));
}

export function* securityContext(view: View): Iterable<Refusal> {
  for (const key of ['runAsUser', 'runAsGroup', 'fsGroup'])
    yield* between(view.get(key), [0, 2 ** 31 - 1]);
  const escalation = view.get('allowPrivilegeEscalation');
  if (escalation.type === 'boolean' && !escalation.isTrue && view.get('privileged').isTrue)
    yield invalid(escalation, 'a privileged container cannot forbid privilege escalation');
}
