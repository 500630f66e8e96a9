/** What may stand at a place of an object: the form that built-in schemas and those of CRDs share. */

/** A scalar as the API server decodes it; `integer or string` is Kubernetes' IntOrString. */
export type ScalarType =
  | 'string'
  | 'integer'
  | 'long'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'time'
  | 'bytes'
  | 'integer or string';

export interface ScalarShape {
  readonly is: 'scalar';
  readonly type: ScalarType;
  /** The only values that are allowed, with Kubernetes' word on each; the word may be empty. */
  readonly values?: ReadonlyMap<string, string>;
  readonly limits?: ScalarLimits;
}

/** What a CRD asks of a scalar besides its type. */
export interface ScalarLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly shortest?: number;
  readonly longest?: number;
  readonly pattern?: string;
}

export interface ListShape {
  readonly is: 'list';
  readonly item: Shape;
  /** The fields that tell items apart; [] where the items are scalars that may stand once. */
  readonly keys?: readonly string[];
  readonly fewest?: number;
  readonly most?: number;
}

export interface MapShape {
  readonly is: 'map';
  readonly value: Shape;
}

export interface ObjectShape {
  readonly is: 'object';
  /** Such as `Container`; '' where the schema has no name for it. */
  readonly name: string;
  readonly sentence: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** True where any other field is kept, too. */
  readonly open: boolean;
}

/** Any content at all. */
export interface AnyShape {
  readonly is: 'any';
}

export type Shape = ScalarShape | ListShape | MapShape | ObjectShape | AnyShape;

export interface Field {
  readonly name: string;
  /** Kubernetes' own; it may be empty. */
  readonly sentence: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly default?: unknown;
}

/** Where a path leads, and the last field on the way; for an item of a list, the field of the list. */
export interface Place {
  readonly shape: Shape;
  readonly field: Field | undefined;
}

type Path = readonly (string | number)[];

/** Follows a path through a shape; undefined where it leads to nothing that has a fixed name. */
export function placeAt(root: Shape, path: Path): Place | undefined {
  let place: Place | undefined = { shape: root, field: undefined };
  for (const step of path) place = place && stepInto(place, step);
  return place;
}

function stepInto({ shape, field }: Place, step: string | number): Place | undefined {
  switch (shape.is) {
    case 'list':
      return typeof step === 'number' ? { shape: shape.item, field } : undefined;
    case 'map':
      // Its keys are the user's own words, about which Kubernetes says nothing.
      return { shape: shape.value, field: undefined };
    case 'object': {
      const found = shape.fields.get(String(step));
      return found && { shape: found.shape, field: found };
    }
    default:
      return undefined;
  }
}

/** A shape in words, such as `list of Container`. */
export function inWords(shape: Shape): string {
  switch (shape.is) {
    case 'list':
      return `list of ${inWords(shape.item)}`;
    case 'map':
      return `map of ${inWords(shape.value)}`;
    case 'object':
      return shape.name === '' ? 'object' : shape.name;
    case 'scalar':
      return WORDS[shape.type] ?? shape.type;
    case 'any':
      return 'any';
  }
}

const WORDS: Partial<Record<ScalarType, string>> = { long: 'integer', bytes: 'base64' };
