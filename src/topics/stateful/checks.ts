import type { Check } from '../../core/guide/topic.ts';
import { insideChecks } from './inside-checks.ts';
import { outsideChecks } from './outside-checks.ts';

export const checks: readonly Check[] = [...outsideChecks, ...insideChecks];
