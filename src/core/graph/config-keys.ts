/** The keys of ConfigMaps and Secrets: where they stand, and whether the files show all of them. */
import { baseName } from '../files/source.ts';
import type { GraphPlace } from './model.ts';
import type { Definition } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';

/** Controllers and people fill these objects after they were made. */
const FILLED_LATER =
  /inject|replicat|reflect|secret-generator|autogenerate|copy|sync|managed|cert-manager|rotat/i;

/** Whether the keys that a definition shows are all that it will have. */
export function hasAllKeys({ keys, object }: Definition): boolean {
  if (keys === undefined || keys.length === 0) return false;
  if (object === undefined) return true;
  const metadata = object.view.get('metadata');
  const marks = [
    ...metadata.get('annotations').keys,
    ...metadata.get('labels').keys.filter((key) => !key.startsWith('app.kubernetes.io/')),
  ];
  if (marks.some((key) => FILLED_LATER.test(key))) return false;
  return object.view.get('type').text !== 'kubernetes.io/service-account-token';
}

const DATA_FIELDS = ['data', 'stringData', 'binaryData'];

/** Where a key is written: in the data of an object, or in the generator that makes it. */
export function keyPlaces(definition: Definition, key: string): readonly GraphPlace[] {
  const { path, object } = definition;
  if (object !== undefined) {
    return DATA_FIELDS.map((field) => object.view.get(field))
      .filter((data) => data.has(key))
      .map((data) => ({ path, mark: data.get(key).keyMark }));
  }
  const generator = definition.at?.parent;
  if (generator === undefined) return [];
  return [
    ...generator.get('literals').items.flatMap((item) => beforeEquals(item, key)),
    ...generator.get('files').items.flatMap((item) => fileKey(item, key)),
  ].map((mark) => ({ path, mark }));
}

function beforeEquals(item: View, key: string): readonly GraphPlace['mark'][] {
  return item.text?.startsWith(`${key}=`) === true ? [item.part(0, key.length)] : [];
}

/** `key=path`, or a path whose last part is the key. */
function fileKey(item: View, key: string): readonly GraphPlace['mark'][] {
  const text = item.text ?? '';
  if (text.includes('=')) return beforeEquals(item, key);
  return baseName(text) === key ? [item.part(text.length - key.length, text.length)] : [];
}
