import type { Rule } from '../../core/lint/rule.ts';
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

/** In the order of the guide. */
export const httpRules: readonly Rule[] = [
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
];
