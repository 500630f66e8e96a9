/** What enforces network policies, told by the DaemonSets of a cluster. */
import { listOf, recordOf, textOf, textsOf } from './json.ts';
import { specOf } from './live-answers.ts';
import type { Live, LiveCluster } from './live-cluster.ts';

/** `unknown` where no DaemonSet tells: a managed cluster may hide its plugin. */
export type Enforcement =
  | { readonly state: 'enforced' | 'ignored'; readonly plugin: string; readonly live: Live }
  | { readonly state: 'unknown'; readonly text: string };

const ENFORCING: readonly (readonly [name: RegExp, plugin: string])[] = [
  [/^calico-node$|^canal$/, 'Calico'],
  [/^cilium$/, 'Cilium'],
  [/^anetd$/, 'GKE Dataplane V2'],
  [/^antrea-agent$/, 'Antrea'],
  [/^kube-router$/, 'kube-router'],
  [/^azure-npm$/, 'Azure NPM'],
  [/^weave-net$/, 'Weave Net'],
  [/^ovnkube-node$|^ovn-kubernetes/, 'OVN-Kubernetes'],
  [/^kube-network-policies$/, 'kube-network-policies'],
];

/** Network plugins that leave policies to others. */
const IGNORING: readonly (readonly [name: RegExp, plugin: string])[] = [
  [/^kube-flannel(?:-ds)?(?:-\w+)?$/, 'Flannel'],
];

/** How the cluster treats network policies, as far as its DaemonSets show. */
export function enforcementIn(cluster: LiveCluster): Enforcement {
  const daemons = cluster.objects('DaemonSet');
  const found = (table: typeof ENFORCING): { plugin: string; live: Live } | undefined => {
    for (const live of daemons) {
      const plugin = table.find(([name]) => name.test(live.name))?.[1];
      if (plugin !== undefined) return { plugin, live };
    }
    return undefined;
  };
  const aws = daemons.find((live) => live.name === 'aws-node' && hasPolicyAgent(live));
  if (aws !== undefined) return { state: 'enforced', plugin: 'the VPC CNI of EKS', live: aws };
  const enforcing = found(ENFORCING);
  if (enforcing !== undefined) return { state: 'enforced', ...enforcing };
  const ignoring = found(IGNORING);
  if (ignoring !== undefined) return { state: 'ignored', ...ignoring };
  const [gap] = cluster.gaps('DaemonSet');
  const hidden =
    'No network plugin that we know is among the DaemonSets, so it is not clear what enforces policies.';
  return { state: 'unknown', text: gap === undefined ? hidden : gap.text };
}

/** The policy agent of EKS runs always, and works where it is switched on. */
function hasPolicyAgent(live: Live): boolean {
  const pod = recordOf(recordOf(specOf(live)['template'])['spec']);
  return listOf(pod['containers'])
    .map(recordOf)
    .some(
      (container) =>
        (textOf(container['name']) ?? '').includes('nodeagent') &&
        textsOf(container['args']).includes('--enable-network-policy=true'),
    );
}
