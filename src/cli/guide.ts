import { LiveCluster } from '../core/live/live-cluster.ts';
import type { Snapshot } from '../core/live/snapshot.ts';
import { guide as answers } from '../core/guide/guide.ts';
import type { GuideEvidence, GuideItem } from '../core/guide/guide.ts';
import type { ObjectName } from '../core/lint/lint.ts';
import { Scope } from '../core/workspace/scope.ts';
import type { Range, Span } from '../core/text/text.ts';
import type { Reason, Topic } from '../core/guide/topic.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';

export interface ReportedEvidence {
  /** From where the person stands, with `/`; missing where no one file shows it. */
  readonly file?: string;
  readonly range?: Range;
  readonly object?: ObjectName;
  /** The context of the cluster that shows it. */
  readonly cluster?: string;
  readonly text: string;
}

export interface ReportedItem {
  readonly id: string;
  readonly title: string;
  readonly state: GuideItem['state'];
  /** Why files cannot answer, where the state is `unknown`. */
  readonly reason?: Reason;
  readonly evidence: readonly ReportedEvidence[];
  readonly next?: string;
}

export interface ReportedSlide {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ReportedItem[];
}

export interface ReportedTopic {
  readonly id: string;
  readonly title: string;
  /** False where evidence for the whole topic is not looked for yet. */
  readonly checked: boolean;
  readonly slides: readonly ReportedSlide[];
}

export interface ReportedCluster {
  readonly context: string;
  readonly server?: string;
  /** Such as `v1.36.3`. */
  readonly version?: string;
  /** When it was asked; ISO 8601. */
  readonly askedAt: string;
  /** What it would not tell. */
  readonly missing: readonly string[];
}

/** What the questions need beside the files. */
export interface GuideOptions {
  readonly kubernetesMinor?: number;
  readonly facts?: Snapshot;
}

/** The answer of `guide`, in the shape that `--format json` prints. */
export interface GuideReport {
  /** The cluster that was asked. */
  readonly cluster?: ReportedCluster;
  readonly topics: readonly ReportedTopic[];
}

type Show = (evidence: GuideEvidence) => ReportedEvidence;

/**
 * Puts the questions of the guide to the workspace.
 * @param onError told of a question that threw; the others go on
 */
export function guide(
  { workspace, shown }: ReadWorkspace,
  topics: readonly Topic[],
  { kubernetesMinor, facts }: GuideOptions,
  onError: (error: unknown, where: string) => void,
): GuideReport {
  const scope = new Scope(workspace, kubernetesMinor === undefined ? {} : { kubernetesMinor });
  const ranges = new Map<string, (span: Span) => Range>();
  const show: Show = ({ path, span, object, text, cluster }) => {
    if (cluster !== undefined) return { ...(object && { object }), cluster, text };
    if (path === undefined) return { ...(object && { object }), text };
    const rangeOf = ranges.get(path) ?? rangesIn(workspace.file(path)?.text ?? '');
    ranges.set(path, rangeOf);
    const file = shown(path);
    return {
      file,
      ...(span && { range: rangeOf(span) }),
      // Dockerfiles are named by their path.
      ...(object && { object: object.name === path ? { ...object, name: file } : object }),
      text,
    };
  };
  return {
    ...(facts && { cluster: reportedCluster(facts) }),
    topics: answers(topics, scope, onError, facts && new LiveCluster(facts)).map(
      ({ id, title, checked, slides }) => ({
        ...{ id, title, checked },
        slides: slides.map((slide) => ({
          ...{ id: slide.id, title: slide.title },
          items: slide.items.map((item) => reported(item, show)),
        })),
      }),
    ),
  };
}

function reportedCluster({ context, version, takenAt, gaps }: Snapshot): ReportedCluster {
  const { name, server } = context;
  return {
    context: name,
    ...(server !== undefined && { server }),
    ...(version !== undefined && { version }),
    askedAt: new Date(takenAt).toISOString(),
    missing: gaps.map(({ text }) => text),
  };
}

function reported(item: GuideItem, show: Show): ReportedItem {
  const { id, title, state, reason, evidence, next } = item;
  return {
    ...{ id, title, state },
    ...(reason !== undefined && { reason }),
    evidence: evidence.map(show),
    ...(next !== undefined && { next }),
  };
}
