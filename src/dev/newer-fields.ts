/** The fields of each type in the sources of a release: `PodSpec` to the names that JSON has. */
export type FieldsByType = ReadonlyMap<string, ReadonlySet<string>>;

/** @param source a types.go of k8s.io/api */
export function readFields(source: string): FieldsByType {
  // What was taken away again stays in comments.
  const code = source.replace(/^[ \t]*\/\/.*\n/gm, '');
  const structs = code.matchAll(/^type (\w+) struct \{\n([^]*?)^\}/gm);
  return new Map(
    [...structs].map(([, type = '', body = '']) => [
      type,
      new Set([...body.matchAll(/`[^`]*json:"(\w+)[^`]*`/g)].map(([, name = '']) => name)),
    ]),
  );
}

/**
 * The lines of the table of newer fields: those that types have got since the oldest release, each
 * with the release that brought it. What the cluster writes is left out.
 * @param releases by minor, the oldest first; each with its packages by path
 */
export function newerFields(
  releases: ReadonlyMap<number, ReadonlyMap<string, FieldsByType>>,
): readonly string[] {
  const minors = [...releases.keys()];
  const [oldest = 0] = minors;
  const newest = releases.get(minors.at(-1) ?? 0) ?? new Map<string, FieldsByType>();
  const has = (minor: number, path: string, type: string, field: string): boolean =>
    releases.get(minor)?.get(path)?.get(type)?.has(field) === true;
  const lines = new Map<string, Set<string>>();
  for (const [path, type, field] of allFields(newest)) {
    const since = minors.findLast((minor) => !has(minor, path, type, field));
    const isOld = releases.get(oldest)?.get(path)?.has(type) === true;
    if (since === undefined || !isOld || type.endsWith('Status') || field === 'status') continue;
    const key = `${String(since + 1)} | ${type}`;
    lines.set(key, (lines.get(key) ?? new Set()).add(field));
  }
  return [...lines].map(([key, fields]) => `${key} | ${[...fields].sort().join(' ')}`).sort();
}

function allFields(
  packages: ReadonlyMap<string, FieldsByType>,
): readonly (readonly [path: string, type: string, field: string])[] {
  return [...packages].flatMap(([path, types]) =>
    [...types].flatMap(([type, fields]) =>
      [...fields].map((field) => [path, type, field] as const),
    ),
  );
}
