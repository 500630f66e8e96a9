import { describe, expect, it } from 'vitest';
import { groupSnippets } from '../../src/core/completion/snippet-groups.ts';
import { topics } from '../../src/topics/deck.ts';
import { all, all as snippets } from './snippet-files.ts';

describe('the topics', () => {
  it('own every snippet once, and name none that does not exist', () => {
    const owned = topics.flatMap((topic) => topic.snippets);
    expect([...owned].sort()).toEqual(all.map(({ prefix }) => prefix).sort());
  });

  it('give the editor the same snippets as the files', () => {
    expect(snippets).toEqual(all);
  });
});

describe('groups', () => {
  it('come in the order of the snippets: ingress, config map and secret lead', () => {
    const groups = groupSnippets(topics, snippets);
    expect(groups[0]?.snippets[0]?.prefix).toBe('k8s-ingress');
    expect(groups[1]?.snippets.slice(0, 2).map(({ prefix }) => prefix)).toEqual([
      'k8s-configmap',
      'k8s-secret',
    ]);
    expect(groups.flatMap((group) => group.snippets)).toHaveLength(all.length);
  });

  it('leave out titles without snippets and snippets without a title', () => {
    const titles = [
      { title: 'Second', snippets: ['k8s-secret'] },
      { title: 'Empty', snippets: [] },
      { title: 'First', snippets: ['k8s-ingress-tls', 'k8s-ingress'] },
    ];
    const groups = groupSnippets(titles, snippets);
    expect(groups.map(({ title, snippets: own }) => [title, own.map((s) => s.prefix)])).toEqual([
      ['First', ['k8s-ingress', 'k8s-ingress-tls']],
      ['Second', ['k8s-secret']],
    ]);
  });
});
