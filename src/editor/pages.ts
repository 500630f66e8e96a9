import * as vscode from 'vscode';
import { sharedReason } from '../core/guide/guide.ts';
import type { GuideEvidence, GuideItem, GuideSlide } from '../core/guide/guide.ts';
import type { LintRule } from '../core/lint/rule.ts';
import { visible } from '../core/text/visible.ts';
import { plainText } from '../core/guide/slides.ts';
import { spanToRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { GuideModel } from './guide-model.ts';
import { placeInCluster, wordsFor } from './guide-rows.ts';
import { withLink } from './markdown.ts';

/** The scheme of our pages: Markdown that exists only while it is shown. */
export const SCHEME = 'next-steps';

/** Slides with their evidence and the pages of rules, as documents for the Markdown preview. */
export function registerPages(
  model: GuideModel,
  rules: readonly LintRule[],
  extension: vscode.Uri,
): vscode.Disposable {
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
      provideTextDocumentContent: ({ query }) => {
        const [, id = ''] = query.split('=');
        if (!query.startsWith('slide=')) return rulePage(id, rules, extension);
        const slide = model.slide(id);
        return slide === undefined ? '' : slidePage(slide, model);
      },
    }),
  );
}

/** The page is a file of the extension; the rules in memory come without it. */
async function rulePage(
  id: string,
  rules: readonly LintRule[],
  extension: vscode.Uri,
): Promise<string> {
  if (!rules.some((rule) => rule.id === id)) return vscode.l10n.t('There is no rule "{0}".', id);
  const file = vscode.Uri.joinPath(extension, 'media/rules', `${id}.md`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

export async function openSlide(model: GuideModel, id: string): Promise<void> {
  const slide = model.slide(id);
  if (slide !== undefined) await openPage(slide.title, `slide=${slide.id}`);
}

export function openRule(id: string): Thenable<void> {
  return openPage(id, `rule=${id}`);
}

/**
 * The page of a rule as a link target where commands are not allowed, as in a finding's code.
 * By its ending, the default of "workbench.editorAssociations" in package.json shows it rendered.
 */
export function rulePageUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${id}.md`, query: `rule=${id}` });
}

function openPage(title: string, query: string): Thenable<void> {
  const path = `/${title.replaceAll(/[/\\?#%]/g, ' ')}`;
  const uri = vscode.Uri.from({ scheme: SCHEME, path, query });
  return vscode.commands.executeCommand('markdown.showPreview', uri);
}

function slidePage(slide: GuideSlide, model: GuideModel): string {
  const found = slide.items.filter((item) => item.state !== 'statement');
  const parts = [laidOut(slide.markdown)];
  if (found.length > 0) {
    parts.push(
      model.cluster === undefined
        ? `## ${vscode.l10n.t('Found in your files')}`
        : `## ${vscode.l10n.t('Found in your files and in {0}', escapeMarkdown(model.cluster.name))}`,
    );
    const shared = sharedReason(found);
    parts.push(
      shared === undefined
        ? found.map((item) => itemLines(item, model)).join('\n\n')
        : sharedLines(found, shared, model),
    );
  }
  parts.push(
    `---\n\n*${vscode.l10n.t('After the public course {0} (slides: CC BY 4.0), in our own words.', '[container.training](https://container.training/)')}*`,
  );
  return `${parts.join('\n\n')}\n`;
}

/** The title as a page's own, and each footnote on a line of its own. */
const laidOut = (markdown: string): string =>
  markdown
    .trimEnd()
    .replace(/^## /, '# ')
    .replaceAll(/\n(\s*>) (Today|See):/g, '  \n$1 *$2:*');

const SIGN: Readonly<Record<GuideItem['state'], string>> = {
  done: '✔',
  partly: '◐',
  open: '○',
  unknown: '?',
  statement: '·',
};

/** What all items of a slide wait for is said once, below them. */
function sharedLines(found: readonly GuideItem[], shared: GuideItem, model: GuideModel): string {
  const titles = found.map((item) => titleLine(item)).join('  \n');
  const evidence = shared.evidence.map((piece) => `- ${evidenceLine(piece, model)}`);
  return [titles, evidence.join('\n')].join('\n\n');
}

function titleLine({ state, title, reason }: GuideItem): string {
  return `**${SIGN[state]} ${escapeMarkdown(title)}** (${wordsFor(state, reason)})`;
}

function itemLines(item: GuideItem, model: GuideModel): string {
  const lines = [titleLine(item)];
  const evidence = item.evidence.map((piece) => `- ${evidenceLine(piece, model)}`);
  if (item.next !== undefined) evidence.push(`- ➜ ${escapeMarkdown(item.next)}`);
  if (evidence.length > 0) lines.push(evidence.join('\n'));
  return lines.join('\n\n');
}

function evidenceLine(evidence: GuideEvidence, model: GuideModel): string {
  if (evidence.cluster !== undefined) {
    const place = model.cluster === undefined ? evidence.cluster : placeInCluster(model.cluster);
    return `${escapeMarkdown(evidence.text)} (${escapeMarkdown(place)})`;
  }
  const folder = model.folderOf(evidence);
  if (evidence.path === undefined || folder === undefined) return escapeMarkdown(evidence.text);
  const source = folder.workspace.file(evidence.path)?.text ?? '';
  const line = evidence.span && spanToRange(source, evidence.span).start.line + 1;
  const uri = uriIn(folder, evidence.path);
  const path = vscode.workspace.asRelativePath(uri);
  const label = line === undefined ? path : `${path}:${String(line)}`;
  const target = linkFromRoot(uri) + (line === undefined ? '' : `#L${String(line)}`);
  const link = `[${escapeMarkdown(label)}](${target})`;
  return withLink(evidence.text, evidence.path, link, escapeMarkdown);
}

/**
 * The preview opens no `file:` links, and reads a path that begins with a slash from the first
 * folder of the window. Other folders are reached by `..`.
 */
function linkFromRoot(uri: vscode.Uri): string {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.path.split('/') ?? [];
  const path = uri.path.split('/');
  const different = root.findIndex((part, i) => part !== path[i]);
  const shared = different < 0 ? root.length : different;
  const parts = [...root.slice(shared).map(() => '..'), ...path.slice(shared)];
  return `/${parts.map(encodeSegment).join('/')}`;
}

// A bracket would end the link.
const encodeSegment = (part: string): string =>
  encodeURIComponent(part).replaceAll('(', '%28').replaceAll(')', '%29');

/**
 * Words of the workspace must not become Markdown. The preview makes links of addresses even where
 * they are escaped, so that a sign without width parts them.
 */
export function escapeMarkdown(text: string): string {
  return visible(plainText(text))
    .replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&')
    .replaceAll(/\/(?=\/)|(?=@)/g, '$&\u2060');
}
