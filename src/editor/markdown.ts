import * as vscode from 'vscode';
import type { HoverPart } from '../core/hover/hover.ts';
import { markOf } from '../core/lint/lint.ts';
import { indexOfPath } from '../core/text/text.ts';
import { visible } from '../core/text/visible.ts';
import { absolute } from '../core/yaml/view.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';
import { spanToRange } from './convert.ts';

/** The commands that a link in our Markdown may run; nothing else is trusted. */
const LINK_COMMANDS = ['nextSteps.openSlide', 'nextSteps.openRule', 'nextSteps.openPlace'];

export function trustedMarkdown(): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', true);
  markdown.isTrusted = { enabledCommands: LINK_COMMANDS };
  return markdown;
}

/**
 * Text of the workspace, escaped as VS Code does it. Its no-break spaces become spaces again: with
 * them, long lines break inside of words.
 */
export function appendWords(markdown: vscode.MarkdownString, text: string): vscode.MarkdownString {
  return markdown.appendMarkdown(escapedWords(text.trim()));
}

function escapedWords(text: string): string {
  const escaped = new vscode.MarkdownString('', true).appendText(visible(text)).value;
  return withoutAutolinks(escaped.replaceAll('&nbsp;', ' '));
}

/** Addresses that stand in the text itself would become links: their signs are written as entities. */
function withoutAutolinks(markdown: string): string {
  return markdown
    .replaceAll('://', '&#58;//')
    .replaceAll('@', '&#64;')
    .replaceAll(/www(?=\.)/gi, '$&&#8288;');
}

/** A link target that runs one of our commands. */
export function commandLink(command: string, ...args: readonly unknown[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}

/** The parts of a hover; text of the workspace goes in escaped, never as Markdown. */
export function hoverMarkdown(
  folder: Folder,
  parts: readonly HoverPart[],
  titleOf: SlideTitles,
): vscode.MarkdownString {
  const result = trustedMarkdown();
  for (const part of parts) {
    if ('slide' in part) appendSlide(result, part.slide, titleOf(part.slide));
    else appendPart(result, folder, part);
  }
  return result;
}

/** The title of a slide by its number. */
export type SlideTitles = (slide: string) => string | undefined;

function appendSlide(result: vscode.MarkdownString, slide: string, title = slide): void {
  result.appendMarkdown('[$(mortar-board) ');
  appendWords(result, vscode.l10n.t('Next Steps: {0}', title));
  result.appendMarkdown(`](${commandLink('nextSteps.openSlide', slide)})\n\n`);
}

function appendPart(
  result: vscode.MarkdownString,
  folder: Folder,
  part: Exclude<HoverPart, { readonly slide: unknown }>,
): void {
  if ('markdown' in part) result.appendMarkdown(`${part.markdown}\n\n`);
  else if ('text' in part) appendWords(result, part.text).appendMarkdown('\n\n');
  else if ('code' in part) result.appendCodeblock(part.code, part.language);
  else if ('link' in part) {
    result.appendMarkdown(`[${part.link.title}](${part.link.url})\n\n`);
  } else {
    for (const line of part.list) appendLine(result, folder, line);
    result.appendMarkdown('\n');
  }
}

function appendLine(
  result: vscode.MarkdownString,
  folder: Folder,
  line: Extract<HoverPart, { readonly list: unknown }>['list'][number],
): void {
  // A line that brings its own number is one of a sequence.
  const [, number, text = ''] = /^(?:(\d+)\. )?(.*)$/s.exec(line.text) ?? [];
  result.appendMarkdown(number === undefined ? '- ' : `${number}. `);
  const words = text.replaceAll('\n', ' ').trim();
  const link = line.path === undefined ? '' : placeLink(folder, line.path, line.at);
  result.appendMarkdown(`${withLink(words, line.path, link, escapedWords)}\n`);
}

/**
 * A text with a link to the place that it speaks of: on the path where the text names it, else in
 * brackets behind the text. `escaped` turns words of the workspace into Markdown.
 */
function withLink(
  text: string,
  path: string | undefined,
  link: string,
  escaped: (words: string) => string,
): string {
  if (path === undefined || link === '') return escaped(text);
  const start = indexOfPath(text, path);
  if (start < 0) return `${escaped(text)} (${link})`;
  return escaped(text.slice(0, start)) + link + escaped(text.slice(start + path.length));
}

function placeLink(
  folder: Folder,
  path: string,
  at: Parameters<typeof markOf>[0] | undefined,
): string {
  const file = folder.workspace.file(path);
  const range = at && file ? spanToRange(file.text, absolute(markOf(at))) : undefined;
  const line = range === undefined ? '' : `:${range.start.line + 1}`;
  const position = range && { line: range.start.line, character: range.start.character };
  const uri = uriIn(folder, path);
  const target = commandLink('nextSteps.openPlace', uri.toString(), position);
  return `[${escapedWords(`${vscode.workspace.asRelativePath(uri)}${line}`)}](${target})`;
}
