import { describe, expect, it } from 'vitest';
import {
  apiStatus,
  isBuiltIn,
  isNamespaced,
  LATEST_MINOR,
} from '../../src/core/kubernetes/api-versions.ts';

/** State, since, removedIn, successor and whether a rename is enough, in one line. */
function summary(apiVersion: string, kind: string, minor: number): string {
  const status = apiStatus(apiVersion, kind, minor);
  if (status === undefined) return 'unknown';
  if (status.state === 'served') return 'served';
  const { state, since, removedIn, replacement, plain } = status;
  const to = `${replacement?.apiVersion ?? 'nothing'}${plain ? '' : ' by hand'}`;
  return `${state} since ${String(since)}, until ${String(removedIn)}, ${to}`;
}

describe('apiStatus at the newest release', () => {
  it.each([
    ['extensions/v1beta1', 'Deployment', 'removed since 16, until 16, apps/v1 by hand'],
    ['extensions/v1beta1', 'Ingress', 'removed since 22, until 22, networking.k8s.io/v1 by hand'],
    ['extensions/v1beta1', 'NetworkPolicy', 'removed since 16, until 16, networking.k8s.io/v1'],
    ['extensions/v1beta1', 'PodSecurityPolicy', 'removed since 16, until 16, nothing by hand'],
    ['apps/v1beta1', 'StatefulSet', 'removed since 16, until 16, apps/v1 by hand'],
    ['apps/v1beta2', 'DaemonSet', 'removed since 16, until 16, apps/v1'],
    ['batch/v2alpha1', 'CronJob', 'removed since 21, until 21, batch/v1'],
    ['batch/v1beta1', 'CronJob', 'removed since 25, until 25, batch/v1'],
    [
      'autoscaling/v2beta1',
      'HorizontalPodAutoscaler',
      'removed since 25, until 25, autoscaling/v2 by hand',
    ],
    [
      'autoscaling/v2beta2',
      'HorizontalPodAutoscaler',
      'removed since 26, until 26, autoscaling/v2',
    ],
    [
      'admissionregistration.k8s.io/v1alpha1',
      'InitializerConfiguration',
      'removed since 14, until 14, nothing by hand',
    ],
    ['networking.k8s.io/v1alpha1', 'IPAddress', 'removed since 33, until 33, networking.k8s.io/v1'],
    [
      'resource.k8s.io/v1alpha2',
      'ResourceClaim',
      'removed since 31, until 31, resource.k8s.io/v1 by hand',
    ],
    ['resource.k8s.io/v1alpha2', 'ResourceClass', 'removed since 31, until 31, nothing by hand'],
    ['scheduling.k8s.io/v1alpha3', 'Workload', 'served'],
    ['policy/v1beta1', 'PodDisruptionBudget', 'removed since 25, until 25, policy/v1'],
    ['policy/v1beta1', 'PodSecurityPolicy', 'removed since 25, until 25, nothing by hand'],
    [
      'networking.k8s.io/v1beta1',
      'Ingress',
      'removed since 22, until 22, networking.k8s.io/v1 by hand',
    ],
    [
      'networking.k8s.io/v1beta1',
      'IngressClass',
      'removed since 22, until 22, networking.k8s.io/v1',
    ],
    [
      'networking.k8s.io/v1beta1',
      'ServiceCIDR',
      'removed since 37, until 37, networking.k8s.io/v1',
    ],
    [
      'rbac.authorization.k8s.io/v1beta1',
      'ClusterRole',
      'removed since 22, until 22, rbac.authorization.k8s.io/v1',
    ],
    ['storage.k8s.io/v1beta1', 'StorageClass', 'removed since 22, until 22, storage.k8s.io/v1'],
    [
      'storage.k8s.io/v1beta1',
      'CSIStorageCapacity',
      'removed since 27, until 27, storage.k8s.io/v1',
    ],
    [
      'storage.k8s.io/v1beta1',
      'VolumeAttributesClass',
      'removed since 37, until 37, storage.k8s.io/v1',
    ],
    [
      'apiextensions.k8s.io/v1beta1',
      'CustomResourceDefinition',
      'removed since 22, until 22, apiextensions.k8s.io/v1 by hand',
    ],
    [
      'admissionregistration.k8s.io/v1beta1',
      'ValidatingWebhookConfiguration',
      'removed since 22, until 22, admissionregistration.k8s.io/v1 by hand',
    ],
    [
      'admissionregistration.k8s.io/v1beta1',
      'MutatingAdmissionPolicy',
      'deprecated since 37, until 40, admissionregistration.k8s.io/v1',
    ],
    [
      'apiregistration.k8s.io/v1beta1',
      'APIService',
      'removed since 22, until 22, apiregistration.k8s.io/v1',
    ],
    [
      'scheduling.k8s.io/v1beta1',
      'PriorityClass',
      'removed since 22, until 22, scheduling.k8s.io/v1',
    ],
    ['coordination.k8s.io/v1beta1', 'Lease', 'removed since 22, until 22, coordination.k8s.io/v1'],
    [
      'discovery.k8s.io/v1beta1',
      'EndpointSlice',
      'removed since 25, until 25, discovery.k8s.io/v1 by hand',
    ],
    ['events.k8s.io/v1beta1', 'Event', 'removed since 25, until 25, events.k8s.io/v1 by hand'],
    ['node.k8s.io/v1beta1', 'RuntimeClass', 'removed since 25, until 25, node.k8s.io/v1'],
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'FlowSchema',
      'removed since 32, until 32, flowcontrol.apiserver.k8s.io/v1',
    ],
    [
      'certificates.k8s.io/v1beta1',
      'CertificateSigningRequest',
      'removed since 22, until 22, certificates.k8s.io/v1 by hand',
    ],
    [
      'resource.k8s.io/v1beta1',
      'ResourceClaim',
      'deprecated since 35, until 38, resource.k8s.io/v1 by hand',
    ],
    [
      'authentication.k8s.io/v1beta1',
      'TokenReview',
      'removed since 22, until 22, authentication.k8s.io/v1',
    ],
    ['settings.k8s.io/v1alpha1', 'PodPreset', 'removed since 20, until 20, nothing by hand'],
    ['apps/v1', 'Deployment', 'served'],
    ['v1', 'Endpoints', 'served'],
    ['autoscaling/v1', 'HorizontalPodAutoscaler', 'served'],
    ['scheduling.k8s.io/v1beta1', 'Workload', 'served'],
    ['apps/v1', 'Ingress', 'unknown'],
    ['apps/v3', 'Deployment', 'unknown'],
    ['cert-manager.io/v1', 'Certificate', 'unknown'],
    ['serving.knative.dev/v1', 'Service', 'unknown'],
    ['', '', 'unknown'],
  ])('%s %s: %s', (apiVersion, kind, expected) => {
    expect(summary(apiVersion, kind, LATEST_MINOR)).toBe(expected);
  });
});

