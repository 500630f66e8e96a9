/** What a namespace holds, and which source decided on it. */
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { folderOf } from '../../core/files/source.ts';
import type { Placement } from '../../core/workspace/workspace.ts';
import { namespaceNames } from './namespace-names.ts';
import { otherPolicies, policiesIn } from '../../core/traffic/network-policies.ts';
import { named } from '../../core/guide/evidence.ts';

type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

export const namespaceHover: HoverSource = (target, scope) => {
  if (target.in === 'kustomization') return kustomizationHover(target, scope);
  if (target.in !== 'object') return undefined;
  const path = target.path.join('.');
  const isNamespace = target.object.kind === 'Namespace' && target.object.group === '';
  if (isNamespace && (path === 'kind' || path === 'metadata.name')) return holdings(target, scope);
  const asksPlace = path === 'metadata.namespace' || (path === 'metadata' && target.on === 'key');
  return asksPlace && !isNamespace ? place(target, scope) : undefined;
};

/** Which of the sources won: the own field, a kustomization, Argo CD, Flux, a setting, nobody. */
function place({ object }: ObjectTarget, scope: Scope): ReturnType<HoverSource> {
  const placements = scope.placements(object).filter(({ namespace }) => namespace !== '');
  if (placements.length === 0) return undefined;
  const own = object.ownNamespace;
  const replaced = own !== undefined && placements.every(({ source }) => source.by !== 'own');
  return {
    parts: [
      { markdown: '**Namespace**' },
      { text: `${named(object)} goes to:` },
      { list: placements.map((placement) => placementLine(placement, object)) },
      ...(replaced ? [{ text: `The "${own}" that is written here is replaced.` }] : []),
      ...(placements.some(({ source }) => source.by === 'default') ? [{ markdown: UNSET }] : []),
      { slide: 'S2' },
    ],
  };
}

const UNSET =
  'No field, kustomization, Argo CD Application or Flux Kustomization of this workspace names a namespace, so `kubectl -n` or the current context decides; `default` where these are silent, too.';

function placementLine(
  { namespace, source, name }: Placement,
  object: KubernetesObject,
): HoverLine {
  const renamed = name !== undefined && name !== object.name ? ` as "${name}"` : '';
  const text = `${namespace}${renamed}: `;
  switch (source.by) {
    case 'own':
      return { text: `${text}its own field says so` };
    case 'kustomization':
      return { text: `${text}the kustomization ${source.path} says so`, path: source.path };
    case 'argo-cd':
      return {
        text: `${text}the Argo CD Application in ${source.path} says so`,
        path: source.path,
      };
    case 'flux':
      return { text: `${text}the Flux Kustomization in ${source.path} says so`, path: source.path };
    case 'setting':
      return { text: `${text}your settings say so` };
    case 'default':
      return { text: `${text}nothing says otherwise` };
  }
}

/** What a namespace holds in this workspace, and how far it is closed. */
function holdings({ object }: ObjectTarget, scope: Scope): ReturnType<HoverSource> {
  const [name] = namespaceNames(object, scope);
  if (name === undefined) return undefined;
  const services = scope.services(name, object.path);
  const workloads = scope.workloads(name, object.path);
  return {
    parts: [
      { markdown: `**Room for one copy of a stack.** ${ROOM}` },
      {
        list: [
          { text: `${count(workloads.length, 'workload')} of this workspace in "${name}"` },
          ...services.slice(0, 6).map((service) => serviceLine(service, name, scope)),
          ...(services.length > 6
            ? [{ text: `and ${count(services.length - 6, 'more Service')}` }]
            : []),
        ],
      },
      ...isolation(name, scope),
      { slide: 'S2' },
    ],
  };
}

const ROOM =
  'The same names can be used again in another namespace, each with its own address. It separates names, not traffic.';

function serviceLine(service: KubernetesObject, namespace: string, scope: Scope): HoverLine {
  const name = service.name ?? '';
  const others = scope
    .definitionsAnywhere('Service', name, service.path)
    .flatMap((definition) => definition.namespaces)
    .filter((other) => other !== namespace);
  const also = others.length === 0 ? '' : `, also in ${[...new Set(others)].sort().join(', ')}`;
  return {
    text: `${name}.${namespace}.svc.cluster.local${also}`,
    path: service.path,
    at: service.view.get('metadata', 'name'),
  };
}

function isolation(name: string, scope: Scope): readonly HoverPart[] {
  const policies = [...policiesIn(name, scope), ...otherPolicies(name, scope)];
  if (policies.length === 0) {
    return [
      {
        markdown:
          'No network policy for it in this workspace: pods of every other namespace may connect.',
      },
    ];
  }
  return [
    { markdown: 'Network policies that hold in it (if the network plugin enforces them):' },
    {
      list: policies.slice(0, 6).map((policy) => ({
        text: policy.title,
        path: policy.path,
        at: policy.view.get('metadata', 'name'),
      })),
    },
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function kustomizationHover(
  { view, path }: Extract<HoverTarget, { readonly in: 'kustomization' }>,
  scope: Scope,
): ReturnType<HoverSource> {
  const field = path.join('.');
  if (field === 'namespace') {
    return { parts: [{ markdown: SAME_NAMES }, ...placedHere(view.text, scope), { slide: 'S2' }] };
  }
  if (field === 'namePrefix' || field === 'nameSuffix') {
    return { parts: [{ markdown: RENAMES }, { slide: 'S2' }] };
  }
  return undefined;
}

const SAME_NAMES =
  '**Everything listed here goes to this namespace**, and keeps its names. One overlay for each namespace runs the same stack side by side.';
const RENAMES =
  '**Renames the objects listed here**, except Namespaces, CustomResourceDefinitions and APIServices. References between objects follow; host names in variables and ConfigMaps do not. For a second copy of a stack, `namespace:` keeps all names as they are.';

/** The files that this namespace reaches, through other kustomizations too. */
function placedHere(namespace: string | undefined, scope: Scope): readonly HoverPart[] {
  const files = [...scope.structure.overlays]
    .filter(([, overlays]) => overlays.some((overlay) => overlay.namespace === namespace))
    .map(([path]) => path)
    .filter(
      (path) => !scope.structure.kustomizations.has(folderOf(path)) || !isOwnFile(path, scope),
    )
    .sort();
  if (files.length === 0) return [];
  const lines = files.slice(0, 8).map((path) => ({ text: path, path }));
  const more = files.length - lines.length;
  return [{ list: more > 0 ? [...lines, { text: `and ${count(more, 'more file')}` }] : lines }];
}

const isOwnFile = (path: string, scope: Scope): boolean =>
  scope.structure.kustomizations.get(folderOf(path))?.path === path;
