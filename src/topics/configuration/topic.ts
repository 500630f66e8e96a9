import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { configurationRules } from './rules.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const configuration: Topic = {
  id: 'configuration',
  title: 'Configuration and secrets',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: configurationRules,
  hovers,
  snippets: [
    'k8s-configmap',
    'k8s-secret',
    'k8s-secret-tls',
    'k8s-secret-dockerconfigjson',
    'k8s-secret-basic-auth',
    'k8s-envfrom',
    'k8s-configmap-volume',
    'dockerfile-run-secret',
    'dockerfile-ignore',
    'compose-secrets',
  ],
};
