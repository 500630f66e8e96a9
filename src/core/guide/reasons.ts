/** What is said of the reasons for which files cannot answer: one table for every front. */
import type { Reason } from './topic.ts';

export interface ReasonWords {
  /** A few words that stand for the state. */
  readonly label: string;
  /** The one thing that leads to an answer; missing where there is nothing to find out. */
  readonly action?: string;
}

export const REASONS: Readonly<Record<Reason, ReasonWords>> = {
  'needs-cluster': { label: 'needs a cluster', action: 'Look it up in your cluster.' },
  'needs-team': { label: 'needs your team', action: 'Ask your team, and tick the item.' },
  'does-not-apply': { label: 'does not apply' },
  'could-not-follow': {
    label: 'could not follow',
    action: 'Look where the files lead, and tick the item.',
  },
};
