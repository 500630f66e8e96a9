import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { imageTag } from './rules/image-tag.ts';
import { retiredRegistry } from './rules/retired-registry.ts';
import slides from './slides.md';

export const shipping: Topic = {
  id: 'shipping',
  title: 'What do we ship?',
  slides: parseSlides(slides),
  checks: [],
  rules: [retiredRegistry, imageTag],
  hovers: [],
  snippets: [
    'k8s-kustomization',
    'k8s-chart',
    'compose-file',
    'compose-service',
    'compose-build-service',
    'compose-datastore',
    'dockerfile-node',
    'k8s-github-build-push',
  ],
};
