/**
 * Fields that not every supported release has, one type a line: the release (1.x) that brought them,
 * the type, its fields. From the sources of k8s.io/api; `npm run lifecycle` says what is missing.
 */
export const NEWER_FIELDS = `
35 | CSIDriverSpec | serviceAccountTokenInSecrets
35 | PodCertificateProjection | userAnnotations
36 | CSIDriverSpec | preventPodSchedulingIfMissing
36 | DeviceAttribute | bools ints strings versions
36 | PodSpec | schedulingGroup
36 | ResourceHealth | message
37 | BasicDevice | nodeAllocatableResources
37 | ClusterTrustBundleProjection | user
37 | ConfigMapVolumeSource | defaultUser
37 | Device | nodeAllocatableResources
37 | DeviceCounterConsumption | compatibilityGroups
37 | DeviceRequest | derivedAttributes
37 | DeviceRequestAllocationResult | skipNodeOperations
37 | DeviceSubRequest | derivedAttributes
37 | DownwardAPIVolumeFile | user
37 | DownwardAPIVolumeSource | defaultUser
37 | EmptyDirVolumeSource | mode
37 | ExactDeviceRequest | derivedAttributes
37 | GRPCAction | mode
37 | HTTPGetAction | protocol
37 | HorizontalPodAutoscalerCondition | observedGeneration
37 | JobSpec | scheduling
37 | KeyToPath | user
37 | NodeSpec | podPreemptionPolicy
37 | NodeSystemInfo | runningInUserNamespace
37 | PodCertificateProjection | user
37 | PodSpec | evictionResponders
37 | ProjectedVolumeSource | defaultUser
37 | ResourceSliceSpec | partitionTypeAttribute skipNodeOperations
37 | SecretVolumeSource | defaultUser
37 | ServiceAccountTokenProjection | user
37 | TokenRequestSpec | attestations
37 | VolumeMount | bindMountOptions
`;

const SINCE: ReadonlyMap<string, number> = new Map(
  NEWER_FIELDS.trim()
    .split('\n')
    .flatMap((line) => {
      const [since = '', type = '', fields = ''] = line.split(' | ');
      return fields.split(' ').map((field) => [`${type}.${field}`, Number(since)] as const);
    }),
);

/** The release (1.x) that brought a field, where an older one is supported, too. */
export function fieldSince(type: string, field: string): number | undefined {
  return SINCE.get(`${type}.${field}`);
}
