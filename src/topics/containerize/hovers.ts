import type { HoverSource } from '../../core/hover/hover.ts';
import { composeHover } from './compose-hovers.ts';
import { dockerfileHover } from './dockerfile-hovers.ts';

export const hovers: readonly HoverSource[] = [composeHover, dockerfileHover];
