import type { Fix } from '../lint/fix.ts';
import type { LiveCluster } from '../live/live-cluster.ts';
import type { HoverSource } from '../hover/hover.ts';
import type { ObjectName } from '../lint/lint.ts';
import type { Rule } from '../lint/rule.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Slide } from './slides.ts';
import type { Mark, View } from '../yaml/view.ts';

/**
 * What the files say about an item. `unknown`: they cannot answer, for instance because only a
 * cluster or a person could; it is never shown as missing.
 */
export type State = 'done' | 'partly' | 'open' | 'unknown';

/** Something in the workspace that speaks for or against an item. */
export interface Evidence {
  /** One short sentence; names from the workspace in double quotes. */
  readonly text: string;
  readonly path?: string;
  readonly at?: View | Mark;
  readonly object?: ObjectName;
  /** The context of the cluster that shows it; undefined where files do. */
  readonly cluster?: string;
}

/**
 * Why files cannot answer: only a cluster could, only the team could, the item is about something
 * that this workspace has not, or an answer is there and leads where we do not follow.
 */
export type Reason = 'needs-cluster' | 'needs-team' | 'does-not-apply' | 'could-not-follow';

/** What the workspace says about one item of the deck. */
export interface Answer {
  /** `statement` for facts, which nobody can do: what was found stands beside them. */
  readonly state: State | 'statement';
  readonly evidence: readonly Evidence[];
  /** For `unknown` alone. */
  readonly reason?: Reason;
  /** The one next thing to do, as an order; for items that are not done, and only where it is certain. */
  readonly next?: string;
  /** What can be done about `next` at a click. */
  readonly action?: NextAction;
}

/** What an editor can do at once about a step that is open. */
export type NextAction =
  | { readonly kind: 'fix'; readonly fix: Fix }
  /** Insert a snippet, by its prefix. */
  | { readonly kind: 'snippet'; readonly prefix: string }
  /** Write the network policies that a namespace lacks. */
  | { readonly kind: 'policies'; readonly namespace: string };

/** The question that one item of the deck puts to the workspace. */
export interface Check {
  /** The number of the item, such as `S2.7`. */
  readonly item: string;
  readonly answer: (scope: Scope) => Answer;
}

/** The question that one item puts to a cluster, once a person has asked for that. */
export interface LiveCheck {
  readonly item: string;
  /** `files` is the workspace, for what both must say. */
  readonly answer: (cluster: LiveCluster, files: Scope) => Answer;
}

/** One chapter of the guide with everything that makes it live. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly slides: readonly Slide[];
  readonly checks: readonly Check[];
  readonly liveChecks?: readonly LiveCheck[];
  readonly rules: readonly Rule[];
  readonly hovers: readonly HoverSource[];
  /** Prefixes of the snippets that this topic offers. */
  readonly snippets: readonly string[];
  /** True where it comes before all others, as long as it is not done. */
  readonly beginning?: boolean;
}
