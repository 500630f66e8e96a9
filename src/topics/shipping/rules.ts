import type { Rule } from '../../core/lint/rule.ts';
import { composeDrift } from './rules/compose-drift.ts';
import { composeNotPortable } from './rules/compose-not-portable.ts';
import { composeVersion } from './rules/compose-version.ts';
import { dockerfileBuildMissing } from './rules/dockerfile-build-missing.ts';
import { imageTag } from './rules/image-tag.ts';
import { retiredRegistry } from './rules/retired-registry.ts';

/** In the order of the guide. */
export const shippingRules: readonly Rule[] = [
  retiredRegistry,
  imageTag,
  composeDrift,
  composeVersion,
  composeNotPortable,
  dockerfileBuildMissing,
];
