import { readFileSync } from 'node:fs';
import type { SchemaFile } from '../core/schema/schema.ts';

/** The file that lies beside the program; the bundle has a way of its own to it. */
export function readSchemaFile(): SchemaFile {
  const file = new URL('../../media/schema.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as SchemaFile;
}
