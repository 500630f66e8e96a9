/** The boxes and nodes of the stack map: which objects it draws, and in which namespace. */
import { isTemplated, placeOf } from '../graph/model.ts';
import type { GraphPlace } from '../graph/model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { compareText } from './model.ts';
import type { MapNode, MapOmission, MapPlace, MapRole } from './model.ts';
import { isWithin } from '../files/source.ts';
import { absolute } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Kinds by what they are to a request; Services and workloads are told by what they hold. */
const ROLES: Readonly<Record<string, MapRole>> = {
  ...{ Ingress: 'route', IngressRoute: 'route', Gateway: 'route' },
  ...{ HTTPRoute: 'route', GRPCRoute: 'route', TLSRoute: 'route' },
  ...{ TCPRoute: 'route', UDPRoute: 'route' },
  ...{ ConfigMap: 'config', Secret: 'secret', PersistentVolumeClaim: 'claim' },
};

/** Kinds that are no nodes and still to be seen: as boxes, as walls, as addresses outside. */
const SHOWN_OTHERWISE: ReadonlySet<string> = new Set([
  ...['Namespace', 'NetworkPolicy', 'EndpointSlice', 'Endpoints'],
]);

/** What a reference may lead to that no object here stands for. */
const TARGET_ROLES: Readonly<Record<string, MapRole>> = {
  ...ROLES,
  ...{ Service: 'service', Pod: 'workload', Host: 'host' },
};

export function targetRole(kind: string): MapRole | undefined {
  return Object.hasOwn(TARGET_ROLES, kind) ? TARGET_ROLES[kind] : undefined;
}

function roleOfObject({ service, workload, kind }: KubernetesObject): MapRole | undefined {
  if (service !== undefined) return 'service';
  if (workload !== undefined) return 'workload';
  return Object.hasOwn(ROLES, kind) ? ROLES[kind] : undefined;
}

/** A node that stands for an object in one of its namespaces. */
export interface Drawn {
  readonly node: MapNode;
  readonly object: KubernetesObject;
  readonly namespace: string;
}

export interface MapObjects {
  readonly drawn: readonly Drawn[];
  readonly boxes: BoxFinder;
  readonly otherKinds: readonly MapOmission[];
  readonly templates: number;
}

export function mapObjects(workspace: Workspace): MapObjects {
  const objects = workspace.files
    .flatMap(({ path }) => workspace.objectsIn(path))
    .filter((object) => workspace.roleOf(object) !== 'patch')
    .sort(inFileOrder);
  const whole = objects.filter((object) => !isFilledIn(object, workspace));
  const seen = whole.filter((object) => roleOfObject(object) !== undefined);
  const boxes = new BoxFinder(workspace, seen);
  return {
    drawn: withUniqueIds(seen.flatMap((object) => drawObject(object, workspace, boxes))),
    boxes,
    otherKinds: countKinds(
      whole.filter(
        (object) => roleOfObject(object) === undefined && !SHOWN_OTHERWISE.has(object.kind),
      ),
    ),
    templates: objects.length - whole.length,
  };
}

function isFilledIn(object: KubernetesObject, workspace: Workspace): boolean {
  const names = workspace
    .placements(object)
    .flatMap(({ name = '', namespace }) => [name, namespace]);
  return names.some(isTemplated);
}

function drawObject(
  object: KubernetesObject,
  workspace: Workspace,
  boxes: BoxFinder,
): readonly Drawn[] {
  const role = roleOfObject(object);
  if (role === undefined) return [];
  const { kind, path } = object;
  return workspace.placements(object).map(({ namespace, name = '(generated)' }) => {
    const box = boxes.boxOf(namespace, path);
    const id = `${box}/${kind}/${name}`;
    const place = toPlace(placeOf(object));
    return { node: { id, role, kind, name, box, state: 'present', place }, object, namespace };
  });
}

/** Two objects of one name are a mistake or two variants: each is drawn. */
function withUniqueIds(drawn: readonly Drawn[]): readonly Drawn[] {
  const times = new Map<string, number>();
  return drawn.map((one) => {
    const time = (times.get(one.node.id) ?? 0) + 1;
    times.set(one.node.id, time);
    if (time === 1) return one;
    return { ...one, node: { ...one.node, id: `${one.node.id}#${String(time)}` } };
  });
}

function countKinds(objects: readonly KubernetesObject[]): readonly MapOmission[] {
  return [...Map.groupBy(objects, ({ kind }) => kind)]
    .map(([kind, { length: count }]) => ({ kind, count }))
    .sort((a, b) => b.count - a.count || compareText(a.kind, b.kind));
}

export function inFileOrder(a: KubernetesObject, b: KubernetesObject): number {
  return compareText(a.path, b.path) || a.document.start - b.document.start;
}

export function toPlace({ path, mark }: GraphPlace): MapPlace {
  return { path, span: absolute(mark) };
}

/** The box of what lies beyond the cluster. */
export const OUTSIDE = 'outside';

/** Namespaces as boxes; stacks that do not know each other get a box each, also where they share a name. */
export class BoxFinder {
  readonly #workspace: Workspace;
  /** The outermost folders of stacks, by namespace. */
  readonly #folders: ReadonlyMap<string, readonly string[]>;

  constructor(workspace: Workspace, objects: readonly KubernetesObject[]) {
    const folders = new Map<string, Set<string>>();
    for (const object of objects) {
      for (const { namespace } of workspace.placements(object)) {
        const known = folders.get(namespace) ?? new Set();
        folders.set(namespace, known.add(workspace.stackOf(object.path).folder));
      }
    }
    this.#workspace = workspace;
    this.#folders = new Map([...folders].map(([name, all]) => [name, outermost([...all])]));
  }

  /** The id of the box for a namespace, as a file sees it. */
  boxOf(namespace: string, path: string): string {
    const folder = this.#folderOf(namespace, this.#workspace.stackOf(path).folder);
    return folder === undefined ? `namespace:${namespace}` : `namespace:${namespace}@${folder}`;
  }

  #folderOf(namespace: string, own: string): string | undefined {
    const folders = this.#folders.get(namespace) ?? [];
    return folders.length < 2 ? undefined : (folders.find((f) => isWithin(own, f)) ?? folders[0]);
  }
}

function outermost(folders: readonly string[]): readonly string[] {
  return folders
    .filter((folder) => !folders.some((other) => other !== folder && isWithin(folder, other)))
    .sort(compareText);
}

/** The namespace and folder that a box's id stands for. */
export function readBox(id: string): { readonly name: string; readonly folder?: string } {
  const [, name = '', folder] = /^namespace:([^@]*)(?:@(.*))?$/.exec(id) ?? [];
  return { name, ...(folder !== undefined && { folder }) };
}
