import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { hovers } from './hovers.ts';
import { crossNamespaceHost } from './rules/cross-namespace-host.ts';
import { defaultNamespace } from './rules/default-namespace.ts';
import { namespaceNotIsolated } from './rules/namespace-not-isolated.ts';
import slides from './slides.md';

export const namespaces: Topic = {
  id: 'namespaces',
  title: 'Namespaces',
  slides: parseSlides(slides),
  checks: [],
  rules: [crossNamespaceHost, defaultNamespace, namespaceNotIsolated],
  hovers,
  snippets: [
    'k8s-namespace',
    'k8s-networkpolicy-same-namespace',
    'k8s-networkpolicy-default-deny',
    'k8s-networkpolicy-from-ingress',
    'k8s-serviceaccount-role',
  ],
};
