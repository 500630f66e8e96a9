import type { SourceDocument, SourceFile } from '../core/files/source.ts';
import type { InputError } from './read-workspace.ts';

/** Text that a tool fills in before it becomes YAML. */
const TEMPLATE = /\{\{|\{%|<%/;
const MANIFEST = /["']?apiVersion["']?\s*:/;

/** What keeps the rules from looking into a file: documents that are no YAML, merges, its size. */
export function documentErrors(file: SourceFile): readonly InputError[] {
  const { path } = file;
  if (file.skipped === 'conflict')
    return [{ path, message: 'Not checked: an unfinished merge has left its marks here.' }];
  if (file.skipped === 'too-large')
    return [{ path, message: 'Not checked: it is larger than 1 MB.' }];
  return file.documents.flatMap((document) => {
    const [first] = isOurs(file, document) ? document.tree.errors : [];
    if (first === undefined) return [];
    const { start } = document;
    const span = { start: start + first.start, end: start + first.end };
    return [{ path, message: `Not checked: ${reason(first.message)}.`, span }];
  });
}

/** Other JSON may hold comments, and values, charts and CI files are read by other tools. */
function isOurs({ kind }: SourceFile, { text }: SourceDocument): boolean {
  if (TEMPLATE.test(text)) return false;
  if (kind === 'json') return MANIFEST.test(text);
  return kind === 'yaml' || kind === 'compose' || kind === 'kustomization';
}

/** The parser's message without the piece of text that some of them quote: it may be a secret. */
function reason(message: string): string {
  const words = message.replace(/:\s+["|>][\s\S]*$/, '').replace(/[.\s]+$/, '');
  return words.charAt(0).toLowerCase() + words.slice(1);
}
