/** What a release of k8s.io/api says of its kinds. */
export interface Lifecycle {
  /** The minor of 1.x that stops serving it, where one is announced. */
  readonly removed: number | undefined;
}

/** Parts of objects, answers and questions: nothing that stands in a file. */
const NO_OBJECT =
  /(?:List|Options|Review|Rollback|Discovery|Dummy)$|^(?:Scale|Eviction|Binding|JobTemplate|PodStatusResult|EphemeralContainers|RangeAllocation|SerializedReference|TokenRequest)$/;

/**
 * The kinds of a release by `apiVersion/kind`.
 * @param packages for each of its packages, the text of register.go and that of the lifecycle marks
 */
export function readLifecycles(
  packages: readonly (readonly [register: string, marks: string])[],
): ReadonlyMap<string, Lifecycle> {
  return new Map(packages.flatMap(([register, marks]) => kindsOf(register, marks)));
}

function kindsOf(register: string, marks: string): readonly (readonly [string, Lifecycle])[] {
  const group = /GroupName = "([^"]*)"/.exec(register)?.[1];
  const version = /Version: "([^"]+)"/.exec(register)?.[1];
  if (group === undefined || version === undefined) return [];
  const removals = new Map(
    [...marks.matchAll(/\*(\w+)\) APILifecycleRemoved\(\)[^{]*\{\s*return 1, (\d+)/g)].map(
      ([, kind = '', minor]) => [kind, Number(minor)],
    ),
  );
  return [...register.matchAll(/&(\w+)\{\}/g)]
    .map(([, kind = '']) => kind)
    .filter((kind) => !NO_OBJECT.test(kind))
    .map((kind) => [
      `${group === '' ? '' : `${group}/`}${version}/${kind}`,
      { removed: removals.get(kind) },
    ]);
}
