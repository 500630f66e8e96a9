import type { SourceDocument, SourceFile } from '../files/source.ts';
import type { Span } from '../text/text.ts';

/** A document that no rule can look into. */
export interface Unread {
  readonly document: SourceDocument;
  /** Where its text breaks, in the file. */
  readonly span: Span;
  /** A clause that begins with a small letter. */
  readonly reason: string;
}

/** Text that a tool fills in before it becomes YAML. */
const TEMPLATE = /\{\{|\{%|<%/;
const MANIFEST = /["']?apiVersion["']?\s*:/;

/** The documents of a file that cannot be parsed, each with the first place where it breaks. */
export function unreadIn(file: SourceFile): readonly Unread[] {
  return file.documents.flatMap((document) => {
    const [first] = isOurs(file, document) ? document.tree.errors : [];
    if (first === undefined) return [];
    const { start } = document;
    const span = { start: start + first.start, end: start + first.end };
    return [{ document, span, reason: reasonOf(first.message) }];
  });
}

/** Whether a document is a manifest, and not what a file of another program holds. */
export function isMeantAsManifest({ text }: SourceDocument): boolean {
  return MANIFEST.test(text);
}

/** Other JSON may hold comments, and values, charts and CI files are read by other tools. */
function isOurs({ kind }: SourceFile, document: SourceDocument): boolean {
  if (TEMPLATE.test(document.text)) return false;
  if (kind === 'json') return isMeantAsManifest(document);
  return kind === 'yaml' || kind === 'compose' || kind === 'kustomization';
}

/** The parser's message without the piece of text that some of them quote: it may be a secret. */
function reasonOf(message: string): string {
  const words = message.replace(/:\s+["|>][\s\S]*$/, '').replace(/[.\s]+$/, '');
  return words.charAt(0).toLowerCase() + words.slice(1);
}
