import * as vscode from 'vscode';
import type { GuideEvidence, GuideItem, GuideSlide, GuideTopic } from '../core/guide/guide.ts';
import { indexOfPath } from '../core/text/text.ts';
import type { NextStep } from '../core/guide/next-step.ts';
import { ageOf } from '../core/live/age.ts';
import type { LiveCluster } from '../core/live/live-cluster.ts';
import { clusterRow, itemRow, nextRow, placeInCluster, slideRow, topicRow } from './guide-rows.ts';
import { spanToRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { GuideModel } from './guide-model.ts';
import { liveUri } from './live-facts.ts';
import type { Ticks } from './ticks.ts';

export const VIEW = 'nextSteps.guide';

export type GuideNode =
  | { readonly level: 'cluster'; readonly cluster: LiveCluster }
  | { readonly level: 'next'; readonly step: NextStep }
  | { readonly level: 'topic'; readonly topic: GuideTopic }
  | { readonly level: 'slide'; readonly slide: GuideSlide; readonly topic: GuideTopic }
  | {
      readonly level: 'item';
      readonly item: GuideItem;
      readonly slide: GuideSlide;
      readonly topic: GuideTopic;
    }
  | {
      readonly level: 'evidence';
      readonly evidence: GuideEvidence;
      readonly item: GuideItem;
      readonly slide: GuideSlide;
      readonly topic: GuideTopic;
      readonly index: number;
    };

/** Topics, slides, items and their evidence as rows of the view. */
export class GuideTree implements vscode.TreeDataProvider<GuideNode> {
  readonly #model: GuideModel;
  readonly #ticks: Ticks;
  readonly #changed = new vscode.EventEmitter<GuideNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #shown = '';
  #clusterNode: Extract<GuideNode, { level: 'cluster' }> | undefined;
  #shownAge = '';
  onlyOpen = false;

  constructor(model: GuideModel, ticks: Ticks) {
    this.#model = model;
    this.#ticks = ticks;
  }

  /** Asks for all rows again. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Shows a tick in its row; VS Code does not know rows any more that have new evidence meanwhile. */
  refreshTick(node: GuideNode): void {
    const isCurrent = node.level === 'item' && this.#model.items.includes(node.item);
    this.#changed.fire(isCurrent ? node : undefined);
  }

  /** Leaves the rows alone where the guide says what it said before: a click is lost on new ones. */
  update(): void {
    const { topics, cluster } = this.#model;
    const shown = JSON.stringify([topics, cluster?.snapshot.takenAt]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire(undefined);
  }

  /** The row of the cluster says how old its facts are; the others stay as they are. */
  updateAge(): void {
    const node = this.#clusterNode;
    if (node === undefined || node.cluster !== this.#model.cluster) return;
    if (ageOf(node.cluster.snapshot.takenAt, Date.now()) !== this.#shownAge)
      this.#changed.fire(node);
  }

  getChildren(node?: GuideNode): GuideNode[] {
    const nodes = node === undefined ? this.#topics() : childrenOf(node);
    return this.onlyOpen ? nodes.filter(holdsOpen) : nodes;
  }

  #topics(): GuideNode[] {
    // Without a folder the view shows its welcome.
    if (vscode.workspace.workspaceFolders === undefined) return [];
    const topics = this.#model.topics.map((topic): GuideNode => ({ level: 'topic', topic }));
    const { next } = this.#model;
    const first: GuideNode[] = next === undefined ? [] : [{ level: 'next', step: next }];
    return [...this.#cluster(), ...first, ...topics];
  }

  #cluster(): GuideNode[] {
    const { cluster } = this.#model;
    if (cluster === undefined) this.#clusterNode = undefined;
    else if (this.#clusterNode?.cluster !== cluster)
      this.#clusterNode = { level: 'cluster', cluster };
    return this.#clusterNode === undefined ? [] : [this.#clusterNode];
  }

  getParent(node: GuideNode): GuideNode | undefined {
    if (isAlone(node) || node.level === 'topic') return undefined;
    const { topic } = node;
    if (node.level === 'slide') return { level: 'topic', topic };
    const { slide } = node;
    if (node.level === 'item') return { level: 'slide', slide, topic };
    return { level: 'item', item: node.item, slide, topic };
  }

  getTreeItem(node: GuideNode): vscode.TreeItem {
    switch (node.level) {
      case 'cluster':
        this.#shownAge = ageOf(node.cluster.snapshot.takenAt, Date.now());
        return clusterRow(node.cluster, this.#shownAge);
      case 'next':
        return nextRow(node.step);
      case 'topic':
        return topicRow(node.topic);
      case 'slide':
        return slideRow(node.slide, node.topic);
      case 'item':
        return itemRow(node.item, node.slide, this.#ticks.dayOf(node.item.id));
      case 'evidence':
        return this.#evidenceRow(node);
    }
  }

  /** What a cluster shows: which one, and when it was asked. A click opens the object to read. */
  #liveRow(row: vscode.TreeItem, { text, path }: GuideEvidence): vscode.TreeItem {
    const { cluster } = this.#model;
    row.iconPath = new vscode.ThemeIcon('server-environment');
    if (cluster === undefined) return row;
    row.description = placeInCluster(cluster);
    row.tooltip = `${text}\n${row.description}`;
    if (path === undefined) return row;
    row.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open the live object'),
      arguments: [liveUri(path)],
    };
    return row;
  }

  #evidenceRow(node: Extract<GuideNode, { level: 'evidence' }>): vscode.TreeItem {
    const { evidence, item, index } = node;
    const row = new vscode.TreeItem(evidence.text);
    row.id = `${item.id}/${String(index)}`;
    row.iconPath = new vscode.ThemeIcon(evidence.path === undefined ? 'info' : 'file');
    row.contextValue = 'evidence';
    if (evidence.cluster !== undefined) return this.#liveRow(row, evidence);
    const folder = this.#model.folderOf(evidence);
    if (evidence.path === undefined || folder === undefined) return row;
    const text = folder.workspace.file(evidence.path)?.text ?? '';
    const range = evidence.span && spanToRange(text, evidence.span);
    const path = vscode.workspace.asRelativePath(uriIn(folder, evidence.path));
    const place = range ? `${path}:${String(range.start.line + 1)}` : path;
    // A narrow row has no room for a path that its text names already, folder of the window included.
    if (indexOfPath(evidence.text, path) < 0) row.description = place;
    row.tooltip = `${evidence.text}\n${place}`;
    row.resourceUri = uriIn(folder, evidence.path);
    row.iconPath = vscode.ThemeIcon.File;
    row.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open the file'),
      arguments: [uriIn(folder, evidence.path), range ? { selection: range } : {}],
    };
    return row;
  }
}

type AloneNode = Extract<GuideNode, { level: 'cluster' | 'next' }>;

/** Rows above the topics. */
const isAlone = (node: GuideNode): node is AloneNode =>
  node.level === 'cluster' || node.level === 'next';

function childrenOf(node: GuideNode): GuideNode[] {
  if (isAlone(node)) return [];
  const { topic } = node;
  switch (node.level) {
    case 'topic':
      return topic.slides.map((slide) => ({ level: 'slide', slide, topic }));
    case 'slide':
      return node.slide.items.map((item) => ({ level: 'item', item, slide: node.slide, topic }));
    case 'item':
      return node.item.evidence.map((evidence, index) => ({
        ...node,
        level: 'evidence',
        evidence,
        index,
      }));
    case 'evidence':
      return [];
  }
}

const isOpen = (item: GuideItem): boolean => item.state === 'open' || item.state === 'partly';

function holdsOpen(node: GuideNode): boolean {
  if (isAlone(node)) return true;
  if (node.level === 'topic') return node.topic.slides.some((slide) => slide.items.some(isOpen));
  if (node.level === 'slide') return node.slide.items.some(isOpen);
  return node.level === 'evidence' || isOpen(node.item);
}
