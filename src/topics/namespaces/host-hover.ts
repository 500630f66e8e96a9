/** Shows step by step how a pod looks a host name up, and what the same text gives elsewhere. */
import type { Candidate, PodDns, Resolution, ServiceFacts } from '../../core/hosts/dns.ts';
import { resolve } from '../../core/hosts/dns.ts';
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { contains } from '../../core/text/text.ts';
import { absolute } from '../../core/yaml/view.ts';
import type { HostLiteral } from '../../core/graph/host-literals.ts';
import { asksCluster, readersOf, shownHosts } from '../../core/graph/host-literals.ts';
import { Wording } from './host-wording.ts';

type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

/** More namespaces than this are counted, not listed. */
const MOST_NAMESPACES = 8;

export const hostHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.on !== 'value') return undefined;
  const alias = externalNameHover(target, scope);
  if (alias !== undefined) return alias;
  const literal = literalAt(target, scope);
  if (literal === undefined) return undefined;
  const parts = hostParts(target.object, literal, scope);
  return parts === undefined ? undefined : { parts, span: absolute(literal.mark) };
};

/** The host under the cursor; the only one of a one-line value wherever the cursor is in it. */
function literalAt({ object, view, offset }: ObjectTarget, scope: Scope): HostLiteral | undefined {
  const path = view.path.join('\0');
  const literals = shownHosts(object, scope).filter(
    (literal) => literal.view.path.join('\0') === path,
  );
  const at = view.span.start + offset;
  const [only, ...more] = literals;
  const oneLine = view.text?.includes('\n') !== true;
  return (
    literals.find((literal) => contains(absolute(literal.mark), at)) ??
    (more.length === 0 && oneLine ? only : undefined)
  );
}

function hostParts(
  object: KubernetesObject,
  { mention }: HostLiteral,
  scope: Scope,
): readonly HoverPart[] | undefined {
  const [first] = readersOf(object, scope);
  if (first === undefined) return undefined;
  const find = scope.serviceFinder(object.path);
  const found = resolve(mention.host, first, find);
  const say = new Wording(object, scope);
  return [
    { markdown: '**Where this host name leads**' },
    { text: `A pod in namespace "${first.namespace}" that looks up "${mention.host}" asks for:` },
    { list: found.candidates.map((candidate, i) => say.step(candidate, i + 1)) },
    ...outcomeParts(found, first),
    ...portParts(found.answer?.service, mention.port),
    ...elsewhereParts(object, mention.host, first, scope),
    { slide: 'S2' },
  ];
}

function outcomeParts(found: Resolution, from: PodDns): readonly HoverPart[] {
  if (!asksCluster(from)) return [{ markdown: NODE_DNS }];
  switch (found.state) {
    case 'resolved':
      return found.answer?.outcome === 'host-alias' ? [{ markdown: HOST_ALIAS }] : [];
    case 'missing':
      return [{ markdown: found.answer === undefined ? MISSING : DEAD_END }];
    case 'external':
      return found.answer?.outcome === 'external-name' ? [] : [{ markdown: EXTERNAL }];
    case 'unknown':
      return [{ markdown: UNKNOWN }];
  }
}

const NODE_DNS =
  'The DNS settings of this pod send it to other name servers than those of the cluster, which do not know Services. With `hostNetwork`, it takes `dnsPolicy: ClusterFirstWithHostNet`.';
const HOST_ALIAS = 'The pod knows this name itself and asks no name server.';
const MISSING =
  'No file in this workspace defines it. If something else makes this Service (an operator, a chart), all is well; if not, the lookup fails.';
const DEAD_END = 'The alias leads nowhere: the lookup fails.';
const EXTERNAL = 'Not a name of the cluster: the answer comes from outside.';
const UNKNOWN = 'The search list of the pod or its node decides; the files cannot tell.';

function portParts(
  service: ServiceFacts | undefined,
  port: number | undefined,
): readonly HoverPart[] {
  if (service === undefined || port === undefined || service.type === 'ExternalName') return [];
  // A headless Service leads to the pods, whatever ports it lists.
  if (service.headless || service.ports.length === 0) return [];
  if (service.ports.some((known) => known.port === port)) return [];
  const ports = service.ports.map((known) => String(known.port)).join(', ');
  return [
    { text: `The Service "${service.name}" does not listen on port ${port}; it has ${ports}.` },
  ];
}

