/** A live object as a document to read. */
import { yamlText } from '../yaml/write.ts';
import type { YamlValue } from '../yaml/write.ts';
import type { Json } from './json.ts';
import type { LiveObject } from './snapshot.ts';

/** In YAML, with the managers of its fields as comments above it. */
export function liveText({ text, managers }: LiveObject): string {
  const lines = managers
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, time, fields }) => {
      const when = time === undefined ? '' : ` on ${time.slice(0, 10)}`;
      return `# ${name}${when}: ${fields.slice(0, MOST_FIELDS).join(', ')}${fields.length > MOST_FIELDS ? ', ...' : ''}`;
    });
  return [...lines, yamlText(yamlValue(JSON.parse(text) as Json)), ''].join('\n');
}

const MOST_FIELDS = 8;

/** Fields without a value are left out, as the API server does. */
export function yamlValue(json: Json): YamlValue {
  if (json === null) return '';
  if (Array.isArray(json)) return (json as readonly Json[]).map(yamlValue);
  if (typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[key, yamlValue(value)] as const],
    ),
  );
}
