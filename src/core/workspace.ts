import { isNamespaced } from './api-versions.ts';
import { objectsOf } from './manifest.ts';
import type { KubernetesObject, ObjectRole } from './manifest.ts';
import { folderOf, isWithin, readSource } from './source.ts';
import type { FileKind, SourceDocument, SourceFile } from './source.ts';
import { readStructure } from './structure.ts';
import type { NamespaceSource, Overlay, Stack, Structure } from './structure.ts';

/** A new text for a file; without one the file is gone. */
export interface FileChange {
  readonly path: string;
  readonly text?: string;
  /** What the editor knows the file to be, where its name does not say it. */
  readonly kind?: FileKind;
}

/** What a change touched: `facets` are the questions whose answers may be different now. */
export interface WorkspaceChange {
  readonly paths: ReadonlySet<string>;
  readonly facets: ReadonlySet<string>;
}

/** Where an object ends up in one deployment of its file. */
export interface Placement {
  /** '' for kinds that live outside namespaces. */
  readonly namespace: string;
  readonly source: NamespaceSource;
  /** The name after kustomize's prefix and suffix. */
  readonly name: string | undefined;
}

export interface WorkspaceOptions {
  /** The namespace of what names none; Kubernetes' own is `default`. */
  readonly defaultNamespace?: string;
  /** True where somebody said that all files belong together. */
  readonly rooted?: boolean;
  /** For one pass over files that do not change: no facets are noted. */
  readonly singlePass?: boolean;
}

interface FileEntry {
  readonly source: SourceFile;
  readonly objects: readonly KubernetesObject[];
  readonly byDocument: ReadonlyMap<SourceDocument, readonly KubernetesObject[]>;
  readonly facets: ReadonlyMap<string, string>;
}

const EMPTY_STRUCTURE = readStructure([], []);

/**
 * The files we know and the index over what they hold. The only class of the core with state:
 * files go in by `change`, which says what may be different now; everything else is asked.
 */
export class Workspace {
  readonly #files = new Map<string, FileEntry>();
  readonly #listed = new Set<string>();
  readonly #byKind = new Map<string, Set<KubernetesObject>>();
  readonly #byName = new Map<string, Set<KubernetesObject>>();
  readonly #byNamespace = new Map<string, Set<KubernetesObject>>();
  readonly #placements = new Map<KubernetesObject, readonly Placement[]>();
  readonly #options: WorkspaceOptions;
  /** Answers over the whole index that many nodes ask for. */
  readonly #answers = new Map<string, unknown>();
  #structure: Structure = EMPTY_STRUCTURE;

  constructor(options: WorkspaceOptions = {}) {
    this.#options = options;
  }

