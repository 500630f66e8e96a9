import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { claimMissing } from './rules/claim-missing.ts';
import { databaseWithoutStorage } from './rules/database-without-storage.ts';
import { endpointsDeprecated } from './rules/endpoints-deprecated.ts';
import { externalNameInvalid } from './rules/external-name-invalid.ts';
import { hostPathStorage } from './rules/host-path-storage.ts';
import { serviceWithoutEndpoints } from './rules/service-without-endpoints.ts';
import { sharedClaim } from './rules/shared-claim.ts';
import { statefulSetService } from './rules/stateful-set-service.ts';
import slides from './slides.md';

export const stateful: Topic = {
  id: 'stateful',
  title: 'Stateful services',
  slides: parseSlides(slides),
  checks,
  rules: [
    externalNameInvalid,
    serviceWithoutEndpoints,
    endpointsDeprecated,
    databaseWithoutStorage,
    sharedClaim,
    statefulSetService,
    claimMissing,
    hostPathStorage,
  ],
  hovers,
  snippets: [
    'k8s-service-externalname',
    'k8s-service-endpointslice',
    'k8s-endpoints-legacy',
    'k8s-ambassador',
    'k8s-ambassador-sidecar',
    'k8s-persistentvolume',
    'k8s-persistentvolumeclaim',
    'k8s-storageclass',
    'k8s-statefulset',
  ],
};
