/** Host names that a kustomization's prefix or suffix leaves behind. */
import { extractHosts } from '../../core/hosts/hosts.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { onceFor } from '../../core/workspace/per-scope.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Kustomization, Structure } from '../../core/workspace/structure.ts';
import type { Placement } from '../../core/workspace/workspace.ts';
import type { Mark } from '../../core/yaml/view.ts';
import { hostLiterals } from '../../core/graph/host-literals.ts';

export interface BrokenHost {
  readonly path: string;
  readonly mark: Mark;
  /** The variable, flag or key that holds the host. */
  readonly name: string | undefined;
  readonly service: string;
  readonly renamed: string;
}

/** A host name somewhere below a kustomization. */
interface Literal {
  readonly path: string;
  readonly mark: Mark;
  readonly name: string | undefined;
  readonly host: string;
  /** Undefined for what kustomize generates. */
  readonly holder: KubernetesObject | undefined;
}

const HOLDERS = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod', 'ReplicaSet'],
  ...['ConfigMap', 'Secret'],
];

export function brokenHosts(kustomization: Kustomization, scope: Scope): readonly BrokenHost[] {
  const { structure } = scope;
  const below = descendants(kustomization, structure);
  const around = [...below, ...ancestors(kustomization, structure)];
  // These copy names where kustomize alone does not.
  if (around.some(({ view }) => view.has('replacements') || view.has('vars'))) return [];
  const files = new Set(below.flatMap(({ resources }) => resources));
  const services = scope
    .objects('Service', kustomization.path)
    .filter((service) => files.has(service.path));
  const patches = around.flatMap((outer) => patchTexts(outer, scope));
  return literals(kustomization, { below, files }, scope).flatMap((literal) => {
    const service = services.find(({ name }) => name === firstLabel(literal.host));
    const renamed = service && placementHere(service, kustomization, scope);
    if (service?.name === undefined || renamed?.name === undefined) return [];
    if (isPatched(literal, patches) || isKept(service, renamed.namespace, scope)) return [];
    const { path, mark, name } = literal;
    return [{ path, mark, name, service: service.name, renamed: renamed.name }];
  });
}

/** `redis` of `redis` and of `redis.blue.svc.cluster.local`; other names are not of the cluster. */
function firstLabel(host: string): string | undefined {
  const [first, ...rest] = host.toLowerCase().split('.');
  return rest.length === 0 || rest[1] === 'svc' ? first : undefined;
}

/** Where this kustomization puts a Service under a new name. */
function placementHere(
  service: KubernetesObject,
  { prefix, suffix }: Kustomization,
  scope: Scope,
): Placement | undefined {
  const { name: old = '' } = service;
  return scope
    .placements(service)
    .find(({ name }) => name?.includes(`${prefix}${old}${suffix}`) === true && name !== old);
}

/** Whether a Service keeps the old name in that namespace: then the host still leads there. */
function isKept({ name, path }: KubernetesObject, namespace: string, scope: Scope): boolean {
  return scope
    .objects('Service', path)
    .flatMap((service) => scope.placements(service))
    .some((placement) => placement.name === name && placement.namespace === namespace);
}

/** A kustomization and all that it lists, directly or not. */
function descendants(kustomization: Kustomization, structure: Structure): readonly Kustomization[] {
  return reached(kustomization, ({ resources }) =>
    resources.flatMap((path) => structure.kustomizations.get(path) ?? []),
  );
}

function ancestors(kustomization: Kustomization, structure: Structure): readonly Kustomization[] {
  const outers = listers(structure);
  return reached(kustomization, ({ folder }) => outers.get(folder) ?? []).slice(1);
}

/** The kustomizations that list a folder, by the folder. */
const listers = onceFor((structure: Structure) => {
  const listed = [...structure.kustomizations.values()].flatMap((outer) =>
    outer.resources.map((folder) => ({ outer, folder })),
  );
  return new Map(
    [...Map.groupBy(listed, ({ folder }) => folder)].map(([folder, all]) => [
      folder,
      all.map(({ outer }) => outer),
    ]),
  );
});

/** Everything that can be reached step by step, each once, circles included; the start comes first. */
function reached(
  start: Kustomization,
  next: (one: Kustomization) => readonly Kustomization[],
): readonly Kustomization[] {
  const found = new Set([start]);
  // A set that grows is walked to its new end.
  for (const one of found) for (const other of next(one)) found.add(other);
  return [...found];
}

function literals(
  kustomization: Kustomization,
  {
    below,
    files,
  }: { readonly below: readonly Kustomization[]; readonly files: ReadonlySet<string> },
  scope: Scope,
): readonly Literal[] {
  const held = HOLDERS.flatMap((kind) => scope.objects(kind, kustomization.path))
    .filter((object) => files.has(object.path) && scope.roleOf(object) === 'whole')
    .flatMap((object) =>
      hostLiterals(object).map(({ mention, mark, name }) => ({
        ...{ path: object.path, mark, name, host: mention.host, holder: object },
      })),
    );
  return [...held, ...below.flatMap(generatedLiterals)];
}

/** `literals: [REDIS_HOST=redis]` of the generators. */
function generatedLiterals({ path, view }: Kustomization): readonly Literal[] {
  return ['configMapGenerator', 'secretGenerator']
    .flatMap((field) => view.get(field).items)
    .flatMap((generator) => generator.get('literals').items)
    .flatMap((item) => {
      const [, name = '', value] = /^([^=]+)=(.*)$/.exec(item.text ?? '') ?? [];
      if (value === undefined) return [];
      const at = name.length + 1;
      return extractHosts(value, { name }).map(({ host, span }) => ({
        ...{ path, name, host, holder: undefined },
        mark: item.part(at + span.start, at + span.end),
      }));
    });
}

/** What changes values on the way: patches, inline or in files, and generators that merge. */
function patchTexts({ view, patches }: Kustomization, scope: Scope): readonly string[] {
  const inline = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((field) =>
    view.get(field).items.flatMap((item) => item.get('patch').text ?? item.text ?? []),
  );
  const merged = ['configMapGenerator', 'secretGenerator']
    .flatMap((field) => view.get(field).items)
    .filter((item) => /merge|replace/.test(item.get('behavior').text ?? ''))
    .flatMap((item) => item.get('literals').items.flatMap((literal) => literal.text ?? []));
  const files = patches.flatMap((path) => scope.file(path)?.text ?? []);
  return [...inline, ...merged, ...files];
}

/** A patch that names the variable may set it; one that sets arguments may set any of them. */
function isPatched({ name, holder }: Literal, patches: readonly string[]): boolean {
  return patches.some((text) => {
    if (name !== undefined && text.includes(name)) return true;
    return name === undefined && /\b(?:args|command)\b/.test(text) && holder !== undefined;
  });
}
