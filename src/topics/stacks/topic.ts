import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { liveChecks } from './live-checks.ts';
import slides from './slides.md';

export const stacks: Topic = {
  id: 'stacks',
  title: 'Deploying stacks',
  slides: parseSlides(slides),
  checks,
  liveChecks,
  rules: [],
  hovers: [],
  snippets: ['k8s-kustomization', 'k8s-chart', 'k8s-argocd-application', 'k8s-flux-kustomization'],
};
