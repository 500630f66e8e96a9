import type { Snippet } from './snippet.ts';

export interface SnippetGroup {
  readonly title: string;
  readonly snippets: readonly Snippet[];
}

/**
 * The snippets under the titles that list their prefixes, both in the order of the snippets: the
 * group of the first snippet comes first. What no title lists is left out.
 */
export function groupSnippets(
  titles: readonly { readonly title: string; readonly snippets: readonly string[] }[],
  snippets: readonly Snippet[],
): readonly SnippetGroup[] {
  const ranked = titles.map(({ title, snippets: prefixes }) => {
    const own = snippets.filter(({ prefix }) => prefixes.includes(prefix));
    const rank = snippets.findIndex((snippet) => snippet === own[0]);
    return { title, snippets: own, rank };
  });
  return ranked
    .filter((group) => group.snippets.length > 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ title, snippets: own }) => ({ title, snippets: own }));
}
