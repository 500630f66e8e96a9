/** How topics, slides and items look as rows: label, evidence, icon, tick, words for screen readers. */
import * as vscode from 'vscode';
import { inSentence } from '../core/guide/next-step.ts';
import type { NextStep } from '../core/guide/next-step.ts';
import { tally } from '../core/guide/guide.ts';
import type { LiveCluster } from '../core/live/live-cluster.ts';
import { providerOfCluster, roleOf } from '../core/live/providers.ts';
import type { GuideItem, GuideSlide, GuideTopic } from '../core/guide/guide.ts';
import { roleWords } from './choose-context.ts';
import { appendWords, trustedMarkdown } from './markdown.ts';

type ShownState = GuideItem['state'] | 'claimed' | 'disputed';

const ICON: Readonly<Record<ShownState, vscode.ThemeIcon>> = {
  done: new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')),
  partly: new vscode.ThemeIcon('color-mode', new vscode.ThemeColor('list.warningForeground')),
  open: new vscode.ThemeIcon('circle-large-outline'),
  unknown: new vscode.ThemeIcon('question'),
  statement: new vscode.ThemeIcon('book'),
  claimed: new vscode.ThemeIcon('pass'),
  disputed: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
};

/** For what this workspace has nothing to do with: no question is open. */
const NOT_HERE = new vscode.ThemeIcon('dash');

/** The words that stand for an icon, on pages and for screen readers. */
export function wordsFor(state: GuideItem['state'], reason?: GuideItem['reason']): string {
  switch (reason) {
    case 'needs-cluster':
      return vscode.l10n.t('needs a cluster');
    case 'needs-team':
      return vscode.l10n.t('needs your team');
    case 'does-not-apply':
      return vscode.l10n.t('does not apply');
    case 'could-not-follow':
      return vscode.l10n.t('could not follow');
    case undefined:
      return wordsForState(state);
  }
}

function wordsForState(state: GuideItem['state']): string {
  switch (state) {
    case 'done':
      return vscode.l10n.t('done');
    case 'partly':
      return vscode.l10n.t('partly done');
    case 'open':
      return vscode.l10n.t('open');
    case 'unknown':
      return vscode.l10n.t('the files cannot tell');
    case 'statement':
      return vscode.l10n.t('to read');
  }
}

function wordsWithClaim(item: GuideItem, state: ShownState): string {
  const words = wordsFor(item.state, item.reason);
  if (state === 'disputed') return vscode.l10n.t('you ticked it, the files say: {0}', words);
  return state === 'claimed' ? vscode.l10n.t('ticked by you') : words;
}

/** The evidence decides; the user's tick speaks where the files cannot, and where both disagree. */
export function shownState(item: GuideItem, ticked: boolean): ShownState {
  if (!ticked) return item.state;
  if (item.state === 'open' || item.state === 'partly') return 'disputed';
  return item.state === 'done' ? 'done' : 'claimed';
}

/** On top of all: the one thing to do next. Its button does it; a click shows why. */
export function nextRow({ order, item, slide }: NextStep): vscode.TreeItem {
  const row = new vscode.TreeItem(vscode.l10n.t('Next: {0}', inSentence(order)));
  row.id = 'next';
  row.contextValue = item.action === undefined ? 'next' : 'next.action';
  row.iconPath = new vscode.ThemeIcon('arrow-circle-right', new vscode.ThemeColor('focusBorder'));
  row.tooltip = itemTooltip(item, item.state, undefined);
  row.command = {
    command: 'nextSteps.openSlide',
    title: vscode.l10n.t('Open the slide'),
    arguments: [slide.id, item.id],
  };
  return row;
}

/** Which cluster has its say in the guide, and how old its facts are. */
export function clusterRow(cluster: LiveCluster, age: string): vscode.TreeItem {
  const { context, version, gaps } = cluster.snapshot;
  const role = roleOf(context);
  const row = new vscode.TreeItem(vscode.l10n.t('{0}, {1}', cluster.name, age));
  row.id = 'cluster';
  row.contextValue = 'cluster';
  const colour = role === 'production' ? 'charts.red' : 'charts.blue';
  row.iconPath = new vscode.ThemeIcon('server-environment', new vscode.ThemeColor(colour));
  const about = [
    ...(role === 'unknown' ? [] : [roleWords(role)]),
    providerOfCluster(cluster)?.name ?? '',
    version ?? '',
  ].filter((word) => word !== '');
  row.description = about.join(', ');
  const text = trustedMarkdown();
  appendWords(text, vscode.l10n.t('Read from {0}.', context.server ?? cluster.name));
  text.appendMarkdown('\n\n');
  for (const gap of gaps.slice(0, MOST_GAPS))
    appendWords(text.appendMarkdown('- '), gap.text).appendMarkdown('\n');
  const more = gaps.length - MOST_GAPS;
  if (more > 0) text.appendMarkdown(`- ${vscode.l10n.t('and {0} more', more)}`);
  row.tooltip = text;
  row.accessibilityInformation = {
    label: [vscode.l10n.t('Cluster {0}, read {1}', cluster.name, age), ...about].join(', '),
  };
  return row;
}

/** What rights do not cover is a line each; a user without any has some thirty of them. */
const MOST_GAPS = 12;

/** `kind-dev, 14:05`: where a piece of evidence was read, and when; its row is not drawn anew. */
export function placeInCluster(cluster: LiveCluster): string {
  const time = new Date(cluster.snapshot.takenAt).toLocaleTimeString(vscode.env.language, {
    hour: '2-digit',
    minute: '2-digit',
  });
  return vscode.l10n.t('{0}, {1}', cluster.name, time);
}

