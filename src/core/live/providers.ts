/** Who runs a cluster, and what it is for: guessed from what a kubeconfig and its nodes say. */
import { isProduction, isTestStage } from '../pipelines/deployments.ts';
import { recordOf, textOf } from './json.ts';
import { specOf } from './live-answers.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { ContextFacts } from './snapshot.ts';

/** `managed`: somebody else runs the control plane; `local`: it is on a developer's machine. */
export interface Provider {
  readonly name: string;
  readonly way: 'managed' | 'local' | 'other';
}

interface Row extends Provider {
  readonly server?: RegExp;
  readonly command?: RegExp;
  readonly context?: RegExp;
  readonly providerId?: RegExp;
}

const managed = (name: string, signs: Omit<Row, 'name' | 'way'>): Row => ({
  ...signs,
  name,
  way: 'managed',
});
const local = (name: string, context: RegExp, providerId?: RegExp): Row => ({
  ...{ name, context, way: 'local' },
  ...(providerId && { providerId }),
});

const PROVIDERS: readonly Row[] = [
  managed('EKS', {
    server: /\.eks\.amazonaws\.com(?:\.cn)?$/,
    context: /^arn:aws[\w-]*:eks:/,
  }),
  managed('AKS', { server: /\.azmk8s\.io$/, command: /(?:^|[\\/])kubelogin(?:\.exe)?$/ }),
  managed('GKE', { command: /gke-gcloud-auth-plugin(?:\.exe)?$/, context: /^gke_/ }),
  managed('DigitalOcean Kubernetes', { server: /\.k8s\.ondigitalocean\.com$/ }),
  managed('Linode Kubernetes Engine', { server: /\.linodelke\.net$/ }),
  managed('Scaleway Kapsule', { server: /\.k8s\.[\w-]+\.scw\.cloud$/ }),
  managed('OVHcloud', { server: /\.k8s\.ovh\.net$/ }),
  managed('Exoscale', { server: /\.sks-[\w-]+\.exo\.io$/ }),
  local('kind', /^kind-/, /^kind:\/\//),
  local('k3d', /^k3d-/),
  local('minikube', /^minikube$/),
  local('Docker Desktop', /^docker-(?:desktop|for-desktop)$/),
  local('Rancher Desktop', /^rancher-desktop$/),
  local('OrbStack', /^orbstack$/),
  local('Colima', /^colima(?:-|$)/),
  { name: 'k3s', way: 'other', providerId: /^k3s:\/\// },
];

const LOOPBACK =
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|host\.docker\.internal|kubernetes\.docker\.internal)$/;

/** What the kubeconfig alone says about who runs the cluster. */
export function providerOf(context: ContextFacts): Provider | undefined {
  const host = URL.parse(context.server ?? '')?.hostname ?? '';
  const found = PROVIDERS.find(
    ({ server, command, context: name }) =>
      server?.test(host) === true ||
      command?.test(context.command ?? '') === true ||
      name?.test(context.name) === true,
  );
  if (found !== undefined) return { name: found.name, way: found.way };
  return LOOPBACK.test(host) ? { name: 'this machine', way: 'local' } : undefined;
}

/** The same, with what the nodes add. */
export function providerOfCluster(cluster: LiveCluster): Provider | undefined {
  const known = providerOf(cluster.snapshot.context);
  if (known !== undefined && known.name !== 'this machine') return known;
  const ids = cluster.objects('Node').map((node) => textOf(specOf(node)['providerID']) ?? '');
  const row = PROVIDERS.find(({ providerId }) => ids.some((id) => providerId?.test(id)));
  return row === undefined ? known : { name: row.name, way: row.way };
}

export type ContextRole = 'production' | 'test' | 'development' | 'unknown';

/** What a context is for, by its names and its provider; a guess, and people's to correct. */
export function roleOf(context: ContextFacts): ContextRole {
  const names = [context.name, context.cluster, context.namespace ?? ''];
  if (names.some(isProduction)) return 'production';
  if (names.some(isTestStage)) return 'test';
  if (providerOf(context)?.way === 'local') return 'development';
  return names.some((name) => /(?:^|[^a-z])dev(?:elopment)?(?:$|[^a-z])/i.test(name))
    ? 'development'
    : 'unknown';
}

/** The regions that the nodes say they are in. */
export function regionsOf(cluster: LiveCluster): readonly string[] {
  const regions = cluster
    .objects('Node')
    .flatMap(({ labels }) => textOf(recordOf(labels)['topology.kubernetes.io/region']) ?? []);
  return [...new Set(regions)].sort();
}
