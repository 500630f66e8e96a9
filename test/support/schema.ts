import { readSchema } from '../../src/cli/schema.ts';

/** Kubernetes' own kinds, as they are shipped. */
export const schema = readSchema();
