/** Lists of one kind, page by page. */
import { listOf, recordOf, textOf } from '../core/live/json.ts';
import type { JsonObject } from '../core/live/json.ts';
import { SECRETS } from '../core/live/live-kinds.ts';
import type { LiveKind } from '../core/live/live-kinds.ts';
import type { Connection } from './connection.ts';
import { failed } from './problem.ts';
import type { Outcome } from '../core/live/cluster-access.ts';

const PAGE = 500;
/** A list whose pages run out begins anew; the last time it is asked for in one piece. */
const ATTEMPTS = 3;
/** Nobody looks through more of one kind. */
export const MOST_OBJECTS = 50_000;

const METADATA =
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json;as=PartialObjectMetadataList;v=v1beta1;g=meta.k8s.io';

/** The path of a kind's list in one namespace, or in all. */
export function listPath(kind: LiveKind, version: string, namespace?: string): string {
  const root = kind.group === '' ? `/api/${version}` : `/apis/${kind.group}/${version}`;
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${within}/${kind.plural}`;
}

/** Everything of one kind; each object has its kind and version. */
export async function listAll(
  connection: Connection,
  kind: LiveKind,
  path: string,
  signal: AbortSignal,
): Promise<Outcome<readonly JsonObject[]>> {
  for (let attempt = 1; ; attempt++) {
    const limit = attempt < ATTEMPTS ? PAGE : undefined;
    const found = await listPages(connection, { kind, path, limit }, signal);
    if (found.ok || found.problem.state !== 'gone' || attempt === ATTEMPTS) return found;
  }
}

interface Pages {
  readonly kind: LiveKind;
  readonly path: string;
  readonly limit: number | undefined;
}

async function listPages(
  connection: Connection,
  { kind, path, limit }: Pages,
  signal: AbortSignal,
): Promise<Outcome<readonly JsonObject[]>> {
  const objects: JsonObject[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams();
    if (limit !== undefined) query.set('limit', String(limit));
    if (next !== undefined) query.set('continue', next);
    const accept = kind.metadataOnly ? METADATA : 'application/json';
    const page = await connection.ask({ path: `${path}?${query.toString()}`, accept }, signal);
    if (!page.ok) return page;
    const list = recordOf(page.value);
    if (!Array.isArray(list['items']) && list['items'] !== null)
      return failed({
        state: 'not-json',
        text: `${connection.host} sent no list of ${kind.plural}.`,
      });
    const items = listOf(list['items']).map((item) => whole(recordOf(item), kind, list));
    objects.push(...items);
    next = textOf(recordOf(list['metadata'])['continue']);
    if (next === '') next = undefined;
  } while (next !== undefined && objects.length < MOST_OBJECTS);
  return { ok: true, value: objects };
}

/** Objects in a list come without their own kind and version. */
function whole(item: JsonObject, kind: LiveKind, list: JsonObject): JsonObject {
  const ofList = textOf(list['apiVersion']) ?? '';
  const apiVersion = kind.metadataOnly ? undefined : ofList;
  const version = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  const head = { apiVersion: apiVersion ?? version, kind: kind.kind };
  return kind.metadataOnly ? { ...head, metadata: item['metadata'] } : { ...item, ...head };
}

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

/**
 * The Secrets of a namespace by name and type. A table is asked for, as kubectl prints it: even the
 * metadata of a Secret can hold its values, in the copy that `kubectl apply` leaves there.
 */
export async function listSecrets(
  connection: Connection,
  namespace: string,
  signal: AbortSignal,
): Promise<Outcome<readonly JsonObject[]>> {
  const path = `${listPath(SECRETS, 'v1', namespace)}?includeObject=None`;
  const answer = await connection.ask({ path, accept: TABLE }, signal);
  if (!answer.ok) return answer;
  const table = recordOf(answer.value);
  const columns = listOf(table['columnDefinitions']).map((one) => textOf(recordOf(one)['name']));
  const [name, type] = [columns.indexOf('Name'), columns.indexOf('Type')];
  if (textOf(table['kind']) !== 'Table' || name < 0)
    return failed({ state: 'not-json', text: `${connection.host} sent no table of Secrets.` });
  const rows = listOf(table['rows']).map((row) => listOf(recordOf(row)['cells']));
  return {
    ok: true,
    value: rows.map((cells) => ({
      ...{ apiVersion: 'v1', kind: 'Secret' },
      metadata: { name: textOf(cells[name]) ?? '', namespace },
      type: textOf(cells[type]) ?? 'Opaque',
    })),
  };
}
