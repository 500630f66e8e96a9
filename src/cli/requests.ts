/** What can be asked of the command line. */
import type { FailOn } from './exit-code.ts';

export type Format = 'text' | 'json';
export type CheckFormat = Format | 'sarif' | 'github';

/** The files a command looks at, and how. */
export interface Reading {
  readonly paths: readonly string[];
  /** The path that the text on standard input stands for, where that is one of the files. */
  readonly stdin?: string;
  /** The cluster version that manifests are written for: 37 for 1.37. */
  readonly kubernetesMinor?: number;
  readonly defaultNamespace?: string;
}

export interface CheckRequest extends Reading {
  readonly command: 'check';
  readonly format: CheckFormat;
  readonly failOn: FailOn;
  /** Empty for all rules. */
  readonly rules: readonly string[];
  /** Empty for everybody's findings. */
  readonly owners: readonly string[];
  readonly ignoreSilence: boolean;
  /** Applies the fixes that are safe unseen, and writes files. */
  readonly fix: boolean;
  /** Also looks at what charts and overlays come to, with the user's own tools. */
  readonly render: boolean;
  /** The cluster whose objects count beside those of the files; naming it is the consent to ask it. */
  readonly context?: string;
  /** The only namespace of it to ask about. */
  readonly namespace?: string;
  /** A commit: only files that have changed since then are spoken of. */
  readonly since?: string;
}

export interface GuideRequest extends Reading {
  readonly command: 'guide';
  readonly format: Format;
}

/** A question to a cluster: naming its context is the consent to ask it. */
export interface ClusterRequest extends Reading {
  readonly command: 'cluster';
  readonly question: 'guide' | 'drift';
  readonly format: Format;
  readonly context: string;
  /** The only namespace to ask about. */
  readonly namespace?: string;
}

export interface GraphRequest extends Reading {
  readonly command: 'graph';
  readonly format: Format;
}

export interface ResolveRequest extends Reading {
  readonly command: 'resolve';
  readonly format: Format;
  readonly host: string;
  /** The namespace of the pod that asks. */
  readonly from: string;
}

export interface PoliciesRequest extends Reading {
  readonly command: 'policies';
  /** Only this one. */
  readonly namespace?: string;
}

export type Request =
  | CheckRequest
  | GuideRequest
  | ClusterRequest
  | GraphRequest
  | ResolveRequest
  | PoliciesRequest
  /** Without a rule: all of them, listed. */
  | { readonly command: 'explain'; readonly rule?: string }
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  /** What is wrong, in one sentence. */
  | { readonly command: 'refuse'; readonly reason: string };
