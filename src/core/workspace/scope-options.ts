import type { ObjectSource } from './object-source.ts';
import type { Schema } from '../schema/schema.ts';
import type { VoiceOptions } from '../schema/voice.ts';

export interface ScopeOptions extends VoiceOptions {
  /** What the API server says of its kinds; asked when it is needed, undefined while it is not there. */
  readonly schema?: () => Schema | undefined;
  /** The cluster that the person has chosen; undefined while there is none. */
  readonly cluster?: () => ObjectSource | undefined;
  /** The cluster version that manifests are written for: 37 for 1.37. */
  readonly kubernetesMinor?: number;
  /** The file that is asked about: a project file may name another version for it. */
  readonly path?: string;
}
