/**
 * Chart templates as Helm would roughly render them with the chart's own values: enough to see what
 * runs, never enough to apply. Each line stays a line, so that places can be shown in the template.
 */
import { objectsOf } from '../kubernetes/lists.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { perScope } from '../workspace/per-scope.ts';
import { SourceDocument } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Span } from '../text/text.ts';
import type { DocumentText, Mark, View } from '../yaml/view.ts';
import { splitDocuments } from '../yaml/yaml.ts';
import { holds, textOf, viewOf } from './chart-expressions.ts';
import type { Standing } from './chart-expressions.ts';
import { chartOf } from './chart-values.ts';
import type { Chart } from './chart-values.ts';

export interface SketchedObject {
  readonly object: KubernetesObject;
  /** The condition around it that does not hold with the chart's own values. */
  readonly off: string | undefined;
}

/** The objects of the workspace's chart templates. */
export const readSketches = perScope((scope): readonly SketchedObject[] =>
  scope.filesBelow('').flatMap((path) => {
    if (!/(?:^|\/)templates\/.+\.ya?ml$/.test(path) || /\/templates\/tests?\//.test(path))
      return [];
    const chart = chartOf(path, scope);
    const file = chart === undefined ? undefined : scope.file(path);
    return chart === undefined || file === undefined ? [] : sketchFile(file, chart);
  }),
);

const ORIGINS = new WeakMap<DocumentText, { readonly file: SourceFile; readonly text: string }>();

/** Whether an object is what a chart's template comes to, and stands in no file as it is. */
export function isSketch({ document }: KubernetesObject): boolean {
  return ORIGINS.has(document);
}

function sketchFile(file: SourceFile, chart: Chart): readonly SketchedObject[] {
  const { text, off } = sketch(file.text, chart);
  return splitDocuments(text).flatMap(({ start, end }) => {
    const document = new SourceDocument(text.slice(start, end), start);
    ORIGINS.set(document, { file, text });
    const found = objectsOf(file.path, document).filter(({ role }) => role === 'whole');
    return found.map((object) => {
      const line = text.slice(0, start + object.nameMark.start).split('\n').length - 1;
      return { object, off: off[line] };
    });
  });
}

/** Where a place in a sketch is in its template: the whole line; undefined for places elsewhere. */
export function templateSpan({ document, start }: Mark): Span | undefined {
  const origin = ORIGINS.get(document);
  if (origin === undefined) return undefined;
  const line = origin.text.slice(0, document.start + start).split('\n').length - 1;
  const lines = origin.file.text.split('\n');
  const from = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  const text = lines[line] ?? '';
  return { start: from + text.length - text.trimStart().length, end: from + text.trimEnd().length };
}

interface Block {
  readonly kind: 'if' | 'with' | 'range' | 'define';
  /** Whether the branch that we are in is left out. */
  skips: boolean;
  /** Whether a branch has been taken. */
  taken: boolean;
  /** The condition that its values do not meet, shown all the same. */
  off: string | undefined;
  readonly dot: readonly string[] | undefined;
}

interface Sketch {
  readonly text: string;
  /** For each line, the condition that keeps it out. */
  readonly off: readonly (string | undefined)[];
}

const ALONE =
  /^\s*\{\{-?\s*(if|else if|else|end|with|range|define|block)\b\s*([\s\S]*?)\s*-?\}\}\s*$/;
const ACTION = /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g;

function sketch(template: string, chart: Chart): Sketch {
  const blocks: Block[] = [];
  const off: (string | undefined)[] = [];
  const lines: string[] = [];
  for (const line of withoutComments(template).split('\n')) {
    const [, word, rest = ''] = ALONE.exec(line) ?? [];
    const dot = blocks.length === 0 ? [] : blocks.at(-1)?.dot;
    // A condition around whole objects leaves them possible; one inside an object decides.
    const last = lines.findLast((one) => one.trim() !== '');
    const isOutermost = blocks.length === 0 && (last === undefined || last.startsWith('---'));
    if (word !== undefined) follow(word, rest, { blocks, isOutermost, standing: { chart, dot } });
    const isOut = word !== undefined || blocks.some(({ skips }) => skips);
    lines.push(isOut ? '' : plainLine(line, lines, { chart, dot }));
    off.push(blocks.find((block) => block.off !== undefined)?.off);
  }
  return { text: lines.join('\n'), off };
}

/** Comments may go over lines, which have to stay. */
function withoutComments(template: string): string {
  return template.replace(/\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g, (comment) =>
    comment.replace(/[^\n]/g, ''),
  );
}

interface Around {
  readonly standing: Standing;
  /** Whether no line of an object stands before. */
  readonly isOutermost: boolean;
}

function follow(
  word: string,
  rest: string,
  { blocks, ...around }: Around & { readonly blocks: Block[] },
): void {
  const last = blocks.at(-1);
  if (word === 'end') {
    blocks.pop();
  } else if (word.startsWith('else')) {
    if (last === undefined) return;
    last.skips = last.taken || (rest !== '' && holds(rest, around.standing) === false);
    last.taken ||= !last.skips;
    last.off = undefined;
  } else {
    blocks.push(opened(word, rest, around));
  }
}

function opened(word: string, rest: string, { standing, isOutermost }: Around): Block {
  const condition = rest.replace(/^\$\w+\s*:?=\s*/, '');
  if (word === 'define' || word === 'block') {
    return { kind: 'define', skips: true, taken: true, off: undefined, dot: undefined };
  }
  const isMet = word === 'range' ? undefined : holds(condition, standing);
  // Around whole objects, what is switched off is kept, and known to be off.
  const isOff = isMet === false && isOutermost && word === 'if';
  const path = /^\$?\.Values((?:\.\w+)+)$/.exec(condition)?.[1];
  return {
    kind: word === 'if' ? 'if' : word === 'with' ? 'with' : 'range',
    skips: isMet === false && !isOff,
    taken: isMet !== false,
    off: isOff ? condition.replace(/\$?\.Values\./g, '') : undefined,
    dot: word === 'if' ? standing.dot : word === 'with' ? path?.slice(1).split('.') : undefined,
  };
}

/** A line with its expressions replaced; what is not known leaves a word that is no value of anybody. */
function plainLine(line: string, before: readonly string[], standing: Standing): string {
  if (!line.includes('{{')) return line;
  const whole = /^(\s*)\{\{-?\s*([\s\S]*?)\s*-?\}\}\s*$/.exec(line);
  if (whole !== null) return blockLine(whole[2] ?? '', whole[1] ?? '', { before, standing });
  if (/^\s*namespace:\s*\{\{[^}]*\.Release\.Namespace[^}]*\}\}\s*$/.test(line)) return '';
  if (/\{\{-?\s*(?:toYaml|include\s+"[^"]*(?:labels|annotations)")/i.test(line)) {
    const value = /\{\{-?\s*toYaml\s+(\S+)/.exec(line)?.[1];
    const view = value === undefined ? undefined : viewOf(value, standing);
    return line.replace(/\{\{[\s\S]*$/, view === undefined ? '{}' : inFlow(view));
  }
  const text = line.replace(ACTION, (_, expression: string) =>
    /^(?:if|else|end|with|range)\b|^\$\w+\s*:?=/.test(expression)
      ? ''
      : (textOf(expression, standing) ?? UNKNOWN_WORD),
  );
  return text;
}

/** Stands for what only rendering tells; parsed images and hosts never look like this. */
export const UNKNOWN_WORD = 'once-rendered';

function blockLine(
  expression: string,
  indent: string,
  { before, standing }: { readonly before: readonly string[]; readonly standing: Standing },
): string {
  const value = /^(?:toYaml|tpl \(toYaml)\s+(\S+?)\)?(?:\s|$)/.exec(expression)?.[1];
  const view = value === undefined ? undefined : viewOf(value, standing);
  const last = before.findLast((line) => line.trim() !== '') ?? '';
  const spaces = ' '.repeat(Number(/n?indent\s+(\d+)/.exec(expression)?.[1] ?? indent.length));
  return view !== undefined && /:\s*$/.test(last) ? `${spaces}${inFlow(view)}` : '';
}

const DEEPEST = 12;

function inFlow(view: View, depth = 0): string {
  if (depth > DEEPEST) return 'null';
  if (view.type === 'map') {
    const entries = view.entries.map(
      (entry) => `${JSON.stringify(entry.key)}: ${inFlow(entry, depth + 1)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  if (view.type === 'sequence')
    return `[${view.items.map((item) => inFlow(item, depth + 1)).join(', ')}]`;
  const { text } = view;
  if (text === undefined) return 'null';
  return view.type === 'string' ? JSON.stringify(text) : text;
}
