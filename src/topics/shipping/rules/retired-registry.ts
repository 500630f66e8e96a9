import type { Fix } from '../../../core/lint/fix.ts';
import { replaceMark } from '../../../core/yaml/rewrite.ts';
import { retiredRegistry as findRegistry } from '../../../core/kubernetes/images.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem, Severity } from '../../../core/lint/rule.ts';
import type { Mark, View } from '../../../core/yaml/view.ts';

export const retiredRegistry = defineRule({
  id: 'retired-registry',
  severity: 'warning',
  summary: 'An image comes from a registry that is frozen since April 2023.',
  deck: ['S9.7', 'S17.3'],
  docs: {
    why: '`k8s.gcr.io` and `gcr.io/google_containers` get no new images and no security fixes since April 2023, and may go away. `registry.k8s.io` holds the same images under the same names.',
    fix: 'Write `registry.k8s.io` in front of the image.',
    links: [
      {
        title: 'k8s.gcr.io is frozen',
        url: 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/',
      },
    ],
  },
  check: {
    *container({ workload, view }) {
      const { path } = workload.object;
      yield* inValue(view.get('image'), path);
      for (const argument of [...view.get('command').items, ...view.get('args').items]) {
        yield* inValue(argument, path);
      }
      for (const variable of view.get('env').items) yield* inValue(variable.get('value'), path);
    },
    *kustomization({ view, path }) {
      for (const image of view.get('images').items) yield* inValue(image.get('newName'), path);
    },
    *composeService({ image, file }) {
      yield* inValue(image, file.path, 'information');
    },
    *dockerfile(node) {
      for (const { image } of node.dockerfile.stages) {
        if (image === undefined) continue;
        const { start } = image.span;
        const part = (length: number) => node.mark({ start, end: start + length });
        yield* found(image.text, part, node.file.path, 'information');
      }
    },
  },
});

/** The whole value, or what stands behind the `=` of an option. */
function* inValue(view: View, path: string, severity?: Severity): Iterable<Problem> {
  const text = view.text;
  if (text === undefined) return;
  const start = /^--?[\w-]+=/.exec(text)?.[0].length ?? 0;
  yield* found(text.slice(start), (length) => view.part(start, start + length), path, severity);
}

function* found(
  reference: string,
  part: (length: number) => Mark,
  path: string,
  severity?: Severity,
): Iterable<Problem> {
  const retired = findRegistry(reference);
  if (retired === undefined) return;
  const at = part(retired.prefix.length);
  yield {
    at,
    ...(severity && { severity }),
    message: `"${retired.prefix}" is frozen since April 2023 and gets no security fixes. Write "registry.k8s.io" instead.`,
    fixes: [fix(at, path)],
  };
}

function fix(at: Mark, path: string): Fix {
  return {
    title: 'Write "registry.k8s.io"',
    edits: () => [{ path, edits: [replaceMark(at, 'registry.k8s.io')] }],
    preferred: true,
  };
}
