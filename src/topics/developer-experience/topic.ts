import { parseSlides } from '../../core/guide/slides.ts';
import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import slides from './slides.md';

export const developerExperience: Topic = {
  id: 'developer-experience',
  title: 'Developer experience',
  slides: parseSlides(slides),
  checks,
  rules: [],
  hovers: [],
  snippets: ['k8s-devcontainer'],
};
