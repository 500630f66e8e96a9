/** What the API server asks of what runs pods. */
import { matches } from '../../../core/kubernetes/labels.ts';
import { labelSelector, type KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { between, dnsLabel, named } from './names.ts';
import { claimSpec } from './claims.ts';
import { cronProblem, timeZoneProblem } from '../../../core/schema/schedules.ts';

/** Deployments, ReplicaSets, DaemonSets and StatefulSets. */
export function* controller({ view, kind }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  if (spec.type !== 'map') return;
  yield* ownSelector(spec, kind);
  yield* between(spec.get('replicas'), [0, Infinity]);
  yield* between(spec.get('minReadySeconds'), [0, Infinity]);
  yield* between(spec.get('revisionHistoryLimit'), [0, Infinity]);
  yield* restarts(spec.get('template', 'spec'), ['Always'], kind);
  yield* rollingUpdate(spec);
  yield* named(spec.get('serviceName'), 'name of a Service', dnsLabel);
  for (const claim of spec.get('volumeClaimTemplates').items) {
    yield* named(claim.get('metadata', 'name'), 'name of a volume', dnsLabel);
    yield* claimSpec(claim.get('spec'), claim);
  }
}

/** A selector that would never find the pods is said by selector-mismatch. */
function* ownSelector(spec: View, kind: string): Iterable<Refusal> {
  const selector = spec.get('selector');
  const own = spec.get('template', 'metadata', 'labels').strings;
  const labels = Object.keys(own);
  if (selector.type === 'missing' || selector.type === 'null') {
    const fields = { selector: { matchLabels: own } };
    yield missing(spec, `this ${kind} has no "selector"`, {
      todo: 'Repeat the labels of its pod template under "selector.matchLabels".',
      ...(labels.length > 0 && { add: { to: spec, title: 'Add the selector', fields } }),
    });
    return;
  }
  const wanted = labelSelector(selector);
  const parts = selector.entries.flatMap((part) => [...part.entries, ...part.items]);
  if (selector.type === 'map' && parts.length === 0)
    yield invalid(selector.keyMark, `the selector of this ${kind} is empty`);
  else if (wanted !== undefined && labels.length === 0 && matches(wanted, {}))
    yield missing(spec.get('template'), 'the pod template has no labels');
}

function* restarts(pod: View, allowed: readonly string[], kind: string): Iterable<Refusal> {
  const policy = pod.get('restartPolicy');
  if (pod.type !== 'map') return;
  const [first = ''] = allowed;
  if (!policy.exists && first !== 'Always')
    yield missing(pod, `the pods of a ${kind} need a "restartPolicy": ${allowed.join(' or ')}`, {
      add: { to: pod, title: `Add "restartPolicy: ${first}"`, fields: { restartPolicy: first } },
    });
  const isKnown = /^(?:Always|OnFailure|Never)$/.test(policy.text ?? '');
  if (isKnown && !allowed.includes(policy.text ?? ''))
    yield invalid(
      policy,
      `the pods of a ${kind} cannot have the restartPolicy "${policy.text ?? ''}": ${allowed.join(' or ')} is allowed`,
      {
        ...(allowed.length === 1 && { value: first }),
      },
    );
}

function* rollingUpdate(spec: View): Iterable<Refusal> {
  const strategy = spec.get('strategy');
  const rolling = strategy.get('rollingUpdate');
  if (strategy.get('type').text === 'Recreate' && rolling.type === 'map')
    yield invalid(rolling.keyMark, 'a Deployment that is recreated can have no "rollingUpdate"');
  yield* percentOrNumber(spec.get('updateStrategy', 'rollingUpdate', 'maxUnavailable'));
  yield* percentOrNumber(rolling.get('maxSurge'));
  yield* percentOrNumber(rolling.get('maxUnavailable'));
  const both = [rolling.get('maxSurge'), rolling.get('maxUnavailable')];
  if (both.every(({ text }) => /^0%?$/.test(text ?? '')))
    yield invalid(
      both[1]?.exists === true ? both[1] : rolling,
      '"maxSurge" and "maxUnavailable" cannot both be 0',
    );
}

/** A number of pods, or a part of them such as `25%`. */
export function* percentOrNumber(view: View): Iterable<Refusal> {
  if (view.type === 'number') yield* between(view, [0, Infinity]);
  const text = view.string;
  if (text !== undefined && !/^\d+%$/.test(text) && !text.includes('{'))
    yield invalid(view, `"${text}" is neither a number nor a percentage such as 25%`);
}

export function* replicationController({ view }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  const labels = spec.get('template', 'metadata', 'labels').entries;
  const selector = spec.get('selector');
  if (labels.length === 0 && spec.type === 'map' && selector.entries.length === 0)
    yield missing(spec, 'this ReplicationController has no "selector"');
  yield* between(spec.get('replicas'), [0, Infinity]);
  yield* restarts(spec.get('template', 'spec'), ['Always'], 'ReplicationController');
}

export function* job({ view }: KubernetesObject): Iterable<Refusal> {
  yield* jobSpec(view.get('spec'));
}

function* jobSpec(spec: View): Iterable<Refusal> {
  for (const key of [
    'completions',
    'parallelism',
    'backoffLimit',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
  ])
    yield* between(spec.get(key), [0, Infinity]);
  yield* restarts(spec.get('template', 'spec'), ['OnFailure', 'Never'], 'Job');
  if (spec.get('completionMode').text === 'Indexed' && !spec.has('completions'))
    yield missing(spec, 'an indexed Job needs "completions"');
}

export function* cronJob({ view, name = '' }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  if (name.length > 52)
    yield invalid(
      view.get('metadata', 'name'),
      'the name of a CronJob can have 52 characters at most',
    );
  const schedule = spec.get('schedule');
  const wrong = schedule.string === undefined ? undefined : cronProblem(schedule.string);
  if (wrong !== undefined)
    yield invalid(schedule, `the schedule "${schedule.text ?? ''}" is not valid: ${wrong}`);
  const zone = spec.get('timeZone');
  const unknown = zone.string === undefined ? undefined : timeZoneProblem(zone.string);
  if (unknown !== undefined) yield invalid(zone, unknown);
  for (const key of [
    'startingDeadlineSeconds',
    'successfulJobsHistoryLimit',
    'failedJobsHistoryLimit',
  ])
    yield* between(spec.get(key), [0, Infinity]);
  yield* jobSpec(spec.get('jobTemplate', 'spec'));
}
