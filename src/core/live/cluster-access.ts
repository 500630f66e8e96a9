/**
 * What can be asked of clusters, as types: who asks knows nothing of kubeconfigs and connections,
 * and the code that does is a bundle of its own.
 */
import type { JsonObject } from './json.ts';
import type { ContextFacts, Snapshot } from './snapshot.ts';

/** A context with all that is needed to reach its cluster; `user` may hold credentials. */
export interface FoundContext {
  readonly facts: ContextFacts;
  readonly cluster: JsonObject;
  readonly user: JsonObject;
}

export interface Kubeconfig {
  readonly contexts: readonly FoundContext[];
  /** The name that kubectl would take by itself: it is shown, and never used silently. */
  readonly current?: string;
  /** Files that were read. */
  readonly files: readonly string[];
  /** One sentence for each file that could not be used. */
  readonly problems: readonly string[];
}

/** Why a cluster gave no answer. */
export interface Problem {
  readonly state:
    | 'forbidden'
    | 'unauthorized'
    | 'not-found'
    | 'gone'
    | 'invalid'
    | 'busy'
    | 'server-error'
    | 'not-json'
    | 'cut-off'
    | 'timeout'
    | 'unreachable'
    | 'certificate'
    | 'credentials'
    | 'cancelled';
  /** One or two sentences for people, without credentials in them. */
  readonly text: string;
  /** The server's Status object, where it sent one. */
  readonly status?: unknown;
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number;
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

export interface ReadRequest {
  readonly context: ContextFacts;
  /** All contexts of the kubeconfig: which of them are for tests and for production is asked, too. */
  readonly contexts: readonly ContextFacts[];
  /** The only namespace to ask about. */
  readonly namespace?: string;
  readonly signal: AbortSignal;
  /** Told of each kind before it is asked for. */
  readonly progress?: (kind: string, done: number, all: number) => void;
  /** Milliseconds since 1970; the clock, for tests. */
  readonly now?: () => number;
}

/** The ways to a cluster; each of them only after the person has asked for it. */
export interface ClusterAccess {
  /**
   * The contexts of the person's own kubeconfig.
   * @param environment by default that of this process
   * @param foreign absolute folders whose files are never taken for one
   */
  readonly readContexts: (
    environment?: Readonly<Record<string, string | undefined>>,
    foreign?: readonly string[],
  ) => Promise<Kubeconfig>;
  /** Reads what the guide asks of a cluster. */
  readonly readFacts: (
    context: FoundContext,
    request: Omit<ReadRequest, 'context'>,
  ) => Promise<Outcome<Snapshot>>;
}
