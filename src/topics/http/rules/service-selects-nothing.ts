import { removeEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { excuseForSelected } from '../../../core/existence/pods.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { neighbours, podLabels, relabelledPods, selectedWorkloads, selects } from '../selection.ts';

export const serviceSelectsNothing = defineRule({
  id: 'service-selects-nothing',
  severity: 'information',
  summary: 'The selector of a Service matches no pod of its namespace in this workspace.',
  deck: ['S6.1'],
  kinds: ['Service'],
  docs: {
    why: 'A Service finds its pods by their labels, in its own namespace. One letter off and it has no endpoints: every connection is refused or hangs, and nothing reports an error.',
    fix: 'Copy the labels of the pod template. If the pods are made elsewhere, by a chart or an operator, allow the finding with that reason.',
    links: [
      {
        title: 'Debug Services',
        url: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const { service } = object;
      if (service?.selector === undefined || service.type === 'ExternalName') return;
      if (selectedWorkloads(object, scope).length > 0) return;
      const around = neighbours(object, scope);
      const elsewhere = selectedElsewhere(object, scope);
      // Without any pod beside it, the Service's pods are simply not kept here.
      if (around.length === 0 && elsewhere.length === 0) return;
      const selector = { matchLabels: service.selector };
      const namespaces = scope.namespacesOf(object);
      const asked = { selector, namespaces, from: object, picks: 'pods' } as const;
      if (excuseForSelected(asked, scope) !== undefined) return;
      yield problem(object, around, elsewhere, scope);
    },
  },
});

/** Workloads with the right labels that run in another namespace. */
function selectedElsewhere(object: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  const matchLabels = object.service?.selector ?? {};
  const found = scope.selected({ matchLabels }, undefined, object.path);
  const relabelled = relabelledPods(scope, object.path).filter((workload) =>
    selects(matchLabels, workload, scope),
  );
  return [...new Set([...found, ...relabelled])];
}

function problem(
  object: KubernetesObject,
  around: readonly KubernetesObject[],
  elsewhere: readonly KubernetesObject[],
  scope: Scope,
): Problem {
  const pairs = object.view.get('spec', 'selector').entries;
  const meant = elsewhere.length > 0 ? undefined : likely(object, around, scope);
  const wrong = meant === undefined ? [] : pairs.filter((pair) => !agrees(pair, meant, scope));
  const at = wrong[0] ?? pairs[0] ?? object.view.get('spec', 'selector');
  const namespace = scope.namespacesOf(object)[0] ?? 'default';
  const label =
    wrong.length === 1 || pairs.length === 1 ? `the label ${labelText(at)}` : 'these labels';
  return {
    at,
    message: `In this workspace, no pod of namespace "${namespace}" has ${label}, so Service "${object.name ?? ''}" leads nowhere. ${next(meant, elsewhere, scope)}`,
    // Where nothing is alike, the pods are more likely made by something else.
    ...(meant === undefined && elsewhere.length === 0 && { severity: 'hint' as const }),
    fixes: meant === undefined ? [] : correction(object, wrong, meant, scope),
    related: [...(meant === undefined ? [] : [meant]), ...elsewhere].map((workload) => ({
      path: workload.path,
      at: workload.view.get('metadata', 'name'),
      message: `${workload.kind} "${workload.name ?? ''}" in namespace "${scope.namespacesOf(workload)[0] ?? ''}".`,
    })),
  };
}

const labelText = (pair: View): string => `"${String(pair.key)}: ${pair.text ?? ''}"`;

function next(
  meant: KubernetesObject | undefined,
  elsewhere: readonly KubernetesObject[],
  scope: Scope,
): string {
  const [other] = elsewhere;
  if (other !== undefined) {
    const namespace = scope.namespacesOf(other)[0] ?? 'default';
    return `Its pods are in namespace "${namespace}"; a Service reaches only its own.`;
  }
  return meant === undefined
    ? 'Write the labels of the pods that it stands for.'
    : `Did you mean the pods of ${meant.kind} "${meant.name ?? ''}"?`;
}

/** The workload that the Service probably stands for: labels in common, a near value, its name. */
function likely(
  object: KubernetesObject,
  around: readonly KubernetesObject[],
  scope: Scope,
): KubernetesObject | undefined {
  const pairs = object.view.get('spec', 'selector').entries;
  const scored = around.map((workload) => ({
    workload,
    score: score(object, pairs, workload, scope),
  }));
  const best = Math.max(0, ...scored.map(({ score: points }) => points));
  const winners = scored.filter(({ score: points }) => points === best && points > 0);
  return winners.length === 1 ? winners[0]?.workload : undefined;
}

function score(
  object: KubernetesObject,
  pairs: readonly View[],
  workload: KubernetesObject,
  scope: Scope,
): number {
  const labels = podLabels(workload, scope);
  const points = pairs.map((pair) => {
    const value = labels[String(pair.key)];
    if (value === undefined || pair.text === undefined) return 0;
    return value === pair.text ? 2 : nearest(pair.text, [value]) === undefined ? 0 : 1;
  });
  const sameName = workload.name !== undefined && workload.name === object.name;
  return points.reduce<number>((sum, point) => sum + point, sameName ? 3 : 0);
}

function agrees(pair: View, workload: KubernetesObject, scope: Scope): boolean {
  return podLabels(workload, scope)[String(pair.key)] === pair.text;
}

/** Writes the values that the pods have, and drops the keys that they do not have. */
function correction(
  object: KubernetesObject,
  wrong: readonly View[],
  meant: KubernetesObject,
  scope: Scope,
): readonly Fix[] {
  const labels = podLabels(meant, scope);
  const kept = object.view.get('spec', 'selector').keys.some((key) => Object.hasOwn(labels, key));
  if (!kept) return [];
  const { path } = object;
  const [only] = wrong;
  const value = only && labels[String(only.key)];
  const title =
    wrong.length === 1 && value !== undefined
      ? `Write "${value}"`
      : `Select the pods of ${meant.kind} "${meant.name ?? ''}"`;
  return [
    {
      title,
      edits: () => {
        const text = scope.file(path)?.text ?? '';
        const edits = wrong.map((pair) => {
          const right = labels[String(pair.key)];
          return right === undefined ? removeEntry(text, pair) : replaceValue(pair, right);
        });
        return [{ path, edits }];
      },
    },
  ];
}
