import type { Rule } from '../../core/lint/rule.ts';
import { configInImage } from './rules/config-in-image.ts';
import { configKeyMissing } from './rules/config-key-missing.ts';
import { configReferenceMissing } from './rules/config-reference-missing.ts';
import { configValueType } from './rules/config-value-type.ts';
import { secretCommitted } from './rules/secret-committed.ts';
import { secretEncoding } from './rules/secret-encoding.ts';
import { secretInConfigMap } from './rules/secret-in-config-map.ts';
import { secretInEnv } from './rules/secret-in-env.ts';
import { secretInImage } from './rules/secret-in-image.ts';
import { sensitiveFileInContext } from './rules/sensitive-file-in-context.ts';

/** In the order of the guide. */
export const configurationRules: readonly Rule[] = [
  secretInEnv,
  secretInConfigMap,
  secretInImage,
  sensitiveFileInContext,
  configInImage,
  secretEncoding,
  configValueType,
  secretCommitted,
  configReferenceMissing,
  configKeyMissing,
];
