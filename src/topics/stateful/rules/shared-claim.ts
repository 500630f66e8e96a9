import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { insertAfterEntry, replaceEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { KubernetesObject, Workload } from '../../../core/kubernetes/manifest.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';

export const sharedClaim = defineRule({
  id: 'shared-claim',
  severity: 'warning',
  summary: 'Several pods of a Deployment are to use a volume that one node can use at a time.',
  deck: ['S5.3', 'S5.4'],
  kinds: ['Deployment'],
  docs: {
    why: 'A `ReadWriteOnce` volume is for one node at a time, a `ReadWriteOncePod` volume for exactly one pod. A second replica, or the new pod of a rolling update, waits for it in vain when it is placed on another node; with `ReadWriteOnce` on the same node, two processes write the same files.',
    fix: 'Run one pod with the strategy `Recreate`, use a StatefulSet that gives each pod a claim of its own, or a claim with the access mode `ReadWriteMany`, where the storage supports it.',
    links: [
      {
        title: 'Access modes',
        url: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
      },
      {
        title: 'Deployment strategy',
        url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
      },
    ],
  },
  check: {
    *workload(workload, scope) {
      const { object } = workload;
      const spec = object.view.get('spec');
      const found = sharedReference(workload, scope);
      const replicas = object.workload?.replicas ?? 1;
      if (found === undefined || replicas < 1) return;
      const several = replicas > 1;
      if (!several && !surges(spec)) return;
      const { reference, claim, mode } = found;
      const user = mode === 'ReadWriteOncePod' ? 'one pod' : 'one node at a time';
      const type = spec.get('strategy', 'type');
      yield {
        at: several ? spec.get('replicas') : type.exists ? type : reference.at,
        message: several
          ? `The claim "${reference.name}" is ${mode}, for ${user}, and ${String(replicas)} pods are to use it. Run one pod, or give each its own claim with a StatefulSet.`
          : `The claim "${reference.name}" is ${mode}, and a rolling update starts the new pod while the old one still holds it. Use the strategy "Recreate".`,
        fixes: recreate(object, scope),
        related: [
          {
            path: claim.path,
            at: claim.view.get('spec', 'accessModes'),
            message: `"${reference.name}" is for ${user}.`,
          },
        ],
      };
    },
  },
});

interface SharedClaim {
  readonly reference: Reference;
  readonly claim: KubernetesObject;
  readonly mode: 'ReadWriteOnce' | 'ReadWriteOncePod';
}

/** A claim of the workspace that only one node or pod can use, and that the pods write to. */
function sharedReference({ object, pod }: Workload, scope: Scope): SharedClaim | undefined {
  for (const reference of referencesOf(object)) {
    if (reference.kind !== 'PersistentVolumeClaim' || isReadOnly(pod, reference)) continue;
    const [found] = scope.resolve(reference);
    const claim = found?.object;
    const modes = claim?.view.get('spec', 'accessModes').items.flatMap((mode) => mode.text ?? []);
    const once = modes?.every((mode) => /^ReadWriteOnce(?:Pod)?$/.test(mode));
    if (claim === undefined || modes?.length === 0 || once !== true) continue;
    const mode = modes?.includes('ReadWriteOnce') === true ? 'ReadWriteOnce' : 'ReadWriteOncePod';
    return { reference, claim, mode };
  }
  return undefined;
}

function isReadOnly(pod: View, { name }: Reference): boolean {
  return pod
    .get('volumes')
    .items.map((volume) => volume.get('persistentVolumeClaim'))
    .some((claim) => claim.get('claimName').text === name && claim.get('readOnly').isTrue);
}

/** Whether an update starts a pod before the old one is gone. */
function surges(spec: View): boolean {
  const strategy = spec.get('strategy');
  if ((strategy.get('type').text ?? 'RollingUpdate') !== 'RollingUpdate') return false;
  return !/^0%?$/.test(strategy.get('rollingUpdate', 'maxSurge').text ?? '');
}

function recreate(object: KubernetesObject, scope: Scope): readonly Fix[] {
  const text = scope.file(object.path)?.text;
  const spec = object.view.get('spec');
  const node = spec.node;
  if (text === undefined || node?.type !== 'map' || node.flow) return [];
  const replicas = spec.get('replicas');
  const several = (object.workload?.replicas ?? 1) > 1;
  const strategy = spec.get('strategy');
  const recreated = { strategy: { type: 'Recreate' } };
  const [first] = spec.entries;
  if (first === undefined) return [];
  const edits: readonly TextEdit[] = [
    ...(several ? [replaceValue(replicas, 1)] : []),
    strategy.exists
      ? replaceEntry(text, strategy, recreated)
      : insertAfterEntry(text, replicas.exists ? replicas : first, recreated),
  ];
  const title = several
    ? 'Run one pod, with the strategy "Recreate"'
    : 'Use the strategy "Recreate"';
  return [{ title, edits: () => [{ path: object.path, edits }] }];
}
