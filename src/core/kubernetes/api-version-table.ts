/** An API version with the kinds that Kubernetes itself serves in it; names separated by spaces. */
export interface ServedVersion {
  readonly apiVersion: string;
  readonly namespaced?: string;
  readonly cluster?: string;
}

/** Built-in kinds by version, as Kubernetes 1.37 serves them (subresources left out). */
export const SERVED: readonly ServedVersion[] = [
  {
    apiVersion: 'v1',
    namespaced:
      'ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
    cluster: 'ComponentStatus Namespace Node PersistentVolume',
  },
  {
    apiVersion: 'apps/v1',
    namespaced: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  },
  { apiVersion: 'batch/v1', namespaced: 'CronJob Job' },
  { apiVersion: 'autoscaling/v1', namespaced: 'HorizontalPodAutoscaler' },
  { apiVersion: 'autoscaling/v2', namespaced: 'HorizontalPodAutoscaler' },
  {
    apiVersion: 'networking.k8s.io/v1',
    namespaced: 'Ingress NetworkPolicy',
    cluster: 'IngressClass IPAddress ServiceCIDR',
  },
  { apiVersion: 'policy/v1', namespaced: 'PodDisruptionBudget' },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    namespaced: 'Role RoleBinding',
    cluster: 'ClusterRole ClusterRoleBinding',
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    namespaced: 'CSIStorageCapacity',
    cluster: 'CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass',
  },
  { apiVersion: 'apiextensions.k8s.io/v1', cluster: 'CustomResourceDefinition' },
  { apiVersion: 'apiregistration.k8s.io/v1', cluster: 'APIService' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    cluster:
      'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  },
  { apiVersion: 'scheduling.k8s.io/v1', cluster: 'PriorityClass' },
  { apiVersion: 'scheduling.k8s.io/v1beta1', namespaced: 'PodGroup Workload' },
  { apiVersion: 'coordination.k8s.io/v1', namespaced: 'Lease' },
  { apiVersion: 'coordination.k8s.io/v1beta1', namespaced: 'LeaseCandidate' },
  { apiVersion: 'discovery.k8s.io/v1', namespaced: 'EndpointSlice' },
  { apiVersion: 'events.k8s.io/v1', namespaced: 'Event' },
  { apiVersion: 'node.k8s.io/v1', cluster: 'RuntimeClass' },
  {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
    cluster: 'FlowSchema PriorityLevelConfiguration',
  },
  {
    apiVersion: 'certificates.k8s.io/v1',
    namespaced: 'PodCertificateRequest',
    cluster: 'CertificateSigningRequest ClusterTrustBundle',
  },
  { apiVersion: 'authentication.k8s.io/v1', cluster: 'SelfSubjectReview TokenReview' },
  {
    apiVersion: 'authorization.k8s.io/v1',
    namespaced: 'LocalSubjectAccessReview',
    cluster: 'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  },
  {
    apiVersion: 'resource.k8s.io/v1',
    namespaced: 'ResourceClaim ResourceClaimTemplate',
    cluster: 'DeviceClass DeviceTaintRule ResourceSlice',
  },
  { apiVersion: 'resource.k8s.io/v1beta2', cluster: 'DeviceTaintRule' },
  { apiVersion: 'storagemigration.k8s.io/v1', cluster: 'StorageVersionMigration' },
];

/** Kinds that no present version serves any more, and that lived in namespaces or not. */
export const GONE_KINDS: readonly ServedVersion[] = [
  { apiVersion: 'policy/v1beta1', cluster: 'PodSecurityPolicy' },
  { apiVersion: 'settings.k8s.io/v1alpha1', namespaced: 'PodPreset' },
  { apiVersion: 'admissionregistration.k8s.io/v1alpha1', cluster: 'InitializerConfiguration' },
  { apiVersion: 'auditregistration.k8s.io/v1alpha1', cluster: 'AuditSink' },
  { apiVersion: 'networking.k8s.io/v1alpha1', cluster: 'ClusterCIDR' },
  { apiVersion: 'resource.k8s.io/v1alpha1', namespaced: 'PodScheduling' },
  {
    apiVersion: 'resource.k8s.io/v1alpha2',
    namespaced: 'PodSchedulingContext ResourceClaimParameters ResourceClassParameters',
    cluster: 'ResourceClass',
  },
];

/** Kinds that a cluster serves only where somebody has turned them on. */
export const ALPHA: readonly ServedVersion[] = [
  { apiVersion: 'internal.apiserver.k8s.io/v1alpha1', cluster: 'StorageVersion' },
  { apiVersion: 'lifecycle.k8s.io/v1alpha1', namespaced: 'EvictionRequest' },
  { apiVersion: 'resource.k8s.io/v1alpha3', cluster: 'ResourcePoolStatusRequest' },
  { apiVersion: 'scheduling.k8s.io/v1alpha3', namespaced: 'CompositePodGroup PodGroup Workload' },
];

/** What changes besides the `apiVersion`, by the word in the last column below. */
export const CHANGES: Readonly<Record<string, string>> = {
  selector: 'spec.selector has to be written out, and some defaults differ.',
  ingress:
    'backend becomes defaultBackend, or service.name and service.port, and every path needs a pathType.',
  'no-psp':
    'Nothing replaces the kind; Pod Security Admission reads labels of the Namespace instead.',
  shares: 'assuredConcurrencyShares is called nominalConcurrencyShares.',
  check: 'check its fields against the new version.',
  metrics: 'every metric states its goal in a target block, with type and value.',
  subjects: 'subjects name an apiGroup instead of an apiVersion.',
  schema:
    'every version needs a structural schema, and validation, subresources and printer columns move under spec.versions.',
  webhook:
    'sideEffects and admissionReviewVersions have to be written out, and some defaults differ.',
  endpoints: 'endpoints name their nodeName and zone instead of a topology map.',
  event: 'several fields have new names and became required.',
  signer: 'signerName and usages have to be written out.',
  groups: 'spec.group is called spec.groups.',
  exactly: 'what a request asks for moves into an exactly block.',
  unreplaced: 'Kubernetes serves no newer version of it yet.',
  'no-initializer': 'Nothing replaces the kind; an admission webhook can do the same.',
  'no-sink': 'Nothing replaces the kind; flags of the API server name where its audit log goes.',
  'no-cidr': 'Nothing replaces the kind.',
  'no-draft':
    'Nothing replaces the kind; in resource.k8s.io/v1, a DeviceClass and the requests of a ResourceClaim say the same.',
  'no-preset':
    'Nothing replaces the kind; write the settings into the pods or use an admission policy.',
};

/** What to know although the new `apiVersion` is all. */
export const REMARKS: Readonly<Record<string, string>> = {
  'empty-selector':
    'An empty selector selected no pod, and selects every pod of the namespace in policy/v1.',
};

/**
 * Deprecated and removed versions, from 1.16 on, one a line: version, kinds, the releases (1.x)
 * that deprecated and removed it, its successor (with the first release that serves it, if that is
 * later), and a word of CHANGES or REMARKS. From the lifecycle marks in the sources of k8s.io/api
 * 0.19 to 0.37 and kubernetes.io/docs/reference/using-api/deprecation-guide.
 */
export const DEPRECATED = `
extensions/v1beta1 | DaemonSet Deployment ReplicaSet | 8 16 | apps/v1 9 | selector
extensions/v1beta1 | NetworkPolicy | 9 16 | networking.k8s.io/v1 | -
extensions/v1beta1 | Ingress | 14 22 | networking.k8s.io/v1 19 | ingress
extensions/v1beta1 | PodSecurityPolicy | 11 16 | - | no-psp
apps/v1beta1 | Deployment StatefulSet | 8 16 | apps/v1 9 | selector
apps/v1beta1 | ControllerRevision | 8 16 | apps/v1 9 | -
apps/v1beta2 | ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet | 9 16 | apps/v1 | -
batch/v2alpha1 | CronJob | 8 21 | batch/v1 21 | -
batch/v1beta1 | CronJob | 21 25 | batch/v1 | -
autoscaling/v2beta1 | HorizontalPodAutoscaler | 22 25 | autoscaling/v2 23 | metrics
autoscaling/v2beta2 | HorizontalPodAutoscaler | 23 26 | autoscaling/v2 | -
policy/v1beta1 | PodDisruptionBudget | 21 25 | policy/v1 | empty-selector
policy/v1beta1 | PodSecurityPolicy | 21 25 | - | no-psp
networking.k8s.io/v1beta1 | Ingress | 19 22 | networking.k8s.io/v1 | ingress
networking.k8s.io/v1beta1 | IngressClass | 19 22 | networking.k8s.io/v1 | -
networking.k8s.io/v1beta1 | IPAddress ServiceCIDR | 34 37 | networking.k8s.io/v1 | -
rbac.authorization.k8s.io/v1alpha1 | ClusterRole ClusterRoleBinding Role RoleBinding | 17 23 | rbac.authorization.k8s.io/v1 | subjects
rbac.authorization.k8s.io/v1beta1 | ClusterRole ClusterRoleBinding Role RoleBinding | 17 22 | rbac.authorization.k8s.io/v1 | -
storage.k8s.io/v1alpha1 | VolumeAttachment | 21 24 | storage.k8s.io/v1 | -
storage.k8s.io/v1alpha1 | CSIStorageCapacity | 21 24 | storage.k8s.io/v1 24 | -
storage.k8s.io/v1alpha1 | VolumeAttributesClass | 32 35 | storage.k8s.io/v1 34 | -
storage.k8s.io/v1beta1 | CSIDriver StorageClass VolumeAttachment | 19 22 | storage.k8s.io/v1 | -
storage.k8s.io/v1beta1 | CSINode | 17 22 | storage.k8s.io/v1 | -
storage.k8s.io/v1beta1 | CSIStorageCapacity | 24 27 | storage.k8s.io/v1 | -
storage.k8s.io/v1beta1 | VolumeAttributesClass | 34 37 | storage.k8s.io/v1 | -
apiextensions.k8s.io/v1beta1 | CustomResourceDefinition | 16 22 | apiextensions.k8s.io/v1 | schema
apiregistration.k8s.io/v1beta1 | APIService | 19 22 | apiregistration.k8s.io/v1 | -
admissionregistration.k8s.io/v1beta1 | MutatingWebhookConfiguration ValidatingWebhookConfiguration | 16 22 | admissionregistration.k8s.io/v1 | webhook
admissionregistration.k8s.io/v1alpha1 | ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding | 29 32 | admissionregistration.k8s.io/v1 30 | -
admissionregistration.k8s.io/v1beta1 | ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding | 31 34 | admissionregistration.k8s.io/v1 | -
admissionregistration.k8s.io/v1alpha1 | MutatingAdmissionPolicy MutatingAdmissionPolicyBinding | 35 38 | admissionregistration.k8s.io/v1 36 | -
admissionregistration.k8s.io/v1beta1 | MutatingAdmissionPolicy MutatingAdmissionPolicyBinding | 37 40 | admissionregistration.k8s.io/v1 | -
scheduling.k8s.io/v1alpha1 | PriorityClass | 14 23 | scheduling.k8s.io/v1 | -
scheduling.k8s.io/v1beta1 | PriorityClass | 14 22 | scheduling.k8s.io/v1 | -
coordination.k8s.io/v1beta1 | Lease | 19 22 | coordination.k8s.io/v1 | -
coordination.k8s.io/v1beta1 | LeaseCandidate | 36 39 | - | unreplaced
coordination.k8s.io/v1alpha2 | LeaseCandidate | 35 38 | coordination.k8s.io/v1beta1 | -
discovery.k8s.io/v1beta1 | EndpointSlice | 21 25 | discovery.k8s.io/v1 | endpoints
events.k8s.io/v1beta1 | Event | 22 25 | events.k8s.io/v1 | event
node.k8s.io/v1beta1 | RuntimeClass | 22 25 | node.k8s.io/v1 | -
flowcontrol.apiserver.k8s.io/v1alpha1 | FlowSchema | 20 21 | flowcontrol.apiserver.k8s.io/v1 29 | -
flowcontrol.apiserver.k8s.io/v1alpha1 | PriorityLevelConfiguration | 20 21 | flowcontrol.apiserver.k8s.io/v1 29 | shares
flowcontrol.apiserver.k8s.io/v1beta1 | FlowSchema | 23 26 | flowcontrol.apiserver.k8s.io/v1 29 | -
flowcontrol.apiserver.k8s.io/v1beta1 | PriorityLevelConfiguration | 23 26 | flowcontrol.apiserver.k8s.io/v1 29 | shares
flowcontrol.apiserver.k8s.io/v1beta2 | FlowSchema | 26 29 | flowcontrol.apiserver.k8s.io/v1 29 | -
flowcontrol.apiserver.k8s.io/v1beta2 | PriorityLevelConfiguration | 26 29 | flowcontrol.apiserver.k8s.io/v1 29 | shares
flowcontrol.apiserver.k8s.io/v1beta3 | FlowSchema PriorityLevelConfiguration | 29 32 | flowcontrol.apiserver.k8s.io/v1 | -
certificates.k8s.io/v1beta1 | CertificateSigningRequest | 19 22 | certificates.k8s.io/v1 | signer
certificates.k8s.io/v1alpha1 | ClusterTrustBundle | 34 37 | certificates.k8s.io/v1 37 | -
certificates.k8s.io/v1beta1 | ClusterTrustBundle | 37 40 | certificates.k8s.io/v1 | -
certificates.k8s.io/v1beta1 | PodCertificateRequest | 37 40 | certificates.k8s.io/v1 | check
authentication.k8s.io/v1beta1 | TokenReview | 19 22 | authentication.k8s.io/v1 | -
authentication.k8s.io/v1alpha1 | SelfSubjectReview | 29 32 | authentication.k8s.io/v1 | -
authentication.k8s.io/v1beta1 | SelfSubjectReview | 30 33 | authentication.k8s.io/v1 | -
authorization.k8s.io/v1beta1 | SelfSubjectAccessReview SelfSubjectRulesReview | 19 22 | authorization.k8s.io/v1 | -
authorization.k8s.io/v1beta1 | LocalSubjectAccessReview SubjectAccessReview | 19 22 | authorization.k8s.io/v1 | groups
resource.k8s.io/v1alpha1 | PodScheduling ResourceClass | 27 27 | - | no-draft
resource.k8s.io/v1alpha1 | ResourceClaim ResourceClaimTemplate | 27 27 | resource.k8s.io/v1 34 | check
resource.k8s.io/v1alpha2 | PodSchedulingContext ResourceClaimParameters ResourceClass ResourceClassParameters | 31 31 | - | no-draft
resource.k8s.io/v1alpha2 | ResourceClaim ResourceClaimTemplate ResourceSlice | 31 31 | resource.k8s.io/v1 34 | check
resource.k8s.io/v1alpha3 | PodSchedulingContext | 32 32 | - | no-draft
resource.k8s.io/v1alpha3 | DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice | 34 34 | resource.k8s.io/v1 | check
resource.k8s.io/v1beta1 | ResourceClaim ResourceClaimTemplate | 35 38 | resource.k8s.io/v1 | exactly
resource.k8s.io/v1beta1 | DeviceClass ResourceSlice | 35 38 | resource.k8s.io/v1 | check
resource.k8s.io/v1beta2 | DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice | 36 39 | resource.k8s.io/v1 | -
resource.k8s.io/v1alpha3 | DeviceTaintRule | 36 39 | resource.k8s.io/v1 37 | check
storagemigration.k8s.io/v1beta1 | StorageVersionMigration | 37 40 | storagemigration.k8s.io/v1 | check
storagemigration.k8s.io/v1alpha1 | StorageVersionMigration | 33 35 | storagemigration.k8s.io/v1 37 | check
networking.k8s.io/v1alpha1 | ClusterCIDR | 28 29 | - | no-cidr
networking.k8s.io/v1alpha1 | IPAddress ServiceCIDR | 30 33 | networking.k8s.io/v1 | -
discovery.k8s.io/v1alpha1 | EndpointSlice | 21 21 | discovery.k8s.io/v1 | endpoints
coordination.k8s.io/v1alpha1 | LeaseCandidate | 32 32 | coordination.k8s.io/v1beta1 33 | -
certificates.k8s.io/v1alpha1 | PodCertificateRequest | 35 35 | certificates.k8s.io/v1 37 | check
scheduling.k8s.io/v1alpha1 | Workload | 36 36 | scheduling.k8s.io/v1beta1 37 | check
scheduling.k8s.io/v1alpha2 | PodGroup Workload | 37 37 | scheduling.k8s.io/v1beta1 | check
admissionregistration.k8s.io/v1alpha1 | InitializerConfiguration | 14 14 | - | no-initializer
auditregistration.k8s.io/v1alpha1 | AuditSink | 19 19 | - | no-sink
settings.k8s.io/v1alpha1 | PodPreset | 20 20 | - | no-preset
`;
