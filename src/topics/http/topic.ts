import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { httpRules } from './rules.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const http: Topic = {
  id: 'http',
  title: 'HTTP traffic',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: httpRules,
  hovers,
  snippets: [
    'k8s-ingress',
    'k8s-ingress-hosts',
    'k8s-ingress-paths',
    'k8s-ingress-tls',
    'k8s-httproute',
    'k8s-service',
  ],
};