export function topicRow(topic: GuideTopic): vscode.TreeItem {
  const row = new vscode.TreeItem(topic.title, vscode.TreeItemCollapsibleState.Collapsed);
  row.id = topic.id;
  row.contextValue = 'topic';
  showProgress(row, topic, 'mortar-board');
  return row;
}

export function slideRow(slide: GuideSlide, topic: GuideTopic): vscode.TreeItem {
  const isOnly = topic.slides.length === 1;
  const state = vscode.TreeItemCollapsibleState[isOnly ? 'Expanded' : 'Collapsed'];
  const row = new vscode.TreeItem(slide.title, state);
  row.id = slide.id;
  row.contextValue = 'slide';
  row.command = {
    command: 'nextSteps.openSlide',
    title: vscode.l10n.t('Open the slide'),
    arguments: [slide.id],
  };
  showProgress(row, slide, 'preview');
  return row;
}

/** How much of a topic or slide is done; nothing where its items are only there to be read. */
function showProgress(
  row: vscode.TreeItem,
  part: GuideTopic | GuideSlide,
  icon: 'mortar-board' | 'preview',
): void {
  const { title } = part;
  const slides = 'slides' in part ? part.slides : [part];
  const { done, partly, open } = tally(slides.flatMap((slide) => slide.items));
  const all = done + partly + open;
  row.iconPath = all > 0 && done === all ? ICON.done : new vscode.ThemeIcon(icon);
  if (all === 0) {
    row.tooltip = title;
    row.accessibilityInformation = { label: `${title}, ${wordsFor('statement')}` };
    return;
  }
  row.description = vscode.l10n.t('{0} of {1}', done, all);
  row.tooltip = vscode.l10n.t('{0}: {1} of {2} done, as far as the files show', title, done, all);
  row.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} of {2} done', title, done, all) };
}

export function itemRow(
  item: GuideItem,
  slide: GuideSlide,
  day: string | undefined,
): vscode.TreeItem {
  const state = shownState(item, day !== undefined);
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const row = new vscode.TreeItem(item.label, item.evidence.length > 0 ? Collapsed : None);
  row.id = item.id;
  row.contextValue = item.links.length > 0 ? 'item.links' : 'item';
  row.iconPath = item.reason === 'does-not-apply' && state === 'unknown' ? NOT_HERE : ICON[state];
  row.description = describe(item, state);
  row.tooltip = itemTooltip(item, state, day);
  row.checkboxState = checkbox(item, day);
  row.command = {
    command: 'nextSteps.openSlide',
    title: vscode.l10n.t('Open the slide'),
    arguments: [slide.id, item.id],
  };
  const [first] = item.evidence;
  const said = [item.title, wordsWithClaim(item, state), first?.text ?? ''];
  row.accessibilityInformation = { label: said.map(withoutStop).filter(Boolean).join(', ') };
  return row;
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

function describe(item: GuideItem, state: ShownState): string {
  if (state === 'disputed' || state === 'claimed') return wordsWithClaim(item, state);
  const [first, ...more] = item.evidence;
  if (first === undefined) return '';
  return more.length === 0
    ? first.text
    : vscode.l10n.t('{0} (and {1} more)', first.text, more.length);
}

function checkbox(
  item: GuideItem,
  day: string | undefined,
): NonNullable<vscode.TreeItem['checkboxState']> {
  return {
    state:
      day === undefined
        ? vscode.TreeItemCheckboxState.Unchecked
        : vscode.TreeItemCheckboxState.Checked,
    tooltip:
      day === undefined
        ? vscode.l10n.t('Tick it when you have done it; the icon shows what the files say')
        : vscode.l10n.t('Ticked by you on {0}', day),
    accessibilityInformation: { label: vscode.l10n.t('Your own tick for "{0}"', item.title) },
  };
}

/** More evidence than this is left to the rows below and to the slide. */
const MOST_IN_TOOLTIP = 5;

function itemTooltip(
  item: GuideItem,
  state: ShownState,
  day: string | undefined,
): vscode.MarkdownString {
  const text = trustedMarkdown();
  text.appendMarkdown(`${item.text}\n\n`);
  if (item.today !== undefined) text.appendMarkdown(`*Today:* ${item.today}\n\n`);
  if (item.state !== 'statement') appendEvidence(text, item);
  if (item.next !== undefined)
    appendWords(text.appendMarkdown('$(arrow-right) '), item.next).appendMarkdown('\n\n');
  if (day !== undefined) {
    const icon = state === 'disputed' ? '$(warning) ' : '';
    text.appendMarkdown(`${icon}${vscode.l10n.t('Ticked by you on {0}.', day)}\n\n`);
  }
  for (const { title, url } of item.links)
    appendWords(text.appendMarkdown('$(link-external) ['), title).appendMarkdown(`](${url})\n\n`);
  return text;
}

function appendEvidence(text: vscode.MarkdownString, item: GuideItem): void {
  const { state, reason, evidence } = item;
  const cluster = evidence.find((line) => line.cluster !== undefined)?.cluster;
  const words = wordsFor(state, reason);
  const found =
    cluster === undefined
      ? vscode.l10n.t('In your files: {0}', words)
      : vscode.l10n.t('In your files and in {0}: {1}', cluster, words);
  appendWords(text.appendMarkdown('**'), found).appendMarkdown('**\n\n');
  for (const piece of evidence.slice(0, MOST_IN_TOOLTIP))
    appendWords(text.appendMarkdown('- '), piece.text).appendMarkdown('\n');
  const more = evidence.length - MOST_IN_TOOLTIP;
  if (more > 0) text.appendMarkdown(`- ${vscode.l10n.t('and {0} more', more)}`);
  text.appendMarkdown('\n\n');
}
