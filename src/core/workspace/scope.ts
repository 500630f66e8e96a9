import { LATEST_MINOR } from '../kubernetes/api-versions.ts';
import { readCompose, type ComposeFile } from '../compose/compose.ts';
import { DefinitionFinder } from './definition-finder.ts';
import type { Definition } from './definitions.ts';
import * as dependency from './dependency.ts';
import type { Dependency } from './dependency.ts';
import { DependencyLog } from './dependency-log.ts';
import type { FindService, PodDns } from '../hosts/dns.ts';
import { labelFinder } from './label-index.ts';
import type { LabelSelector } from '../kubernetes/labels.ts';
import type { KubernetesObject, ObjectRole } from '../kubernetes/manifest.ts';
import { madeServiceFacts } from './made-services.ts';
import { byNamespace, near } from './near.ts';
import { hasName } from './placement.ts';
import { podDnsOf, serviceFactsOf } from '../hosts/pod-dns.ts';
import type { Reference } from '../graph/references.ts';
import type { Schema } from '../schema/schema.ts';
import { saysSchema } from '../schema/voice.ts';
import { inFileOrder } from './object-index.ts';
import type { ObjectSource } from './object-source.ts';
import { isRead } from '../files/reading.ts';
import { pathsWithin, type SourceDocument, type SourceFile } from '../files/source.ts';
import type { ScopeOptions } from './scope-options.ts';
import { related, type Kustomization, type Structure } from './structure.ts';
import type { Placement, Workspace } from './workspace.ts';

export type { Definition } from './definitions.ts';
export type { ScopeOptions } from './scope-options.ts';

const NONE: readonly Kustomization[] = [];

const byPodLabels = labelFinder(({ workload }: KubernetesObject) => workload?.podLabels ?? {});
const byLabels = labelFinder(({ labels }: KubernetesObject) => labels);

/**
 * What a rule may ask about the workspace around its node. What every answer depends on is written
 * down, so that an edit re-lints only those whose answers it may change.
 */
export class Scope {
  readonly #workspace: Workspace;
  readonly #log: DependencyLog;
  readonly #options: ScopeOptions;
  readonly #definitions: DefinitionFinder;
  readonly kubernetesMinor: number;
  /** True where the cluster version was chosen, not taken for the newest. */
  readonly kubernetesChosen: boolean;

  /** @param dependencies takes what every answer depends on */
  constructor(workspace: Workspace, options: ScopeOptions = {}, dependencies?: Set<Dependency>) {
    this.#workspace = workspace;
    this.#log = new DependencyLog(dependencies);
    this.#options = options;
    this.#definitions = new DefinitionFinder(workspace, this.#log, this);
    const chosen =
      workspace.project.kubernetesMinorOf(options.path ?? '') ?? options.kubernetesMinor;
    this.kubernetesMinor = chosen ?? LATEST_MINOR;
    this.kubernetesChosen = chosen !== undefined;
  }

