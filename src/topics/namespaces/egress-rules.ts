/** Whether the egress rules of network policies let a name lookup through. */
import { matches } from '../../core/kubernetes/labels.ts';
import { labelSelector } from '../../core/kubernetes/manifest.ts';
import type { View } from '../../core/yaml/view.ts';
import type { YamlFields } from '../../core/yaml/write.ts';

const DNS_PORT = 53;

/** `tcp-only` where port 53 is open, but not over UDP, which lookups use. */
export type DnsAccess = 'allowed' | 'tcp-only' | 'blocked';

/** What one egress rule does for DNS, seen from a namespace. */
export function dnsAccess(rule: View, namespace: string): DnsAccess {
  const ports = rule.get('ports').items;
  if (ports.length === 0) return reachesDns(rule, namespace) ? 'allowed' : 'blocked';
  // Who opens port 53 has thought of DNS: wherever it leads.
  const dns = ports.filter(isDnsPort);
  if (dns.length === 0) return 'blocked';
  return dns.some((port) => port.get('protocol').text === 'UDP') ? 'allowed' : 'tcp-only';
}

/** A port, a range that holds it, a name that may stand for it, or a protocol without a port. */
function isDnsPort(item: View): boolean {
  const port = item.get('port');
  if (!port.exists) return true;
  const first = port.integer;
  if (first === undefined) return true;
  return first <= DNS_PORT && DNS_PORT <= (item.get('endPort').integer ?? first);
}

/** Whether a rule for all ports has the name server among its peers. */
function reachesDns(rule: View, namespace: string): boolean {
  const peers = rule.get('to').items;
  return peers.length === 0 || peers.some((peer) => mayBeDns(peer, namespace));
}

function mayBeDns(peer: View, namespace: string): boolean {
  if (peer.has('ipBlock')) return true;
  const selector = peer.get('namespaceSelector');
  if (!peer.has('namespaceSelector')) return namespace === 'kube-system';
  const wanted = labelSelector(selector) ?? {};
  const keys = [
    ...Object.keys(wanted.matchLabels ?? {}),
    ...(wanted.matchExpressions ?? []).map(({ key }) => key),
  ];
  // Other labels of kube-system are not in the files.
  if (!keys.every((key) => key === 'kubernetes.io/metadata.name')) return true;
  return matches(wanted, { 'kubernetes.io/metadata.name': 'kube-system' });
}

/** Whether all of a rule's peers are given as addresses: then names may not be needed. */
export function namesAddresses(rule: View): boolean {
  const peers = rule.get('to').items;
  return peers.length > 0 && peers.every((peer) => peer.has('ipBlock'));
}

/** An entry of `egress` that lets pods ask the cluster's name server, CoreDNS or the older kube-dns. */
export const ALLOW_DNS: YamlFields = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
