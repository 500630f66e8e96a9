/** Reads what the questions of the guide need from one cluster: lists only, one for each kind. */
import { listOf, recordOf, textOf, textsOf } from '../core/live/json.ts';
import { isSystemNamespace } from '../core/live/system-objects.ts';
import { LIVE_KINDS, SECRETS } from '../core/live/live-kinds.ts';
import type { LiveKind } from '../core/live/live-kinds.ts';
import { liveObject } from '../core/live/snapshot.ts';

import type { Access, Gap, LiveObject, Snapshot } from '../core/live/snapshot.ts';
import type { Outcome, Problem, ReadRequest } from '../core/live/cluster-access.ts';
import type { Connection } from './connection.ts';
import { listAll, listPath, listSecrets, MOST_OBJECTS } from './list.ts';
import { CANCELLED, failed } from './problem.ts';

/** How many lists are asked for at the same time. */
const AT_ONCE = 6;

/** Reads a cluster; fails only where nothing at all can be known. */
export async function readCluster(
  connection: Connection,
  request: ReadRequest,
): Promise<Outcome<Snapshot>> {
  const { context, contexts, signal, namespace, now = Date.now } = request;
  const groups = await readGroups(connection, signal);
  if (!groups.ok) return groups;
  const version = await readVersion(connection, signal);
  const asked = LIVE_KINDS.flatMap((kind) => {
    const versions = groups.value.get(kind.group);
    if (versions === undefined) return [];
    const served = versions.includes(kind.version) ? kind.version : versions[0];
    return served === undefined ? [] : [{ ...kind, version: served }];
  });
  const lists = await readLists(connection, asked, request);
  const secrets = await readSecrets(connection, namespacesIn(lists, request), request);
  const access = await readAccess(connection, namespace ?? context.namespace ?? 'default', signal);
  if (signal.aborted) return failed(CANCELLED);
  return {
    ok: true,
    value: {
      ...{ context, contexts, takenAt: now(), groups: groups.value },
      ...(version !== undefined && { version }),
      ...(namespace !== undefined && { namespace }),
      objects: [...lists, ...secrets].flatMap(({ objects }) => objects),
      gaps: [...lists, ...secrets].flatMap(({ gaps }) => gaps),
      ...(access !== undefined && { access }),
    },
  };
}

type Groups = ReadonlyMap<string, readonly string[]>;

async function readGroups(connection: Connection, signal: AbortSignal): Promise<Outcome<Groups>> {
  const answer = await connection.ask({ path: '/apis' }, signal);
  if (!answer.ok) return answer;
  const groups = new Map<string, readonly string[]>([['', ['v1']]]);
  for (const entry of listOf(recordOf(answer.value)['groups']).map(recordOf)) {
    const versions = listOf(entry['versions']).flatMap(
      (one) => textOf(recordOf(one)['version']) ?? [],
    );
    const preferred = textOf(recordOf(entry['preferredVersion'])['version']) ?? versions[0];
    const ordered = [preferred, ...versions.filter((one) => one !== preferred)];
    groups.set(
      textOf(entry['name']) ?? '',
      ordered.filter((one) => one !== undefined),
    );
  }
  if (groups.size > 1) return { ok: true, value: groups };
  return failed({
    state: 'not-json',
    text: `${connection.host} lists no API groups: is it an API server?`,
  });
}

async function readVersion(
  connection: Connection,
  signal: AbortSignal,
): Promise<string | undefined> {
  const answer = await connection.ask({ path: '/version' }, signal);
  return answer.ok ? textOf(recordOf(answer.value)['gitVersion']) : undefined;
}

interface Read {
  readonly objects: readonly LiveObject[];
  readonly gaps: readonly Gap[];
}

async function readLists(
  connection: Connection,
  kinds: readonly LiveKind[],
  request: ReadRequest,
): Promise<readonly Read[]> {
  return await someAtOnce(kinds, request.signal, (kind, i) => {
    request.progress?.(kind.plural, i, kinds.length);
    return readKind(connection, kind, request);
  });
}

/** The answers in the order of what was asked; fewer once it was stopped. */
async function someAtOnce<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  read: (item: Item, index: number) => Promise<Read>,
): Promise<readonly Read[]> {
  const results = new Map<number, Read>();
  const waiting = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (signal.aborted) return;
      results.set(next[0], await read(next[1], next[0]));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, one]) => one);
}

/** Each takes a request of its own. */
const MOST_NAMESPACES = 200;

