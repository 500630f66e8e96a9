/** What the API server asks of volumes, budgets and scalers. */
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { isPlaceholder } from '../../../core/schema/placeholders.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { between, isSet } from './names.ts';
import { claimSpec } from './claims.ts';
import { percentOrNumber } from './workloads.ts';

export function* claim({ view }: KubernetesObject): Iterable<Refusal> {
  yield* claimSpec(view.get('spec'), view.get('metadata'));
}

/** Fields of a PersistentVolume that do not say what it is made of. */
const NO_SOURCE: ReadonlySet<string> = new Set([
  ...['capacity', 'accessModes', 'claimRef', 'nodeAffinity'],
]);

export function* volume({ view }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  const at = spec.type === 'map' ? spec : view.get('metadata');
  if (spec.get('accessModes').items.length === 0) yield missing(at, 'a volume needs "accessModes"');
  if (!spec.get('capacity').has('storage')) yield missing(at, 'a volume needs "capacity.storage"');
  const sources = spec.entries.filter(({ key, type }) => type === 'map' && !NO_SOURCE.has(key));
  if (sources.length === 0) yield missing(at, 'this volume does not say what it is made of');
  const [, second] = sources;
  if (second !== undefined) yield invalid(second.keyMark, 'a volume can be of one type only');
  if (isSet(spec.get('local')) && !spec.has('nodeAffinity'))
    yield missing(at, 'a local volume needs "nodeAffinity"');
}

export function* budget({ view }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  const [least, most] = [spec.get('minAvailable'), spec.get('maxUnavailable')];
  yield* percentOrNumber(least);
  yield* percentOrNumber(most);
  if (isSet(least) && isSet(most))
    yield invalid(most.keyMark, '"minAvailable" and "maxUnavailable" cannot both be set');
}

/** The part of a metric that each of its types needs. */
const METRICS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
  ContainerResource: 'containerResource',
};

export function* scaler({ view }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  const [least, most] = [spec.get('minReplicas'), spec.get('maxReplicas')];
  yield* between(most, [1, Infinity]);
  if ((least.integer ?? 1) > (most.integer ?? Infinity))
    yield invalid(most, '"maxReplicas" cannot be less than "minReplicas"');
  if ((least.integer ?? 1) < 0) yield invalid(least, '"minReplicas" cannot be less than 0');
  for (const metric of spec.get('metrics').items) {
    const type = metric.get('type');
    const part = Object.hasOwn(METRICS, type.text ?? '') ? METRICS[type.text ?? ''] : undefined;
    if (part !== undefined && !metric.has(part))
      yield missing(metric, `a metric of type ${type.text ?? ''} needs "${part}"`);
  }
}

/** What a metric is held against. */
export function* metricTarget(view: View): Iterable<Refusal> {
  const type = view.get('type').text ?? '';
  const fields: Readonly<Record<string, string>> = {
    Utilization: 'averageUtilization',
    AverageValue: 'averageValue',
    Value: 'value',
  };
  const needed = Object.hasOwn(fields, type) ? fields[type] : undefined;
  if (needed !== undefined && !view.has(needed) && !isPlaceholder(type))
    yield missing(view, `a target of type ${type} needs "${needed}"`);
}
