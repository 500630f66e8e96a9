/** What a cluster says about how HTTP traffic comes in, and who serves it. */
import { balancerAddress, endpointsOf } from '../../core/live/endpoints.ts';
import { listOf, recordOf, textOf } from '../../core/live/json.ts';
import { forbidden, liveLine, partial, specOf, titled } from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { isDone, isOpen, isPartly, doesNotApply } from '../../core/guide/evidence.ts';
import type { Answer, Evidence, LiveCheck } from '../../core/guide/topic.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S6.1', answer: services },
  { item: 'S6.3', answer: routes },
];

/** Services that nobody answers for: connections to them hang or are refused. */
function services(cluster: LiveCluster): Answer {
  const selecting = cluster
    .own('Service')
    .filter((live) => Object.keys(recordOf(specOf(live)['selector'])).length > 0);
  const judged = selecting.map((live) => ({ live, endpoints: endpointsOf(live, cluster) }));
  const known = judged.filter(({ endpoints }) => endpoints !== undefined);
  const dead = known.filter(({ endpoints }) => endpoints?.ready === 0);
  const lines = dead.map(({ live, endpoints }) => {
    const all = endpoints?.all ?? 0;
    const pods = all === 0 ? 'no pod' : `none of ${counted(all, 'pod')}`;
    return liveLine(live, `${titled(live)} has ${pods} ready: nobody answers.`);
  });
  const alive = known.length - dead.length;
  const good = { text: `${counted(alive, 'Service')} with ready endpoints.` };
  const [first] = dead;
  if (first !== undefined) {
    const next = `Find out why no pod of "${first.live.name}" is ready.`;
    return alive > 0 ? isPartly([...lines, good], next) : isOpen(lines, next);
  }
  if (alive > 0) return isDone([good, ...partial(cluster, ['Service', 'EndpointSlice'])]);
  const none = doesNotApply('No Service with a selector is in a namespace of yours.');
  return forbidden(cluster, ['Service', 'EndpointSlice']) ?? none;
}

const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';
const OLD_CLASS = 'kubernetes.io/ingress.class';

interface Served {
  readonly isServed: boolean;
  readonly line: Evidence;
}

function routes(cluster: LiveCluster): Answer {
  const all = [
    ...cluster.own('Ingress').map((live) => ingressState(live, cluster)),
    ...cluster.own('HTTPRoute').map(routeState),
  ];
  const unserved = all.filter(({ isServed }) => !isServed);
  const lines = [...unserved, ...all.filter(({ isServed }) => isServed)].map(({ line }) => line);
  if (all.length === 0) {
    const classes = cluster.objects('IngressClass');
    const ready = classes.map((live) => classLine(live));
    const none = 'No Ingress and no HTTPRoute is in a namespace of yours.';
    return forbidden(cluster, ['Ingress']) ?? doesNotApply([{ text: none }, ...ready]);
  }
  if (unserved.length === 0) return isDone([...lines, ...partial(cluster, ['Ingress'])]);
  const next = 'Install a controller for the class, or name a class that this cluster has.';
  return unserved.length < all.length ? isPartly(lines, next) : isOpen(lines, next);
}

function classLine(live: Live): Evidence {
  const controller = textOf(specOf(live)['controller']) ?? '?';
  return liveLine(live, `Ingress class "${live.name}" is served by ${controller}.`);
}

function ingressState(live: Live, cluster: LiveCluster): Served {
  const address = balancerAddress(live.body['status']);
  const named = textOf(specOf(live)['ingressClassName']) ?? textOf(live.annotations[OLD_CLASS]);
  if (address !== undefined) {
    const by = named === undefined ? '' : ` by class "${named}"`;
    return {
      isServed: true,
      line: liveLine(live, `${titled(live)} is served at ${address}${by}.`),
    };
  }
  const why = whyUnserved(named, cluster);
  return { isServed: false, line: liveLine(live, `${titled(live)} has no address: ${why}`) };
}

function whyUnserved(named: string | undefined, cluster: LiveCluster): string {
  const classes = cluster.objects('IngressClass');
  // The classes of GKE exist as annotations only.
  const known = named !== undefined && classes.some(({ name }) => name === named);
  if (known) return `no controller of class "${named}" has taken it yet.`;
  if (cluster.gaps('IngressClass').length > 0) return 'nobody seems to serve it.';
  if (named !== undefined) return `this cluster has no ingress class "${named}".`;
  const isDefault = classes.some(({ annotations }) => annotations[DEFAULT] === 'true');
  return isDefault
    ? 'no controller has taken it yet.'
    : 'it names no class, and none is the default.';
}

function routeState(live: Live): Served {
  const parents = listOf(recordOf(live.body['status'])['parents']).map(recordOf);
  const isServed = parents.some(({ conditions }) =>
    listOf(conditions)
      .map(recordOf)
      .some(({ type, status }) => type === 'Accepted' && status === 'True'),
  );
  const text = isServed ? 'is accepted by its Gateway.' : 'is accepted by no Gateway.';
  return { isServed, line: liveLine(live, `${titled(live)} ${text}`) };
}
