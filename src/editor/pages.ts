import * as vscode from 'vscode';
import type { GuideEvidence, GuideItem, GuideSlide } from '../core/guide.ts';
import type { Rule } from '../core/rule.ts';
import { rulePage } from '../core/rule-page.ts';
import { plainText } from '../core/slides.ts';
import { spanToRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { GuideModel } from './guide-model.ts';

/** The scheme of our pages: Markdown that exists only while it is shown. */
export const SCHEME = 'next-steps';

/** Slides with their evidence and the pages of rules, as documents for the Markdown preview. */
export function registerPages(model: GuideModel, rules: readonly Rule[]): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const open = (): readonly vscode.Uri[] =>
    vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter(({ scheme, query }) => scheme === SCHEME && query.startsWith('slide='));
  return vscode.Disposable.from(
    changed,
    model.onDidChange(() => {
      for (const uri of open()) changed.fire(uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ query }) => pageFor(query, model, rules),
    }),
  );
}

function pageFor(query: string, model: GuideModel, rules: readonly Rule[]): string {
  const [, id = ''] = query.split('=');
  if (query.startsWith('slide=')) {
    const slide = model.slide(id);
    return slide === undefined ? '' : slidePage(slide, model);
  }
  const rule = rules.find((candidate) => candidate.id === id);
  return rule === undefined ? vscode.l10n.t('There is no rule "{0}".', id) : rulePage(rule);
}

export async function openSlide(model: GuideModel, id: string): Promise<void> {
  const slide = model.slide(id);
  if (slide !== undefined) await openPage(slide.title, `slide=${slide.id}`);
}

export function openRule(id: string): Thenable<void> {
  return openPage(id, `rule=${id}`);
}

function openPage(title: string, query: string): Thenable<void> {
  const path = `/${title.replaceAll(/[/\\?#%]/g, ' ')}.md`;
  const uri = vscode.Uri.from({ scheme: SCHEME, path, query });
  return vscode.commands.executeCommand('markdown.showPreview', uri);
}

function slidePage(slide: GuideSlide, model: GuideModel): string {
  const found = slide.items.filter((item) => item.state !== 'statement');
  const parts = [slide.markdown.trimEnd()];
  if (found.length > 0) {
    parts.push(`## ${vscode.l10n.t('Found in your files')}`);
    parts.push(found.map((item) => itemLines(item, model)).join('\n\n'));
  }
  parts.push(
    `---\n\n*${vscode.l10n.t('After the public course {0} (slides: CC BY 4.0), in our own words.', '[container.training](https://container.training/)')}*`,
  );
  return `${parts.join('\n\n')}\n`;
}

const SIGN: Readonly<Record<GuideItem['state'], string>> = {
  done: '✔',
  partly: '◐',
  open: '○',
  unknown: '?',
  statement: '·',
};

function itemLines(item: GuideItem, model: GuideModel): string {
  const lines = [
    `**${SIGN[item.state]} ${escapeMarkdown(item.title)}** (${stateWords(item.state)})`,
  ];
  const evidence = item.evidence.map((piece) => `- ${evidenceLine(piece, model)}`);
  if (item.next !== undefined) evidence.push(`- ➜ ${escapeMarkdown(item.next)}`);
  if (evidence.length > 0) lines.push(evidence.join('\n'));
  return lines.join('\n\n');
}

function stateWords(state: GuideItem['state']): string {
  switch (state) {
    case 'done':
      return vscode.l10n.t('done');
    case 'partly':
      return vscode.l10n.t('partly done');
    case 'open':
      return vscode.l10n.t('open');
    default:
      return vscode.l10n.t('cannot know from the files');
  }
}

function evidenceLine(evidence: GuideEvidence, model: GuideModel): string {
  const folder = model.folderOf(evidence);
  const text = escapeMarkdown(evidence.text);
  if (evidence.path === undefined || folder === undefined) return text;
  const source = folder.workspace.file(evidence.path)?.text ?? '';
  const line = evidence.span && spanToRange(source, evidence.span).start.line + 1;
  const uri = uriIn(folder, evidence.path).with({
    fragment: line === undefined ? '' : `L${String(line)}`,
  });
  const label = line === undefined ? evidence.path : `${evidence.path}:${String(line)}`;
  return `${text} ([${escapeMarkdown(label)}](${uri.toString()}))`;
}

/** Words of the workspace must not become Markdown. */
export function escapeMarkdown(text: string): string {
  return plainText(text).replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}
