import * as vscode from 'vscode';
import type { GuideEvidence, GuideSlide } from '../core/guide/guide.ts';
import type { Lesson } from '../core/lesson/lesson.ts';
import { readSlideRequest } from '../core/lesson/messages.ts';
import type { SlideRequest, SlideUpdate } from '../core/lesson/messages.ts';
import { slideHtml } from '../core/lesson/page.ts';
import type { RuleText, SlidePage } from '../core/lesson/page.ts';
import type { LintRule } from '../core/lint/rule.ts';
import { spanToRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { GuideModel } from './guide-model.ts';
import { placeInCluster } from './guide-rows.ts';
import { openRule, readRulePage } from './pages.ts';
import { SECTION } from './settings.ts';
import { pageWords, slideFrame } from './slide-words.ts';

const TYPE = `${SECTION}.slide`;

/** What slides are made of. */
export interface SlideSources {
  readonly model: GuideModel;
  readonly lessons: readonly Lesson[];
  readonly rules: readonly LintRule[];
  /** The folder of the extension. */
  readonly extension: vscode.Uri;
}

/** One page for all slides: each is shown in its place. */
export class Slides {
  readonly #sources: SlideSources;
  readonly #serializer: vscode.Disposable;
  #shown: SlidePanel | undefined;

  constructor(sources: SlideSources) {
    this.#sources = sources;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const { slide } = (state ?? {}) as { readonly slide?: unknown };
        this.#adopt(panel).show(typeof slide === 'string' ? slide : 'S1');
        return Promise.resolve();
      },
    });
  }

  /** Shows a slide, at one of its items where that is given; the focus stays where it is. */
  show(id: string, item?: string): void {
    (this.#shown ?? this.#create()).show(id, item);
  }

  /** The page of a slide as HTML, whether it is shown or not. */
  html(id: string): Promise<string> {
    return slideBody(this.#sources, id);
  }

  /** Shows a slide to read at once, as it was chosen from a list that is gone now. */
  read(id: string): void {
    this.show(id);
    this.#shown?.focus();
  }

  #create(): SlidePanel {
    const title = vscode.l10n.t('Guide');
    const column = { viewColumn: vscode.ViewColumn.Active, preserveFocus: true };
    return this.#adopt(vscode.window.createWebviewPanel(TYPE, title, column, {}));
  }

  #adopt(panel: vscode.WebviewPanel): SlidePanel {
    const own = new SlidePanel(panel, this.#sources);
    this.#shown?.dispose();
    this.#shown = own;
    panel.onDidDispose(() => {
      own.dispose();
      if (this.#shown === own) this.#shown = undefined;
    });
    return own;
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#shown?.dispose();
  }
}

class SlidePanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #sources: SlideSources;
  readonly #subscriptions: vscode.Disposable;
  #id = '';
  #item: string | undefined;
  #isReady = false;
  #run = 0;
  #isDisposed = false;

  constructor(panel: vscode.WebviewPanel, sources: SlideSources) {
    this.#panel = panel;
    this.#sources = sources;
    const dist = vscode.Uri.joinPath(sources.extension, 'dist');
    const media = vscode.Uri.joinPath(sources.extension, 'media');
    panel.iconPath = {
      light: vscode.Uri.joinPath(media, 'slide-light.svg'),
      dark: vscode.Uri.joinPath(media, 'slide-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.#subscriptions = vscode.Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const request = readSlideRequest(message);
        if (request !== undefined) void this.#answer(request);
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is let go, and says that it is ready when it is shown again.
        if (!panel.visible) this.#isReady = false;
      }),
      sources.model.onDidChange(() => void this.#update()),
    );
    panel.webview.html = slideFrame(panel.webview, dist);
  }

  show(id: string, item?: string): void {
    if (this.#sources.model.slide(id) === undefined) return;
    this.#id = id;
    this.#item = item;
    if (!this.#panel.visible) this.#panel.reveal(undefined, true);
    void this.#update();
  }

  focus(): void {
    this.#panel.reveal();
  }

  async #update(): Promise<void> {
    const slide = this.#sources.model.slide(this.#id);
    if (slide === undefined) return;
    this.#panel.title = slide.title;
    if (!this.#isReady) return;
    this.#run += 1;
    const run = this.#run;
    const html = await slideBody(this.#sources, slide.id);
    // Another slide was asked for meanwhile, or the page was closed.
    if (run !== this.#run || this.#isDisposed) return;
    const item = this.#item;
    this.#item = undefined;
    const copied = vscode.l10n.t('Copied');
    const update: SlideUpdate = {
      type: 'slide',
      id: slide.id,
      html,
      copied,
      ...(item && { item }),
    };
    await this.#panel.webview.postMessage(update);
  }

  async #answer(request: SlideRequest): Promise<void> {
    switch (request.type) {
      case 'ready':
        this.#isReady = true;
        await this.#update();
        break;
      case 'slide':
        this.show(request.id);
        break;
      case 'rule':
        if (this.#sources.rules.some(({ id }) => id === request.id)) await openRule(request.id);
        break;
      case 'open':
        await this.#open(request.item, request.index);
        break;
      case 'copy':
        await vscode.env.clipboard.writeText(request.text);
        break;
      case 'do':
        await vscode.commands.executeCommand(`${SECTION}.doItem`, request.id);
        break;
      case 'back':
        await vscode.commands.executeCommand(`${SECTION}.showInGuide`, this.#id);
        break;
    }
  }

  async #open(item: string, index: number): Promise<void> {
    const found = this.#sources.model.items.find(({ id }) => id === item)?.evidence[index];
    const place = found && placeOf(this.#sources.model, found);
    if (place === undefined) return;
    await vscode.window.showTextDocument(place.uri, {
      ...(place.at && { selection: place.at }),
      preview: true,
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscriptions.dispose();
    this.#panel.dispose();
  }
}

/** The page as it is now; empty where there is no such slide. */
async function slideBody(sources: SlideSources, id: string): Promise<string> {
  const { model } = sources;
  const slides = model.topics.flatMap((topic) => topic.slides);
  const at = slides.findIndex((slide) => slide.id === id);
  const slide = slides[at];
  if (slide === undefined) return '';
  const page = pageOf(slide, sources, await rulesOf(slide, sources));
  const [previous, next] = [slides[at - 1], slides[at + 1]];
  return slideHtml(
    { ...page, ...(previous && { previous }), ...(next && { next }) },
    pageWords(model.cluster?.name),
  );
}

function pageOf(
  slide: GuideSlide,
  { model, lessons }: SlideSources,
  rules: readonly RuleText[],
): SlidePage {
  const lesson = lessons.find((one) => one.slide === slide.id);
  return {
    slide,
    names: model.names,
    rules,
    stateOf: (id) => model.items.find((item) => item.id === id)?.state,
    placeOf: (evidence) => placeOf(model, evidence)?.label,
    ...(model.cluster && { cluster: placeInCluster(model.cluster) }),
    ...(lesson && { lesson }),
  };
}

interface Place {
  /** Such as `deploy/web.yaml:5`. */
  readonly label: string;
  readonly uri: vscode.Uri;
  readonly at?: vscode.Range;
}

function placeOf(model: GuideModel, evidence: GuideEvidence): Place | undefined {
  const folder = model.folderOf(evidence);
  if (evidence.path === undefined || folder === undefined) return undefined;
  const uri = uriIn(folder, evidence.path);
  const source = folder.workspace.file(evidence.path)?.text ?? '';
  const at = evidence.span && spanToRange(source, evidence.span);
  const path = vscode.workspace.asRelativePath(uri);
  if (at === undefined) return { label: path, uri };
  return { label: `${path}:${String(at.start.line + 1)}`, uri, at };
}

/** The rules that look after statements of a slide. */
function rulesOf(
  slide: GuideSlide,
  { rules, extension }: SlideSources,
): Promise<readonly RuleText[]> {
  const own = rules.filter(({ deck }) => deck.some((item) => item.startsWith(`${slide.id}.`)));
  return Promise.all(own.map(async ({ id }) => ({ id, page: await readRulePage(id, extension) })));
}
