import { parseImage } from '../../../core/images.ts';
import { defineRule } from '../../../core/rule.ts';
import type { Problem } from '../../../core/rule.ts';
import type { Mark, View } from '../../../core/view.ts';

export const imageTag = defineRule({
  id: 'image-tag',
  severity: 'information',
  summary: 'An image has no fixed version, so what runs can change without any change here.',
  deck: ['S16.2', 'S17.2'],
  docs: {
    why: 'Without a tag, or with `latest`, two nodes can run different code under one name, and a roll-back has nothing to go back to. A commit hash or a version in the tag ties what runs to what was built.',
    fix: 'Name the version that you tested, or pin the digest.',
    bad: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n',
    good: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29.3\n',
    language: 'yaml',
    links: [
      {
        title: 'Images',
        url: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
      },
    ],
  },
  check: {
    *container({ view }) {
      yield* unpinned(view.get('image'));
    },
    *composeService({ image, build }) {
      // What is built here gets its name here; its version is the commit.
      if (build === undefined) yield* unpinned(image, 'hint');
    },
    *dockerfile({ dockerfile, mark }) {
      for (const stage of dockerfile.stages) {
        if (stage.image === undefined || stage.basedOn !== undefined) continue;
        const problem = problemOf(stage.image.text, mark(stage.image.span));
        if (problem !== undefined) yield { ...problem, severity: 'hint' };
      }
    },
  },
});

function* unpinned(image: View, severity?: 'hint'): Iterable<Problem> {
  const problem = image.string === undefined ? undefined : problemOf(image.string, image);
  if (problem !== undefined) yield { ...problem, ...(severity && { severity }) };
}

function problemOf(reference: string, at: View | Mark): Problem | undefined {
  const image = parseImage(reference);
  if (image === undefined || image.digest !== undefined || image.repository === 'scratch')
    return undefined;
  if (image.tag === undefined) {
    return {
      at,
      message: `"${reference}" has no tag, so it means "latest", which moves. Name the version that you tested.`,
    };
  }
  return image.tag === 'latest'
    ? {
        at,
        message: `"latest" moves: "${reference}" is another image tomorrow. Name the version that you tested.`,
      }
    : undefined;
}
