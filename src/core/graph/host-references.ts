/** The graph's references by host name: environment, arguments, configuration, ExternalName. */
import { resolve } from '../hosts/dns.ts';
import type { Candidate, PodDns } from '../hosts/dns.ts';
import { fieldOf, nameIn } from './model.ts';
import type { GraphReference, GraphTarget, ReferenceState } from './model.ts';
import { readersOf, shownHosts } from './host-literals.ts';
import type { HostLiteral } from './host-literals.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { toNamespace } from './namespace-references.ts';
import { portAnswer } from './object-references.ts';
import { existence } from '../existence/existence.ts';
import type { Definition, Scope } from '../workspace/scope.ts';

/** Each host once for each namespace that its readers run in. */
export function hostReferences(object: KubernetesObject, scope: Scope): readonly GraphReference[] {
  const literals = shownHosts(object, scope);
  const found = literals.length === 0 ? [] : readersByNamespace(object, scope);
  return [
    ...literals.flatMap((literal) =>
      found.flatMap((reader) => literalReferences({ object, literal, reader }, scope)),
    ),
    ...externalNameReferences(object, scope),
  ];
}

/** Readers in one namespace that set DNS differently are rare: the first one speaks for all. */
function readersByNamespace(object: KubernetesObject, scope: Scope): readonly PodDns[] {
  const readers = readersOf(object, scope);
  return readers.filter(
    ({ namespace }, i) => readers.findIndex((reader) => reader.namespace === namespace) === i,
  );
}

interface Asked {
  readonly object: KubernetesObject;
  readonly literal: HostLiteral;
  readonly reader: PodDns;
}

function literalReferences(asked: Asked, scope: Scope): readonly GraphReference[] {
  const { object, literal, reader } = asked;
  const { mention, view, mark } = literal;
  const from = { path: object.path, mark, object: nameIn(object, reader.namespace) };
  const field = fieldOf(view, object);
  const found = resolve(mention.host, reader, scope.serviceFinder(object.path));
  const { answer } = found;
  if (answer?.service === undefined) {
    const { target, state } = nobody(asked, found.state, scope);
    return [{ from, field, target, state, to: [] }];
  }
  const definitions = scope.definitions('Service', answer.service.name, object.path, [
    answer.service.namespace,
  ]);
  const labels = labelsOf(answer, mention.host);
  const part = (span: Label | undefined): HostLiteral['mark'] | undefined =>
    span && view.part(mention.span.start + span.start, mention.span.start + span.end);
  const name = part(labels.service);
  const namespaceMark = part(labels.namespace);
  return [
    {
      ...{ from, field },
      ...serviceTarget(asked, answer.service, definitions),
      ...(name && { name }),
    },
    ...(namespaceMark === undefined
      ? []
      : [
          {
            from: { ...from, mark: namespaceMark },
            field,
            ...toNamespace(answer.service.namespace, object.path, scope),
          },
        ]),
  ];
}

function serviceTarget(
  { literal: { mention } }: Asked,
  { name, namespace, headless }: { name: string; namespace: string; headless: boolean },
  definitions: readonly Definition[],
): Pick<GraphReference, 'target' | 'state' | 'to'> {
  // Behind a headless Service the ports of the pods count, which it need not list.
  const port = mention.port === undefined || headless ? undefined : String(mention.port);
  const state = port === undefined ? 'resolved' : portAnswer(definitions, port).state;
  return {
    target: {
      ...{ kind: 'Service', namespace, name },
      ...(mention.port !== undefined && { key: String(mention.port) }),
    },
    // Kubernetes' own Service is in no file. What a name leads to is known, whatever its ports.
    state: definitions.length === 0 ? 'external' : state === 'unknown' ? 'resolved' : state,
    to: definitions.map(({ path, mark }) => ({ path, mark })),
  };
}

interface Label {
  readonly start: number;
  readonly end: number;
}

/** The labels of a host that name the Service and, where it is written, its namespace. */
function labelsOf(
  { name, service }: Candidate,
  host: string,
): { readonly service?: Label; readonly namespace?: Label } {
  if (service === undefined) return {};
  const at = name.indexOf('.svc.');
  const inner = name.slice(0, Math.max(0, at)).split('.').length - 2;
  let start = 0;
  const labels = host.split('.').map((label) => {
    const found = { start, end: start + label.length, text: label.toLowerCase() };
    start += label.length + 1;
    return found;
  });
  const own = labels[inner];
  const space = labels[inner + 1];
  return {
    ...(own?.text === service.name && { service: own }),
    ...(space?.text === service.namespace && { namespace: space }),
  };
}

/** What a host means that no Service answers for. */
function nobody(
  { object, literal, reader }: Asked,
  state: ReferenceState,
  scope: Scope,
): { readonly target: GraphTarget; readonly state: ReferenceState } {
  const host = literal.mention.host.toLowerCase().replace(/\.$/, '');
  const [name = host, namespace = reader.namespace, svc] = host.split('.');
  const outside = { kind: 'Host', namespace: '', name: host };
  if (state === 'resolved') return { target: outside, state: 'external' };
  const inCluster = !host.includes('.') || svc === 'svc';
  if (state !== 'missing' || !inCluster) return { target: outside, state };
  const target = { kind: 'Service', namespace, name };
  const found = existence({ ...target, from: object }, scope);
  return { target, state: found.state === 'unknown' ? 'unknown' : 'missing' };
}

/** An address, which is refused as an alias and can hold a login. */
const NO_HOST = /[/:@]|^$/;

/** An alias is a full name: no search list is applied to it. */
function externalNameReferences(object: KubernetesObject, scope: Scope): readonly GraphReference[] {
  const at = object.view.get('spec', 'externalName');
  const { text } = at;
  if (object.service?.type !== 'ExternalName' || text === undefined || NO_HOST.test(text))
    return [];
  const mention = { host: text, span: { start: 0, end: text.length } };
  const literal = { view: at, mark: at.mark, mention, name: undefined };
  return scope.namespacesOf(object).flatMap((namespace) => {
    const absolute = { ...mention, host: `${text.replace(/\.$/, '')}.` };
    const asked = { object, literal: { ...literal, mention: absolute }, reader: { namespace } };
    return literalReferences(asked, scope);
  });
}
