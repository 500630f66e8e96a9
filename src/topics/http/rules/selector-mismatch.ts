import { appendToMap, insertBeforeEntry, removeEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { matches } from '../../../core/kubernetes/labels.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { labelSelector } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { podLabels } from '../selection.ts';

export const selectorMismatch = defineRule({
  id: 'selector-mismatch',
  severity: 'error',
  summary: 'The selector of a workload does not match the labels of its own pod template.',
  deck: [],
  kinds: [
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'ReplicationController',
    'Rollout',
    'Job',
    'CronJob',
  ],
  docs: {
    why: 'A workload counts the pods that its selector matches. It would never find the pods it makes, so the API server refuses it.',
    fix: 'Write the same labels in `spec.selector` and in `spec.template.metadata.labels`. The selector of a Deployment that already runs cannot be changed; there, change the template.',
    links: [
      {
        title: 'Deployments: selector',
        url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const own = writtenSelector(object);
      if (own !== undefined) {
        yield generated(object, own, scope);
        return;
      }
      const selector = object.view.get('spec', 'selector');
      const wanted = labelSelector(selector);
      if (object.workload === undefined || wanted === undefined) return;
      const labels = podLabels(object, scope);
      if (matches(wanted, labels)) return;
      const problems = [
        ...pairProblems(object, selector, labels, scope),
        ...expressionProblems(object, selector, labels),
      ];
      // An operator's kind is not looked into by the API server.
      for (const problem of problems)
        yield object.kind === 'Rollout' ? { ...problem, severity: 'warning' } : problem;
    },
  },
});

/** A selector where the cluster makes one: of a Job, unless it says `manualSelector`, and of a CronJob. */
function writtenSelector({ kind, view }: KubernetesObject): View | undefined {
  const spec = kind === 'CronJob' ? view.get('spec', 'jobTemplate', 'spec') : view.get('spec');
  if (kind !== 'CronJob' && (kind !== 'Job' || spec.get('manualSelector').isTrue)) return undefined;
  const selector = spec.get('selector');
  return selector.exists && selector.type !== 'null' ? selector : undefined;
}

function generated({ kind, path }: KubernetesObject, selector: View, scope: Scope): Problem {
  const what = kind === 'Job' ? 'this Job' : 'the Jobs of this CronJob';
  return {
    at: selector.keyMark,
    message: `Kubernetes makes the selector of ${what} by itself, so the API server refuses one that is written here. Remove it.`,
    fixes: [
      {
        title: 'Remove the selector',
        edits: () => [{ path, edits: [removeEntry(scope.file(path)?.text ?? '', selector)] }],
      },
    ],
  };
}

function* pairProblems(
  object: KubernetesObject,
  selector: View,
  labels: Labels,
  scope: Scope,
): Iterable<Problem> {
  const plain = !selector.has('matchLabels') && !selector.has('matchExpressions');
  const pairs = (plain ? selector : selector.get('matchLabels')).entries;
  const wrong = pairs.filter(({ key, text }) => labels[key] !== text);
  const own = templateLabels(object);
  // Without any labels in the template, one finding and one fix bring all of them.
  const shown = own.type === 'map' ? wrong : wrong.slice(0, 1);
  for (const pair of shown) {
    const label = own.get(pair.key);
    const inTemplate = label.exists
      ? `the pod template says "${label.text ?? ''}"`
      : 'the pod template lacks it';
    yield {
      at: pair,
      message: `${object.kind} "${object.name ?? ''}" selects pods with "${pair.key}: ${pair.text ?? ''}", but ${inTemplate}, so the API server refuses it. Write the same in both places.`,
      fixes:
        own.type === 'map'
          ? pairFixes(object, pair, label, scope)
          : allLabels(object, wrong, scope),
      related: [
        {
          path: object.path,
          at: label.exists ? label : own.exists ? own.keyMark : template(object).keyMark,
          message: `The labels that the pods of ${object.kind} "${object.name ?? ''}" get.`,
        },
      ],
    };
  }
}

function template(object: KubernetesObject): View {
  return object.view.get('spec', 'template');
}

function templateLabels(object: KubernetesObject): View {
  return template(object).get('metadata', 'labels');
}

function pairFixes(
  object: KubernetesObject,
  pair: View,
  label: View,
  scope: Scope,
): readonly Fix[] {
  const value = pair.text ?? '';
  const fix = (title: string, edit: () => TextEdit | undefined): readonly Fix[] =>
    edit() === undefined
      ? []
      : [
          {
            title,
            edits: () => [{ path: object.path, edits: [edit()].filter((e) => e !== undefined) }],
          },
        ];
  if (!label.exists) {
    return fix(`Add "${String(pair.key)}: ${value}" to the pod template`, () =>
      appendToMap(scope.file(object.path)?.text ?? '', templateLabels(object), {
        [String(pair.key)]: value,
      }),
    );
  }
  const now = label.text;
  if (now === undefined) return [];
  return [
    ...fix(`Write "${now}"`, () => replaceValue(pair, now)),
    ...fix(`Write "${value}" in the pod template`, () => replaceValue(label, value)),
  ];
}

/** A template without labels gets all that the selector asks for. */
function allLabels(object: KubernetesObject, wrong: readonly View[], scope: Scope): readonly Fix[] {
  const labels = Object.fromEntries(wrong.map((pair) => [String(pair.key), pair.text ?? '']));
  const edit = (): TextEdit | undefined => {
    const text = scope.file(object.path)?.text ?? '';
    const metadata = template(object).get('metadata');
    if (templateLabels(object).exists) return undefined;
    if (metadata.type === 'map') return appendToMap(text, metadata, { labels });
    const [first] = template(object).entries;
    if (metadata.exists || first === undefined) return undefined;
    return insertBeforeEntry(text, first, { metadata: { labels } });
  };
  if (edit() === undefined) return [];
  return [
    {
      title: 'Copy the labels to the pod template',
      edits: () => [{ path: object.path, edits: [edit()].filter((e) => e !== undefined) }],
    },
  ];
}

function* expressionProblems(
  object: KubernetesObject,
  selector: View,
  labels: Labels,
): Iterable<Problem> {
  for (const expression of selector.get('matchExpressions').items) {
    const wanted = {
      key: expression.get('key').text ?? '',
      operator: expression.get('operator').text ?? '',
      values: expression.get('values').items.flatMap((value) => value.text ?? []),
    };
    if (matches({ matchExpressions: [wanted] }, labels)) continue;
    yield {
      at: expression.get('key'),
      message: `The labels of the pod template of ${object.kind} "${object.name ?? ''}" do not meet this condition on "${wanted.key}", so the API server refuses it. Change the condition or the labels.`,
    };
  }
}