  /** Works an answer out once until the workspace changes, for all Scopes. */
  #memo<Answer>(question: string, read: () => Answer): Answer {
    return this.#log.replay(this.#workspace.once(question, () => this.#log.record(read)));
  }

  /** Works something out once for this Scope. */
  once<Facts>(read: (scope: Scope) => Facts): Facts {
    return this.#log.once(read, () => read(this));
  }

  /** The kinds of Kubernetes itself; undefined where nothing is known of them. */
  get schema(): Schema | undefined {
    this.#log.note(dependency.SCHEMA);
    return this.#options.schema?.();
  }

  /** Whether what a schema tells about a file is to be said. */
  saysSchemaOf(path: string): boolean {
    this.#log.note(dependency.SCHEMA);
    return saysSchema(path, this.#workspace.project.schemaModeOf(path), this.#options);
  }

  /** Who looks after a file, as the project file says. */
  ownerOf(path: string): string | undefined {
    return this.#workspace.project.ownerOf(path);
  }

  /** Kustomizations, charts and stacks of the whole workspace. */
  get structure(): Structure {
    this.#log.note(dependency.STRUCTURE);
    return this.#workspace.structure;
  }

  /** Where an object ends up: one placement for each deployment of its file, at least one. */
  placements(object: KubernetesObject): readonly Placement[] {
    return this.#workspace.placements(object);
  }

  namespacesOf(object: KubernetesObject): readonly string[] {
    const names = this.placements(object).map((placement) => placement.namespace);
    return names.length < 2 ? names : [...new Set(names)];
  }

  roleOf(object: KubernetesObject): ObjectRole {
    return this.#workspace.roleOf(object);
  }

  /** True where two files belong to the same stack, or to one around the other. */
  related(a: string, b: string): boolean {
    return related(this.#workspace.stackOf(a), this.#workspace.stackOf(b));
  }

  /** The objects of a kind in the stack of a file; of the workspace where no file is given. */
  objects(kind: string, from?: string): readonly KubernetesObject[] {
    this.#log.note(dependency.objectsOfKind(kind));
    const all = this.#memo(`kind ${kind}`, () =>
      [...this.#workspace.objectsOfKind(kind)].sort(inFileOrder),
    );
    return from === undefined ? all : near(this.#workspace, from, `kind ${kind}`, () => all);
  }

  /** The objects of a kind that end up in a namespace; in the stack of a file where one is given. */
  objectsIn(kind: string, namespace: string, from?: string): readonly KubernetesObject[] {
    const all = this.objects(kind);
    const groups = this.#memo(`by namespace: ${kind}`, () => byNamespace(all, this.#workspace));
    const here = groups.get(namespace) ?? [];
    if (from === undefined) return here;
    return near(this.#workspace, from, `kind ${kind} in ${namespace}`, () => here);
  }

  /** Every namespace of the workspace, sorted. */
  get namespaces(): readonly string[] {
    this.#log.note(dependency.NAMESPACES);
    return this.#memo('namespaces', () => this.#workspace.namespaces);
  }

  /** Who defines this name in the stack of a file, in any namespace. */
  definitionsAnywhere(kind: string, name: string, from: string): readonly Definition[] {
    return this.#definitions.anywhere(kind, name, from);
  }

  /**
   * Who defines this name in one of the given namespaces, the nearest ones in each; '' stands for
   * cluster-wide kinds.
   */
  definitions(
    kind: string,
    name: string,
    from: string,
    namespaces: readonly string[],
  ): readonly Definition[] {
    return this.#definitions.within({ kind, name, from, namespaces });
  }

  /** The names of a kind that are known in the given namespaces of a file's stack. */
  names(kind: string, from: string, namespaces: readonly string[]): readonly string[] {
    return this.#definitions.names(kind, from, namespaces);
  }

  /** What a reference leads to, as far as this workspace knows. */
  resolve(reference: Reference): readonly Definition[] {
    const namespaces =
      reference.namespace === undefined ? this.namespacesOf(reference.from) : [reference.namespace];
    return this.definitions(reference.kind, reference.name, reference.from.path, namespaces);
  }

  /** The workloads of a file's stack that run pods in a namespace; in any where none is given. */
  workloads(namespace: string | undefined, from: string): readonly KubernetesObject[] {
    return this.#placed('podsIn', namespace, from, ({ workload }) => workload !== undefined);
  }

  /** The Services of a file's stack in a namespace; in any where none is given. */
  services(namespace: string | undefined, from: string): readonly KubernetesObject[] {
    return this.#placed('servicesIn', namespace, from, ({ service }) => service !== undefined);
  }

  #placed(
    what: 'podsIn' | 'servicesIn',
    namespace: string | undefined,
    from: string,
    isOne: (object: KubernetesObject) => boolean,
  ): readonly KubernetesObject[] {
    const question = dependency[what](namespace);
    this.#log.note(question);
    const workspace = this.#workspace;
    return near(workspace, from, question, () => {
      const names = namespace === undefined ? workspace.namespaces : [namespace];
      const all = names.flatMap((name) => [...workspace.objectsInNamespace(name)]);
      return new Set(all.filter(isOne));
    });
  }

  /** The workloads in a namespace, or in any, whose pods a selector picks. */
  selected(
    selector: LabelSelector,
    namespace: string | undefined,
    from: string,
  ): readonly KubernetesObject[] {
    return byPodLabels(selector, this.workloads(namespace, from));
  }

  /** The Services in a namespace, or in any, that have the labels of a selector. */
  labelledServices(
    selector: LabelSelector,
    namespace: string | undefined,
    from: string,
  ): readonly KubernetesObject[] {
    return byLabels(selector, this.services(namespace, from));
  }

  /** What is worked out from the objects of a kind around a file, once until something changes. */
  workedOut<Facts>(
    kind: string,
    from: string,
    question: string,
    read: (objects: readonly KubernetesObject[]) => Facts,
  ): Facts {
    const objects = this.objects(kind, from);
    const stack = this.#workspace.stackOf(from);
    return this.#memo(`${question} near ${stack.id}`, () => read(objects));
  }

  /** A finder of Services for name resolution, as seen from a file. */
  serviceFinder(from: string): FindService {
    return (name, namespace) => {
      // Hosts are text to kustomize: only the name that it leaves a Service with is in the DNS.
      const isCalled = ({ object, origin }: Definition): boolean =>
        origin === 'operator' ||
        (object !== undefined && hasName(this.placements(object), name, namespace));
      const [found] = this.#definitions.within(
        { kind: 'Service', name, from, namespaces: [namespace] },
        isCalled,
      );
      if (found?.origin === 'operator') return madeServiceFacts(name, namespace);
      const pods = (): readonly KubernetesObject[] => this.workloads(namespace, from);
      return found?.object && serviceFactsOf(found.object, namespace, pods);
    };
  }

  /** How the pods of a workload look names up; one answer for each namespace they run in. */
  podDns(object: KubernetesObject): readonly PodDns[] {
    return podDnsOf(object, this.namespacesOf(object));
  }

  /** The kustomizations of the stack that a file belongs to, listing it or not. */
  kustomizationsAround(path: string): readonly Kustomization[] {
    const stackOf = (at: string): string => this.#workspace.stackOf(at).id;
    const groups = this.#memo('kustomizations by stack', () =>
      Map.groupBy(this.structure.kustomizations.values(), (one) => stackOf(one.path)),
    );
    return groups.get(stackOf(path)) ?? NONE;
  }

  /** Who knows of objects beside the files. */
  get sources(): readonly ObjectSource[] {
    this.#log.note(dependency.CLUSTER);
    const chosen = this.#options.cluster?.();
    const { sources = [] } = this.#workspace.options;
    return chosen === undefined ? sources : [...sources, chosen];
  }

  /** What is worked out about the stack of a file, once until something changes. */
  ofStack<Facts>(from: string, question: string, read: () => Facts): Facts {
    return this.#memo(`${question} of ${this.#workspace.stackOf(from).id}`, read);
  }

  /** Whether a file holds what a tool has rendered, in place of its source. */
  isRendered(path: string): boolean {
    return this.#workspace.options.rendered?.(path) === true;
  }

  /** A file around another one that may hold manifests and was not read. */
  unreadFile(from: string): string | undefined {
    this.#log.note(dependency.UNREAD);
    this.#log.note(dependency.FILES);
    this.#log.note(dependency.STRUCTURE);
    const { unread } = this.#workspace;
    if (unread.size === 0) return undefined;
    return this.ofStack(from, 'unread file', () =>
      [...unread].sort().find((path) => isRead(path) && this.related(path, from)),
    );
  }

  /** Whether a file exists, read or not. */
  hasFile(path: string): boolean {
    this.#log.note(dependency.FILES);
    return this.#workspace.paths.has(path);
  }

  /** The paths of the workspace at or below a folder. */
  filesBelow(folder: string): readonly string[] {
    this.#log.note(dependency.FILES);
    const all = this.#memo('sorted paths', () => [...this.#workspace.paths].sort());
    return this.#memo(`files below ${folder}`, () => pathsWithin(all, folder));
  }

  /** A file that was read. */
  file(path: string): SourceFile | undefined {
    this.#log.note(dependency.textOf(path));
    return this.#workspace.file(path);
  }

  /** All documents of a file, for what is said of one of them for the sake of the others. */
  documentsOf(path: string): readonly SourceDocument[] {
    this.#log.note(dependency.positionsIn(path));
    return this.#workspace.file(path)?.documents ?? [];
  }

  get composeFiles(): readonly ComposeFile[] {
    this.#log.note(dependency.COMPOSE_FILES);
    return this.#memo('compose', () =>
      this.#workspace.files.flatMap((file) => readCompose(file) ?? []),
    );
  }
}