/** The same text from the other namespaces: what makes stacks side by side work. */
function elsewhereParts(
  object: KubernetesObject,
  host: string,
  from: PodDns,
  scope: Scope,
): readonly HoverPart[] {
  const others = scope.namespaces.filter((namespace) => namespace !== from.namespace);
  if (others.length === 0 || !asksCluster(from)) return [];
  const find = scope.serviceFinder(object.path);
  const answers = others.map((namespace) => ({
    namespace,
    answer: resolve(host, { ...from, namespace }, find).answer,
  }));
  const own = resolve(host, from, find).answer;
  if (own !== undefined && answers.every(({ answer }) => answer?.name === own.name)) {
    return [{ markdown: 'The same name leads to the same place from every namespace.' }];
  }
  const say = new Wording(object, scope);
  return [
    { markdown: 'The same text in a pod of another namespace:' },
    { list: elsewhereLines(answers, say) },
    { markdown: SIDE_BY_SIDE },
  ];
}

const SIDE_BY_SIDE =
  'Short names stay inside the own namespace, so that copies of a stack can run side by side. To reach another one on purpose, write `name.namespace`.';

interface Elsewhere {
  readonly namespace: string;
  readonly answer: Candidate | undefined;
}

function elsewhereLines(answers: readonly Elsewhere[], say: Wording): readonly HoverLine[] {
  const found = answers.filter(({ answer }) => answer !== undefined);
  const lines = found
    .slice(0, MOST_NAMESPACES)
    .flatMap(({ namespace, answer }) =>
      answer === undefined ? [] : [say.elsewhere(namespace, answer)],
    );
  const more = found.length - lines.length;
  const nothing = answers.filter(({ answer }) => answer === undefined);
  return [
    ...lines,
    ...(more > 0 ? [{ text: `and ${more} more` }] : []),
    ...(nothing.length > 0 ? [{ text: `${namesOf(nothing)}: nothing in this workspace` }] : []),
  ];
}

function namesOf(answers: readonly Elsewhere[]): string {
  const names = answers.map(({ namespace }) => namespace);
  const shown = names.slice(0, MOST_NAMESPACES).join(', ');
  return names.length > MOST_NAMESPACES
    ? `${shown} and ${names.length - MOST_NAMESPACES} more`
    : shown;
}

/** `externalName` is a full name: no search list is applied to it. */
function externalNameHover(
  { object, path, view }: ObjectTarget,
  scope: Scope,
): ReturnType<HoverSource> {
  if (object.service === undefined || path.join('.') !== 'spec.externalName') return undefined;
  const target = object.service.externalName;
  const [namespace] = scope.namespacesOf(object);
  if (target === undefined || namespace === undefined) return undefined;
  const find = scope.serviceFinder(object.path);
  const found = resolve(`${object.name ?? ''}.${namespace}.svc`, { namespace }, find);
  const chain = found.answer?.cname ?? [target];
  const end = resolve(`${chain.at(-1) ?? target}.`, { namespace }, find);
  const say = new Wording(object, scope);
  const isAddress = /^[\d.]+$|:/.test(target);
  return {
    parts: [
      { markdown: '**Alias in DNS (CNAME)**' },
      { text: `Pods that ask for "${object.name ?? ''}" in "${namespace}" are sent on to:` },
      {
        list: [
          ...chain.slice(0, -1).map((name) => ({ text: name })),
          ...end.candidates.slice(-1).map((candidate) => say.end(candidate)),
        ],
      },
      { markdown: isAddress ? ADDRESS : ALIAS },
      { slide: 'S4' },
    ],
    span: view.span,
  };
}

const ADDRESS =
  'DNS takes a name here: an address is looked up as if it were one, and nothing is found. For an address, write a Service without a selector and an EndpointSlice.';
const ALIAS =
  'It is taken as a full name: no namespace is added, and ports of the Service do not count. Clients still send the old name, which TLS and virtual hosts notice.';
