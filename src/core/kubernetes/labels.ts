/** Label keys and values of an object. */
export type Labels = Readonly<Record<string, string>>;

/** One entry of `matchExpressions`; the operator stays a plain string because files may hold any. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** A label selector; the plain map of a Service or ReplicationController goes into `matchLabels`. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly LabelExpression[];
}

/**
 * Tells whether the selector picks an object with these labels; an empty selector picks all, an
 * unknown operator picks nothing (kubernetes.io/docs/concepts/overview/working-with-objects/labels).
 */
export function matches(selector: LabelSelector, labels: Labels): boolean {
  const pairs = Object.entries(selector.matchLabels ?? {});
  if (!pairs.every(([key, value]) => labelOf(labels, key) === value)) return false;
  return (selector.matchExpressions ?? []).every((expression) => holds(expression, labels));
}

function holds(expression: LabelExpression, labels: Labels): boolean {
  const value = labelOf(labels, expression.key);
  const listed = value !== undefined && (expression.values ?? []).includes(value);
  switch (expression.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Reads own keys only, so that a label called `constructor` is not found on every object. */
function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Whole keys that a controller or operator writes on running objects. */
const RUNTIME_KEYS: ReadonlySet<string> = new Set([
  // Deployment, DaemonSet, StatefulSet
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  // Job, before and after the prefix was added
  'job-name',
  'controller-uid',
  // every Namespace
  'kubernetes.io/metadata.name',
  // every Node
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  // Argo Rollouts, OpenShift DeploymentConfig
  'rollouts-pod-template-hash',
  'deploymentconfig',
  // which member leads right now: Patroni (Spilo), MySQL and Redis operators, Vault
  'role',
  'spilo-role',
  'cluster-role',
  'redis-role',
  'redisfailovers-role',
  'mysql.oracle.com/cluster-role',
  'mysql.presslabs.org/role',
  'vault-active',
  'vault-initialized',
  'vault-perf-standby',
  'vault-sealed',
  'vault-version',
  // Istio and Linkerd injection
  'service.istio.io/canonical-name',
  'service.istio.io/canonical-revision',
]);

/** Key prefixes that belong to the system, a cloud or an operator. */
const RUNTIME_PREFIXES: readonly string[] = [
  'batch.kubernetes.io/',
  'topology.kubernetes.io/',
  'failure-domain.beta.kubernetes.io/',
  'node.kubernetes.io/',
  'node-role.kubernetes.io/',
  'endpointslice.kubernetes.io/',
  'security.istio.io/',
  'linkerd.io/',
  'cnpg.io/',
  'postgres-operator.crunchydata.com/',
  'stackgres.io/',
  'strimzi.io/',
  'k8s.elastic.co/',
  'elasticsearch.k8s.elastic.co/',
  'common.k8s.elastic.co/',
  'cassandra.datastax.com/',
  'topology.istio.io/',
  'vitess.io/',
  'planetscale.com/',
  // pods that controllers start: solvers of ACME, tasks, workflows, revisions, machines, gateways
  'acme.cert-manager.io/',
  'tekton.dev/',
  'workflows.argoproj.io/',
  'serving.knative.dev/',
  'kubevirt.io/',
  'vm.kubevirt.io/',
  'v1.min.io/',
  'ceph.rook.io/',
  'gateway.networking.k8s.io/',
  'gateway.envoyproxy.io/',
  'hub.jupyter.org/',
  'ray.io/',
  'sparkoperator.k8s.io/',
];

/** Tells whether something in the cluster sets this label key, so that no file has to. */
export function runtimeLabels(key: string): boolean {
  return RUNTIME_KEYS.has(key) || RUNTIME_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** Among more names than this nobody can say which one was meant, and each takes time. */
const MOST_CANDIDATES = 200;

/**
 * The one candidate that `word` is probably a misspelling of: one edit for 4 to 7 characters, two
 * for 8 to 11, three above. Two equally near candidates give nothing, and so do names that differ
 * only in digits (`web-1`, `web-2`), which people tell apart on purpose.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  let tied = false;
  let looked = 0;
  for (const candidate of candidates) {
    if (++looked > MOST_CANDIDATES) return undefined;
    if (candidate === word || candidate === best) continue;
    const distance = likelyDistance(lower, candidate.toLowerCase());
    if (distance === undefined || distance > bestDistance) continue;
    tied = distance === bestDistance;
    best = candidate;
    bestDistance = distance;
  }
  return tied ? undefined : best;
}

/** Edits between the two, or undefined when they are too far apart to be a slip. */
function likelyDistance(a: string, b: string): number | undefined {
  if (a === b) return 0;
  // no name is longer than 253 characters, and the work grows with the length
  const longest = Math.max(a.length, b.length);
  const limit = Math.min(3, Math.floor(longest / 4));
  if (longest > 253 || Math.abs(a.length - b.length) > limit) return undefined;
  const distance = editDistance(a, b, limit);
  return distance > limit || withoutDigits(a) === withoutDigits(b) ? undefined : distance;
}

function withoutDigits(text: string): string {
  return text.replace(/\d+/g, '');
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`; any number
 * above `limit` where it takes more. This is asked for every pair of a missing and a known name.
 */
function editDistance(a: string, b: string, limit: number): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  for (; endA > start && endB > start && a[endA - 1] === b[endB - 1]; endA--) endB--;
  return distanceOfRests(a.slice(start, endA), b.slice(start, endB), limit);
}

function distanceOfRests(a: string, b: string, limit: number): number {
  let beforeLast: readonly number[] = [];
  let last: number[] = [];
  for (let column = 0; column <= b.length; column++) last.push(column);
  let least = 0;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let leastHere = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (same ? 0 : 1),
      );
      if (!same && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        distance = Math.min(distance, cell(beforeLast, column - 2) + 1);
      current.push(distance);
      leastHere = Math.min(leastHere, distance);
    }
    // A swap looks two rows back, and costs one.
    if (leastHere > limit && least >= limit) return limit + 1;
    least = leastHere;
    beforeLast = last;
    last = current;
  }
  return cell(last, b.length);
}

const cell = (row: readonly number[], column: number): number => row[column] ?? 0;
