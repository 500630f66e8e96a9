import type { HoverSource } from '../../core/hover/hover.ts';
import { accessHover } from './access-hover.ts';
import { hostHover } from './host-hover.ts';
import { namespaceHover } from './namespace-hover.ts';
import { policyHover } from './policy-hover.ts';

export const hovers: readonly HoverSource[] = [hostHover, namespaceHover, policyHover, accessHover];
