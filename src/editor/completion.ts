import * as vscode from 'vscode';
import { completionsAt } from '../core/completion/completion.ts';
import type { Completion } from '../core/completion/completion.ts';
import { expandSnippet } from '../core/completion/snippet.ts';
import type { Snippet } from '../core/completion/snippet.ts';
import type { Schema } from '../core/schema/schema.ts';
import { LineMap } from '../core/text/text.ts';
import type { Span } from '../core/text/text.ts';
import { toRange } from './convert.ts';
import { kindOf, voiceOf } from './folder.ts';
import type { Folder } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import type { Session } from './session.ts';

const KINDS: Readonly<Record<Completion['type'], vscode.CompletionItemKind>> = {
  snippet: vscode.CompletionItemKind.Snippet,
  name: vscode.CompletionItemKind.Reference,
  field: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
};

/** What offers are made from. */
interface Known {
  readonly snippets: readonly Snippet[];
  readonly schema: Schema | undefined;
}

/** Carries the offer until its documentation is asked for. */
class OfferItem extends vscode.CompletionItem {
  readonly offer: Completion;
  readonly language: string;

  constructor(offer: Completion, language: string) {
    const label = { label: offer.label, description: offer.description };
    super(label, KINDS[offer.type]);
    this.offer = offer;
    this.language = language;
  }
}

/** Snippets where they fit, and the names of the workspace where one is asked for. */
export function registerCompletion(
  session: Session,
  snippets: () => Promise<readonly Snippet[]>,
  schema: () => Promise<Schema>,
): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    LANGUAGES,
    {
      async provideCompletionItems(document, position, _token, { triggerCharacter }) {
        const known = await snippets();
        // What is no manifest asks for no kinds.
        const kinds = document.languageId === 'yaml' ? await schema() : undefined;
        const found = completionFolder(session, document);
        if (found?.folder.settings.completion !== true || document.languageId === 'helm') return [];
        const before = document.lineAt(position.line).text.slice(0, position.character);
        // A space asks only behind `key:`; in running text it must cost nothing.
        if (triggerCharacter === ' ' && !/[\w"']:[ ]$/.test(before)) return [];
        return items(found, document, position, { snippets: known, schema: kinds });
      },
      resolveCompletionItem(item) {
        if (item instanceof OfferItem) item.documentation = documentationOf(item);
        return item;
      },
    },
    ' ',
  );
}

/** A file that has no place on disk yet is completed as a part of the window's first folder. */
export function completionFolder(
  session: Session,
  document: vscode.TextDocument,
): { readonly folder: Folder; readonly path: string } | undefined {
  const found = session.upToDate(document);
  if (found?.folder.isFolder === true || !document.isUntitled) return found;
  const folder = session.folders.find(({ isFolder }) => isFolder);
  return folder && found ? { folder, path: found.path } : found;
}

function items(
  { folder, path }: { readonly folder: Folder; readonly path: string },
  document: vscode.TextDocument,
  position: vscode.Position,
  { snippets, schema }: Known,
): OfferItem[] {
  const text = document.getText();
  const lines = new LineMap(text);
  const rangeOf = (span: Span): vscode.Range => toRange(lines.range(span));
  const offset = document.offsetAt(position);
  const kind = kindOf(document, path);
  const request = { path, kind, text, offset };
  const options = { schema: () => schema, ...voiceOf(folder, 'completion') };
  const offers = completionsAt(folder.workspace, snippets, request, options);
  return offers.map((offer, i) => {
    const item = new OfferItem(offer, document.languageId);
    const replacing = rangeOf(offer.span);
    item.range = { inserting: replacing.with({ end: position }), replacing };
    const isSnippet = offer.type === 'snippet' || offer.type === 'field';
    item.insertText = isSnippet ? new vscode.SnippetString(offer.insert) : offer.insert;
    item.filterText = offer.filter;
    item.sortText = String(i).padStart(4, '0');
    item.additionalTextEdits = offer.removals.map((span) => vscode.TextEdit.delete(rangeOf(span)));
    return item;
  });
}

/** What the snippet gives when every tab stop keeps its default. */
function documentationOf({ offer, language }: OfferItem): vscode.MarkdownString | string {
  if (offer.type !== 'snippet') return offer.about ?? '';
  // Our own words; what comes from the workspace stays in the block.
  const markdown = new vscode.MarkdownString(offer.about);
  return markdown.appendCodeblock(expandSnippet(offer.insert), language);
}