/** The namespaces whose Secrets are asked for: those that applications live in. */
function namespacesIn(
  lists: readonly Read[],
  { namespace, context }: ReadRequest,
): readonly string[] {
  if (namespace !== undefined) return [namespace];
  const prefix = `cluster:${encodeURIComponent(context.name)}/-/Namespace/`;
  const names = lists
    .flatMap(({ objects }) => objects)
    .filter(({ path }) => path.startsWith(prefix))
    .map(({ path }) => path.slice(prefix.length, -'.yaml'.length));
  const own = names.filter((name) => !isSystemNamespace(name));
  return own.length === 0 ? [context.namespace ?? 'default'] : own;
}

async function readSecrets(
  connection: Connection,
  namespaces: readonly string[],
  { context, signal }: ReadRequest,
): Promise<readonly Read[]> {
  const read = namespaces.slice(0, MOST_NAMESPACES);
  const found = await someAtOnce(read, signal, async (namespace) => {
    const secrets = await listSecrets(connection, namespace, signal);
    return secrets.ok
      ? whole(context.name, SECRETS, secrets.value)
      : { objects: [], gaps: [gapOf(SECRETS, namespace, secrets.problem)] };
  });
  const more = namespaces.length - read.length;
  if (more === 0) return found;
  const text = `The secrets of ${String(more)} more namespaces weren't listed.`;
  const { kind, plural } = SECRETS;
  return [...found, { objects: [], gaps: [{ kind, plural, reason: 'failed', text }] }];
}

/** With narrow rights, the namespace of the context is asked for instead of all. */
async function readKind(
  connection: Connection,
  kind: LiveKind,
  { context, namespace, signal }: ReadRequest,
): Promise<Read> {
  const wide = kind.namespaced ? namespace : undefined;
  const first = await listAll(connection, kind, listPath(kind, kind.version, wide), signal);
  if (first.ok) return whole(context.name, kind, first.value);
  // A group can be there without all of its kinds.
  if (first.problem.state === 'not-found' && !kind.builtIn) return { objects: [], gaps: [] };
  const here = context.namespace ?? 'default';
  const isNarrow = first.problem.state === 'forbidden' && kind.namespaced && wide === undefined;
  if (!isNarrow) return { objects: [], gaps: [gapOf(kind, wide, first.problem)] };
  const second = await listAll(connection, kind, listPath(kind, kind.version, here), signal);
  const gap = gapOf(kind, undefined, first.problem);
  return second.ok
    ? { ...whole(context.name, kind, second.value), gaps: [{ ...gap, except: here }] }
    : { objects: [], gaps: [gap, gapOf(kind, here, second.problem)] };
}

function whole(context: string, kind: LiveKind, items: readonly object[]): Read {
  const objects = items.map((item) => liveObject(context, recordOf(item)));
  if (objects.length < MOST_OBJECTS) return { objects, gaps: [] };
  const text = `Only the first ${String(objects.length)} ${kind.plural} were read.`;
  return { objects, gaps: [{ kind: kind.kind, plural: kind.plural, reason: 'failed', text }] };
}

function gapOf({ kind, plural }: LiveKind, namespace: string | undefined, problem: Problem): Gap {
  const isForbidden = problem.state === 'forbidden';
  const where = namespace === undefined ? 'the whole cluster' : `namespace "${namespace}"`;
  return {
    ...{ kind, plural, reason: isForbidden ? 'forbidden' : 'failed' },
    ...(namespace !== undefined && { namespace }),
    text: isForbidden
      ? `Needs the right to list ${plural} in ${where}.`
      : `The ${plural} couldn't be listed: ${problem.text}`,
  };
}

async function readAccess(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<Access | undefined> {
  const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
  const kind = 'SelfSubjectRulesReview';
  const review = { apiVersion: 'authorization.k8s.io/v1', kind, spec: { namespace } };
  const answer = await connection.ask(
    { path, method: 'POST', body: JSON.stringify(review) },
    signal,
  );
  if (!answer.ok) return undefined;
  const status = recordOf(recordOf(answer.value)['status']);
  return {
    namespace,
    incomplete: status['incomplete'] === true,
    rules: listOf(status['resourceRules'])
      .map(recordOf)
      .map((rule) => ({
        verbs: textsOf(rule['verbs']),
        groups: textsOf(rule['apiGroups']),
        resources: textsOf(rule['resources']),
        names: textsOf(rule['resourceNames']),
      })),
  };
}
