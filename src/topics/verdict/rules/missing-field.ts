import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { markOf } from '../../../core/yaml/mark.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { appendFixes } from '../edits.ts';
import { flawsOfSort } from '../flaws.ts';
import { placeOf } from '../refusal.ts';
import { refusalsOf } from '../refusals.ts';
import { typeProblem } from '../missing-type.ts';
import { capital, refused } from '../wording.ts';

export const missingField = defineRule({
  id: 'missing-field',
  severity: 'error',
  summary: 'An object lacks something that its kind requires.',
  deck: [],
  patches: true,
  waits: true,
  docs: {
    why: 'Some fields have no default: a container needs a name and an image, a Deployment a selector, a claim its size. The API server refuses an object without them.',
    fix: 'Add the field. The hover on the fields around it says what Kubernetes knows about it.',
    links: [
      {
        title: 'Required fields of an object',
        url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
      },
    ],
  },
  check: {
    *halfManifest(half, scope): Iterable<Problem> {
      const problem = typeProblem(half, scope);
      if (problem !== undefined) yield problem;
    },
    *object(object, scope): Iterable<Problem> {
      if (isNameless(object, scope))
        yield {
          at: placeOf(object.view.has('metadata') ? object.view.get('metadata') : object.view),
          message: `This ${object.kind} has no "name" in its "metadata", so ${refused(object)}.`,
        };
      const refusals = refusalsOf(object, scope).filter(({ is }) => is === 'missing');
      for (const { at, why, todo, add } of refusals) {
        yield {
          at,
          message: [`${capital(why)}, so ${refused(object)}.`, todo ?? ''].join(' ').trim(),
          fixes: add === undefined ? [] : appendFixes(object, add.to, scope, add),
        };
      }
      for (const { at, field } of flawsOfSort(object, scope, 'missing field')) {
        const start = markOf(placeOf(at)).start;
        const isSaid = refusals.some(
          (one) => markOf(one.at).start === start && one.why.includes(`"${field.name}"`),
        );
        if (isSaid) continue;
        const message = `"${field.name}" is required here and missing, so ${refused(object)}.`;
        yield { at: placeOf(at), message };
      }
    },
  },
});

/** What an object of a kind says that is more than a change of another one. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data'],
  Secret: ['data', 'stringData'],
  NetworkPolicy: ['spec.podSelector'],
  Role: ['rules'],
  ClusterRole: ['rules'],
  RoleBinding: ['roleRef'],
  ClusterRoleBinding: ['roleRef'],
  EndpointSlice: ['endpoints'],
  PersistentVolume: ['spec.capacity'],
  PersistentVolumeClaim: ['spec.resources'],
  StorageClass: ['provisioner'],
  HorizontalPodAutoscaler: ['spec.scaleTargetRef'],
  PodDisruptionBudget: ['spec.selector'],
};

function isRecognized({ view, kind, role }: KubernetesObject): boolean {
  const paths = Object.hasOwn(WHOLE, kind) ? (WHOLE[kind] ?? []) : [];
  return role === 'patch' && paths.some((one) => view.get(...one.split('.')).exists);
}

/** Half an object has no name because it is laid over another one: a whole one has all the rest. */
function isNameless(object: KubernetesObject, scope: Scope): boolean {
  const { view, name, kind, path } = object;
  const workload = workloadOf(object);
  if (name !== undefined || view.get('metadata').has('generateName')) return false;
  if (view.has('$patch') || scope.structure.patches.has(path) || scope.schema === undefined)
    return false;
  if (workload === undefined)
    return isRecognized(object) && scope.kustomizationsAround(path).length === 0;
  const isSelecting = /^(?:Pod|Job|CronJob)$/.test(kind) || view.get('spec').has('selector');
  const parts = workload.containers.map(({ view: one }) => one);
  return (
    isSelecting && parts.length > 0 && parts.every((one) => one.has('image') && one.has('name'))
  );
}
