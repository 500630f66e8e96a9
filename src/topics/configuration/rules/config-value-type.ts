import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { quoteValue } from '../../../core/yaml/rewrite.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { isSensitiveName } from '../../../core/kubernetes/sensitive.ts';
import { lineBreak, lineStart } from '../../../core/text/text.ts';
import type { View } from '../../../core/yaml/view.ts';

export const configValueType = defineRule({
  id: 'config-value-type',
  severity: 'error',
  summary:
    'A value of a ConfigMap or of stringData is a number, a boolean or a structure, and only text is allowed.',
  deck: ['S8.1', 'S8.2'],
  kinds: ['ConfigMap', 'Secret'],
  patches: true,
  docs: {
    why: 'Every value under `data` of a ConfigMap and under `stringData` of a Secret is text, because it becomes a variable or a file. YAML reads a bare `48`, `true` or `yes` as a number or a boolean, and the API server refuses the object.',
    fix: 'Put the value in quotes.',
    links: [
      { title: 'ConfigMaps', url: 'https://kubernetes.io/docs/concepts/configuration/configmap/' },
      {
        title: 'ConfigMap in the API reference',
        url: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.group !== '') return;
      const field = object.kind === 'Secret' ? 'stringData' : 'data';
      for (const entry of object.view.get(field).entries) yield* typed(object, entry, scope);
    },
  },
});

type Entry = View & { readonly key: string };

function* typed(object: KubernetesObject, entry: Entry, scope: Scope): Iterable<Problem> {
  switch (entry.type) {
    case 'boolean':
    case 'number':
      yield {
        at: entry,
        message: `The value of "${entry.key}" is a ${entry.type} to YAML and must be text: the API server refuses it. Put it in quotes.`,
        fixes: [quoteFix(object, entry)],
      };
      return;
    case 'map':
    case 'sequence':
      yield {
        at: entry.keyMark,
        message: `The value of "${entry.key}" is a structure and must be text: the API server refuses it. Write it as a block of text behind "|".`,
        fixes: blockFix(object, entry, scope),
      };
      return;
    default:
  }
}

function quoteFix(object: KubernetesObject, entry: Entry): Fix {
  return {
    title: 'Put it in quotes',
    edits: () => [{ path: object.path, edits: [quoteValue(entry)] }],
    preferred: true,
    // The whole value is written anew.
    confidential: object.kind === 'Secret' || isSensitiveName(entry.key),
  };
}

/** A structure in block form becomes the text it is written as. */
function blockFix(object: KubernetesObject, entry: Entry, scope: Scope): readonly Fix[] {
  const edits = (): readonly TextEdit[] => {
    const edit = blockEdit(scope.file(object.path)?.text ?? '', entry);
    return edit === undefined ? [] : [edit];
  };
  if (edits().length === 0) return [];
  return [
    {
      title: 'Make it a block of text',
      edits: () => [{ path: object.path, edits: edits() }],
    },
  ];
}

/** A `|` behind the key; undefined where the lines of the structure would not all belong to that block. */
function blockEdit(text: string, entry: Entry): TextEdit | undefined {
  const { node } = entry;
  if ((node?.type !== 'map' && node?.type !== 'sequence') || node.flow) return undefined;
  const between = text.slice(entry.keySpan.end, entry.span.start);
  const [head] = /^["']?[ \t]*:[ \t]*\r?\n/.exec(between) ?? [];
  if (head === undefined) return undefined;
  const start = entry.keySpan.end + head.indexOf(':') + 1;
  const end = entry.keySpan.end + head.length;
  const keyIndent = entry.keySpan.start - lineStart(text, entry.keySpan.start);
  if (!isBlock(text.slice(end, entry.span.end), keyIndent)) return undefined;
  return { span: { start, end }, text: ` |${lineBreak(text)}` };
}

/**
 * Whether these lines are one block of text: its first line sets the indentation, which is deeper than
 * the key's, and no later line, be it a comment, has less. A list may stand as far left as its key.
 */
function isBlock(text: string, keyIndent: number): boolean {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => !isBlank(line));
  const first = indentOf(lines[at] ?? '');
  const before = lines.slice(0, at).every((line) => indentOf(line) <= first);
  const after = lines.slice(at).every((line) => isBlank(line) || indentOf(line) >= first);
  return first > keyIndent && before && after;
}

const isBlank = (line: string): boolean => line.trim() === '';

const indentOf = (line: string): number => line.length - line.replace(/^ +/, '').length;
