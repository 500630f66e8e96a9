import { ALPHA, CHANGES, DEPRECATED, GONE_KINDS, REMARKS, SERVED } from './api-version-table.ts';

/** The newest Kubernetes release (1.x) that the tables know. */
export const LATEST_MINOR = 37;

/** What to write instead. */
export interface Replacement {
  readonly apiVersion: string;
  /** Only when the kind changes too. */
  readonly kind?: string;
}

/** How a release treats an API version that it once served, or serves. */
export type ApiStatus =
  | { readonly state: 'served' }
  | {
      readonly state: 'deprecated' | 'removed';
      /** Release (1.x) in which the present state began. */
      readonly since: number;
      /** Release (1.x) that stops serving it; may lie after the newest one known. */
      readonly removedIn: number;
      /** Absent when nothing takes its place, or not yet in this release. */
      readonly replacement?: Replacement;
      /** True when the replacement's `apiVersion` is all that has to change. */
      readonly plain: boolean;
      /** One sentence on what changes besides the `apiVersion`. */
      readonly note: string;
    };

/** One kind of a deprecated API version; releases are the minor of 1.x. */
interface DeprecatedKind {
  readonly key: string;
  readonly deprecated: number;
  readonly removed: number;
  readonly successor?: { readonly apiVersion: string; readonly since: number };
  readonly change?: string;
  readonly remark?: string;
}

function deprecatedKinds(line: string): readonly DeprecatedKind[] {
  const [apiVersion = '', kinds, releases, to, word = ''] = line.split(' | ');
  const [deprecated = 0, removed = 0] = words(releases).map(Number);
  const [successor = '-', since = deprecated] = words(to);
  const change = CHANGES[word];
  const remark = REMARKS[word];
  return words(kinds).map((kind) => ({
    key: key(apiVersion, kind),
    deprecated,
    removed,
    ...(successor === '-' ? {} : { successor: { apiVersion: successor, since: Number(since) } }),
    ...(change === undefined ? {} : { change }),
    ...(remark === undefined ? {} : { remark }),
  }));
}

const DEPRECATED_BY_KEY: ReadonlyMap<string, DeprecatedKind> = new Map(
  DEPRECATED.trim()
    .split('\n')
    .flatMap(deprecatedKinds)
    .map((row) => [row.key, row]),
);

/** Built-in kinds, `group/version/kind` for each version in which they exist or existed. */
const KNOWN: ReadonlySet<string> = new Set([
  ...[...SERVED, ...GONE_KINDS, ...ALPHA].flatMap(({ apiVersion, namespaced, cluster }) =>
    [...words(namespaced), ...words(cluster)].map((kind) => key(apiVersion, kind)),
  ),
  ...DEPRECATED_BY_KEY.keys(),
]);

/** Whether a built-in kind lives in a namespace; no kind name is used in both ways. */
const NAMESPACED: ReadonlyMap<string, boolean> = new Map(
  [...SERVED, ...GONE_KINDS, ...ALPHA].flatMap(({ namespaced, cluster }) => [
    ...words(namespaced).map((kind) => [kind, true] as const),
    ...words(cluster).map((kind) => [kind, false] as const),
  ]),
);

function words(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(' ');
}

function key(apiVersion: string, kind: string): string {
  return `${apiVersion}/${kind}`;
}

/**
 * How Kubernetes 1.`minor` treats this version of a built-in kind; undefined for everything else
 * (kubernetes.io/docs/reference/using-api/deprecation-guide).
 */
export function apiStatus(apiVersion: string, kind: string, minor: number): ApiStatus | undefined {
  if (!isBuiltIn(apiVersion, kind)) return undefined;
  const row = DEPRECATED_BY_KEY.get(key(apiVersion, kind));
  if (row === undefined || minor < row.deprecated) return { state: 'served' };
  const removed = minor >= row.removed;
  const successor = row.successor && minor >= row.successor.since ? row.successor : undefined;
  return {
    state: removed ? 'removed' : 'deprecated',
    since: removed ? row.removed : row.deprecated,
    removedIn: row.removed,
    ...(successor ? { replacement: { apiVersion: successor.apiVersion } } : {}),
    plain: successor !== undefined && row.change === undefined,
    note: noteOf(row),
  };
}

function noteOf(row: DeprecatedKind): string {
  if (row.change === undefined) return row.remark ?? 'Only the apiVersion changes.';
  return row.successor ? `In ${row.successor.apiVersion}, ${row.change}` : row.change;
}

/** Tells whether Kubernetes itself serves, or once served, this version of the kind. */
export function isBuiltIn(apiVersion: string, kind: string): boolean {
  return KNOWN.has(key(apiVersion, kind));
}

/**
 * Whether objects of a built-in kind live in a namespace; undefined for kinds that Kubernetes does
 * not know, so that a custom `Service` of another group is not taken for the real one.
 */
export function isNamespaced(kind: string, apiVersion: string): boolean | undefined {
  return isBuiltIn(apiVersion, kind) ? NAMESPACED.get(kind) : undefined;
}
