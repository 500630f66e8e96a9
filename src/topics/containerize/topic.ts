import type { Topic } from '../../core/guide/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { slides } from './slides.ts';

export const containerize: Topic = {
  id: 'containerize',
  title: 'Where do we start?',
  beginning: true,
  slides,
  checks,
  rules: [],
  hovers,
  snippets: [
    'dockerfile-node',
    'dockerfile-python',
    'dockerfile-go',
    'dockerfile-java',
    'dockerfile-dotnet',
    'dockerfile-php',
    'dockerfile-ruby',
    'dockerfile-rust',
    'compose-file',
    'compose-service',
    'compose-build-service',
    'compose-datastore',
    'k8s-github-build-push',
    'k8s-github-deploy-staging',
  ],
};
