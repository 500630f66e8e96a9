import { isChartTemplate } from '../files/chart-templates.ts';
import { contributionsOf, noteChanges } from './contributions.ts';
import type { Contributions } from './contributions.ts';
import { FILES, placeOf, PROJECT, STRUCTURE } from './dependency.ts';
import type { Dependency } from './dependency.ts';
import { objectsOf } from '../kubernetes/lists.ts';
import type { KubernetesObject, ObjectRole } from '../kubernetes/manifest.ts';
import type { ObjectSource } from './object-source.ts';
import { ObjectIndex } from './object-index.ts';
import { placementsOf } from './placement.ts';
import type { Placement } from './placement.ts';
import type { ProjectFile } from '../project/project-file.ts';
import { readProjectFile } from '../project/project-file.ts';
import { joinProjectFiles } from '../project/project-settings.ts';
import type { AskedSettings, ProjectSettings } from '../project/project-settings.ts';
import { readSource } from '../files/source.ts';
import type { FileKind, SourceDocument, SourceFile } from '../files/source.ts';
import { shapesStructure } from './shapes-structure.ts';
import { UnreadFiles } from './unread-files.ts';
import { compareText } from '../text/text.ts';
import { isPlacedAlike, readStructure } from './structure.ts';
import type { Stack, Structure } from './structure.ts';

export type { Placement } from './placement.ts';

/** A new text for a file; without one the file is gone. */
export interface FileChange {
  readonly path: string;
  readonly text?: string;
  /** What the editor knows the file to be, where its name does not say it. */
  readonly kind?: FileKind;
}

/** What a change touched: answers that depend on any of `touched` may be different now. */
export interface WorkspaceChange {
  readonly paths: ReadonlySet<string>;
  readonly touched: ReadonlySet<Dependency>;
}

export interface WorkspaceOptions {
  /** The namespace of what names none; Kubernetes' own is `default`. */
  readonly defaultNamespace?: string;
  /** Who else knows of objects, beside the files. */
  readonly sources?: readonly ObjectSource[];
  /** For one pass over files that do not change: no dependencies are kept. */
  readonly singlePass?: boolean;
  /** Tells the files that hold what a tool renders, in place of their sources. */
  readonly rendered?: (path: string) => boolean;
  /** Project files in folders above the workspace. */
  readonly above?: readonly ProjectFile[];
  /** What wins over project files. */
  readonly asked?: AskedSettings;
}

interface FileEntry {
  readonly source: SourceFile;
  readonly objects: readonly KubernetesObject[];
  readonly byDocument: ReadonlyMap<SourceDocument, readonly KubernetesObject[]>;
  readonly contributions: Contributions;
}

const EMPTY_STRUCTURE = readStructure([], []);

/**
 * The files we know and the index over what they hold. The only class of the core with state:
 * files go in by `change`, which says what may be different now; everything else is asked.
 */
export class Workspace {
  readonly #files = new Map<string, FileEntry>();
  readonly #listed = new Set<string>();
  readonly #unread = new UnreadFiles();
  readonly #index = new ObjectIndex();
  readonly #placements = new Map<KubernetesObject, readonly Placement[]>();
  readonly options: WorkspaceOptions;
  /** Answers over the whole index that many nodes ask for. */
  readonly #answers = new Map<string, unknown>();
  readonly #projectFiles = new Map<string, ProjectFile>();
  #structure: Structure = EMPTY_STRUCTURE;
  #project: ProjectSettings;

  constructor(options: WorkspaceOptions = {}) {
    this.options = options;
    this.#project = joinProjectFiles(options.above ?? [], options.asked);
  }

  /** What the project files say. */
  get project(): ProjectSettings {
    return this.#project;
  }

