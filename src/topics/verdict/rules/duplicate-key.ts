import { defineRule } from '../../../core/lint/rule.ts';
import type { View } from '../../../core/yaml/view.ts';
import { removeFix } from '../edits.ts';
import { checkFlaws } from '../flaws.ts';
import { refused } from '../wording.ts';

export const duplicateKey = defineRule({
  id: 'duplicate-key',
  severity: 'error',
  summary: 'A map of an object has the same key twice.',
  deck: [],
  patches: true,
  docs: {
    why: 'A key can have one value. Tools disagree about which of the two counts, so the API server refuses the object when it is asked to be strict, as `kubectl` does.',
    fix: 'Keep one of them. Where both hold something, such as two lists of ports, join them.',
    links: [
      {
        title: 'YAML 1.2: mappings',
        url: 'https://yaml.org/spec/1.2.2/#3211-nodes',
      },
    ],
  },
  check: {
    object: checkFlaws('duplicate key', ({ at }, object, scope) => {
      const first = at.parent?.get(String(at.key));
      const isSame = first !== undefined && written(first) === written(at);
      return {
        at: at.keyMark,
        message: `"${String(at.key)}" is set twice in the same map, so ${refused(object)}. Keep one of them.`,
        fixes: [
          removeFix(object, at, scope, {
            title: isSame ? 'Remove the repetition' : 'Remove this one',
            preferred: isSame,
          }),
        ],
        ...(first !== undefined && {
          related: [
            {
              path: object.path,
              at: first.keyMark,
              message: `"${String(at.key)}" is set here first.`,
            },
          ],
        }),
      };
    }),
  },
});

function written(view: View): string {
  const { start, end } = view.mark;
  return view.document.text.slice(start, end);
}
