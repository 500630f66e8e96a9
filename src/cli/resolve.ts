import { resolve } from '../core/hosts/dns.ts';
import type { Candidate, FindService, Resolution, ServiceFacts } from '../core/hosts/dns.ts';
import { isTemplated, placeOf } from '../core/graph/model.ts';
import type { KubernetesObject } from '../core/kubernetes/manifest.ts';
import { hasName } from '../core/workspace/placement.ts';
import { Scope } from '../core/workspace/scope.ts';
import type { Workspace } from '../core/workspace/workspace.ts';
import type { ResolveRequest } from './arguments.ts';
import { placeShower } from './graph.ts';
import type { ReportedPlace } from './graph.ts';
import type { ReadWorkspace } from './read-workspace.ts';

export interface ReportedCandidate {
  /** The full name that is asked for. */
  readonly name: string;
  readonly outcome: Candidate['outcome'];
  readonly service?: Omit<ServiceFacts, 'podNames'>;
  /** The names that an ExternalName Service leads to, one after the other. */
  readonly cname?: readonly string[];
  /** Where the Service is defined. */
  readonly to?: ReportedPlace;
}

/** The answer of `resolve`, in the shape that `--format json` prints. */
export interface ResolveReport {
  readonly host: string;
  readonly from: string;
  readonly state: Resolution['state'];
  /** The names in the order in which they are tried, up to and with the answer. */
  readonly candidates: readonly ReportedCandidate[];
  readonly answer?: ReportedCandidate;
  /** Where nothing answers: the names to ask for, which lead to other namespaces. */
  readonly elsewhere?: readonly string[];
  /** Of the workspace, so that a wrong --from is seen. */
  readonly namespaces: readonly string[];
}

/** Looks a host up as a plain pod of a namespace would, whichever stack the Service belongs to. */
export function resolveHost(
  { workspace, shown }: Pick<ReadWorkspace, 'workspace' | 'shown'>,
  { host: asked, from }: Pick<ResolveRequest, 'host' | 'from'>,
): ResolveReport {
  const host = hostOf(asked);
  const show = placeShower({ workspace, shown });
  const found = resolve(host, { namespace: from }, finder(workspace));
  const reported = ({ name, outcome, service, cname }: Candidate): ReportedCandidate => {
    const object = service && serviceIn(workspace, service.name, service.namespace);
    return {
      ...{ name, outcome },
      ...(service && { service: factsOf(service) }),
      ...(cname && { cname }),
      ...(object && { to: show(placeOf(object)) }),
    };
  };
  const { answer, state } = found;
  const elsewhere = state === 'missing' ? namesElsewhere(workspace, host) : [];
  return {
    ...{ host, from, state },
    candidates: found.candidates.map(reported),
    ...(answer && { answer: reported(answer) }),
    ...(elsewhere.length > 0 && { elsewhere }),
    namespaces: workspace.namespaces.filter((name) => !isTemplated(name)),
  };
}

/** A URL or a host with a port is taken for its host. */
function hostOf(text: string): string {
  const behind = text.replace(/^[a-z][-+.\w]*:\/\//i, '').replace(/^[^/?#]*@/, '');
  return behind.replace(/[/?#].*$/s, '').replace(/:\d+$/, '');
}

/** `redis.green` for a `redis` that is there. */
function namesElsewhere(workspace: Workspace, host: string): readonly string[] {
  const [name = ''] = host.toLowerCase().split('.');
  const namespaces = [...workspace.objectsNamed('Service', name)].flatMap((object) =>
    workspace
      .placements(object)
      .filter((placement) => placement.name === name && !isTemplated(placement.namespace))
      .map(({ namespace }) => `${name}.${namespace}`),
  );
  return [...new Set(namespaces)].sort();
}

function factsOf({
  name,
  namespace,
  type,
  headless,
  externalName,
  ports,
}: ServiceFacts): Omit<ServiceFacts, 'podNames'> {
  return {
    ...{ name, namespace, type, headless, ports },
    ...(externalName !== undefined && { externalName }),
  };
}

function finder(workspace: Workspace): FindService {
  const scope = new Scope(workspace);
  return (name, namespace) => {
    const object = serviceIn(workspace, name, namespace);
    // What operators make is in no file of its own: the whole workspace is asked.
    return scope.serviceFinder(object?.path ?? '')(name, namespace);
  };
}

function serviceIn(
  workspace: Workspace,
  name: string,
  namespace: string,
): KubernetesObject | undefined {
  return [...workspace.objectsNamed('Service', name)]
    .filter((object) =>
      // Only the name that kustomize leaves it with is in the DNS.
      hasName(workspace.placements(object), name, namespace),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .find(({ service }) => service !== undefined);
}
