/** Where network policies close namespaces or single workloads off. */
import { placeOf } from '../graph/model.ts';
import type { LabelSelector } from '../kubernetes/labels.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { MapPolicy, MapWall } from './model.ts';
import { inFileOrder, toPlace } from './objects.ts';
import type { Drawn, MapObjects } from './objects.ts';
import { directionsOf, isPolicy, podSelector, selectsPod } from '../traffic/network-policies.ts';
import type { Workspace } from '../workspace/workspace.ts';

type Direction = 'in' | 'out';

const DIRECTIONS = [
  { direction: 'in', type: 'Ingress', rules: 'ingress' },
  { direction: 'out', type: 'Egress', rules: 'egress' },
] as const;

/** What a policy does in one namespace. */
interface Closing {
  readonly policy: MapPolicy;
  readonly box: string;
  readonly selects: (object: KubernetesObject) => boolean;
  /** Whether it picks any pod, whatever its labels. */
  readonly all: boolean;
  readonly closes: readonly Direction[];
  /** Directions in which one of its rules lets everybody through. */
  readonly opens: readonly Direction[];
}

export interface MapWalls {
  /** By the id of the box. */
  readonly boxes: ReadonlyMap<string, MapWall>;
  /** By the id of the node, where the box itself has no wall. */
  readonly nodes: ReadonlyMap<string, MapWall>;
}

export function mapWalls(workspace: Workspace, { drawn, boxes }: MapObjects): MapWalls {
  const closings = [...workspace.objectsOfKind('NetworkPolicy')]
    .filter((object) => isPolicy(object) && workspace.roleOf(object) === 'whole')
    .sort(inFileOrder)
    .flatMap((object) =>
      workspace
        .placements(object)
        .map(({ namespace }) => readClosing(object, boxes.boxOf(namespace, object.path))),
    );
  const workloads = drawn.filter(({ node }) => node.role === 'workload');
  const walls = new Map<string, MapWall>();
  const own = new Map<string, MapWall>();
  for (const [box, policies] of Map.groupBy(closings, (closing) => closing.box)) {
    const pods = workloads.filter(({ node }) => node.box === box);
    const around = wallAround(pods, policies);
    if (around !== undefined) walls.set(box, around);
    for (const pod of pods) {
      const wall = wallOf(pod, policies);
      const isMore = wall !== undefined && (wall.in !== around?.in || wall.out !== around.out);
      if (isMore) own.set(pod.node.id, wall);
    }
  }
  return { boxes: walls, nodes: own };
}

function readClosing(object: KubernetesObject, box: string): Closing {
  const spec = object.view.get('spec');
  const types = directionsOf(object);
  const selector = podSelector(object);
  const counted = DIRECTIONS.filter(({ type }) => types.includes(type));
  return {
    policy: { name: object.name ?? '', place: toPlace(placeOf(object)) },
    box,
    all: selector !== undefined && isEmpty(selector),
    selects: ({ workload }) => selectsPod(object, workload?.podLabels ?? {}),
    closes: counted.map(({ direction }) => direction),
    opens: counted
      .filter(({ rules }) => spec.get(rules).items.some((rule) => rule.entries.length === 0))
      .map(({ direction }) => direction),
  };
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Around the namespace where all its pods are closed off; without pods, where a policy is for all. */
function wallAround(pods: readonly Drawn[], closings: readonly Closing[]): MapWall | undefined {
  const closed = (direction: Direction): boolean =>
    pods.length === 0
      ? isClosed(
          direction,
          closings.filter(({ all }) => all),
        )
      : pods.every((pod) => isClosed(direction, selecting(pod, closings)));
  return wall({ in: closed('in'), out: closed('out') }, closings);
}

function wallOf(pod: Drawn, closings: readonly Closing[]): MapWall | undefined {
  const own = selecting(pod, closings);
  return wall({ in: isClosed('in', own), out: isClosed('out', own) }, own);
}

const selecting = ({ object }: Drawn, closings: readonly Closing[]): readonly Closing[] =>
  closings.filter(({ selects }) => selects(object));

/** Policies add up: one that lets everybody through undoes the others. */
function isClosed(direction: Direction, closings: readonly Closing[]): boolean {
  return (
    closings.some(({ closes }) => closes.includes(direction)) &&
    !closings.some(({ opens }) => opens.includes(direction))
  );
}

function wall(
  closed: { readonly in: boolean; readonly out: boolean },
  closings: readonly Closing[],
): MapWall | undefined {
  if (!closed.in && !closed.out) return undefined;
  const relevant = closings.filter(({ closes }) => closes.some((direction) => closed[direction]));
  return { ...closed, policies: relevant.map(({ policy }) => policy) };
}
