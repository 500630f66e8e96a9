import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { deprecatedApi } from './rules/deprecated-api.ts';
import { ingressV1Shape } from './rules/ingress-v1-shape.ts';
import { removedApi } from './rules/removed-api.ts';
import { ingressBackendMissing } from './rules/ingress-backend-missing.ts';
import { ingressBackendPort } from './rules/ingress-backend-port.ts';
import { serviceSelectsNothing } from './rules/service-selects-nothing.ts';
import { selectorMismatch } from './rules/selector-mismatch.ts';
import { ingressClassConflict } from './rules/ingress-class-conflict.ts';
import { retiredIngressController } from './rules/retired-ingress-controller.ts';
import { stickySessionMisplaced } from './rules/sticky-session-misplaced.ts';
import { ingressConflict } from './rules/ingress-conflict.ts';
import { httpServiceExposed } from './rules/http-service-exposed.ts';
import { targetPortMissing } from './rules/target-port-missing.ts';
import slides from './slides.md';

export const http: Topic = {
  id: 'http',
  title: 'HTTP traffic',
  slides: parseSlides(slides),
  checks,
  rules: [
    removedApi,
    deprecatedApi,
    ingressV1Shape,
    ingressBackendMissing,
    ingressBackendPort,
    ingressClassConflict,
    retiredIngressController,
    stickySessionMisplaced,
    ingressConflict,
    httpServiceExposed,
    serviceSelectsNothing,
    targetPortMissing,
    selectorMismatch,
  ],
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
