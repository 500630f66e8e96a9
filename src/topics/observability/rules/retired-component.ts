import type { Fix } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { retiredComponent as retiredImage } from '../../../core/kubernetes/images.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { View } from '../../../core/yaml/view.ts';
import { inTreeProvisioner, REMOVED_VOLUMES } from '../in-tree-storage.ts';

export const retiredComponent = defineRule({
  id: 'retired-component',
  severity: 'information',
  summary: 'A component is used whose project has ended or that has left Kubernetes.',
  deck: ['S7.3', 'S9.8', 'S11.6', 'S5.2'],
  docs: {
    why: 'Some parts that were common a few years ago get no fixes any more, or are no longer built into Kubernetes: Heapster, Tiller, KubeFed, Brigade, Promtail, Grafana Agent, PodSecurityPolicy and the storage drivers of clouds that were compiled into Kubernetes.',
    fix: 'Use what took their place: metrics-server and Prometheus, Helm without Tiller, Karmada or Open Cluster Management, Grafana Alloy, Pod Security Admission, CSI drivers.',
    links: [
      {
        title: 'Resource metrics pipeline',
        url: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/',
      },
      { title: 'Volumes', url: 'https://kubernetes.io/docs/concepts/storage/volumes/' },
      {
        title: 'Pod Security Admission',
        url: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
      },
    ],
  },
  check: {
    *container({ view }) {
      const image = view.get('image');
      const found = retiredImage(image.text ?? '');
      if (found !== undefined) yield problem(image, found.name, found.replacement);
    },
    *workload({ pod }, scope) {
      for (const volume of pod.get('volumes').items) {
        yield* inVolume(volume, scope.kubernetesMinor);
      }
    },
    *object(object, scope) {
      yield* inGroup(object);
      if (object.kind === 'StorageClass') yield* inStorageClass(object);
      if (object.kind === 'PersistentVolume')
        yield* inVolume(object.view.get('spec'), scope.kubernetesMinor);
      if (/^(?:Cluster)?Role$/.test(object.kind)) yield* inRole(object);
    },
  },
});

function problem(at: View, name: string, replacement: string): Problem {
  return { at, message: `${name} is retired and gets no fixes. Use ${replacement} instead.` };
}

function* inGroup(object: KubernetesObject): Iterable<Problem> {
  if (!/(?:^|\.)kubefed\.io$/.test(object.group)) return;
  yield problem(
    object.view.get('apiVersion'),
    'KubeFed',
    'Karmada, Open Cluster Management or GitOps for many clusters',
  );
}

function* inStorageClass(object: KubernetesObject): Iterable<Problem> {
  const at = object.view.get('provisioner');
  const found = inTreeProvisioner(at.text ?? '');
  if (found === undefined) return;
  const { driver } = found;
  yield {
    at,
    message:
      driver === undefined
        ? `"${at.text ?? ''}" has left Kubernetes and has no successor. Choose a storage class of a CSI driver.`
        : `"${at.text ?? ''}" has left Kubernetes: volumes come from the CSI driver "${driver}" now. A class's provisioner is immutable: change it here, then delete the class and create it again.`,
    fixes: provisionerFix(object, at, found.sameParameters, driver),
  };
}

/** Offered only where the parameters mean the same to the driver. */
function provisionerFix(
  object: KubernetesObject,
  at: View,
  same: readonly string[],
  driver: string | undefined,
): readonly Fix[] {
  const parameters = object.view.get('parameters').keys;
  if (driver === undefined || !parameters.every((key) => same.includes(key))) return [];
  const edits = () => [{ path: object.path, edits: [replaceValue(at, driver)] }];
  return [{ title: `Write "${driver}"`, edits }];
}

function* inVolume(volume: View, minor: number): Iterable<Problem> {
  for (const [type, since] of REMOVED_VOLUMES) {
    if (minor < since || !volume.has(type)) continue;
    yield {
      at: volume.get(type).keyMark,
      message: `"${type}" volumes were removed in Kubernetes 1.${String(since)}, and no node mounts them any more. Use a claim of a CSI driver.`,
    };
  }
}

function* inRole(object: KubernetesObject): Iterable<Problem> {
  for (const resource of object.view.get('rules').items.flatMap((r) => r.get('resources').items)) {
    if (resource.text !== 'podsecuritypolicies') continue;
    yield {
      at: resource,
      severity: 'hint',
      message:
        'PodSecurityPolicy was removed in Kubernetes 1.25, so this permission does nothing. Pod Security Admission took its place.',
    };
  }
}
