import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { statefulRules } from './rules.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const stateful: Topic = {
  id: 'stateful',
  title: 'Stateful services',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: statefulRules,
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
