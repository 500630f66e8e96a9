import type { Fix } from './fix.ts';
import type { Severity } from './rule.ts';
import type { Span } from '../text/text.ts';
import type { ObjectName } from './visits.ts';

export interface RelatedPlace {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly span: Span;
  readonly object: ObjectName | undefined;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
  /** The tool that has made the object, where the finding is about its result. */
  readonly rendered?: 'helm' | 'kustomize';
  /** True where it is about what a file still lacks: nothing to say while somebody is writing it. */
  readonly waits?: boolean;
  /** Set where the finding is shown although something silences it. */
  readonly silenced?: SilencedBy;
}

/** What silences a finding, and the reason that it gives. */
export interface SilencedBy {
  readonly by: 'comment' | 'annotation' | 'project file';
  readonly reason?: string;
}
