/** Fixes that move an object from a deprecated or removed API version to the one that is served. */
import type { ApiStatus } from '../../core/kubernetes/api-versions.ts';
import { insertBeforeEntry, replaceEntry } from '../../core/lint/fix.ts';
import { renameKey, replaceValue } from '../../core/yaml/rewrite.ts';
import { verbatim } from '../../core/yaml/write.ts';
import type { Fix, TextEdit } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { classEdits, joined, shapeEdits } from './ingress-rewrite.ts';
import { rawValue } from './yaml-text.ts';

type Edits = readonly TextEdit[] | undefined;
type OldVersion = Exclude<ApiStatus, { readonly state: 'served' }>;

/** The fix for an old version; none where a person has to decide. */
export function upgradeFixes(
  object: KubernetesObject,
  status: OldVersion,
  scope: Scope,
): readonly Fix[] {
  const target = status.replacement?.apiVersion;
  const { path, view, kind } = object;
  const textOf = (): string => scope.file(path)?.text ?? '';
  if (target === undefined || status.replacement?.kind !== undefined) return [];
  const changes = (): Edits => fieldEdits(textOf(), object, status.plain);
  const needed = changes();
  if (needed === undefined) return [];
  const alone = needed.length === 0;
  return [
    {
      title: alone ? `Write "${target}"` : `Rewrite the ${kind} for "${target}"`,
      preferred: alone || (kind === 'Ingress' && classEdits(textOf(), view)?.length === 0),
      edits: () => [
        { path, edits: [replaceValue(view.get('apiVersion'), target), ...(changes() ?? [])] },
      ],
    },
  ];
}

/** What has to change besides the version; undefined where that cannot be done by rule. */
function fieldEdits(text: string, object: KubernetesObject, plain: boolean): Edits {
  const { kind, view } = object;
  if (kind === 'PodDisruptionBudget') {
    // policy/v1 reads an empty selector as every pod, policy/v1beta1 as none.
    const selector = view.get('spec', 'selector');
    return selector.type === 'map' && selector.keys.length === 0 ? undefined : [];
  }
  if (plain) return [];
  return FIELD_EDITS[kind]?.(text, view);
}

const FIELD_EDITS: Readonly<Record<string, (text: string, view: View) => Edits>> = {
  Ingress: (text, view) =>
    joined([shapeEdits(text, view, 'ImplementationSpecific'), classEdits(text, view)]),
  Deployment: selectorEdits,
  ReplicaSet: selectorEdits,
  StatefulSet: selectorEdits,
  DaemonSet: selectorEdits,
  HorizontalPodAutoscaler: metricEdits,
  PriorityLevelConfiguration: shareEdits,
  EndpointSlice: (_, view) =>
    view.get('endpoints').items.some((endpoint) => endpoint.has('topology')) ? undefined : [],
  RoleBinding: subjectEdits,
  ClusterRoleBinding: subjectEdits,
  Role: () => [],
  ClusterRole: () => [],
  MutatingWebhookConfiguration: webhookEdits,
  ValidatingWebhookConfiguration: webhookEdits,
};

/** apps/v1 wants the selector written out; before, it was the template's labels. */
function selectorEdits(text: string, view: View): Edits {
  const spec = view.get('spec');
  if (spec.has('rollbackTo') || spec.has('templateGeneration')) return undefined;
  if (spec.has('selector')) return [];
  const template = spec.get('template');
  const labels = Object.entries(template.get('metadata', 'labels').strings);
  if (labels.length === 0) return undefined;
  const matchLabels = Object.fromEntries(labels);
  return [insertBeforeEntry(text, template, { selector: { matchLabels } })];
}

/** Of autoscaling/v2beta1's metrics, those on resources have a clear counterpart. */
function metricEdits(text: string, view: View): Edits {
  return joined(view.get('spec', 'metrics').items.map((metric) => resourceMetric(text, metric)));
}

const GOALS: Readonly<Record<string, readonly [type: string, key: string]>> = {
  targetAverageUtilization: ['Utilization', 'averageUtilization'],
  targetAverageValue: ['AverageValue', 'averageValue'],
};

function resourceMetric(text: string, metric: View): Edits {
  const resource = metric.get('resource');
  const goals = resource.entries.filter(({ key }) => Object.hasOwn(GOALS, key));
  const [goal] = goals;
  const flow = resource.node?.type !== 'map' || resource.node.flow;
  if (goal === undefined || goals.length > 1 || flow) return undefined;
  const [type, key] = GOALS[goal.key] ?? ['', ''];
  const target = { type, [key]: verbatim(rawValue(text, goal)) };
  return [replaceEntry(text, goal, { target })];
}

function shareEdits(_: string, view: View): Edits {
  const shares = view.get('spec', 'limited', 'assuredConcurrencyShares');
  return shares.exists ? [renameKey(shares, 'nominalConcurrencyShares')] : [];
}

function subjectEdits(_: string, view: View): Edits {
  return view.get('subjects').items.some((subject) => subject.has('apiVersion')) ? undefined : [];
}

/** Safe only where everything whose default changed is written out. */
function webhookEdits(_: string, view: View): Edits {
  const fields = ['sideEffects', 'admissionReviewVersions', 'failurePolicy'];
  const complete = view.get('webhooks').items.every((hook) => {
    const harmless = /^None(?:OnDryRun)?$/.test(hook.get('sideEffects').text ?? '');
    return harmless && fields.every((field) => hook.has(field));
  });
  return complete ? [] : undefined;
}
