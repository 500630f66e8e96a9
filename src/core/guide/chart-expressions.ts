/** What an expression of a chart's template comes to with the chart's own values. */
import type { Chart } from './chart-values.ts';
import type { View } from '../yaml/view.ts';

/** Where a template stands: its chart, and what `with` makes of the dot. */
export interface Standing {
  readonly chart: Chart;
  /** The value that `.` names; undefined inside of a loop. */
  readonly dot: readonly string[] | undefined;
}

/** The words of an expression, those in quotes or parentheses as one. */
function wordsOf(expression: string): readonly string[] {
  return [...expression.matchAll(/"[^"]*"|`[^`]*`|\((?:[^()]|\([^()]*\))*\)|[^\s()]+/g)].map(
    ([word]) => word,
  );
}

function bare(word: string): string {
  return /^\(([\s\S]*)\)$/.exec(word)?.[1]?.trim() ?? word;
}

/** The value that an expression names; undefined where that is not one of the chart's. */
export function viewOf(expression: string, { chart, dot }: Standing): View | undefined {
  const path = /^\$?\.Values((?:\.\w+)+)$/.exec(bare(expression))?.[1];
  if (path !== undefined) return chart.value(path.slice(1).split('.'));
  const below = /^\.((?:\w+\.)*\w+)?$/.exec(bare(expression));
  if (below === null || dot === undefined || dot.length === 0) return undefined;
  return chart.value([...dot, ...(below[1]?.split('.') ?? [])]);
}

/** The text of an expression; undefined where files do not tell. */
export function textOf(expression: string, standing: Standing): string | undefined {
  const [first = '', ...filters] = expression.split(/\s*\|\s*(?![^("]*[")])/);
  let text = simpleText(first.trim(), standing);
  for (const filter of filters) {
    const [name, argument] = wordsOf(filter);
    if (name === 'default' && (text === undefined || text === '')) {
      text = argument === undefined ? undefined : simpleText(argument, standing);
    } else if (name === 'lower') text = text?.toLowerCase();
  }
  return text;
}

function simpleText(expression: string, standing: Standing): string | undefined {
  const [first = '', ...rest] = wordsOf(expression);
  const quoted = /^(["`])([\s\S]*)\1$/.exec(first);
  if (rest.length === 0) {
    if (quoted !== null) return quoted[2];
    if (/^\d+$/.test(first)) return first;
    if (first.startsWith('(')) return textOf(bare(first), standing);
    return builtIn(first, standing) ?? viewOf(first, standing)?.text;
  }
  if (first === 'default') {
    const [fallback = '', wanted = ''] = rest;
    const text = simpleText(wanted, standing);
    return text === undefined || text === '' ? simpleText(fallback, standing) : text;
  }
  if (/^(?:quote|squote|toString|tpl|required|int|trim|lower)$/.test(first)) {
    return simpleText(rest[first === 'required' ? 1 : 0] ?? '', standing);
  }
  if (first === 'printf') return formatted(rest, standing);
  if (first === 'include' || first === 'template') return includedText(rest[0] ?? '', standing);
  return undefined;
}

function builtIn(word: string, { chart }: Standing): string | undefined {
  switch (word.replace(/^\$/, '')) {
    case '.Chart.Name':
    case '.Release.Name':
      return chart.name;
    case '.Chart.AppVersion':
      return chart.view?.get('appVersion').text;
    case '.Chart.Version':
      return chart.view?.get('version').text;
    default:
      return undefined;
  }
}

/** Helpers are programs; the usual ones make the name of the release, or an image out of values. */
function includedText(helper: string, { chart }: Standing): string | undefined {
  const name = helper.replace(/["`]/g, '');
  if (/fullname$|\.name$|[nN]ame$/.test(name)) return chart.name;
  const image = /image$/i.test(name) ? chart.value(['image']) : undefined;
  const repository = image?.get('repository').text;
  return repository === undefined
    ? undefined
    : `${repository}:${image?.get('tag').text ?? 'latest'}`;
}

function formatted(words: readonly string[], standing: Standing): string | undefined {
  const [format = '', ...values] = words;
  const texts = values.map((value) => simpleText(value, standing));
  if (texts.some((text) => text === undefined)) return undefined;
  let next = 0;
  return format.replace(/^["`]|["`]$/g, '').replace(/%[sdv]/g, () => texts[next++] ?? '');
}

/** Whether a condition holds; undefined where files do not tell. */
export function holds(condition: string, standing: Standing): boolean | undefined {
  const expression = bare(condition.trim());
  const [first = '', ...rest] = wordsOf(expression);
  const parts = (): readonly (boolean | undefined)[] => rest.map((word) => holds(word, standing));
  if (first === 'not') {
    const inner = holds(rest.join(' '), standing);
    return inner === undefined ? undefined : !inner;
  }
  if (first === 'and') {
    const all = parts();
    if (all.includes(false)) return false;
    return all.every((one) => one === true) ? true : undefined;
  }
  if (first === 'or') {
    const all = parts();
    if (all.includes(true)) return true;
    return all.every((one) => one === false) ? false : undefined;
  }
  if (first === 'eq' || first === 'ne') {
    const [a, b] = rest.map((word) => textOf(word, standing));
    if (a === undefined || b === undefined) return undefined;
    return (a === b) === (first === 'eq');
  }
  if (rest.length > 0) return undefined;
  return isTruthy(first, standing);
}

function isTruthy(word: string, standing: Standing): boolean | undefined {
  if (!/^\$?\.Values\.|^\.\w/.test(word)) return undefined;
  const view = viewOf(word, standing);
  if (view === undefined) return /^\$?\.Values\./.test(word) ? false : undefined;
  if (view.type === 'null') return false;
  if (view.type === 'boolean') return view.isTrue;
  if (view.type === 'number') return view.text !== '0';
  if (view.type === 'string') return view.text !== '';
  return view.keys.length + view.items.length > 0;
}
