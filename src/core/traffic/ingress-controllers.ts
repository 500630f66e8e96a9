/** Who stands between the outside and the pods: where ingress controllers and gateways run. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { TrafficContext } from './traffic.ts';
import type { Pods, PodTable } from './pods.ts';

export type Entrance =
  | { readonly is: 'pods'; readonly pods: readonly Pods[] }
  /** With `choice` where the namespace is no more than the usual one. */
  | { readonly is: 'namespace'; readonly namespace: string; readonly choice?: string }
  /** From addresses outside of the pod network. */
  | { readonly is: 'outside'; readonly choice: string };

/** A family of controllers: by the names of its classes and its images, and where it usually runs. */
interface Controller {
  readonly classes: RegExp;
  readonly images: RegExp;
  readonly namespace: string;
  /** True for images that many run for other reasons: only the class makes them controllers. */
  readonly shared?: true;
}

const CONTROLLERS: readonly Controller[] = [
  { classes: /traefik/, images: /(?:^|\/)traefik$/, namespace: 'traefik' },
  {
    classes: /haproxy/,
    images: /haproxy-ingress$|haproxytech\/kubernetes-ingress$/,
    namespace: 'haproxy-controller',
  },
  { classes: /kong/, images: /(?:^|\/)kong(?:-gateway)?$/, namespace: 'kong' },
  { classes: /contour/, images: /(?:^|\/)envoy$/, namespace: 'projectcontour', shared: true },
  {
    classes: /^(?:eg|envoy)/,
    images: /(?:^|\/)envoy$/,
    namespace: 'envoy-gateway-system',
    shared: true,
  },
  {
    classes: /^openshift$/,
    images: /(?:^|\/)(?:openshift|haproxy)-router$/,
    namespace: 'openshift-ingress',
  },
  { classes: /istio/, images: /istio\/proxyv2$/, namespace: 'istio-system', shared: true },
  {
    classes: /nginx/,
    images: /ingress-nginx\/controller$|nginx-ingress(?:-controller)?$/,
    namespace: 'ingress-nginx',
  },
];

const OWN_CONTROLLERS = CONTROLLERS.filter(({ shared }) => shared !== true);

/** Classes of load balancers that a cloud runs outside of the cluster. */
const CLOUD_CLASSES = /^(?:alb|gce(?:-internal)?|azure-application-gateway|azure-alb.*|gke-.*)$/;

/** Cannot be the name of a namespace, so that the rule does nothing until it is replaced. */
export const UNKNOWN_NAMESPACE = 'CHOOSE-A-NAMESPACE';

export function controllerOf(route: KubernetesObject, context: TrafficContext): Entrance {
  const name = classOf(route, context);
  if (name !== undefined && CLOUD_CLASSES.test(name)) {
    const choice = `CHOOSE: class "${name}" stands for a load balancer outside of the cluster; narrow the block to its addresses`;
    return { is: 'outside', choice };
  }
  const family = CONTROLLERS.find(({ classes }) => name !== undefined && classes.test(name));
  const running = runningControllers(family === undefined ? OWN_CONTROLLERS : [family], context);
  if (running.length > 0) return { is: 'pods', pods: running };
  const which = name === undefined ? 'the ingress controller' : `the controller of class "${name}"`;
  if (family === undefined) {
    const choice = `CHOOSE: put in the namespace of ${which}, which is not in these files`;
    return { is: 'namespace', namespace: UNKNOWN_NAMESPACE, choice };
  }
  const choice = `CHOOSE: ${which} is not in these files; "${family.namespace}" is only its usual namespace`;
  return { is: 'namespace', namespace: family.namespace, choice };
}

function runningControllers(
  families: readonly Controller[],
  { pods }: TrafficContext,
): readonly Pods[] {
  return podsWithImages(
    pods,
    families.map(({ images }) => images),
  );
}

/** Every route of a workspace asks the same few questions about all pods. */
const KNOWN = new WeakMap<PodTable, Map<string, readonly Pods[]>>();

/** The pods whose main containers run one of these images. */
export function podsWithImages(table: PodTable, images: readonly RegExp[]): readonly Pods[] {
  const known = KNOWN.get(table) ?? new Map<string, readonly Pods[]>();
  KNOWN.set(table, known);
  const question = images.join(' ');
  const found =
    known.get(question) ??
    table.all.filter((pods) => pods.images.some((image) => images.some((one) => one.test(image))));
  known.set(question, found);
  return found;
}

/** The class of an Ingress, or of the Gateway that a route belongs to. */
function classOf(route: KubernetesObject, { scope }: TrafficContext): string | undefined {
  const { view, kind, path } = route;
  if (kind.startsWith('IngressRoute')) return 'traefik';
  if (kind === 'Route') return 'openshift';
  if (kind === 'HTTPProxy') return 'contour';
  if (kind === 'Ingress') {
    const field = view.get('spec', 'ingressClassName').text;
    return field ?? view.get('metadata', 'annotations', 'kubernetes.io/ingress.class').text;
  }
  const parents = view
    .get('spec', 'parentRefs')
    .items.flatMap((item) => item.get('name').text ?? []);
  return parents
    .flatMap((name) => scope.definitionsAnywhere('Gateway', name, path))
    .map(({ object }) => object?.view.get('spec', 'gatewayClassName').text)
    .find((name) => name !== undefined);
}
