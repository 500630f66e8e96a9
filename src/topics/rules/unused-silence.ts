import type { Fix, TextEdit } from '../../core/lint/fix.ts';
import { removeEntry } from '../../core/lint/fix.ts';
import { nearest } from '../../core/kubernetes/labels.ts';
import { defineRule } from '../../core/lint/rule.ts';
import type { JudgedSilence, Problem, Rule, SilencesNode } from '../../core/lint/rule.ts';
import { ALLOW_ANNOTATION } from '../../core/lint/silences.ts';
import type { Silence } from '../../core/lint/silences.ts';
import { lineEnd, lineStart } from '../../core/text/text.ts';
import type { Span } from '../../core/text/text.ts';

const ID = 'unused-silence';

/** @param ruleIds every rule that there is, this one included */
export function unusedSilence(ruleIds: readonly string[]): Rule {
  return defineRule({
    id: ID,
    severity: 'hint',
    summary: 'A comment or an annotation silences a rule that has nothing to say here.',
    deck: [],
    docs: {
      why: 'A silence that is no longer needed hides the next finding of its rule in the same place, and tells readers of a problem that is gone. With a misspelled name it has never worked.',
      fix: 'Remove it, or write the name of the rule that is meant. Only rules that looked at this place are judged: one that is turned off, or that cannot read the file, may need its silence again.',
      links: [],
    },
    check: {
      *silences(node) {
        for (const silence of node.silences) {
          if (!ruleIds.includes(silence.rule)) yield unknownRule(node, silence, ruleIds);
          else if (silence.state === 'unused') yield unused(node, silence);
        }
      },
    },
  });
}

function unused(node: SilencesNode, silence: JudgedSilence): Problem {
  const where = { line: 'here', file: 'in this file', object: 'about this object' }[silence.way];
  return {
    at: node.mark(silence.span),
    message: `"${silence.rule}" finds nothing ${where}, so this silences nothing. Remove it.`,
    fixes: [removeFix(node, silence)],
  };
}

function unknownRule(
  node: SilencesNode,
  silence: JudgedSilence,
  ruleIds: readonly string[],
): Problem {
  const meant = nearest(silence.rule, ruleIds);
  const advice = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return {
    at: node.mark(silence.span),
    message: `There is no rule "${silence.rule}", so this silences nothing.${advice}`,
    fixes: [
      ...(meant === undefined ? [] : [renameFix(node, silence, meant)]),
      removeFix(node, silence),
    ],
  };
}

function renameFix({ file }: SilencesNode, { span }: Silence, rule: string): Fix {
  const edits = [{ path: file.path, edits: [{ span, text: rule }] }];
  return { title: `Write "${rule}"`, edits: () => edits };
}

function removeFix({ file }: SilencesNode, silence: Silence): Fix {
  const edits = (): readonly TextEdit[] => [removal(file.text, silence)];
  return {
    title: `Remove the silence of "${silence.rule}"`,
    edits: () => [{ path: file.path, edits: edits() }],
  };
}

function removal(text: string, silence: Silence): TextEdit {
  if (silence.way === 'object') return removeAnnotation(text, silence);
  const { comment, span } = silence;
  const before = text.slice(comment.start, span.start);
  const after = text.slice(span.end, comment.end);
  const next = /^\s*,\s*(?=[\w-])/.exec(after)?.[0];
  if (next !== undefined) return cut({ start: span.start, end: span.end + next.length });
  const previous = /[\w-](\s*,\s*)$/.exec(before)?.[1];
  if (previous !== undefined) return cut({ start: span.start - previous.length, end: span.end });
  return cut(wholeComment(text, comment));
}

const cut = (span: Span): TextEdit => ({ span, text: '' });

/** The comment with its line, or with the blanks before it where the line holds more. */
function wholeComment(text: string, { start, end }: Span): Span {
  const begin = lineStart(text, start);
  const before = text.slice(begin, start);
  if (before.trim() === '') return { start: begin, end: lineEnd(text, end) };
  return { start: begin + before.trimEnd().length, end };
}

/** With the last annotation the map of annotations goes, too. */
function removeAnnotation(
  text: string,
  { object, rule }: Extract<Silence, { way: 'object' }>,
): TextEdit {
  const annotations = object.view.get('metadata', 'annotations');
  const only = annotations.entries.length === 1;
  return removeEntry(text, only ? annotations : annotations.get(ALLOW_ANNOTATION + rule));
}
