/** Where new policies of a namespace belong. */
import { folderOf } from '../files/source.ts';
import { WORKLOAD_KINDS } from '../kubernetes/workload-kinds.ts';
import { Scope } from '../workspace/scope.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The file whose folder puts most workloads into a namespace: the manifest itself, or the
 * kustomization that gives the namespace to what it builds on.
 */
export function policyHome(workspace: Workspace, namespace: string): string | undefined {
  const scope = new Scope(workspace);
  const homes = WORKLOAD_KINDS.flatMap((kind) => scope.objects(kind)).flatMap((object) =>
    scope
      .placements(object)
      .filter((placement) => placement.namespace === namespace)
      .map(({ source }) => (source.by === 'kustomization' ? source.path : object.path)),
  );
  const byFolder = Map.groupBy(homes, folderOf);
  const [most] = [...byFolder.entries()].sort(
    ([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1),
  );
  return most?.[1].toSorted()[0];
}
