import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from '../workspace/scope.ts';
import { shapeOf } from './kinds.ts';
import type { ObjectShape } from './shape.ts';
import { flawsOf } from './structure.ts';
import type { Flaw } from './structure.ts';

type Reader = (object: KubernetesObject) => readonly Flaw[];

/** One reader for each shape, so that what it finds is kept as long as the document is parsed. */
const READERS = new WeakMap<ObjectShape, { readonly whole: Reader; readonly partial: Reader }>();

/** What of an object does not fit the shape of its kind; worked out once for all rules. */
export function flawsIn(object: KubernetesObject, scope: Scope): readonly Flaw[] {
  const shape = shapeOf(object, scope);
  if (shape === undefined) return [];
  const readers = READERS.get(shape) ?? {
    whole: (one: KubernetesObject) => [...flawsOf(one.view, shape, false)],
    partial: (one: KubernetesObject) => [...flawsOf(one.view, shape, true)],
  };
  READERS.set(shape, readers);
  const reader = scope.roleOf(object) === 'whole' ? readers.whole : readers.partial;
  return object.document.once(reader, object);
}
