import { nearest } from '../../../core/kubernetes/labels.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { replaceFix } from '../edits.ts';
import { flawsOfSort } from '../flaws.ts';
import { refusalsOf } from '../refusals.ts';
import { capital, oneOf, refused } from '../wording.ts';
import { View } from '../../../core/yaml/view.ts';

/** More values than these are named by the hover. */
const MOST_NAMED = 6;

export const invalidValue = defineRule({
  id: 'invalid-value',
  severity: 'error',
  summary: 'A value is not one that its field allows.',
  deck: [],
  patches: true,
  docs: {
    why: 'Names, labels, ports, quantities, schedules and many other values have a form of their own, and some refer to another part of the same object, as a volume mount does to a volume. The API server refuses an object where one of them is wrong.',
    fix: 'Write a value that is allowed; the message says which ones are.',
    links: [
      {
        title: 'Object names and IDs',
        url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
      },
      {
        title: 'Labels and selectors',
        url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
      },
    ],
  },
  check: {
    *object(object, scope): Iterable<Problem> {
      for (const { at, values } of flawsOfSort(object, scope, 'unknown value')) {
        const names = [...values.keys()];
        const text = at.text ?? '';
        const near =
          names.find((name) => name.toLowerCase() === text.toLowerCase()) ?? nearest(text, names);
        const allowed = names.length > MOST_NAMED ? '' : ` Allowed: ${oneOf(names)}.`;
        yield {
          at,
          message: `"${text}" is not allowed here, so ${refused(object)}.${allowed}`,
          fixes: near === undefined ? [] : [replaceFix(object, at, near)],
        };
      }
      for (const { at, why } of flawsOfSort(object, scope, 'malformed'))
        yield {
          at,
          message: `"${at.text ?? String(at.key)}" is not allowed here: ${why}. So ${refused(object)}.`,
        };
      for (const { is, at, why, todo, value } of refusalsOf(object, scope)) {
        if (is !== 'invalid') continue;
        yield {
          at,
          message: [`${capital(why)}, so ${refused(object)}.`, todo ?? ''].join(' ').trim(),
          fixes: value !== undefined && at instanceof View ? [replaceFix(object, at, value)] : [],
        };
      }
    },
  },
});
