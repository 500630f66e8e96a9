/** The stack map as plain data: what the picture shows, without any position. */
import type { ReferenceState } from '../graph/model.ts';
import type { Place } from '../text/text.ts';

export { compareText } from '../text/text.ts';

/** From the outside in, as requests travel; the order in which a box lists its nodes. */
export const MAP_ROLES = [
  'route',
  'service',
  'workload',
  'config',
  'secret',
  'claim',
  'host',
  'group',
] as const;

export type MapRole = (typeof MAP_ROLES)[number];

export interface MapPlace extends Place {
  /** Which folder of the window, where there are several. */
  readonly part?: number;
}

/** Directions in which network policies close pods off. */
export interface MapWall {
  readonly in: boolean;
  readonly out: boolean;
  readonly policies: readonly MapPolicy[];
}

export interface MapPolicy {
  readonly name: string;
  readonly place: MapPlace;
}

export interface MapNode {
  readonly id: string;
  readonly role: MapRole;
  readonly kind: string;
  readonly name: string;
  /** The id of its box. */
  readonly box: string;
  /**
   * `missing`: named, and nothing here answers. `unknown`: the files cannot tell. `outside`:
   * beyond the cluster, or Kubernetes' own.
   */
  readonly state: 'present' | 'missing' | 'unknown' | 'outside';
  /** Where it is defined; for what is only named, the first place that names it. */
  readonly place: MapPlace;
  /** Set where policies close off this workload, and not its whole namespace. */
  readonly wall?: MapWall;
  /** Set where the node stands for a closed box. */
  readonly group?: MapGroup;
}

/** What is in a closed box. */
export interface MapGroup {
  readonly count: number;
  /** References that begin in it and lead nowhere. */
  readonly broken: number;
}

export interface MapReference {
  /** `[]` stands for list items: `spec.tls[].secretName`. */
  readonly field: string;
  /** A key of a ConfigMap or Secret, or a port. */
  readonly key?: string;
  readonly state: ReferenceState;
  readonly place: MapPlace;
}

export interface MapEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The gravest of its references' states. */
  readonly state: ReferenceState;
  /** The gravest first. */
  readonly references: readonly MapReference[];
}

export interface MapBox {
  readonly id: string;
  readonly kind: 'namespace' | 'outside';
  /** The namespace; '' for the box outside the cluster. */
  readonly name: string;
  /** The folder of its stack, where several stacks have a namespace of this name. */
  readonly folder?: string;
  readonly count: number;
  /** How many of them are in the picture. */
  readonly drawn: number;
  /** Set where one node stands for all of them. */
  readonly closed?: boolean;
  /** Set where policies close off all pods of the namespace. */
  readonly wall?: MapWall;
}

/** Objects that are in the files and not in the picture. */
export interface MapOmission {
  readonly kind: string;
  readonly count: number;
}

export interface StackMap {
  /** By name; the one outside the cluster comes last. */
  readonly boxes: readonly MapBox[];
  /** Box by box, then by role and name. */
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  /** Kinds that the map does not draw, the most frequent first. */
  readonly otherKinds: readonly MapOmission[];
  /** Objects whose names a template fills in later. */
  readonly templates: number;
}
