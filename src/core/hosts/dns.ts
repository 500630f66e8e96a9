/** A port of a Service, as far as names and numbers go. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
}

/** What name lookup has to know about a Service. */
export interface ServiceFacts {
  readonly name: string;
  readonly namespace: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly headless: boolean;
  readonly externalName?: string;
  /** Pods with names of their own behind a headless Service; absent means that there are none. */
  readonly podNames?: readonly string[] | 'unknown';
  readonly ports: readonly ServicePort[];
}

/** Where the question comes from: the namespace and DNS settings of the pod that asks. */
export interface PodDns {
  readonly namespace: string;
  readonly policy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly hostNetwork?: boolean;
  /** `dnsConfig.searches`. */
  readonly searches?: readonly string[];
  /** `dnsConfig.options` ndots; 5 when absent. */
  readonly ndots?: number;
  /** Every host name of `hostAliases`. */
  readonly hostAliases?: readonly string[];
  /** `cluster.local` when absent. */
  readonly clusterDomain?: string;
}

export type FindService = (name: string, namespace: string) => ServiceFacts | undefined;

/** One name that the resolver asks for. */
export interface Candidate {
  /** The full name, without the trailing dot. */
  readonly name: string;
  readonly outcome:
    'service' | 'pod' | 'external-name' | 'not-found' | 'outside-cluster' | 'host-alias';
  /** The Service that answers, for `service`, `pod` and `external-name`. */
  readonly service?: ServiceFacts;
  /** For `external-name`: the names it leads to, one after the other; a loop repeats its start. */
  readonly cname?: readonly string[];
}

/** The whole course of a lookup, so that it can be explained. */
export interface Resolution {
  /** The host as it was written. */
  readonly host: string;
  /** The names in the order in which they are tried, up to and with the answer. */
  readonly candidates: readonly Candidate[];
  readonly answer?: Candidate;
  /**
   * `external`: only a name server outside the cluster can tell. `unknown`: settings that the files
   * do not show decide. `missing`: no answer, or one that leads nowhere.
   */
  readonly state: 'resolved' | 'missing' | 'external' | 'unknown';
}

/** Everything a lookup needs besides the name. */
interface Lookup {
  readonly from: PodDns;
  readonly domain: string;
  readonly find: FindService;
}

/** The Service of the API server, which no manifest declares. */
const KUBERNETES: ServiceFacts = {
  name: 'kubernetes',
  namespace: 'default',
  type: 'ClusterIP',
  headless: false,
  ports: [{ name: 'https', port: 443 }],
};

/**
 * Looks a host up as a pod would (S2.4 to S2.6,
 * kubernetes.io/docs/concepts/services-networking/dns-pod-service): host aliases, then the search
 * list with ndots, then Services, pods of headless Services and ExternalName chains.
 */
export function resolve(host: string, from: PodDns, find: FindService): Resolution {
  const absolute = host.trim().endsWith('.');
  const name = plain(host);
  const lookup = { from, domain: plain(from.clusterDomain ?? 'cluster.local'), find };
  if (name.split('.').includes('')) return { host, candidates: [], state: 'missing' };
  if (name === 'localhost' || (from.hostAliases ?? []).some((alias) => plain(alias) === name)) {
    return answered(host, [], { name, outcome: 'host-alias' }, 'resolved');
  }
  if (isAddress(name)) return answered(host, [], { name, outcome: 'outside-cluster' }, 'external');
  if (from.policy === 'None') return askElsewhere(host, name, absolute, from);
  if (asksNode(from)) return askNode(host, name, lookup);
  const tried: Candidate[] = [];
  for (const candidate of namesToTry(name, absolute, lookup)) {
    const result = evaluate(candidate, lookup);
    if (isAnswer(result)) return answered(host, tried, result, stateOf(result, lookup));
    tried.push(result);
  }
  return unanswered(host, tried, name);
}

/** Lower case and without the final dot; names are compared in this form. */
function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}

function isAddress(name: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(':');
}

/** Whether the pod uses the node's name servers, which know nothing of the cluster. */
function asksNode(from: PodDns): boolean {
  if (from.policy === 'Default') return true;
  // on the node's network, ClusterFirst silently means Default
  return from.hostNetwork === true && from.policy !== 'ClusterFirstWithHostNet';
}

function namesToTry(name: string, absolute: boolean, lookup: Lookup): readonly string[] {
  if (absolute) return [name];
  const { domain, from } = lookup;
  const searches = [`${plain(from.namespace)}.svc.${domain}`, `svc.${domain}`, domain];
  const found = withSearches(name, [...searches, ...(from.searches ?? [])]);
  const dots = name.split('.').length - 1;
  return dots >= (from.ndots ?? 5) ? [name, ...found] : [...found, name];
}

function withSearches(name: string, searches: readonly string[]): readonly string[] {
  const domains = searches.map(plain).filter((search) => search !== '');
  return [...new Set(domains)].map((search) => `${name}.${search}`);
}

/** Asks for one full name, the search list left aside. */
function evaluate(name: string, lookup: Lookup): Candidate {
  const { domain } = lookup;
  if (name.endsWith(`.svc.${domain}`)) {
    return evaluateService(name, name.slice(0, -`.svc.${domain}`.length).split('.'), lookup);
  }
  if (name.endsWith(`.pod.${domain}`)) {
    const isPodAddress = /^[\da-f]+(-[\da-f]*)+\.[a-z0-9-]+$/.test(
      name.slice(0, -`.pod.${domain}`.length),
    );
    return { name, outcome: isPodAddress ? 'pod' : 'not-found' };
  }
  return { name, outcome: isInternal(name, domain) ? 'not-found' : 'outside-cluster' };
}