  #takeProjectFile(path: string, source: SourceFile | undefined, touched: Set<Dependency>): void {
    const view = source?.documents[0]?.view;
    if (view === undefined) this.#projectFiles.delete(path);
    else this.#projectFiles.set(path, readProjectFile(path, view));
    const { above = [], asked } = this.options;
    this.#project = joinProjectFiles([...above, ...this.#projectFiles.values()], asked);
    touched.add(PROJECT);
  }

  /** Takes in new texts. Files listed without text are known to exist, and are not read. */
  change(changes: Iterable<FileChange>, listed: Iterable<string> = []): WorkspaceChange {
    const unlisted = [...listed].filter((path) => !this.#listed.has(path));
    for (const path of unlisted) {
      this.#listed.add(path);
      this.#unread.list(path);
    }
    return this.#apply(changes, unlisted.length > 0);
  }

  /** Forgets files altogether, as when they are deleted. */
  remove(paths: Iterable<string>): WorkspaceChange {
    const gone = [...paths].filter((path) => this.#listed.delete(path));
    for (const path of gone) this.#unread.paths.delete(path);
    const changes = gone.map((path) => ({ path }));
    return this.#apply(changes, gone.length > 0);
  }

  /** @param filesChanged whether files were listed or forgotten, which can shape stacks by itself */
  #apply(changes: Iterable<FileChange>, filesChanged: boolean): WorkspaceChange {
    const paths = new Set<string>();
    const touched = new Set<Dependency>(filesChanged ? [FILES] : []);
    let restructure = filesChanged;
    for (const change of changes) {
      paths.add(change.path);
      restructure = this.#take(change, touched) || restructure;
    }
    if (restructure) this.#restructure(touched);
    this.#answers.clear();
    return { paths, touched };
  }

  /** Works an answer out once until the next change; `question` tells it from all others. */
  once<Answer>(question: string, answer: () => Answer): Answer {
    const known = this.#answers.get(question);
    if (known !== undefined || this.#answers.has(question)) return known as Answer;
    const worked = answer();
    this.#answers.set(question, worked);
    return worked;
  }

  /** Takes one change in; true where it can move other files between stacks and namespaces. */
  #take(change: FileChange, touched: Set<Dependency>): boolean {
    const { path, text } = change;
    const before = this.#files.get(path);
    if (text === undefined) return before !== undefined && this.#forget(before, touched);
    const source = readSource(path, text, before?.source, change.kind);
    const known = Map.groupBy(before?.objects ?? [], (object) => object.document);
    const objects = source.documents.flatMap(
      (document) => known.get(document) ?? readObjects(source, document),
    );
    // What an edit leaves alone stays in the index.
    const added = new Set(objects);
    for (const object of before?.objects ?? []) if (!added.delete(object)) this.#drop(object);
    const isNew = !this.#listed.has(path);
    this.#listed.add(path);
    this.#unread.note(path, source.skipped === undefined, touched);
    for (const object of added) this.#add(object);
    const byDocument = Map.groupBy(objects, (object) => object.document);
    const contributions = this.#contributions(source, objects);
    this.#files.set(path, { source, objects, byDocument, contributions });
    noteChanges(before?.contributions, contributions, touched);
    if (isNew) touched.add(FILES);
    if (source.kind === 'project' && before?.source.text !== text)
      this.#takeProjectFile(path, source, touched);
    const reshapes =
      shapesStructure(source) || (before !== undefined && shapesStructure(before.source));
    if (reshapes && source.kind !== 'project') touched.add(STRUCTURE);
    return isNew || reshapes;
  }

  #forget({ source, objects, contributions }: FileEntry, touched: Set<Dependency>): true {
    const { path, kind } = source;
    this.#listed.delete(path);
    this.#unread.note(path, true, touched);
    for (const object of objects) this.#drop(object);
    this.#files.delete(path);
    for (const dependency of contributions.keys()) touched.add(dependency);
    touched.add(FILES);
    if (kind === 'project') this.#takeProjectFile(path, undefined, touched);
    else if (shapesStructure(source)) touched.add(STRUCTURE);
    return true;
  }

  #add(object: KubernetesObject): void {
    const placements = this.#place(object);
    this.#placements.set(object, placements);
    this.#index.add(object, placements);
  }

  #drop(object: KubernetesObject): void {
    this.#index.drop(object, this.#placements.get(object) ?? []);
    this.#placements.delete(object);
  }

  /** Stacks and namespaces depend on all files together: made anew, and compared with before. */
  #restructure(touched: Set<Dependency>): void {
    const sources = [...this.#files.values()].map((entry) => entry.source);
    const before = this.#structure;
    const everywhere = touched.has(PROJECT);
    this.#structure = readStructure(sources, [...this.#listed]);
    for (const entry of [...this.#files.values()]) {
      const { path } = entry.source;
      if (!everywhere && isPlacedAlike(path, before, this.#structure)) continue;
      for (const object of entry.objects) this.#drop(object);
      for (const object of entry.objects) this.#add(object);
      const contributions = this.#contributions(entry.source, entry.objects);
      this.#files.set(path, { ...entry, contributions });
      noteChanges(entry.contributions, contributions, touched);
      touched.add(placeOf(path)).add(STRUCTURE);
    }
  }

  #place(object: KubernetesObject): readonly Placement[] {
    const overlays = this.#structure.overlays.get(object.path) ?? [];
    const ofProject = this.#project.defaultNamespaceOf(object.path);
    return placementsOf(object, overlays, ofProject ?? this.options.defaultNamespace);
  }

  #contributions(source: SourceFile, objects: readonly KubernetesObject[]): Contributions {
    if (this.options.singlePass === true) return new Map();
    const placed = objects.map((object) => ({
      ...{ object, placements: this.placements(object), role: this.roleOf(object) },
    }));
    const isPatch = this.#structure.patches.has(source.path);
    return contributionsOf(source, this.#structure.stackOf(source.path), placed, isPatch);
  }

  get structure(): Structure {
    return this.#structure;
  }

  /** Every path we know of, read or not, in no promised order. */
  get paths(): ReadonlySet<string> {
    return this.#listed;
  }

  /** The files that may hold manifests and were not read: too large, cut by a merge, or not yet. */
  get unread(): ReadonlySet<string> {
    return this.#unread.paths;
  }

  /** The files that were read, in the order of their paths: that of edits must not show. */
  get files(): readonly SourceFile[] {
    return this.once('files', () =>
      [...this.#files.values()]
        .map((entry) => entry.source)
        .sort((a, b) => compareText(a.path, b.path)),
    );
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
    return this.#index.ofKind(kind);
  }

  objectsNamed(kind: string, name: string): ReadonlySet<KubernetesObject> {
    return this.#index.named(kind, name);
  }

  objectsInNamespace(namespace: string): Iterable<KubernetesObject> {
    return this.#index.inNamespace(namespace);
  }

  /** Objects that say which Secret is written for them. */
  get writers(): ReadonlySet<KubernetesObject> {
    return this.#index.writers;
  }

  /** Every namespace that an object of the workspace ends up in or that is defined here. */
  get namespaces(): readonly string[] {
    const names = new Set(this.#index.namespaces);
    for (const namespace of this.objectsOfKind('Namespace')) {
      for (const { name } of this.placements(namespace)) if (name !== undefined) names.add(name);
    }
    // '' is that of cluster-wide kinds; a template's is not known before it is rendered.
    return [...names].filter((name) => name !== '' && !name.includes('{{')).sort();
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
    // What every deployment leaves out lacks nothing.
    if (this.placements(object).length === 0) return 'patch';
    return isChartTemplate(object.path, this.#structure.charts) &&
      object.document.text.includes('{{')
      ? 'template'
      : 'whole';
  }

  /** Lets go of the parsed trees of a file that nobody looks at. */
  release(path: string): void {
    for (const document of this.file(path)?.documents ?? []) document.release();
  }
}

function readObjects(source: SourceFile, document: SourceDocument): readonly KubernetesObject[] {
  return source.kind === 'yaml' || source.kind === 'json' ? objectsOf(source.path, document) : [];
}
