import type { HoverSource } from '../../core/hover/hover.ts';
import { composeHover } from './compose-hover.ts';
import { dockerfileHover } from './dockerfile-hover.ts';
import { objectHover } from './object-hover.ts';
import { referenceHover } from './reference-hover.ts';

export const hovers: readonly HoverSource[] = [
  objectHover,
  referenceHover,
  dockerfileHover,
  composeHover,
];
