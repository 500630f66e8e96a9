import type { HoverSource } from '../../core/hover/hover.ts';
import { endpointsHover, externalNameHover, selectorlessHover } from './service-hovers.ts';
import {
  claimHover,
  datastoreHover,
  statefulSetHover,
  storageClassHover,
} from './storage-hovers.ts';

export const hovers: readonly HoverSource[] = [
  externalNameHover,
  endpointsHover,
  selectorlessHover,
  statefulSetHover,
  claimHover,
  storageClassHover,
  datastoreHover,
];
