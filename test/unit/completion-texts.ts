import { completionsAt } from '../../src/core/completion/completion.ts';
import type { Completion } from '../../src/core/completion/completion.ts';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { expandSnippet } from '../../src/core/completion/snippet.ts';
import { fileKind } from '../../src/core/files/source.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { all as snippets } from './snippet-files.ts';

export type Files = Readonly<Record<string, string>>;

/** What is offered at the `|` of a text, in a workspace that holds the text and other files. */
export function offersAt(marked: string, path = 'new.yaml', others: Files = {}): Offers {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const workspace = workspaceOf({ ...others, [path]: text });
  const offers = completionsAt(workspace, snippets, { path, kind: fileKind(path), text, offset });
  return { text, offers };
}

export interface Offers {
  readonly text: string;
  readonly offers: readonly Completion[];
}

export function labels({ offers }: Offers): readonly string[] {
  return offers.map(({ label }) => label);
}

export function offer({ offers }: Offers, label: string): Completion {
  const found = offers.find((one) => one.label === label);
  if (found === undefined) throw new Error(`${label} is not offered`);
  return found;
}

/** The text after an offer is taken, every tab stop with its default. */
export function accepted(offers: Offers, label: string): string {
  const { span, insert, type, removals } = offer(offers, label);
  const text = type === 'snippet' ? expandSnippet(insert) : insert;
  const removed = removals.map((removal) => ({ span: removal, text: '' }));
  return applyEdits(offers.text, [...removed, { span, text }]);
}

export function workspaceOf(files: Files): Workspace {
  const workspace = new Workspace();
  workspace.change(Object.entries(files).map(([path, text]) => ({ path, text })));
  return workspace;
}
