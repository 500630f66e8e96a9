/** Who manages a live object: labels and annotations of tools first, then who wrote its fields. */
import { textOf } from './json.ts';
import type { Live } from './live-cluster.ts';

export type ManagingTool =
  'Argo CD' | 'Flux' | 'Helm' | 'Spinnaker' | 'kubectl' | 'an operator' | 'by hand';

export interface Managed {
  readonly tool: ManagingTool;
  /** What shows it, for people: a label, an annotation, or a manager with its time. */
  readonly sign: string;
}

interface Sign {
  readonly tool: ManagingTool;
  readonly labels?: readonly string[];
  readonly annotations?: readonly string[];
  readonly managedBy?: RegExp;
}

const SIGNS: readonly Sign[] = [
  { tool: 'Argo CD', annotations: ['argocd.argoproj.io/tracking-id'] },
  { tool: 'Argo CD', labels: ['argocd.argoproj.io/instance'] },
  { tool: 'Flux', labels: ['kustomize.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/name'] },
  { tool: 'Spinnaker', managedBy: /^spinnaker$/i },
  { tool: 'Spinnaker', annotations: ['artifact.spinnaker.io/name'] },
  { tool: 'Helm', annotations: ['meta.helm.sh/release-name'], managedBy: /^Helm$/ },
];

/** Names that write fields, by the tool they stand for; the last one that wrote decides. */
const WRITERS: readonly (readonly [name: RegExp, tool: ManagingTool])[] = [
  [/^argocd-(?:controller|application-controller)$/, 'Argo CD'],
  [/^(?:kustomize|helm)-controller$/, 'Flux'],
  [/^helm$/i, 'Helm'],
  [/^kubectl-(?:client-side-apply|create|last-applied)$|^kubectl$/, 'kubectl'],
];

/** kubectl's commands that change a live object without a file. */
const BY_HAND = /^kubectl-(?:edit|patch|scale|set|label|annotate|autoscale|rollout|taint|expose)$/;

/** Whether a manager stands for a person who changed a live object. */
export const isByHand = (manager: string): boolean => BY_HAND.test(manager);

/** Who manages an object; undefined where nothing tells. */
export function managedBy(live: Live): Managed | undefined {
  const label = textOf(live.labels['app.kubernetes.io/managed-by']);
  for (const { tool, labels = [], annotations = [], managedBy: value } of SIGNS) {
    const sign =
      labels.find((name) => live.labels[name] !== undefined) ??
      annotations.find((name) => live.annotations[name] !== undefined);
    if (sign !== undefined) return { tool, sign };
    if (value?.test(label ?? '') === true)
      return { tool, sign: `app.kubernetes.io/managed-by: ${label ?? ''}` };
  }
  for (const { name } of live.source.managers.toReversed()) {
    const tool = WRITERS.find(([pattern]) => pattern.test(name))?.[1];
    if (tool !== undefined) return { tool, sign: `field manager ${name}` };
  }
  return undefined;
}

/** Fields that somebody changed live, by hand, each with who and when. */
export function handEdits(live: Live): readonly string[] {
  return live.source.managers
    .filter(({ name, fields }) => isByHand(name) && fields.length > 0)
    .map(({ name, time, fields }) => {
      const shown = fields.slice(0, 3).join(', ');
      const more = fields.length > 3 ? ' and more' : '';
      return `${shown}${more} by ${name}${time === undefined ? '' : ` on ${time.slice(0, 10)}`}`;
    });
}
