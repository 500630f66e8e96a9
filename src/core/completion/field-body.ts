/** What a field is written with: a snippet with a place for each thing that is still to be said. */
import type { Field, ObjectShape, Shape } from '../schema/shape.ts';
import { isEnforced } from '../schema/leniency.ts';
import { yamlString } from '../yaml/write.ts';
import { snippetText } from './snippet.ts';

interface Around {
  readonly text: string;
  /** How many columns the key stands behind the first word of its line, as behind a dash. */
  readonly inset: number;
  /** Whether the field begins an item of a list, whose dash is to be written. */
  readonly isItem: boolean;
}

/** The key with its value in VS Code's snippet syntax, its lines below counted from the line's own indentation. */
export function fieldBody(field: Field, { text, inset, isItem }: Around): string {
  const stops = new Stops();
  const dent = dashIndent(text);
  const lines = linesOf(field, stops, dent).map((line, i) => {
    const below = isItem ? '  ' : '';
    return i === 0 ? line : below + line;
  });
  const [first = '', ...rest] = lines;
  return [isItem ? `- ${first}` : first, ...rest.map((line) => ' '.repeat(inset) + line)].join(
    '\n',
  );
}

/** Two columns where the lists of a file stand further in than their keys, as most do. */
function dashIndent(text: string): string {
  const list = /^( *)(?:- +)?[\w.-]+:[ \t]*\r?\n( *)- /m.exec(text);
  const [, outer = '', inner = '  '] = list ?? [];
  return list !== null && inner.length <= outer.length ? '' : '  ';
}

/** The places of a snippet, in the order in which they are gone through. */
class Stops {
  #last = 0;

  stop(text = ''): string {
    this.#last += 1;
    return text === '' ? `$${this.#last}` : `\${${this.#last}:${snippetText(text)}}`;
  }

  choice(values: readonly string[]): string {
    this.#last += 1;
    const words = values.map((value) => value.replace(/[\\,|]/g, '\\$&'));
    return `\${${this.#last}|${words.join(',')}|}`;
  }
}

function linesOf(
  { name, shape, default: byDefault }: Field,
  stops: Stops,
  dent: string,
): readonly string[] {
  const key = snippetText(name);
  switch (shape.is) {
    case 'object': {
      const inner = requiredIn(shape).flatMap((field) => linesOf(field, stops, dent));
      return [`${key}:`, ...below(inner.length > 0 ? inner : [stops.stop()])];
    }
    case 'list':
      return [`${key}:`, ...itemLines(shape.item, stops, dent).map((line) => dent + line)];
    case 'map':
      return [`${key}:`, ...below([stops.stop()])];
    default:
      return [`${key}: ${scalar(shape, stops, byDefault)}`];
  }
}

const below = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function itemLines(item: Shape, stops: Stops, dent: string): readonly string[] {
  if (item.is !== 'object') return [`- ${scalar(item, stops, undefined)}`];
  const [first, ...rest] = requiredIn(item).flatMap((field) => linesOf(field, stops, dent));
  return first === undefined ? [`- ${stops.stop()}`] : [`- ${first}`, ...below(rest)];
}

/** What cannot be left out; one level deep is enough to go on with. */
function requiredIn(shape: ObjectShape): readonly Field[] {
  return [...shape.fields.values()].filter(
    (field) => field.required && field.default === undefined && isEnforced(shape, field),
  );
}

function scalar(shape: Shape, stops: Stops, byDefault: unknown): string {
  if (shape.is !== 'scalar') return stops.stop();
  const values = [...(shape.values?.keys() ?? [])].filter((value) => value !== '');
  if (values.length > 1) return stops.choice(values.map((value) => yamlString(value)));
  if (shape.type === 'boolean') return stops.choice(['true', 'false']);
  const isPlain = typeof byDefault === 'number' || typeof byDefault === 'string';
  if (!isPlain) return stops.stop();
  return stops.stop(typeof byDefault === 'string' ? yamlString(byDefault) : String(byDefault));
}
