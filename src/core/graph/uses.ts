/** How often an object is used by name, and by whom, in one short sentence. */
import { referencesTo } from './graph.ts';
import type { GraphReference } from './model.ts';
import { placeKey } from './model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../kubernetes/workload-kinds.ts';
import { symbolAt } from './symbols.ts';
import type { Span } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Kinds that others use by name. */
const USED_KINDS: ReadonlySet<string> = new Set([
  'Service',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'ServiceAccount',
]);

/** The objects of a file whose uses can be counted, with their names' places. */
export function countedObjects(
  workspace: Workspace,
  path: string,
): readonly { readonly object: KubernetesObject; readonly span: Span }[] {
  return workspace
    .objectsIn(path)
    .filter(({ kind, name, group }) => group === '' && USED_KINDS.has(kind) && name !== undefined)
    .filter((object) => workspace.roleOf(object) === 'whole')
    .map((object) => ({ object, span: object.view.get('metadata', 'name').span }));
}

/** Who uses the object whose name is at an offset: `used by 4 workloads in blue, 1 in green`. */
export function usesText(workspace: Workspace, path: string, offset: number): string {
  const symbol = symbolAt(workspace, { path, offset });
  if (symbol === undefined) return '';
  const own = new Set(symbol.places.map(placeKey));
  const references = referencesTo(workspace, symbol).filter(({ from }) => !own.has(placeKey(from)));
  const users = distinctUsers(references);
  const workloads = users.filter(({ kind }) => WORKLOAD_KINDS.includes(kind));
  const others = users.filter(({ kind }) => !WORKLOAD_KINDS.includes(kind));
  const parts = [...inNamespaces(workloads), ...kinds(others)];
  return parts.length === 0 ? 'no uses found in this workspace' : `used by ${parts.join(', ')}`;
}

interface User {
  readonly kind: string;
  readonly namespace: string;
}

function distinctUsers(references: readonly GraphReference[]): readonly User[] {
  const users = new Map<string, User>();
  for (const { from } of references) {
    const { kind = '', namespace = '', name = '' } = from.object ?? {};
    // A patch of a workload is the same user; what has no name is told apart by its place.
    const id = name === '' ? `${from.path} ${from.mark.document.start}` : name;
    users.set([kind, namespace, id].join('\0'), { kind, namespace });
  }
  return [...users.values()];
}

/** The namespace with the most workloads first. */
function inNamespaces(users: readonly User[]): readonly string[] {
  const counts = [...Map.groupBy(users, ({ namespace }) => namespace)]
    .map(([namespace, found]) => ({ namespace, count: found.length }))
    .sort((a, b) => b.count - a.count || (a.namespace < b.namespace ? -1 : 1));
  return counts.map(({ namespace, count }, i) => {
    const what = i > 0 ? '' : count === 1 ? ' workload' : ' workloads';
    return `${count}${what} in ${namespace}`;
  });
}

function kinds(users: readonly User[]): readonly string[] {
  return [...Map.groupBy(users, ({ kind }) => kind)]
    .map(([kind, found]) => `${found.length} ${kind}`)
    .sort();
}
