import type { Fix } from '../../../core/lint/fix.ts';
import { insertDocument, replaceEntry } from '../../../core/lint/fix.ts';
import type { KubernetesObject, Workload } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { isTemplated } from '../addresses.ts';
import { newClaim } from '../claims.ts';

export const hostPathStorage = defineRule({
  id: 'host-path-storage',
  severity: 'information',
  summary: 'A pod keeps its data in a folder of the node that it happens to run on.',
  deck: ['S5.2', 'S5.3'],
  kinds: [
    'Deployment',
    'StatefulSet',
    'ReplicaSet',
    'ReplicationController',
    'Pod',
    'Job',
    'CronJob',
  ],
  docs: {
    why: 'A `hostPath` volume is a folder of one node. A pod that moves to another node finds an empty folder there, and a pod that can write to its node can break it.',
    fix: 'Ask for storage with a PersistentVolumeClaim. Agents that have to see the files of every node run as a DaemonSet.',
    links: [
      {
        title: 'Volumes: hostPath',
        url: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
      },
    ],
  },
  check: {
    *workload(workload, scope) {
      const { object, pod } = workload;
      if (scope.namespacesOf(object).every((name) => name === 'kube-system')) return;
      for (const volume of pod.get('volumes').items) {
        const at = volume.get('hostPath', 'path');
        const path = at.text;
        if (path === undefined || isSystem(path, volume) || !isWritten(workload, volume)) continue;
        yield {
          at,
          message: `"${path}" is a folder of whichever node runs "${object.name ?? '?'}": on the next node it is empty. Ask for storage with a claim.`,
          fixes: claimFix(object, volume, scope),
        };
      }
    },
  },
});

/** Parts of the node itself: who mounts these wants to see the node, not to keep data. */
const SYSTEM =
  /^\/(?:$|(?:proc|sys|dev|boot|lib|lib64|usr|bin|sbin|etc|run|root|host|var\/run|var\/log|var\/lib\/(?:kubelet|docker|containerd|containers|rancher|etcd|cni|calico|cilium)|opt\/cni|cgroup)(?:\/|$))|\.sock$/;
const DEVICES = /^(?:Socket|File|FileOrCreate|CharDevice|BlockDevice)$/;

function isSystem(path: string, volume: View): boolean {
  return (
    isTemplated(path) ||
    SYSTEM.test(path) ||
    DEVICES.test(volume.get('hostPath', 'type').text ?? '')
  );
}

function isWritten({ containers }: Workload, volume: View): boolean {
  const name = volume.get('name').text;
  return containers
    .flatMap(({ view }) => view.get('volumeMounts').items)
    .some((mount) => mount.get('name').text === name && !mount.get('readOnly').isTrue);
}

function claimFix(object: KubernetesObject, volume: View, scope: Scope): readonly Fix[] {
  const text = scope.file(object.path)?.text;
  const node = volume.node;
  const volumeName = volume.get('name').text;
  const flow = node?.type !== 'map' || node.flow;
  if (text === undefined || object.name === undefined || volumeName === undefined || flow)
    return [];
  if (object.path.endsWith('.json')) return [];
  const claim = `${object.name}-${volumeName}`;
  const edits = [
    replaceEntry(text, volume.get('hostPath'), {
      persistentVolumeClaim: { claimName: claim },
    }),
    insertDocument(text, object.document, newClaim(claim, object.ownNamespace)),
  ];
  return [{ title: `Use a claim, "${claim}"`, edits: () => [{ path: object.path, edits }] }];
}
