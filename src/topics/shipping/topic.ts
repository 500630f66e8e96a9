import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { composeDrift } from './rules/compose-drift.ts';
import { composeNotPortable } from './rules/compose-not-portable.ts';
import { composeVersion } from './rules/compose-version.ts';
import { dockerfileBuildMissing } from './rules/dockerfile-build-missing.ts';
import { imageTag } from './rules/image-tag.ts';
import { retiredRegistry } from './rules/retired-registry.ts';
import slides from './slides.md';

export const shipping: Topic = {
  id: 'shipping',
  title: 'What do we ship?',
  slides: parseSlides(slides),
  checks,
  rules: [
    retiredRegistry,
    imageTag,
    composeDrift,
    composeVersion,
    composeNotPortable,
    dockerfileBuildMissing,
  ],
  hovers,
  snippets: ['k8s-deployment'],
};
