import type { Rule } from '../../core/lint/rule.ts';
import { claimMissing } from './rules/claim-missing.ts';
import { databaseWithoutStorage } from './rules/database-without-storage.ts';
import { endpointsDeprecated } from './rules/endpoints-deprecated.ts';
import { externalNameInvalid } from './rules/external-name-invalid.ts';
import { hostPathStorage } from './rules/host-path-storage.ts';
import { serviceWithoutEndpoints } from './rules/service-without-endpoints.ts';
import { sharedClaim } from './rules/shared-claim.ts';
import { statefulSetService } from './rules/stateful-set-service.ts';

/** In the order of the guide. */
export const statefulRules: readonly Rule[] = [
  externalNameInvalid,
  serviceWithoutEndpoints,
  endpointsDeprecated,
  databaseWithoutStorage,
  sharedClaim,
  statefulSetService,
  claimMissing,
  hostPathStorage,
];
