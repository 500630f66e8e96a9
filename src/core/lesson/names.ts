/** The reader's own names, for examples and pictures. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { guideObjects } from '../guide/objects.ts';
import { readWorkloads } from '../guide/workloads.ts';
import { isAside } from '../guide/evidence.ts';
import type { Scope } from '../workspace/scope.ts';

/** What the deck and our lessons call things. A reader who has such a thing reads its name instead. */
export const STAND_INS = {
  namespace: 'blue',
  otherNamespace: 'green',
  service: 'redis',
  servicePort: '6379',
  workload: 'web',
  workloadPort: '8080',
  host: 'shop.example.com',
  ingress: 'web-ingress',
  config: 'web-config',
  secret: 'web-secret',
  alias: 'outside-db',
  aliasHost: 'db.example.com',
} as const;

type Thing = keyof typeof STAND_INS;

/** One name for each thing that lessons speak of. */
export type Names = Readonly<Record<Thing, string>>;

const LABEL = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const HOST = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z](?:[-a-z0-9]*[a-z0-9])?)+$/;
const LONGEST_HOST = 100;
/** YAML 1.1 reads these as something else than text. */
const NO_TEXT = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n']);

/** A name that is safe in YAML and in a shell as it stands; no other one gets into an example. */
const isPlain = (name: string): boolean => LABEL.test(name) && !NO_TEXT.has(name);

/** The names of a workspace, with the deck's own for what it has not. */
export function readNames(scope: Scope): Names {
  const found = readFound(scope);
  const namespace = found.namespace ?? STAND_INS.namespace;
  return {
    ...STAND_INS,
    // Two things must not get one name because a reader has half of them.
    otherNamespace: namespace === STAND_INS.otherNamespace ? 'blue' : STAND_INS.otherNamespace,
    ...found,
  };
}

function readFound(scope: Scope): Partial<Names> {
  const service = readService(scope);
  const route = readRoute(scope);
  const alias = objects('Service', scope).find(
    (object) =>
      isShort(object) && STORE.test(`${object.name ?? ''} ${object.service?.externalName ?? ''}`),
  );
  return {
    ...service,
    ...route,
    ...named('config', objects('ConfigMap', scope)),
    ...named('secret', objects('Secret', scope)),
    ...(alias && { alias: alias.name ?? '', aliasHost: alias.service?.externalName ?? '' }),
  };
}

function isShort({ service }: KubernetesObject): boolean {
  const host = service?.externalName ?? '';
  return host.length <= LONGEST_HOST && HOST.test(host);
}

/** The lesson is about databases: an alias of a mail server would mislead. */
const STORE = /db|database|sql|postgres|mongo|redis|valkey|cache|rds|maria/;

function objects(kind: string, scope: Scope): readonly KubernetesObject[] {
  return guideObjects(kind, scope).filter(
    ({ name, path }) => name !== undefined && isPlain(name) && !isAside(path),
  );
}

function named(thing: Thing, [first]: readonly KubernetesObject[]): Partial<Names> {
  return first?.name === undefined ? {} : { [thing]: first.name };
}

/** A Service that two namespaces have, as the deck's; else any. */
function readService(scope: Scope): Partial<Names> {
  const services = objects('Service', scope).filter(
    ({ service }) => service?.selector !== undefined && service.ports.length > 0,
  );
  const byName = Map.groupBy(services, ({ name }) => name ?? '');
  const namespacesOf = (all: readonly KubernetesObject[]): readonly string[] =>
    [...new Set(all.flatMap((object) => scope.namespacesOf(object)))].filter(isPlain).sort();
  const shared = [...byName].map(([name, all]) => ({ name, all, at: namespacesOf(all) }));
  const best =
    shared.find(({ name, at }) => name === STAND_INS.service && at.length > 1) ??
    shared.find(({ at }) => at.length > 1) ??
    shared[0];
  if (best === undefined) return someNamespaces(scope);
  const [namespace, otherNamespace] = [...new Set([...best.at, ...scope.namespaces])].filter(
    isPlain,
  );
  const port = best.all[0]?.service?.ports[0]?.port;
  return {
    service: best.name,
    ...(port !== undefined && { servicePort: String(port) }),
    ...(namespace !== undefined && { namespace }),
    ...(otherNamespace !== undefined && { otherNamespace }),
  };
}

function someNamespaces(scope: Scope): Partial<Names> {
  const [namespace, otherNamespace] = scope.namespaces.filter(isPlain);
  return {
    ...(namespace !== undefined && { namespace }),
    ...(otherNamespace !== undefined && { otherNamespace }),
  };
}

/** What an Ingress leads to; else any workload that is not a database by its name. */
function readRoute(scope: Scope): Partial<Names> {
  for (const ingress of objects('Ingress', scope)) {
    const rule = ingress.view.get('spec', 'rules').items[0];
    const host = rule?.get('host').text ?? '';
    const backend = rule?.get('http', 'paths').items[0]?.get('backend', 'service');
    const workload = backend?.get('name').text ?? '';
    if (!isPlain(workload)) continue;
    const port = backend?.get('port', 'number').text ?? '';
    return {
      ingress: ingress.name ?? '',
      workload,
      ...(HOST.test(host) && host.length <= LONGEST_HOST && { host }),
      ...(/^\d{2,5}$/.test(port) && { workloadPort: port }),
    };
  }
  return named(
    'workload',
    readWorkloads(scope).filter(
      ({ kind, name }) => kind === 'Deployment' && name !== undefined && isPlain(name),
    ),
  );
}

const THINGS = new Map(Object.entries(STAND_INS).map(([thing, word]) => [word, thing as Thing]));
/** Every stand-in as a word by itself; longer ones before those that begin alike, so that `redis-0` is a `redis`. */
const WORDS =
  /(?<!\w)(?:shop\.example\.com|db\.example\.com|web-ingress|web-config|web-secret|outside-db|blue|green|redis|6379|web|8080)(?!\w)/g;

/** A piece of code with the reader's names in the places of the deck's. */
export function withNames(code: string, names: Names): string {
  return code.replace(WORDS, (word) => {
    const thing = THINGS.get(word as (typeof STAND_INS)[Thing]);
    return thing === undefined ? word : names[thing];
  });
}
