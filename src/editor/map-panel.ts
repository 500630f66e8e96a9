import * as vscode from 'vscode';
import { referencesAt } from '../core/graph/graph.ts';
import { joinMaps, mapPaths, onlyInPart, stackMap } from '../core/map/map.ts';
import type { MapOptions } from '../core/map/map.ts';
import { readMapRequest } from '../core/map/messages.ts';
import type { MapRequest, MapTarget, MapUpdate } from '../core/map/messages.ts';
import type { MapPlace, StackMap } from '../core/map/model.ts';
import { spanToRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';
import { mapPage, mapTitle } from './map-page.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';
import { inSlices } from './slices.ts';

const TYPE = `${SECTION}.map`;

/** Edits rest this long before the map follows, in milliseconds. */
const PAUSE = 250;

/** The command that shows the stack map, and the map that a window had before its reload. */
export function registerMap(session: Session, extension: vscode.Uri): vscode.Disposable {
  const dist = vscode.Uri.joinPath(extension, 'dist');
  const icon = (theme: 'light' | 'dark'): vscode.Uri =>
    vscode.Uri.joinPath(extension, 'media', `map-${theme}.svg`);
  let shown: MapPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel): void => {
    shown?.dispose();
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    const own = new MapPanel(panel, session, dist);
    shown = own;
    panel.onDidDispose(() => {
      own.dispose();
      if (shown === own) shown = undefined;
    });
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(`${SECTION}.showMap`, () => {
      if (shown === undefined)
        adopt(vscode.window.createWebviewPanel(TYPE, mapTitle(), vscode.ViewColumn.Active, {}));
      else shown.reveal();
    }),
    vscode.window.registerWebviewPanelSerializer(TYPE, {
      deserializeWebviewPanel: (panel) => {
        adopt(panel);
        return Promise.resolve();
      },
    }),
    {
      dispose: () => {
        shown?.dispose();
      },
    },
  );
}

/** One map in an editor's place. It is worked out only while somebody sees it. */
class MapPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #session: Session;
  readonly #subscriptions: vscode.Disposable;
  #map: StackMap | undefined;
  #folders: readonly Folder[] = [];
  #only: ReadonlySet<string> | undefined;
  #closed: ReadonlySet<string> | undefined;
  #isReady = false;
  #isStale = true;
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: vscode.WebviewPanel, session: Session, dist: vscode.Uri) {
    this.#panel = panel;
    this.#session = session;
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.#subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const request = readMapRequest(message);
        if (request !== undefined) void this.#answer(request);
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is let go, and says that it is ready when it is shown again.
        if (!panel.visible) this.#isReady = false;
      }),
      session.onDidChange(() => {
        this.#isStale = true;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#update(), PAUSE);
      }),
    );
    panel.webview.html = mapPage(panel.webview, dist);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  async #answer(request: MapRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        this.#isReady = true;
        this.#isStale = true;
        await this.#session.ready;
        await this.#update();
        break;
      case 'show':
        this.#only = request.boxes && new Set(request.boxes);
        this.#closed = request.closed && new Set(request.closed);
        this.#isStale = true;
        await this.#update();
        break;
      case 'open':
        await this.#open(request.target);
        break;
      case 'export':
        await saveSvg(request.svg, this.#folders[0]);
        break;
    }
  }

  async #update(): Promise<void> {
    if (!this.#isReady || !this.#isStale) return;
    this.#isStale = false;
    this.#run += 1;
    const run = this.#run;
    this.#folders = this.#session.folders.filter((folder) => folder.isFolder);
    const parts = this.#folders.map((folder, part) => ({ folder, options: this.#optionsOf(part) }));
    for (const { folder, options } of parts)
      await readReferences(folder, options, () => run !== this.#run);
    // Something changed in between: the run that it started goes on from here.
    if (run !== this.#run) return;
    this.#map = joinMaps(parts.map(({ folder, options }) => stackMap(folder.workspace, options)));
    const update: MapUpdate = { type: 'map', map: this.#map };
    await this.#panel.webview.postMessage(update);
  }

  #optionsOf(part: number): MapOptions {
    const ofPart = (ids: ReadonlySet<string> | undefined): ReadonlySet<string> | undefined =>
      this.#folders.length > 1 ? onlyInPart(ids, part) : ids;
    const [only, closed] = [ofPart(this.#only), ofPart(this.#closed)];
    return { ...(only && { only }), ...(closed && { closed }) };
  }

  async #open(target: MapTarget): Promise<void> {
    const place = this.#map && placeOf(this.#map, target);
    const folder = this.#folders[place?.part ?? 0];
    if (place === undefined || folder === undefined) return;
    const uri = uriIn(folder, place.path);
    const document = await vscode.workspace.openTextDocument(uri);
    const selection = spanToRange(document.getText(), place.span);
    await vscode.window.showTextDocument(document, { selection, viewColumn: this.#besides() });
  }

  /** Files open beside the map, so that it can be followed further. */
  #besides(): vscode.ViewColumn {
    const other = vscode.window.tabGroups.all.find(
      ({ viewColumn }) => viewColumn !== this.#panel.viewColumn,
    );
    return other?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#run += 1;
    this.#subscriptions.dispose();
    this.#panel.dispose();
  }
}

/** The workspace keeps what it is asked here, so that the map itself is made at once. */
async function readReferences(
  { workspace }: Folder,
  options: MapOptions,
  isOver: () => boolean,
): Promise<void> {
  await inSlices(mapPaths(workspace, options), (path) => referencesAt(workspace, path), isOver);
}

function placeOf(map: StackMap, target: MapTarget): MapPlace | undefined {
  if ('node' in target) return map.nodes.find(({ id }) => id === target.node)?.place;
  if ('edge' in target)
    return map.edges.find(({ id }) => id === target.edge)?.references[target.reference]?.place;
  return map.boxes.find(({ id }) => id === target.box)?.wall?.policies[target.policy]?.place;
}

async function saveSvg(svg: string, folder: Folder | undefined): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the Stack Map'),
    filters: { SVG: ['svg'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, 'stack-map.svg') }),
  });
  if (target !== undefined)
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
