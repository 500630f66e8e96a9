/** What Kubernetes, or a CRD of the workspace, says about the field, the kind or the value at hand. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { shapeOf } from '../schema/kinds.ts';
import { fieldSince } from '../schema/newer-fields.ts';
import { quantityOf } from '../schema/numbers.ts';
import { inWords, placeAt } from '../schema/shape.ts';
import type { Field, ObjectShape, Place, Shape } from '../schema/shape.ts';
import type { Scope } from '../workspace/scope.ts';
import type { HoverPart, HoverTarget } from './hover.ts';

type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

/** The parts for a target; none where nobody knows its kind. */
export function schemaParts(target: HoverTarget, scope: Scope): readonly HoverPart[] {
  if (target.in !== 'object') return [];
  const { object, path, on } = target;
  const kind = shapeOf(object, scope);
  if (kind === undefined) return [];
  const isBuiltIn = scope.schema?.shapeOf(object.apiVersion, object.kind) !== undefined;
  const place = placeAt(kind, path);
  const says = scope.saysSchemaOf(object.path);
  const parts = [
    ...(says ? factParts(target, kind, place) : []),
    ...(on === 'value' ? readingParts(target, place) : ageParts(kind, path, scope)),
  ];
  // What a CRD says is the workspace's text.
  return isBuiltIn ? parts.map(markdown) : parts.map((text) => ({ text: plain(text) }));
}

const markdown = (text: string): HoverPart => ({ markdown: text });

const plain = (text: string): string => text.replace(/^\*Kubernetes:\* /, '').replaceAll('`', '');

function keyParts(place: Place | undefined): readonly string[] {
  const field = place?.field;
  if (field === undefined || (field.sentence === '' && field.name === '')) return [];
  const said = field.sentence === '' ? [] : [`*Kubernetes:* ${field.sentence}`];
  return [...said, typeLine(field)];
}

/** Such as: `integer`, required, by default `1`. One of `A`, `B`. */
function typeLine(field: Field): string {
  const { shape, required } = field;
  const facts = [
    `\`${inWords(shape)}\``,
    ...(required ? ['required'] : []),
    ...(isShown(field.default) ? [`\`${String(field.default)}\` by default`] : []),
  ];
  const values = [...(valuesOf(shape)?.keys() ?? [])].map((value) => `\`${value}\``);
  const line = `Type: ${facts.join(', ')}.`;
  return values.length === 0 ? line : `${line} One of ${values.join(', ')}.`;
}

const isShown = (value: unknown): boolean => value !== undefined && typeof value !== 'object';

function valuesOf(shape: Shape): ReadonlyMap<string, string> | undefined {
  if (shape.is === 'list') return valuesOf(shape.item);
  return shape.is === 'scalar' ? shape.values : undefined;
}

/** Since when a field is there, where not every supported release has it. */
function ageParts(kind: ObjectShape, path: ObjectTarget['path'], scope: Scope): readonly string[] {
  const owner = placeAt(kind, path.slice(0, -1))?.shape;
  const since = owner?.is === 'object' ? fieldSince(owner.name, String(path.at(-1))) : undefined;
  if (since === undefined) return [];
  const { kubernetesMinor: minor } = scope;
  return since > minor
    ? [`New in Kubernetes 1.${since}: 1.${minor}, which this file is written for, doesn't have it.`]
    : [`Since Kubernetes 1.${since}.`];
}

/** What the schema tells, which another extension may say already. */
function factParts(
  target: ObjectTarget,
  kind: ObjectShape,
  place: Place | undefined,
): readonly string[] {
  const { object, path, view, on } = target;
  if (on === 'key') return keyParts(place);
  if (path.length === 1 && path[0] === 'kind') return kindParts(kind, object);
  const text = view.text ?? '';
  const word = place?.shape.is === 'scalar' ? (place.shape.values?.get(text) ?? '') : '';
  return word === '' ? [] : [`*Kubernetes:* \`${text}\` ${word}`];
}

/** What a value comes to, which no schema tells. */
function readingParts({ view }: ObjectTarget, place: Place | undefined): readonly string[] {
  const isQuantity = place?.shape.is === 'scalar' && place.shape.type === 'quantity';
  return isQuantity ? quantityParts(view.text ?? '') : [];
}

function kindParts(
  { sentence }: ObjectShape,
  { kind, apiVersion }: KubernetesObject,
): readonly string[] {
  return sentence === '' ? [] : [`*Kubernetes:* ${sentence}`, `\`${kind}\` of \`${apiVersion}\`.`];
}

/** `256Mi` is 268 MB, `100m` a tenth: said where the suffix hides it. */
function quantityParts(text: string): readonly string[] {
  const value = quantityOf(text);
  if (value === undefined || /^\d+$/.test(text)) return [];
  return [`\`${text}\` is ${/[kKMGTPE]i?$/.test(text) ? bytes(value) : decimal(value)}.`];
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** Also where it counts something else: `5k` objects are never written so. */
function bytes(value: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${decimal(value / 1000 ** step)} ${UNITS[step] ?? ''}`;
}

const decimal = (value: number): string => String(Number(value.toPrecision(3)));
