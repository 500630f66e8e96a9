/** The objects of a document, out of lists and lists of lists. */
import { KubernetesObject } from './manifest.ts';
import type { ObjectType } from './manifest.ts';
import type { SourceDocument } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

/**
 * The objects that a document holds: one, or what its `items` hold. As kubectl does it, any kind
 * with items is a list, lists may hold lists, and `ConfigMapList` says what its items are.
 */
export function objectsOf(path: string, document: SourceDocument): readonly KubernetesObject[] {
  if (!/kind["']?\s*:/.test(document.text)) return [];
  const { view } = document;
  if (!isObject(view)) return [];
  if (!isList(view)) return [new KubernetesObject(path, document, [])];
  return itemsOf(view, 0).map(
    ({ item, type }) => new KubernetesObject(path, document, item.path, type),
  );
}

const isList = (view: View): boolean =>
  view.get('kind').text === 'List' || view.get('items').type === 'sequence';

/** Lists nest no deeper than this. */
const DEEPEST_LIST = 20;

interface ListItem {
  readonly item: View;
  readonly type: Partial<ObjectType>;
}

function itemsOf(list: View, depth: number): readonly ListItem[] {
  const kind = list.get('kind').text ?? '';
  const apiVersion = list.get('apiVersion').text;
  const type =
    kind !== 'List' && kind.endsWith('List') && apiVersion !== undefined
      ? { apiVersion, kind: kind.slice(0, -'List'.length) }
      : {};
  return list.get('items').items.flatMap((item): readonly ListItem[] => {
    const isTyped = type.kind !== undefined && item.type === 'map' && !item.has('kind');
    if (!isTyped && !isObject(item)) return [];
    if (isList(item)) return depth < DEEPEST_LIST ? itemsOf(item, depth + 1) : [];
    return [{ item, type: isTyped ? type : {} }];
  });
}

function isObject(view: View): boolean {
  return view.get('apiVersion').text !== undefined && view.get('kind').string !== undefined;
}
