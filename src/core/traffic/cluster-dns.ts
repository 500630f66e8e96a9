/** Where the pods of a cluster ask for names, as far as the files tell which cluster it is. */
import type { Labels } from '../kubernetes/labels.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import type { AddressBlock, TrafficPort } from './traffic.ts';

/** Somebody who answers lookups. */
export type DnsServer = { readonly port: number } & (
  | { readonly is: 'labels'; readonly namespace: string; readonly labels: Labels }
  | { readonly is: 'addresses'; readonly block: AddressBlock }
);

/** CoreDNS and the older kube-dns, as their own manifests and all usual installers label them. */
const KUBERNETES: DnsServer = {
  ...{ is: 'labels', namespace: 'kube-system', port: 53 },
  labels: { 'k8s-app': 'kube-dns' },
};

/** The Service has port 53, and policies hold at the pods, which listen on another one. */
const OPENSHIFT: DnsServer = {
  ...{ is: 'labels', namespace: 'openshift-dns', port: 5353 },
  labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
};

/** The address at which NodeLocal DNSCache listens on every node, unless its own manifest has another. */
const NODE_LOCAL_ADDRESS = '169.254.20.10';

/** Ports at which name servers of clusters listen in their pods. */
export const DNS_PORTS: readonly number[] = [KUBERNETES.port, OPENSHIFT.port];

/** Namespaces in which name servers of clusters run. */
export const DNS_NAMESPACES: readonly string[] = ['kube-system', 'openshift-dns'];

/** Kinds that only OpenShift has. */
const OPENSHIFT_KINDS = [
  ...['Route', 'DeploymentConfig', 'BuildConfig', 'ImageStream', 'Project', 'Template'],
  ...['SecurityContextConstraints', 'ClusterVersion', 'OAuth', 'Ingress.config.openshift.io'],
];

/** The name servers of the cluster that these files are for; several where a node has its own. */
export const clusterDns = perScope((scope): readonly DnsServer[] => {
  const main = isOpenShift(scope) ? OPENSHIFT : KUBERNETES;
  return [main, ...nodeLocal(scope)];
});

function isOpenShift(scope: Scope): boolean {
  return (
    scope.namespaces.some((name) => name.startsWith('openshift-')) ||
    OPENSHIFT_KINDS.some((kind) =>
      scope.objects(kind).some(({ group }) => group.endsWith('.openshift.io')),
    )
  );
}

/** NodeLocal DNSCache, where its DaemonSet is in the files. */
function nodeLocal(scope: Scope): readonly DnsServer[] {
  const [cache] = scope
    .objects('DaemonSet')
    .filter(({ name = '' }) => /^(?:node-?local-?dns|nodelocaldns)(?:-cache)?$/.test(name));
  if (cache === undefined) return [];
  const address = /\b169\.254\.\d{1,3}\.\d{1,3}\b/.exec(cache.document.text)?.[0];
  const block = { cidr: `${address ?? NODE_LOCAL_ADDRESS}/32`, except: [] };
  return [{ is: 'addresses', block, port: 53 }];
}

/** Lookups go over UDP, and over TCP where the answer is long. */
export function dnsPorts({ port }: DnsServer): readonly TrafficPort[] {
  return [
    { protocol: 'UDP', port },
    { protocol: 'TCP', port },
  ];
}
