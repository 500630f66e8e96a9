/** Storage drivers that were part of Kubernetes itself (kubernetes.io/docs/concepts/storage/volumes). */

/** What took the place of a built-in provisioner; undefined driver: nothing did. */
export interface InTreeProvisioner {
  readonly driver: string | undefined;
  /** Parameters that the CSI driver reads under the same name. */
  readonly sameParameters: readonly string[];
}

const PROVISIONERS: Readonly<Record<string, InTreeProvisioner>> = {
  'aws-ebs': { driver: 'ebs.csi.aws.com', sameParameters: ['type', 'encrypted', 'kmsKeyId'] },
  'gce-pd': { driver: 'pd.csi.storage.gke.io', sameParameters: ['type', 'replication-type'] },
  'azure-disk': { driver: 'disk.csi.azure.com', sameParameters: ['skuName', 'cachingMode'] },
  'azure-file': { driver: 'file.csi.azure.com', sameParameters: ['skuName', 'storageAccount'] },
  cinder: { driver: 'cinder.csi.openstack.org', sameParameters: ['type', 'availability'] },
  'vsphere-volume': { driver: 'csi.vsphere.vmware.com', sameParameters: [] },
  'portworx-volume': { driver: 'pxd.portworx.com', sameParameters: ['repl'] },
  rbd: { driver: 'rbd.csi.ceph.com', sameParameters: [] },
  glusterfs: { driver: undefined, sameParameters: [] },
  quobyte: { driver: 'csi.quobyte.com', sameParameters: [] },
  storageos: { driver: undefined, sameParameters: [] },
  scaleio: { driver: 'csi-vxflexos.dellemc.com', sameParameters: [] },
  flocker: { driver: undefined, sameParameters: [] },
};

export function inTreeProvisioner(name: string): InTreeProvisioner | undefined {
  const prefix = 'kubernetes.io/';
  return name.startsWith(prefix) ? PROVISIONERS[name.slice(prefix.length)] : undefined;
}

/** Volume types that no kubelet can mount any more, with the release that dropped them. */
export const REMOVED_VOLUMES: ReadonlyMap<string, number> = new Map([
  ['scaleIO', 22],
  ['flocker', 25],
  ['quobyte', 25],
  ['storageos', 25],
  ['glusterfs', 26],
  ['cephfs', 31],
  ['rbd', 31],
  ['gitRepo', 36],
]);
