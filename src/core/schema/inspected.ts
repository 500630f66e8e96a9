import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from '../workspace/scope.ts';
import { inspect } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { shapeOf } from './kinds.ts';
import type { ObjectShape } from './shape.ts';

type Reader = (object: KubernetesObject) => Inspection;

/** One reader for each shape, so that what it finds is kept as long as the document is parsed. */
const READERS = new WeakMap<ObjectShape, { readonly whole: Reader; readonly partial: Reader }>();

/**
 * What the shape of its kind says of an object, worked out once for all rules; undefined where
 * nobody here knows the kind.
 */
export function inspectionOf(object: KubernetesObject, scope: Scope): Inspection | undefined {
  const shape = shapeOf(object, scope);
  if (shape === undefined) return undefined;
  const readers = READERS.get(shape) ?? {
    whole: (one: KubernetesObject) => inspect(one.view, shape, false),
    partial: (one: KubernetesObject) => inspect(one.view, shape, true),
  };
  READERS.set(shape, readers);
  const reader = scope.roleOf(object) === 'whole' ? readers.whole : readers.partial;
  return object.document.once(reader, object);
}
