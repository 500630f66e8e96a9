import compose from '../snippets/compose.json' with { type: 'json' };
import dockerfile from '../snippets/dockerfile.json' with { type: 'json' };
import files from '../snippets/files.json' with { type: 'json' };
import kubernetes from '../snippets/kubernetes.json' with { type: 'json' };
import { loadSnippets } from './core/snippet.ts';
import type { Snippet } from './core/snippet.ts';

/** Every snippet of the extension: ingress, config map and secret first. */
export const snippets: readonly Snippet[] = [
  ...loadSnippets(kubernetes, 'yaml'),
  ...loadSnippets(compose, 'dockercompose'),
  ...loadSnippets(dockerfile, 'dockerfile'),
  ...loadSnippets(files, 'file'),
];
