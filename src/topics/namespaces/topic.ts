import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { namespacesRules } from './rules.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const namespaces: Topic = {
  id: 'namespaces',
  title: 'Namespaces',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: namespacesRules,
  hovers,
  snippets: [
    'k8s-namespace',
    'k8s-networkpolicy-same-namespace',
    'k8s-networkpolicy-default-deny',
    'k8s-networkpolicy-from-ingress',
    'k8s-serviceaccount-role',
  ],
};