/** Names that no public name server answers for: one label, the cluster's own domain, `svc`. */
function isInternal(name: string, domain: string): boolean {
  return !name.includes('.') || /(^|\.)(svc|cluster\.local)$/.test(name) || within(name, domain);
}

function within(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function evaluateService(name: string, labels: readonly string[], lookup: Lookup): Candidate {
  const [namespace = '', serviceName = '', ...inner] = labels.toReversed();
  const service = findService(serviceName, namespace, lookup.find);
  if (!service) return { name, outcome: 'not-found' };
  const isPortRecord = inner.length === 2 && inner.every((label) => label.startsWith('_'));
  if (inner.length === 0 || isPortRecord) return { name, ...serviceOutcome(service, lookup) };
  const [pod = '', ...more] = inner;
  const known = service.podNames ?? [];
  const hasPod = known === 'unknown' || known.some((podName) => plain(podName) === pod);
  if (more.length > 0 || !service.headless || !hasPod) return { name, outcome: 'not-found' };
  return { name, outcome: 'pod', service };
}

function findService(name: string, namespace: string, find: FindService): ServiceFacts | undefined {
  if (name === '') return undefined;
  const isApiServer = name === KUBERNETES.name && namespace === KUBERNETES.namespace;
  return find(name, namespace) ?? (isApiServer ? KUBERNETES : undefined);
}

function serviceOutcome(service: ServiceFacts, lookup: Lookup): Omit<Candidate, 'name'> {
  if (service.type !== 'ExternalName') return { outcome: 'service', service };
  return { outcome: 'external-name', service, cname: aliasChain(service, lookup) };
}

/** Name servers give up long before. */
const LONGEST_CHAIN = 20;

/** Follows ExternalName Services; their targets are full names, no search list is applied. */
function aliasChain(start: ServiceFacts, lookup: Lookup): readonly string[] {
  const chain: string[] = [];
  const seen = new Set<string>([`${start.name}.${start.namespace}.svc.${lookup.domain}`]);
  let service: ServiceFacts | undefined = start;
  while (service?.type === 'ExternalName' && chain.length < LONGEST_CHAIN) {
    const target = plain(service.externalName ?? '');
    if (target === '') break;
    chain.push(target);
    if (seen.has(target)) break;
    seen.add(target);
    service = targetService(target, lookup);
  }
  return chain;
}

function targetService(target: string, { domain, find }: Lookup): ServiceFacts | undefined {
  if (!target.endsWith(`.svc.${domain}`)) return undefined;
  const labels = target.slice(0, -`.svc.${domain}`.length).split('.');
  const [name = '', namespace = ''] = labels;
  return labels.length === 2 ? findService(name, namespace, find) : undefined;
}

function isAnswer(candidate: Candidate): boolean {
  return ['service', 'pod', 'external-name'].includes(candidate.outcome);
}

function stateOf(answer: Candidate, lookup: Lookup): Resolution['state'] {
  if (answer.outcome !== 'external-name') return 'resolved';
  const end = answer.cname?.at(-1);
  if (end === undefined) return 'missing';
  if (isAddress(end)) return 'missing';
  const outcome = evaluate(end, lookup);
  // a chain that still ends in an ExternalName Service runs in a circle
  if (outcome.outcome === 'service' || outcome.outcome === 'pod') return 'resolved';
  return outcome.outcome === 'outside-cluster' ? 'external' : 'missing';
}

function answered(
  host: string,
  tried: readonly Candidate[],
  answer: Candidate,
  state: Resolution['state'],
): Resolution {
  return { host, candidates: [...tried, answer], answer, state };
}

function unanswered(host: string, tried: readonly Candidate[], name: string): Resolution {
  const outside = tried.filter((candidate) => candidate.outcome === 'outside-cluster');
  const asWritten = outside.find((candidate) => candidate.name === name);
  if (asWritten) return { host, candidates: tried, answer: asWritten, state: 'external' };
  return { host, candidates: tried, state: outside.length > 0 ? 'unknown' : 'missing' };
}

/** `dnsPolicy: None`: the name servers are the pod's own choice, perhaps even the cluster's. */
function askElsewhere(host: string, name: string, absolute: boolean, from: PodDns): Resolution {
  const searches = absolute ? [] : withSearches(name, from.searches ?? []);
  const candidates = [...searches, name].map(
    (candidate) => ({ name: candidate, outcome: 'outside-cluster' }) as const,
  );
  return { host, candidates, state: 'unknown' };
}

/** The node's name servers never know the cluster's names; its search list is not in the files. */
function askNode(host: string, name: string, lookup: Lookup): Resolution {
  const inCluster = resolve(
    name,
    { ...lookup.from, policy: 'ClusterFirstWithHostNet' },
    lookup.find,
  );
  const meantService = inCluster.answer !== undefined && isAnswer(inCluster.answer);
  if (meantService || (name.includes('.') && isInternal(name, lookup.domain))) {
    return { host, candidates: [{ name, outcome: 'not-found' }], state: 'missing' };
  }
  const candidate: Candidate = { name, outcome: 'outside-cluster' };
  if (!name.includes('.')) return { host, candidates: [candidate], state: 'unknown' };
  return { host, candidates: [candidate], answer: candidate, state: 'external' };
}
