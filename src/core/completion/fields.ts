/** The fields and values of a kind, offered where one may stand. */
import { objectsOf } from '../kubernetes/lists.ts';
import { shapeOf } from '../schema/kinds.ts';
import { isEnforced } from '../schema/leniency.ts';
import { inWords, placeAt } from '../schema/shape.ts';
import type { Field, ObjectShape, Shape } from '../schema/shape.ts';
import { lineStart } from '../text/text.ts';
import type { Span } from '../text/text.ts';
import { Scope } from '../workspace/scope.ts';
import type { ScopeOptions } from '../workspace/scope.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { yamlString } from '../yaml/write.ts';
import type { View } from '../yaml/view.ts';
import { fieldBody } from './field-body.ts';
import { isForeign, MARKER, withText } from './place.ts';
import type { CompletionRequest } from './place.ts';

/** A field or a value that fits at the cursor. */
export interface FieldOffer {
  readonly type: 'field' | 'value';
  readonly name: string;
  /** Its type, and whether it is required. */
  readonly about: string;
  /** Of the schema, or of a CRD in the workspace: plain text. */
  readonly sentence: string;
  /** In VS Code's snippet syntax for fields; plain text for values. */
  readonly insert: string;
  /** What is being typed; on one line. */
  readonly span: Span;
}

/** Where the cursor stands in a kind's shape. */
interface Spot {
  readonly shape: Shape;
  /** The value at the cursor, or the map around the key. */
  readonly view: View;
}

/** Fields that the cluster writes, by the type that has them. */
const WRITTEN_BY_CLUSTER: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: [
    ...['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation'],
    ...['managedFields', 'resourceVersion', 'selfLink', 'uid'],
  ],
};

/** Required fields first; nothing where keys are free, or another extension offers the same. */
export function fieldsAt(
  workspace: Workspace,
  request: CompletionRequest,
  options: ScopeOptions,
): readonly FieldOffer[] {
  const { kind, path, text, offset } = request;
  if (kind !== 'yaml' || isForeign(path, workspace.structure)) return [];
  const before = text.slice(lineStart(text, offset), offset);
  const isEnd = /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset, offset + 200));
  const word = /[\w.-]*$/.exec(before)?.[0] ?? '';
  const lead = before.slice(0, before.length - word.length);
  const isKey = /^ *(?:- +)*$/.test(lead);
  const isValue = /^ *(?:- +)*[\w.-]+:[ ]+$/.test(lead);
  const scope = new Scope(workspace, { ...options, path });
  if (!isEnd || !(isKey || isValue) || !scope.saysSchemaOf(path)) return [];
  const span = { start: offset - word.length, end: offset };
  const keys = isKey ? keyOffers(request, span, scope) : [];
  return keys.length > 0 ? keys : valueOffers(request, span, scope);
}

function keyOffers(request: CompletionRequest, span: Span, scope: Scope): readonly FieldOffer[] {
  const spot = spotAt(request, span, `${MARKER}:`, scope);
  if (spot === undefined) return [];
  const { shape, view } = spot;
  const { text } = request;
  if (shape.is === 'object') return offersOf(shape, view, { text, span, isItem: false });
  // A key below that of a list is the first one of an item whose dash is still to come.
  const isFirst = shape.is === 'list' && view.keys.length === 1;
  return isFirst && shape.item.is === 'object'
    ? offersOf(shape.item, view, { text, span, isItem: true })
    : [];
}

interface Writing {
  readonly text: string;
  readonly span: Span;
  /** Whether a dash is to be written, too. */
  readonly isItem: boolean;
}

function offersOf(
  shape: ObjectShape,
  map: View,
  { text, span, isItem }: Writing,
): readonly FieldOffer[] {
  const known = new Set(map.keys);
  const hidden = Object.hasOwn(WRITTEN_BY_CLUSTER, shape.name)
    ? (WRITTEN_BY_CLUSTER[shape.name] ?? [])
    : [];
  const isRoot = map.parent === undefined;
  const fields = [...shape.fields.values()].filter(
    ({ name }) => !known.has(name) && !hidden.includes(name) && !(isRoot && name === 'status'),
  );
  const isNeeded = (field: Field): boolean => field.required && isEnforced(shape, field);
  const line = text.slice(lineStart(text, span.start), span.start);
  const inset = line.length - (/^ */.exec(line)?.[0].length ?? 0);
  return [...fields.filter(isNeeded), ...fields.filter((field) => !isNeeded(field))].map(
    (field): FieldOffer => ({
      ...{ type: 'field', name: field.name, sentence: field.sentence, span },
      about: `${inWords(field.shape)}${isNeeded(field) ? ', required' : ''}`,
      insert: fieldBody(field, { text, inset, isItem }),
    }),
  );
}

function valueOffers(request: CompletionRequest, span: Span, scope: Scope): readonly FieldOffer[] {
  const { shape } = spotAt(request, span, MARKER, scope) ?? {};
  if (shape?.is !== 'scalar') return [];
  const values =
    shape.type === 'boolean'
      ? ['true', 'false'].map((name) => [name, ''] as const)
      : [...(shape.values ?? [])].filter(([name]) => name !== '');
  return values.map(([name, word]): FieldOffer => ({
    ...{ type: 'value', name, about: '', sentence: word === '' ? '' : `${name} ${word}`, span },
    insert: shape.type === 'boolean' ? name : yamlString(name),
  }));
}

/** What stands for the cursor, and what its kind knows of that place. */
function spotAt(
  request: CompletionRequest,
  span: Span,
  replacement: string,
  scope: Scope,
): Spot | undefined {
  const document = withText(request, span, replacement);
  const hit = document?.view.at(span.start);
  if (document === undefined || hit === undefined) return undefined;
  const isKey = replacement !== MARKER;
  const isCursor = isKey ? hit.on === 'key' && hit.view.key === MARKER : hit.view.text === MARKER;
  const view = isKey ? hit.view.parent : hit.view;
  if (!isCursor || view === undefined) return undefined;
  const object = objectsOf(request.path, document).find(({ view: { path } }) =>
    path.every((step, i) => view.path[i] === step),
  );
  const kind = object && shapeOf(object, scope);
  if (object === undefined || kind === undefined) return undefined;
  const place = placeAt(kind, view.path.slice(object.view.path.length));
  return place && { shape: place.shape, view };
}