describe('apiStatus over the releases', () => {
  it('goes from served to deprecated to removed', () => {
    expect(summary('batch/v1beta1', 'CronJob', 20)).toBe('served');
    expect(summary('batch/v1beta1', 'CronJob', 21)).toBe('deprecated since 21, until 25, batch/v1');
    expect(summary('batch/v1beta1', 'CronJob', 24)).toBe('deprecated since 21, until 25, batch/v1');
    expect(summary('batch/v1beta1', 'CronJob', 25)).toBe('removed since 25, until 25, batch/v1');
  });

  it('offers a successor only where it is served', () => {
    const group = 'flowcontrol.apiserver.k8s.io';
    expect(summary(`${group}/v1beta1`, 'FlowSchema', 28)).toBe(
      'removed since 26, until 26, nothing by hand',
    );
    expect(summary(`${group}/v1beta1`, 'FlowSchema', 29)).toBe(
      `removed since 26, until 26, ${group}/v1`,
    );
    expect(summary('extensions/v1beta1', 'Ingress', 18)).toBe(
      'deprecated since 14, until 22, nothing by hand',
    );
  });

  it('says what else changes', () => {
    const notes = [
      ['extensions/v1beta1', 'Deployment'],
      ['batch/v1beta1', 'CronJob'],
      ['policy/v1beta1', 'PodDisruptionBudget'],
      ['policy/v1beta1', 'PodSecurityPolicy'],
    ].map(([apiVersion = '', kind = '']) => apiStatus(apiVersion, kind, 37));
    expect(notes.map((status) => (status && 'note' in status ? status.note : undefined))).toEqual([
      'In apps/v1, spec.selector has to be written out, and some defaults differ.',
      'Only the apiVersion changes.',
      'An empty selector selected no pod, and selects every pod of the namespace in policy/v1.',
      'Nothing replaces the kind; Pod Security Admission reads labels of the Namespace instead.',
    ]);
  });
});

describe('built-in kinds', () => {
  it.each([
    ['v1', 'Pod', true, true],
    ['v1', 'Namespace', true, false],
    ['v1', 'PersistentVolume', true, false],
    ['apps/v1', 'StatefulSet', true, true],
    ['extensions/v1beta1', 'Ingress', true, true],
    ['networking.k8s.io/v1', 'IngressClass', true, false],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding', true, true],
    ['rbac.authorization.k8s.io/v1beta1', 'ClusterRoleBinding', true, false],
    ['policy/v1beta1', 'PodSecurityPolicy', true, false],
    ['storage.k8s.io/v1', 'StorageClass', true, false],
    ['certificates.k8s.io/v1beta1', 'CertificateSigningRequest', true, false],
    ['serving.knative.dev/v1', 'Service', false, undefined],
    ['v1', 'List', false, undefined],
    ['networking.k8s.io/v1', 'Pod', false, undefined],
    ['v1', 'constructor', false, undefined],
  ])('%s %s: %s, namespaced %s', (apiVersion, kind, builtIn, namespaced) => {
    expect(isBuiltIn(apiVersion, kind)).toBe(builtIn);
    expect(isNamespaced(kind, apiVersion)).toBe(namespaced);
  });
});
