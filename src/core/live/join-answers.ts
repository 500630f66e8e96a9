/** What files and a cluster say about the same item of the guide, as one answer. */
import type { Answer } from '../guide/topic.ts';

/**
 * What only one of them knows is the answer; where both know and differ, the item is partly done.
 * A cluster that may not be asked explains an item that files cannot know either.
 */
export function joinAnswers(files: Answer | undefined, live: Answer): Answer {
  if (files === undefined || files.state === 'unknown') return live;
  if (live.state === 'unknown') return files;
  const evidence = [...live.evidence, ...files.evidence];
  if (live.state === files.state) return { ...files, evidence };
  const state = 'partly' as const;
  const next = live.state === 'done' ? files.next : (live.next ?? files.next);
  return { state, evidence, ...(next !== undefined && { next }) };
}
