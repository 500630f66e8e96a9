import * as vscode from 'vscode';
import { noteObjects } from '../core/lint/noting.ts';
import { isRead } from '../core/files/reading.ts';
import { folderOf, joinPath } from '../core/files/source.ts';
import type { FileChange } from '../core/workspace/workspace.ts';
import { changesExclusion } from './exclude.ts';
import type { Disk } from './disk.ts';
import { createFolder, isShown, kindOf, pathIn, staleAfter, takeChange } from './folder.ts';
import type { Folder, FolderServices } from './folder.ts';
import { scanFolder, typeOf, watchFiles } from './scan.ts';
import { SECTION } from './settings.ts';
import { Typing } from './typing.ts';

/** Events of the file system come in bursts; one rescan answers them all. */
const RESCAN_PAUSE = 400;

/** Files whose findings may be different now. */
export interface SessionChange {
  readonly folder: Folder;
  readonly paths: ReadonlySet<string>;
}

/**
 * The folders of the window with their indexes, kept in step with editors and disk. Everything
 * that shows something listens to `onDidChange`.
 */
export class Session implements vscode.Disposable {
  readonly #services: FolderServices;
  readonly #folders = new Map<string, Folder>();
  readonly #changed = new vscode.EventEmitter<SessionChange>();
  readonly #typing = new Typing((document) => {
    this.#take(document);
  });
  readonly #subscriptions: { dispose(): unknown }[] = [];
  readonly #scans = new Map<string, vscode.CancellationTokenSource>();
  readonly #read = new vscode.EventEmitter<void>();
  /** Folders that were never read to the end: nothing is said of a part of one. */
  readonly #unread = new WeakSet<Folder>();
  #ready: Promise<void> = Promise.resolve();
  #reading = 0;
  #rescanTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the project files left out when a folder was read, as a text to compare. */
  readonly #exclusions = new Map<Folder, string>();

  /** What all texts are read with. */
  readonly disk: Disk;

  readonly onDidChange = this.#changed.event;

  /** No folder is being read any more. */
  readonly onDidRead = this.#read.event;

  constructor(services: FolderServices, disk: Disk) {
    this.#services = services;
    this.disk = disk;
    this.#subscriptions.push(
      this.#changed,
      this.#read,
      vscode.workspace.onDidOpenTextDocument((document) => void this.#opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#typing.wait(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#close(document);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders((event) => {
        for (const { uri } of event.removed) this.#remove(uri);
        for (const { uri } of event.added) this.#add(uri);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION) || changesExclusion(event)) this.#reload();
      }),
      watchFiles((uri) => void this.#onDisk(uri)),
    );
  }

  /** Reads the folders of the window; resolves when all of them are read. */
  start(): Promise<void> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) this.#add(uri);
    for (const document of vscode.workspace.textDocuments) void this.#opened(document);
    return this.ready;
  }

  /** Resolves when no folder is being read any more. */
  get ready(): Promise<void> {
    return this.#settle();
  }

  /** True while the index holds only a part of a folder. */
  get isReading(): boolean {
    return this.#reading > 0;
  }

  get folders(): readonly Folder[] {
    return [...this.#folders.values()];
  }

  /** The folder and the path that a document has in the core; undefined where it is not ours. */
  find(uri: vscode.Uri): { readonly folder: Folder; readonly path: string } | undefined {
    const owner = vscode.workspace.getWorkspaceFolder(uri);
    const folder = this.#folders.get((owner?.uri ?? uri).toString());
    return folder && { folder, path: pathIn(folder, uri) };
  }

  /** Makes sure that the index holds what the editors show, when a provider cannot wait. */
  upToDate(
    document: vscode.TextDocument,
  ): { readonly folder: Folder; readonly path: string } | undefined {
    // All of them: a change to several files at once is whole, or its places are wrong.
    for (const typed of this.#typing.documents) this.#take(typed);
    return this.find(document.uri);
  }

  /** Reads every folder again. */
  async rescan(): Promise<void> {
    for (const folder of this.folders) if (folder.isFolder) this.#scan(folder);
    await this.ready;
  }

  /** A scan that ends early, because another has begun, is no end of reading. */
  async #settle(): Promise<void> {
    const waited = this.#ready;
    await waited;
    if (waited !== this.#ready) await this.#settle();
  }

  #add(uri: vscode.Uri): void {
    if (this.#folders.has(uri.toString())) return;
    const folder = createFolder(uri, true, this.#services);
    this.#folders.set(uri.toString(), folder);
    this.#unread.add(folder);
    this.#scan(folder);
  }

  #remove(uri: vscode.Uri): void {
    const folder = this.#folders.get(uri.toString());
    if (folder === undefined) return;
    this.#scans.get(uri.toString())?.cancel();
    this.#folders.delete(uri.toString());
    this.#changed.fire({ folder, paths: folder.workspace.paths });
  }

  /** Settings may change what a folder holds and what is said about it: begun anew. */
  #reload(): void {
    const before = this.folders;
    this.#folders.clear();
    for (const folder of before) {
      this.#scans.get(folder.uri.toString())?.cancel();
      this.#changed.fire({ folder, paths: folder.workspace.paths });
    }
    void this.start();
  }

  #scan(folder: Folder): void {
    const key = folder.uri.toString();
    this.#scans.get(key)?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#scans.set(key, source);
    const scan = this.#readFolder(folder, source.token);
    this.#ready = Promise.all([this.#ready, scan]).then(() => undefined);
  }

  async #readFolder(folder: Folder, token: vscode.CancellationToken): Promise<void> {
    this.#reading += 1;
    const gone = new Set(folder.workspace.paths);
    let exclusion = '';
    try {
      for await (const { changes, listed } of scanFolder(folder, this.disk, token)) {
        if (token.isCancellationRequested) return;
        for (const path of listed) gone.delete(path);
        if (listed.length > 0) exclusion = folder.workspace.project.exclusion;
        this.#fire(folder, takeChange(folder, this.#closed(folder, changes), listed));
      }
      this.#fire(folder, staleAfter(folder, folder.workspace.remove(gone)));
      this.#exclusions.set(folder, exclusion);
      this.#takeOpen(folder);
    } catch (error) {
      this.#services.onError(error, `reading ${folder.uri.toString()}`);
    } finally {
      if (!token.isCancellationRequested) this.#firstRead(folder);
      this.#reading -= 1;
      if (this.#reading === 0) this.#read.fire();
    }
  }

  /** What editors do not hold; the parsed form of each is let go of behind it. */
  *#closed(folder: Folder, changes: Iterable<FileChange>): Iterable<FileChange> {
    const { rules, onError } = this.#services;
    for (const change of changes) {
      if (this.#openDocument(folder, change.path) !== undefined) continue;
      yield change;
      noteObjects(rules, folder.workspace.objectsIn(change.path), onError);
      folder.workspace.release(change.path);
    }
  }

  /** Says of a whole folder what was held back while only a part of it was known. */
  #firstRead(folder: Folder): void {
    if (this.#unread.delete(folder)) this.#fire(folder, folder.workspace.paths);
  }

  /** Editors whose files were left out until now; VS Code holds documents of deleted files, too. */
  #takeOpen(folder: Folder): void {
    const { paths } = folder.workspace;
    for (const document of vscode.workspace.textDocuments) {
      const found = this.find(document.uri);
      if (found?.folder !== folder || !paths.has(found.path)) continue;
      if (folder.workspace.file(found.path) === undefined) this.#take(document);
    }
  }

  #openDocument(folder: Folder, path: string): vscode.TextDocument | undefined {
    return vscode.workspace.textDocuments.find((document) => {
      const found = document.isClosed ? undefined : this.find(document.uri);
      return found?.folder === folder && found.path === path;
    });
  }

  /** Takes the text of an editor into the index. */
  #take(document: vscode.TextDocument): void {
    this.#typing.end(document);
    if (!isShown(document) || this.disk.isWithheld(document.uri)) return;
    const { folder, path } = this.find(document.uri) ?? this.#loose(document);
    if (folder.exclusion.excludes(path)) return;
    const kind = kindOf(document, path);
    if (kind === 'text' && !isRead(path)) return;
    this.#fire(folder, takeChange(folder, [{ path, text: document.getText(), kind }]));
    if (kind === 'compose') void this.#takeEnvironment(folder, path);
  }

  /** An editor shows what a link leads to under the link's name: taken back where that is withheld. */
  async #opened(document: vscode.TextDocument): Promise<void> {
    this.#take(document);
    const { uri } = document;
    if (this.disk.isWithheld(uri) || !(await this.disk.withholds(uri))) return;
    const found = this.find(uri);
    if (found === undefined) return;
    const { folder, path } = found;
    this.#fire(folder, takeChange(folder, [{ path }]));
    this.#fire(folder, takeChange(folder, [], [path]));
  }

  /** The variables that a Compose file names can be others now. */
  async #takeEnvironment(folder: Folder, path: string): Promise<void> {
    const beside = joinPath(folderOf(path), '.env');
    if (!folder.workspace.paths.has(beside)) return;
    this.#fire(folder, takeChange(folder, await this.disk.environments(folder, [beside])));
  }

  /** A document outside of every folder is a small workspace of its own. */
  #loose(document: vscode.TextDocument): { readonly folder: Folder; readonly path: string } {
    const folder = createFolder(document.uri, false, this.#services);
    this.#folders.set(document.uri.toString(), folder);
    return { folder, path: pathIn(folder, document.uri) };
  }

  /** What was typed and not saved is forgotten with its editor: the disk counts again. */
  #close(document: vscode.TextDocument): void {
    this.#typing.end(document);
    const found = this.find(document.uri);
    if (found === undefined) return;
    if (!found.folder.isFolder) this.#remove(document.uri);
    else void this.#onDisk(document.uri);
  }

  /** A file on disk came, changed or went; where an editor holds it, the editor counts. */
  async #onDisk(uri: vscode.Uri): Promise<void> {
    const found = this.find(uri);
    if (found?.folder.isFolder !== true) return;
    const { folder, path } = found;
    if (folder.exclusion.excludes(path)) return;
    const type = await typeOf(uri);
    if (type === vscode.FileType.File) {
      const document = this.#openDocument(folder, path);
      if (document === undefined) await this.#reread(folder, path, uri);
      // VS Code still had the document of a file that was gone and is back.
      else if (folder.workspace.file(path) === undefined) this.#take(document);
    } else if (type === undefined && folder.workspace.paths.has(path)) {
      this.#fire(folder, staleAfter(folder, folder.workspace.remove([path])));
    } else {
      // A folder that comes or goes gives one event for itself and none for its files.
      this.#rescanSoon();
    }
  }

  #rescanSoon(): void {
    clearTimeout(this.#rescanTimer);
    this.#rescanTimer = setTimeout(() => void this.rescan(), RESCAN_PAUSE);
  }

  async #reread(folder: Folder, path: string, uri: vscode.Uri): Promise<void> {
    const text = isRead(path) ? await this.disk.readText(uri) : undefined;
    // An editor has opened it meanwhile, and may hold more than the disk.
    if (this.#openDocument(folder, path) !== undefined) return;
    const changes =
      text === undefined ? await this.disk.environments(folder, [path]) : [{ path, text }];
    this.#fire(folder, takeChange(folder, changes, [path]));
  }

  #fire(folder: Folder, paths: ReadonlySet<string>): void {
    if (this.#unread.has(folder)) return;
    this.#changed.fire({ folder, paths });
    const known = this.#exclusions.get(folder);
    if (known === undefined || known === folder.workspace.project.exclusion) return;
    this.#exclusions.delete(folder);
    this.#rescanSoon();
  }

  dispose(): void {
    clearTimeout(this.#rescanTimer);
    this.#typing.dispose();
    for (const scan of this.#scans.values()) scan.cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
