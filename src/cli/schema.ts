import { Schema } from '../core/schema/schema.ts';
import { readSchemaFile } from './schema-file.ts';

let schema: Schema | undefined;

/** Kubernetes' own kinds, read when the first manifest asks for them. */
export function readSchema(): Schema {
  return (schema ??= new Schema(readSchemaFile()));
}
