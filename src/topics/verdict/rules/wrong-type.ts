import type { Fix } from '../../../core/lint/fix.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import { yamlNumber } from '../../../core/schema/numbers.ts';
import type { Shape } from '../../../core/schema/shape.ts';
import type { View } from '../../../core/yaml/view.ts';
import { quoteFix, unquoteFix } from '../edits.ts';
import { checkFlaws } from '../flaws.ts';
import { found, refused, wanted as inWords } from '../wording.ts';

export const wrongType = defineRule({
  id: 'wrong-type',
  severity: 'error',
  summary: 'A value has another type than its field asks for.',
  deck: [],
  patches: true,
  docs: {
    why: 'YAML gives a bare `8080` or `true` the type of a number or a boolean. The value of an environment variable, a label and an annotation are text, a port is a number, and the API server refuses an object where they are something else.',
    fix: 'Put quotes around what has to be text, and take them away from what has to be a number or a boolean.',
    links: [
      {
        title: 'Define environment variables for a container',
        url: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
      },
    ],
  },
  check: {
    object: checkFlaws('wrong type', ({ at, wanted }, object) => {
      const isScalar = at.node?.type === 'scalar';
      const name =
        typeof at.key === 'number' ? `An item of "${listName(at)}"` : `"${at.key ?? ''}"`;
      return {
        at: isScalar || typeof at.key === 'number' ? at : at.keyMark,
        message: `${name} has to be ${inWords(wanted)} and is ${foundIn(at)}, so ${refused(object)}.${advice(at, wanted)}`,
        fixes: fixesOf(at, wanted, object),
      };
    }),
  },
});

function listName(at: View): string {
  return String(at.parent?.key ?? '');
}

function foundIn(at: View): string {
  const isFraction = at.type === 'number' && !Number.isInteger(yamlNumber(at.text ?? ''));
  return isFraction ? 'a fraction' : found(at.type);
}

function advice(at: View, wanted: Shape): string {
  if (isTextWanted(wanted) && at.node?.type === 'scalar') return ' Put it in quotes.';
  if (wanted.is === 'list' && at.type === 'map') return ' Put a "- " before its first key.';
  return '';
}

function isTextWanted(wanted: Shape): boolean {
  if (wanted.is !== 'scalar') return false;
  return ['string', 'integer or string'].includes(wanted.type);
}

/** Quotes are the one right answer where the value is what was meant. */
function fixesOf(at: View, wanted: Shape, object: KubernetesObject): readonly Fix[] {
  const { node } = at;
  if (node?.type !== 'scalar' || wanted.is !== 'scalar') return [];
  if (isTextWanted(wanted)) return node.style === 'plain' ? [quoteFix(object, at)] : [];
  const isQuoted = node.style === 'single' || node.style === 'double';
  if (!isQuoted || node.tag !== undefined) return [];
  const isNumber = /^(?:integer|long)$/.test(wanted.type) && /^-?(?:0|[1-9]\d*)$/.test(node.value);
  const isBoolean = wanted.type === 'boolean' && /^(?:true|false)$/.test(node.value);
  return isNumber || isBoolean ? [unquoteFix(object, at)] : [];
}