  /** Takes in new texts. Files listed without text are known to exist, and are not read. */
  change(changes: Iterable<FileChange>, listed: Iterable<string> = []): WorkspaceChange {
    const paths = new Set<string>();
    const facets = new Set<string>();
    let restructure = false;
    for (const path of listed) {
      if (this.#listed.has(path)) continue;
      this.#listed.add(path);
      facets.add('files');
      restructure = true;
    }
    for (const change of changes) {
      paths.add(change.path);
      restructure = this.#take(change, facets) || restructure;
    }
    if (restructure) this.#restructure(facets);
    this.#answers.clear();
    return { paths, facets };
  }

  /** Works an answer out once until the next change; `question` tells it from all others. */
  once<Answer>(question: string, answer: () => Answer): Answer {
    if (this.#answers.has(question)) return this.#answers.get(question) as Answer;
    const worked = answer();
    this.#answers.set(question, worked);
    return worked;
  }

  /** Forgets a file altogether, as when it is deleted. */
  remove(path: string): WorkspaceChange {
    this.#listed.delete(path);
    const change = this.change([{ path }]);
    return { paths: change.paths, facets: new Set([...change.facets, 'files']) };
  }

  #take(change: FileChange, facets: Set<string>): boolean {
    const { path, text } = change;
    const before = this.#files.get(path);
    if (text === undefined) {
      if (before === undefined) return false;
      this.#listed.delete(path);
      this.#drop(before);
      this.#files.delete(path);
      for (const facet of before.facets.keys()) facets.add(facet);
      facets.add('files');
      return true;
    }
    const source = readSource(path, text, before?.source, change.kind);
    const known = Map.groupBy(before?.objects ?? [], (object) => object.document);
    const objects = source.documents.flatMap(
      (document) => known.get(document) ?? readObjects(source, document),
    );
    if (before !== undefined) this.#drop(before);
    const isNew = !this.#listed.has(path);
    this.#listed.add(path);
    for (const object of objects) this.#add(object);
    const byDocument = Map.groupBy(objects, (object) => object.document);
    const entry = { source, objects, byDocument, facets: this.#facets(source, objects) };
    this.#files.set(path, entry);
    changedFacets(before?.facets, entry.facets, facets);
    if (isNew) facets.add('files');
    if (source.kind === 'kustomization') facets.add('kustomizations');
    return (
      isNew || shapesStructure(source) || (before !== undefined && shapesStructure(before.source))
    );
  }

  #add(object: KubernetesObject): void {
    const placements = this.#place(object);
    this.#placements.set(object, placements);
    include(this.#byKind, object.kind, object);
    for (const name of new Set([object.name, ...placements.map((p) => p.name)])) {
      if (name !== undefined) include(this.#byName, `${object.kind}/${name}`, object);
    }
    for (const { namespace } of placements) include(this.#byNamespace, namespace, object);
  }

  #drop(entry: FileEntry): void {
    for (const object of entry.objects) {
      const placements = this.#placements.get(object) ?? [];
      exclude(this.#byKind, object.kind, object);
      for (const name of [object.name, ...placements.map((p) => p.name)]) {
        if (name !== undefined) exclude(this.#byName, `${object.kind}/${name}`, object);
      }
      for (const { namespace } of placements) exclude(this.#byNamespace, namespace, object);
      this.#placements.delete(object);
    }
  }

  /** Stacks and namespaces depend on all files together: made anew, and compared with before. */
  #restructure(facets: Set<string>): void {
    const sources = [...this.#files.values()].map((entry) => entry.source);
    const before = this.#structure;
    this.#structure = readStructure(sources, [...this.#listed], this.#options.rooted);
    for (const entry of [...this.#files.values()]) {
      const { path } = entry.source;
      const moved = before.stackOf(path).id !== this.#structure.stackOf(path).id;
      if (!moved && sameOverlays(before.overlays.get(path), this.#structure.overlays.get(path))) {
        if (before.patches.has(path) === this.#structure.patches.has(path)) continue;
      }
      this.#drop(entry);
      for (const object of entry.objects) this.#add(object);
      const placed = { ...entry, facets: this.#facets(entry.source, entry.objects) };
      this.#files.set(path, placed);
      changedFacets(entry.facets, placed.facets, facets);
      facets.add(`place:${path}`);
    }
  }

  #place(object: KubernetesObject): readonly Placement[] {
    const overlays = this.#structure.overlays.get(object.path) ?? [undefined];
    const placements = overlays.map((overlay) => this.#placeIn(object, overlay));
    return placements.filter(
      (placement, i) =>
        placements.findIndex(
          (p) => p.namespace === placement.namespace && p.name === placement.name,
        ) === i,
    );
  }

  #placeIn(object: KubernetesObject, overlay: Overlay | undefined): Placement {
    const name = nameAfter(object, overlay);
    if (isNamespaced(object.kind, object.apiVersion) === false) {
      return { namespace: '', source: { by: 'own' }, name };
    }
    const own = object.ownNamespace;
    if (overlay?.namespace !== undefined && (overlay.overrides || own === undefined)) {
      return { namespace: overlay.namespace, source: overlay.source, name };
    }
    if (own !== undefined) return { namespace: own, source: { by: 'own' }, name };
    const setting = this.#options.defaultNamespace;
    return setting === undefined
      ? { namespace: 'default', source: { by: 'default' }, name }
      : { namespace: setting, source: { by: 'setting' }, name };
  }

  #facets(source: SourceFile, objects: readonly KubernetesObject[]): ReadonlyMap<string, string> {
    const facets = new Map<string, string>();
    if (this.#options.singlePass === true) return facets;
    const add = (facet: string, fact: string): void => {
      const before = facets.get(facet);
      facets.set(facet, before === undefined ? fact : `${before}\0${fact}`);
    };
    add(`file:${source.path}`, isAskedByText(source) ? source.text : '');
    if (objects.length > 0) add('namespaces', this.#namespacesIn(objects).join(' '));
    const stack = this.#structure.stackOf(source.path).id;
    for (const object of objects) {
      const placements = this.placements(object);
      const where = `${stack} ${placements.map((p) => `${p.namespace}/${p.name ?? ''}`).join(' ')}`;
      const fact = `${where}\n${object.document.text}`;
      for (const name of new Set([object.name, ...placements.map((p) => p.name)])) {
        if (name !== undefined) add(`name:${object.kind}/${name}`, fact);
      }
      add(`kind:${object.kind}`, fact);
      const pods = object.workload && JSON.stringify([where, object.title, object.workload]);
      for (const { namespace } of placements) {
        if (pods !== undefined) add(`pods:${namespace}`, pods);
        if (object.service !== undefined) {
          add(`services:${namespace}`, JSON.stringify([where, object.service]));
        }
      }
    }
    return facets;
  }

  #namespacesIn(objects: readonly KubernetesObject[]): readonly string[] {
    const defined = objects.filter((object) => object.kind === 'Namespace');
    const used = objects.flatMap((object) => this.placements(object).map((p) => p.namespace));
    const made = defined.flatMap((object) => this.placements(object).flatMap((p) => p.name ?? []));
    return [...new Set([...used, ...made])].sort();
  }

  get structure(): Structure {
    return this.#structure;
  }

  /** Every path we know of, read or not, in no promised order. */
  get paths(): ReadonlySet<string> {
    return this.#listed;
  }

  get files(): readonly SourceFile[] {
    return [...this.#files.values()].map((entry) => entry.source);
  }

  file(path: string): SourceFile | undefined {
    return this.#files.get(path)?.source;
  }

  objectsIn(path: string): readonly KubernetesObject[] {
    return this.#files.get(path)?.objects ?? [];
  }

  /** The objects of one document; `path` is the file that holds it. */
  objectsOf(path: string, document: SourceDocument): readonly KubernetesObject[] {
    return this.#files.get(path)?.byDocument.get(document) ?? [];
  }

  objectsOfKind(kind: string): Iterable<KubernetesObject> {
    return this.#byKind.get(kind) ?? [];
  }

  objectsNamed(kind: string, name: string): Iterable<KubernetesObject> {
    return this.#byName.get(`${kind}/${name}`) ?? [];
  }

  objectsInNamespace(namespace: string): Iterable<KubernetesObject> {
    return this.#byNamespace.get(namespace) ?? [];
  }

  get kinds(): readonly string[] {
    return [...this.#byKind.keys()];
  }

  /** Every namespace that an object of the workspace ends up in or that is defined here. */
  get namespaces(): readonly string[] {
    const names = new Set(this.#byNamespace.keys());
    for (const namespace of this.objectsOfKind('Namespace')) {
      for (const { name } of this.placements(namespace)) if (name !== undefined) names.add(name);
    }
    names.delete('');
    return [...names].sort();
  }

  placements(object: KubernetesObject): readonly Placement[] {
    return this.#placements.get(object) ?? this.#place(object);
  }

  stackOf(path: string): Stack {
    return this.#structure.stackOf(path);
  }

  /** The role of an object with its file's: patches and chart templates are told by their place. */
  roleOf(object: KubernetesObject): ObjectRole {
    if (object.role !== 'whole') return object.role;
    if (this.#structure.patches.has(object.path)) return 'patch';
    return this.#inChartTemplates(object.path) && object.document.text.includes('{{')
      ? 'template'
      : 'whole';
  }

  #inChartTemplates(path: string): boolean {
    const folder = folderOf(path);
    if (!/(?:^|\/)templates(?:\/|$)/.test(folder)) return false;
    const chart = folder.replace(/(?:^|\/)templates(?:\/.*)?$/, '');
    return (
      this.#structure.charts.has(chart) ||
      [...this.#structure.charts].some((c) => isWithin(folder, c))
    );
  }

  /** Lets go of the parsed trees of files that nobody looks at. */
  release(keep: (path: string) => boolean): void {
    for (const { source } of this.#files.values()) {
      if (!keep(source.path)) for (const document of source.documents) document.release();
    }
  }
}

function readObjects(source: SourceFile, document: SourceDocument): readonly KubernetesObject[] {
  return source.kind === 'yaml' || source.kind === 'json' ? objectsOf(source.path, document) : [];
}

/** Kinds whose names kustomize leaves alone: others rely on them letter by letter. */
const FIXED_NAMES: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'APIService',
  'Namespace',
]);

/** The name after kustomize: with prefix and suffix, or the new namespace's own. */
function nameAfter({ kind, group, name }: KubernetesObject, overlay?: Overlay): string | undefined {
  if (name === undefined || overlay === undefined) return name;
  if (kind === 'Namespace' && group === '' && overlay.overrides) return overlay.namespace ?? name;
  return FIXED_NAMES.has(kind) ? name : `${overlay.prefix}${name}${overlay.suffix}`;
}

/** Files whose whole text can matter to rules of other files. */
function isAskedByText({ kind }: SourceFile): boolean {
  return kind === 'text' || kind === 'dockerfile' || kind === 'compose' || kind === 'ci';
}

/** Whether a file's text can move other files between stacks and namespaces. */
function shapesStructure(source: SourceFile): boolean {
  if (source.kind === 'kustomization') return true;
  return (
    source.kind === 'yaml' &&
    source.documents.some((document) =>
      /^apiVersion:\s*["']?(?:argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//m.test(document.text),
    )
  );
}

function sameOverlays(a: readonly Overlay[] = [], b: readonly Overlay[] = []): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function changedFacets(
  before: ReadonlyMap<string, string> | undefined,
  after: ReadonlyMap<string, string>,
  changed: Set<string>,
): void {
  for (const [facet, fact] of after) if (before?.get(facet) !== fact) changed.add(facet);
  for (const facet of before?.keys() ?? []) if (!after.has(facet)) changed.add(facet);
}

function include<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

function exclude<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set?.delete(value) === true && set.size === 0) map.delete(key);
}
