/** Whether the egress rules of network policies let a name lookup through. */
import { matches } from '../../core/kubernetes/labels.ts';
import { labelSelector } from '../../core/kubernetes/manifest.ts';
import { DNS_NAMESPACES, DNS_PORTS, dnsPorts } from '../../core/traffic/cluster-dns.ts';
import type { DnsServer } from '../../core/traffic/cluster-dns.ts';
import { distinctPorts } from '../../core/traffic/ports.ts';
import type { View } from '../../core/yaml/view.ts';
import type { YamlFields } from '../../core/yaml/write.ts';

/** `tcp-only` where a port of DNS is open, but not over UDP, which lookups use. */
export type DnsAccess = 'allowed' | 'tcp-only' | 'blocked';

/** What one egress rule does for DNS, seen from a namespace. */
export function dnsAccess(rule: View, namespace: string): DnsAccess {
  const ports = rule.get('ports').items;
  if (ports.length === 0) return reachesDns(rule, namespace) ? 'allowed' : 'blocked';
  // Who opens a port of DNS has thought of it: wherever it leads.
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
  const last = item.get('endPort').integer ?? first;
  return DNS_PORTS.some((dns) => first <= dns && dns <= last);
}

/** Whether a rule for all ports has the name server among its peers. */
function reachesDns(rule: View, namespace: string): boolean {
  const peers = rule.get('to').items;
  return peers.length === 0 || peers.some((peer) => mayBeDns(peer, namespace));
}

function mayBeDns(peer: View, namespace: string): boolean {
  if (peer.has('ipBlock')) return true;
  const selector = peer.get('namespaceSelector');
  if (!peer.has('namespaceSelector')) return DNS_NAMESPACES.includes(namespace);
  const wanted = labelSelector(selector) ?? {};
  const keys = [
    ...Object.keys(wanted.matchLabels ?? {}),
    ...(wanted.matchExpressions ?? []).map(({ key }) => key),
  ];
  // Other labels of kube-system are not in the files.
  if (!keys.every((key) => key === 'kubernetes.io/metadata.name')) return true;
  return DNS_NAMESPACES.some((name) => matches(wanted, { 'kubernetes.io/metadata.name': name }));
}

/** Whether all of a rule's peers are given as addresses: then names may not be needed. */
export function namesAddresses(rule: View): boolean {
  const peers = rule.get('to').items;
  return peers.length > 0 && peers.every((peer) => peer.has('ipBlock'));
}

/** An entry of `egress` that lets pods ask the name servers of the cluster. */
export function allowDns(servers: readonly DnsServer[]): YamlFields {
  const ports = distinctPorts(servers.flatMap(dnsPorts)).toReversed();
  return {
    to: servers.map(peerOf),
    ports: ports.map(({ protocol, port }) => ({ protocol, port })),
  };
}

function peerOf(server: DnsServer): YamlFields {
  if (server.is === 'addresses') return { ipBlock: { cidr: server.block.cidr } };
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': server.namespace } },
    podSelector: { matchLabels: server.labels },
  };
}
