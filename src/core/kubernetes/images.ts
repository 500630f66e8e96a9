import { DATASTORES } from './datastores.ts';
import type { Datastore } from './datastores.ts';
import type { Span } from '../text/text.ts';

export type { Datastore } from './datastores.ts';

/** The parts of an image reference; nothing is filled in that was not written. */
export interface ImageReference {
  readonly registry?: string;
  /** Path behind the registry, such as `bitnami/redis`. */
  readonly repository: string;
  /** Last segment of the repository. */
  readonly name: string;
  readonly tag?: string;
  /** With its algorithm: `sha256:...`. */
  readonly digest?: string;
  /** The tag, without its colon, within the reference. */
  readonly tagSpan?: Span;
}

const REPOSITORY = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

/**
 * Reads an image reference (docs.docker.com/reference/cli/docker/image/tag); gives nothing for
 * variables, templates and anything else that names no one image.
 */
export function parseImage(ref: string): ImageReference | undefined {
  if (ref.length > 1000) return undefined;
  const [path = '', digest, ...rest] = ref.split('@');
  if (rest.length > 0 || (digest !== undefined && !/^[a-z0-9+._-]+:[a-f0-9]{32,}$/i.test(digest))) {
    return undefined;
  }
  // a colon before the last slash belongs to the registry's port
  const colon = path.indexOf(':', path.lastIndexOf('/') + 1);
  const tag = colon === -1 ? undefined : path.slice(colon + 1);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return undefined;
  const { registry, repository } = splitRegistry(colon === -1 ? path : path.slice(0, colon));
  if (!REPOSITORY.test(repository)) return undefined;
  if (registry !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9.-]*)(:\d+)?$/.test(registry)) {
    return undefined;
  }
  return {
    ...(registry === undefined ? {} : { registry }),
    repository,
    name: repository.slice(repository.lastIndexOf('/') + 1),
    ...(tag === undefined ? {} : { tag, tagSpan: { start: colon + 1, end: path.length } }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The first segment is a registry only if it looks like a host: a dot, a port, or `localhost`. */
function splitRegistry(path: string): { registry?: string; repository: string } {
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return isHost ? { registry: first, repository: path.slice(slash + 1) } : { repository: path };
}

/** A reference into a registry that gets no new images, and the same image in today's. */
export interface RetiredRegistry {
  /** The part that is out of date, at the start of the reference. */
  readonly prefix: string;
  /** The whole reference, rewritten. */
  readonly replacement: string;
}

const RETIRED_REGISTRIES =
  /^((?:(?:us|eu|asia)\.)?(?:k8s\.gcr\.io|gcr\.io\/google[_-]containers|gcr\.io\/k8s-artifacts-prod))\/(?=\S+$)/;

/**
 * Recognises the registries that were frozen on 2023-04-03
 * (kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement).
 */
export function retiredRegistry(ref: string): RetiredRegistry | undefined {
  const prefix = RETIRED_REGISTRIES.exec(ref)?.[1];
  if (prefix === undefined) return undefined;
  return { prefix, replacement: `registry.k8s.io${ref.slice(prefix.length)}` };
}

/** Images by the last segment of their name, or by their last two where one says too little. */
type ImageTable<Found> = readonly (readonly [pattern: RegExp, found: Found])[];

const PROXIES: ImageTable<string> = [
  [/^haproxy(-(alpine|debian|ubuntu))?$/, 'HAProxy'],
  [/^envoy(-(distroless|alpine|contrib))?$/, 'Envoy'],
  [/^(nginx|nginx-unprivileged|openresty)$/, 'NGINX'],
  [/^pgbouncer$/, 'PgBouncer'],
  [/^pgcat$/, 'PgCat'],
  [/^pgpool(-?ii|2)?$/, 'Pgpool-II'],
  [/^odyssey$/, 'Odyssey'],
  [/^proxysql$/, 'ProxySQL'],
  [/^maxscale$/, 'MaxScale'],
  [/^(twemproxy|nutcracker)$/, 'twemproxy'],
  [/^(cloud-?sql-proxy|gce-proxy)$/, 'Cloud SQL Auth Proxy'],
  [/^alloydb-auth-proxy$/, 'AlloyDB Auth Proxy'],
  [/^socat$/, 'socat'],
  [/^daprd?$/, 'Dapr'],
  [/^(linkerd\/proxy|linkerd-proxy)$/, 'Linkerd proxy'],
  [/^(stunnel|ghostunnel)$/, 'TLS tunnel'],
];

const LOG_AGENTS: ImageTable<string> = [
  [/^(aws-for-)?fluent-bit(-plugin-loki)?$/, 'Fluent Bit'],
  [/^fluentd(-(kubernetes-daemonset|elasticsearch|hec))?$/, 'Fluentd'],
  [/^vector$/, 'Vector'],
  [/^promtail$/, 'Promtail'],
  [/^alloy$/, 'Grafana Alloy'],
  [/^grafana\/agent$/, 'Grafana Agent'],
  [/^filebeat(-oss|-wolfi)?$/, 'Filebeat'],
  [/^elastic-agent(-complete)?$/, 'Elastic Agent'],
  [
    /^(opentelemetry-collector(-contrib|-k8s)?|otelcol(-contrib)?|otel-collector)$/,
    'OpenTelemetry Collector',
  ],
  [/^(splunk-otel-collector|aws-otel-collector)$/, 'OpenTelemetry Collector'],
  [/^(datadog|datadoghq)\/agent$/, 'Datadog Agent'],
  [/^cloudwatch-agent$/, 'CloudWatch agent'],
  [/^logspout$/, 'Logspout'],
  [/^logdna-agent$/, 'LogDNA agent'],
  [/^newrelic-fluentbit-output$/, 'Fluent Bit'],
];

/** Name of the proxy that an ambassador container runs (S4.5), or undefined. */
export function proxyImage(ref: string): string | undefined {
  return lookUp(PROXIES, ref);
}

/** Name of the log agent that the image holds (S7.1), or undefined. */
export function logAgent(ref: string): string | undefined {
  return lookUp(LOG_AGENTS, ref);
}

/** The store of data that this image runs (S4.1, S5), or undefined. */
export function datastore(ref: string): Datastore | undefined {
  return lookUp(DATASTORES, ref);
}

function lookUp<Found>(table: ImageTable<Found>, ref: string): Found | undefined {
  const image = parseImage(ref);
  if (!image) return undefined;
  const lastTwo = image.repository.split('/').slice(-2).join('/');
  return table.find(([pattern]) => pattern.test(image.name) || pattern.test(lastTwo))?.[1];
}

/** A component whose project has ended, and what people use today. */
export interface RetiredComponent {
  readonly name: string;
  readonly replacement: string;
}

const RETIRED_COMPONENTS: ImageTable<RetiredComponent> = [
  [
    /^heapster(-(grafana|influxdb))?(-(amd64|arm|arm64|ppc64le|s390x))?$/,
    { name: 'Heapster', replacement: 'metrics-server and Prometheus' },
  ],
  [/^tiller$/, { name: 'Tiller', replacement: 'Helm without a server part (since Helm 3)' }],
  [
    /^(kubefed|federation-v2)$/,
    { name: 'KubeFed', replacement: 'Karmada or Open Cluster Management' },
  ],
  [
    /^(brigadecore|brigade|deis)\/brigade[\w-]*$/,
    { name: 'Brigade', replacement: 'Argo Workflows or Tekton' },
  ],
  // Ended in March 2026 and November 2025.
  [/^promtail$/, { name: 'Promtail', replacement: 'Grafana Alloy' }],
  [/^grafana\/agent$/, { name: 'Grafana Agent', replacement: 'Grafana Alloy' }],
];

/** The retired component that the image holds (S7.3, S9.8, S11), or undefined. */
export function retiredComponent(ref: string): RetiredComponent | undefined {
  return lookUp(RETIRED_COMPONENTS, ref);
}
