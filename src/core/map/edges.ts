/** The edges of the stack map: references between what it draws, and the names that lead nowhere. */
import { referencesAt } from '../graph/graph.ts';
import { fieldOf, isTemplated, placeAt } from '../graph/model.ts';
import type { GraphPlace, GraphReference } from '../graph/model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { joinEdges } from './closed.ts';
import type { Line } from './closed.ts';
import { compareText } from './model.ts';
import type { MapEdge, MapNode } from './model.ts';
import { NodeFinder } from './nodes.ts';
import { inFileOrder, OUTSIDE, toPlace } from './objects.ts';
import type { Drawn, MapObjects } from './objects.ts';
import { matches } from '../graph/references.ts';
import type { View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What the references of a workspace add to its objects. */
export interface MapEdges {
  /** Nodes for what is named and has no object of its own here. */
  readonly named: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

/** @param inside the objects whose references are wanted */
export function mapEdges(
  workspace: Workspace,
  objects: MapObjects,
  inside: readonly Drawn[],
): MapEdges {
  const finder = new NodeFinder(objects, inside);
  const references = edgePaths(workspace, objects, inside).flatMap((path) =>
    referencesAt(workspace, path),
  );
  const lines = [
    ...references.flatMap((reference) => referenceLine(reference, finder)),
    ...inside.flatMap((drawn) => claimLines(drawn, finder)),
    ...endpointsIn(workspace, objects, inside).flatMap((slice) =>
      addressLines(slice, references, finder),
    ),
  ];
  return { named: finder.named, edges: withoutWayBack(joinEdges(lines)) };
}

/** The files that these objects are in, and the addresses behind their Services. */
export function edgePaths(
  workspace: Workspace,
  objects: MapObjects,
  inside: readonly Drawn[],
): readonly string[] {
  const from = [...inside.map(({ object }) => object), ...endpointsIn(workspace, objects, inside)];
  return [...new Set(from.map(({ path }) => path))].sort(compareText);
}

function endpointsIn(
  workspace: Workspace,
  { boxes }: MapObjects,
  inside: readonly Drawn[],
): readonly KubernetesObject[] {
  const drawn = new Set(inside.map(({ node }) => node.box));
  return ['EndpointSlice', 'Endpoints']
    .flatMap((kind) => [...workspace.objectsOfKind(kind)])
    .filter((object) =>
      workspace
        .placements(object)
        .some(({ namespace }) => drawn.has(boxes.boxOf(namespace, object.path))),
    )
    .sort(inFileOrder);
}

function referenceLine(reference: GraphReference, finder: NodeFinder): readonly Line[] {
  const from = finder.source(reference.from);
  // What a Secret holds is nobody's business, host names included.
  if (from === undefined || from.object.kind === 'Secret') return [];
  const to = finder.target(reference);
  if (to === undefined || to.id === from.node.id) return [];
  const { field, state, target } = reference;
  const place = toPlace(
    state === 'missing' && reference.to.length > 0 ? keyOf(reference) : reference.from,
  );
  const { key } = target;
  return [
    {
      from: from.node.id,
      to: to.id,
      reference: { field, state, place, ...(key !== undefined && { key }) },
    },
  ];
}

/** Where the target is there and its key or port is not, the key is the word to look at. */
function keyOf({ key, from }: GraphReference): GraphPlace {
  return key === undefined ? from : { path: from.path, mark: key.mark };
}

/** Claims that a StatefulSet makes from its templates, one for each pod. */
function claimLines({ node, object }: Drawn, finder: NodeFinder): readonly Line[] {
  if (object.kind !== 'StatefulSet') return [];
  const names = matches(object.view, 'spec.volumeClaimTemplates.*.metadata.name');
  return names.flatMap((at) => {
    if (at.text === undefined || isTemplated(at.text)) return [];
    const kind = 'PersistentVolumeClaim';
    const name = `${at.text}-${node.name}-*`;
    const place = toPlace(placeAt(object.path, at));
    const claim = finder.name({
      ...{ id: `${node.box}/${kind}/${name}`, role: 'claim', kind, name, box: node.box },
      ...{ state: 'present', place },
    });
    const field = 'spec.volumeClaimTemplates[]';
    return [{ from: node.id, to: claim.id, reference: { field, state: 'resolved', place } }];
  });
}

/** Where Endpoints and EndpointSlices hold addresses. */
export const ADDRESSES: readonly string[] = ['endpoints.*.addresses.*', 'subsets.*.addresses.*.ip'];

/** Addresses behind a Service without selector, written by hand. */
function addressLines(
  slice: KubernetesObject,
  references: readonly GraphReference[],
  finder: NodeFinder,
): readonly Line[] {
  return references
    .filter(({ from, target }) => isFrom(from, slice) && target.kind === 'Service')
    .filter(({ target, to }) => target.key === undefined && to.length > 0)
    .flatMap((reference) => finder.target(reference) ?? [])
    .flatMap((service) =>
      ADDRESSES.flatMap((path) => matches(slice.view, path)).flatMap((at) =>
        addressLine(service, slice, at, finder),
      ),
    );
}

function isFrom({ path, object, mark }: GraphReference['from'], slice: KubernetesObject): boolean {
  const same = path === slice.path && mark.document === slice.document;
  return same && object?.kind === slice.kind && object.name === (slice.name ?? '');
}

function addressLine(
  service: MapNode,
  slice: KubernetesObject,
  at: View,
  finder: NodeFinder,
): readonly Line[] {
  const name = at.text;
  if (name === undefined || isTemplated(name)) return [];
  const place = toPlace(placeAt(slice.path, at));
  const host = finder.name({
    ...{ id: `${OUTSIDE}/Host/${name}`, role: 'host', kind: 'Host', name, box: OUTSIDE },
    ...{ state: 'outside', place },
  });
  const reference = { field: fieldOf(at, slice), state: 'external' as const, place };
  return [{ from: service.id, to: host.id, reference }];
}

/** A StatefulSet names the Service that picks it: one arrow says it, the one that requests follow. */
function withoutWayBack(edges: readonly MapEdge[]): readonly MapEdge[] {
  const ids = new Set(edges.map(({ id }) => id));
  return edges.filter(
    ({ from, to, references }) =>
      !(
        references.every(
          ({ field, state }) => field === 'spec.serviceName' && state === 'resolved',
        ) && ids.has(`${to} -> ${from}`)
      ),
  );
}
