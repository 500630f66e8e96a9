/** What two copies of a stack would fight over, or share by mistake. */
import { isNamespaced } from '../kubernetes/api-versions.ts';
import { isBuiltInName } from '../kubernetes/built-in-names.ts';
import { placeAt, placeOf } from '../graph/model.ts';
import type { GraphPlace } from '../graph/model.ts';
import { hostLiterals } from '../graph/host-literals.ts';
import { podOf, workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { matches, referencesOf } from '../graph/references.ts';
import { Scope } from '../workspace/scope.ts';
import type { Definition } from '../workspace/scope.ts';
import { isWithin } from '../files/source.ts';
import { livesInNamespace, wholeObjects } from './stack-copies.ts';
import type { CopyableStack } from './stack-copies.ts';
import type { View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Collision {
  /** A sentence without its full stop. */
  readonly text: string;
  readonly at: GraphPlace;
}

interface Copy {
  readonly workspace: Workspace;
  readonly scope: Scope;
  readonly stack: CopyableStack;
  readonly namespace: string;
  readonly objects: readonly KubernetesObject[];
}

type Check = (object: KubernetesObject, copy: Copy) => readonly Collision[];

/** In the order of files. */
export function collisionsOf(
  workspace: Workspace,
  stack: CopyableStack,
  namespace: string,
): readonly Collision[] {
  const objects = stack.bases
    .flatMap(({ files }) => files)
    .flatMap((path) => wholeObjects(path, workspace));
  const copy = { workspace, scope: new Scope(workspace), stack, namespace, objects };
  const found = objects.flatMap((object) => CHECKS.flatMap((check) => check(object, copy)));
  const known = new Map([...found, ...twins(copy), ...leftOut(copy)].map((one) => [one.text, one]));
  return [...known.values()];
}

const CHECKS: readonly Check[] = [
  clusterWide,
  nodePorts,
  podsOnNodes,
  routes,
  hosts,
  namedNamespaces,
  takenNames,
  missingConfiguration,
];

/** Objects outside of namespaces are there once: the second copy overwrites the first. */
function clusterWide(object: KubernetesObject): readonly Collision[] {
  const { kind, apiVersion, group, title } = object;
  if (isNamespaced(kind, apiVersion) !== false || (kind === 'Namespace' && group === '')) return [];
  return [{ text: `${title} is in no namespace: both copies share one`, at: placeOf(object) }];
}

function nodePorts({ service, view, title, path }: KubernetesObject): readonly Collision[] {
  if (service === undefined) return [];
  const ports = matches(view, 'spec.ports.*.nodePort').map((at) => ({
    text: `${title} asks for nodePort ${at.text ?? ''}, which exists once in a cluster`,
    at: placeAt(path, at),
  }));
  const addresses = ['loadBalancerIP', 'externalIPs', 'clusterIP']
    .map((field) => view.get('spec', field))
    .filter((at) => at.exists && at.text !== 'None' && at.text !== '')
    .map((at) => ({
      text: `${title} asks for an address of its own, which only one copy can have`,
      at: placeAt(path, at),
    }));
  return [...ports, ...addresses];
}

function podsOnNodes(object: KubernetesObject): readonly Collision[] {
  const spec = podOf(object)?.spec;
  if (spec === undefined) return [];
  const { path, title } = object;
  const containers = workloadOf(object)?.containers ?? [];
  const hostPorts = containers
    .flatMap(({ view }) => matches(view, 'ports.*.hostPort'))
    .map((at) => ({
      text: `${title} asks for hostPort ${at.text ?? ''}, which exists once on each node`,
      at: placeAt(path, at),
    }));
  const network = spec.get('hostNetwork');
  const onNode = network.isTrue
    ? [{ text: `${title} uses the network of its node: ports collide`, at: placeAt(path, network) }]
    : [];
  const folders = matches(spec, 'volumes.*.hostPath.path').map((at) => ({
    text: `${title} uses the folder ${at.text ?? ''} of its node, which both copies share`,
    at: placeAt(path, at),
  }));
  const claims = matches(object.view, 'spec.volumeClaimTemplates.*.spec.volumeName').map((at) =>
    boundVolume(object, at),
  );
  return [...hostPorts, ...onNode, ...folders, ...claims];
}

function boundVolume({ title, path }: KubernetesObject, at: View): Collision {
  return {
    text: `${title} asks for the volume "${at.text ?? ''}", which one claim can have`,
    at: placeAt(path, at),
  };
}

const HOST_FIELDS = ['spec.rules.*.host', 'spec.hostnames.*'];

/** Two routes for one host: which copy answers is not defined. */
function routes(object: KubernetesObject): readonly Collision[] {
  const { kind, view, path, title } = object;
  if (kind === 'PersistentVolumeClaim') {
    return matches(view, 'spec.volumeName').map((at) => boundVolume(object, at));
  }
  if (kind === 'IngressRoute') {
    return matches(view, 'spec.routes.*.match')
      .filter(({ text }) => text?.includes('Host') === true)
      .map((at) => ({
        text: `${title} answers for ${at.text ?? ''}, and so would the copy`,
        at: placeAt(path, at),
      }));
  }
  if (!/^(?:Ingress|HTTPRoute|GRPCRoute|TLSRoute)$/.test(kind)) return [];
  return HOST_FIELDS.flatMap((field) => matches(view, field)).map((at) => ({
    text: `${title} answers for the host "${at.text ?? ''}", and so would the copy`,
    at: placeAt(path, at),
  }));
}

/** kustomize changes no text: such hosts lead into the first copy. */
function hosts(object: KubernetesObject, { stack }: Copy): readonly Collision[] {
  return hostLiterals(object).flatMap(({ mention, mark }) => {
    const [, namespace, svc] = mention.host.toLowerCase().split('.');
    const isOld = namespace !== undefined && stack.namespaces.includes(namespace);
    if (!isOld || (svc !== undefined && svc !== 'svc')) return [];
    // The text of a Secret is not repeated.
    const what = object.kind === 'Secret' ? 'a host' : `"${mention.host}"`;
    const text = `${object.title} names ${what} of namespace "${namespace}": the copy would call the first one`;
    return [{ text, at: { path: object.path, mark } }];
  });
}

const NAMESPACE_FIELDS = [
  'spec.ingress.*.from.*.namespaceSelector.matchLabels',
  'spec.egress.*.to.*.namespaceSelector.matchLabels',
];

/** Fields with names of namespaces that kustomize does not know. */
function namedNamespaces(object: KubernetesObject, { stack }: Copy): readonly Collision[] {
  const { view, path, title } = object;
  const labels = NAMESPACE_FIELDS.flatMap((field) => matches(view, field)).map((at) =>
    at.get('kubernetes.io/metadata.name'),
  );
  const named = matches(view, 'spec.namespaceSelector.matchNames.*');
  return [...labels, ...named]
    .filter(({ text }) => text !== undefined && stack.namespaces.includes(text))
    .map((at) => ({
      text: `${title} names the namespace "${at.text ?? ''}", which the copy leaves as it is`,
      at: placeAt(path, at),
    }));
}

/** What has the name in the new namespace already. */
function takenNames(
  object: KubernetesObject,
  { workspace, namespace }: Copy,
): readonly Collision[] {
  if (object.name === undefined || !livesInNamespace(object)) return [];
  const taken = [...workspace.objectsNamed(object.kind, object.name)].find(
    (other) =>
      other !== object &&
      workspace.roleOf(other) === 'whole' &&
      workspace.placements(other).some((placement) => placement.namespace === namespace),
  );
  if (taken === undefined) return [];
  return [{ text: `${object.title} is in "${namespace}" already`, at: placeOf(taken) }];
}

/** ConfigMaps and Secrets that somebody made by hand in the first namespace. */
function missingConfiguration(
  object: KubernetesObject,
  { scope, objects, stack, namespace }: Copy,
): readonly Collision[] {
  const comesAlong = ({ origin, object: made, path }: Definition): boolean =>
    origin === 'kustomize'
      ? stack.bases.some(({ folder }) => isWithin(path, folder))
      : made !== undefined && objects.includes(made);
  return referencesOf(object)
    .filter(({ kind, optional }) => !optional && (kind === 'ConfigMap' || kind === 'Secret'))
    .filter(({ kind, name, from }) => {
      const found = scope.definitionsAnywhere(kind, name, from.path);
      return !isBuiltInName(kind, name, namespace) && !found.some(comesAlong);
    })
    .map(({ kind, name, at, from }) => ({
      text: `${kind}/${name} does not come along: it must be made in "${namespace}", too`,
      at: placeAt(from.path, at),
    }));
}

/** Two objects of one name that only their namespaces told apart. */
function twins({ objects }: Copy): readonly Collision[] {
  const named = objects.filter((object) => object.name !== undefined && livesInNamespace(object));
  const groups = Map.groupBy(named, ({ group, title }) => `${group}/${title}`);
  return [...groups.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined
      ? []
      : [{ text: `${first.title} is there twice: kustomize refuses that`, at: placeOf(second) }],
  );
}

function leftOut({ stack, workspace }: Copy): readonly Collision[] {
  return stack.leftOut.flatMap((path) => {
    const [first] = workspace.objectsIn(path);
    if (first === undefined) return [];
    const text = `${path} holds objects of several namespaces, and is left out of the copy`;
    return [{ text, at: placeOf(first) }];
  });
}
