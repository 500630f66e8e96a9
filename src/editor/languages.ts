import type { DocumentFilter } from 'vscode';

/** The documents that we speak about; without a scheme, so that virtual files count too. */
export const LANGUAGES: readonly DocumentFilter[] = [
  { language: 'yaml' },
  { language: 'helm' },
  { language: 'dockerfile' },
  { language: 'dockercompose' },
  { language: 'json' },
];
