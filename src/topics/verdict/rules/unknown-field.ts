import { nearest } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { shapeOf } from '../../../core/schema/kinds.ts';
import type { ObjectShape } from '../../../core/schema/shape.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { renameFix } from '../edits.ts';
import { placeAbove, placeBelow } from '../field-places.ts';
import { checkFlaws } from '../flaws.ts';
import { refused } from '../wording.ts';

export const unknownField = defineRule({
  id: 'unknown-field',
  severity: 'error',
  summary: 'An object has a field that its kind does not know.',
  deck: [],
  patches: true,
  docs: {
    why: 'Every field of a kind has one name and one place. `kubectl` asks the API server to be strict: it refuses an object with a field that it does not know. A server that is not strict would drop the field, and nothing would say so.',
    fix: 'Correct the name, or move the field to where it belongs: a field that is indented too far or not far enough lands in the wrong object.',
    links: [
      {
        title: 'Server-side field validation',
        url: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
      },
    ],
  },
  check: {
    object: checkFlaws('unknown field', ({ at, owner }, object, scope) =>
      problem(at, owner, object, scope),
    ),
  },
});

function problem(at: View, owner: ObjectShape, object: KubernetesObject, scope: Scope): Problem {
  const key = String(at.key);
  const whole = owner.name === '' ? 'This place' : owner.name;
  const said = `${whole} has no field "${key}", so ${refused(object)}.`;
  const place = placeBelow(owner, key);
  const near = place === undefined ? nearField(at, owner) : undefined;
  if (near !== undefined)
    return {
      at: at.keyMark,
      message: `${said} Did you mean "${near}"?`,
      fixes: [renameFix(object, at, near)],
    };
  const shape = shapeOf(object, scope);
  const right = place ?? (shape && placeAbove(object.view, at, shape));
  const advice =
    right === undefined ? 'Remove it, or correct its name.' : `It belongs in "${right}".`;
  return { at: at.keyMark, message: `${said} ${advice}` };
}

/** The name that is meant, where it is not there already. */
function nearField(at: View, owner: ObjectShape): string | undefined {
  const siblings = new Set(at.parent?.keys);
  const free = [...owner.fields.keys()].filter((name) => !siblings.has(name));
  const key = String(at.key);
  const plural = free.find((name) => name === `${key}s` || `${name}s` === key);
  return plural ?? nearest(key, free);
}
