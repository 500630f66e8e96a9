import type { SnippetLanguage } from './core/completion/snippet.ts';

interface SnippetFile {
  readonly name: string;
  readonly language: SnippetLanguage;
}

/** The files of snippets/ in the order in which they are offered; in each, what is used most first. */
export const SNIPPET_FILES: readonly SnippetFile[] = [
  { name: 'kubernetes.json', language: 'yaml' },
  { name: 'compose.json', language: 'dockercompose' },
  { name: 'dockerfile.json', language: 'dockerfile' },
  { name: 'files.json', language: 'file' },
];
