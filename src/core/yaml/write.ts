/**
 * The one writer of YAML: whatever a fix, a new file, a policy or an overlay says, it says as data,
 * and every name reads back as the same text, for readers of YAML 1.1 and 1.2 alike.
 *
 * Apart from `yaml`, which could write as well, but is read only for broken documents: these few
 * shapes need a hundredth of it, and fixes are written while somebody waits.
 */

/**
 * Where a value goes: `flow` is between brackets, `tight` without blanks inside of these, and `json`
 * where everything has to be in quotes.
 */
export type YamlPlace = 'block' | YamlInline;

export type YamlInline = 'flow' | 'tight' | 'json';

export type YamlValue = string | number | boolean | readonly YamlValue[] | YamlFields | YamlStyled;

/** A map; keys without a value are left out. */
export interface YamlFields {
  readonly [key: string]: YamlValue | undefined;
}

/** What a document holds: never a text that is YAML already. */
export type YamlDocument = YamlFields | YamlStyled;

/** Comments without their `#`: lines above a value and its key, and words behind a scalar. */
export interface YamlComments {
  readonly above?: readonly string[];
  readonly behind?: string | undefined;
}

/** A value with a say in how it is written. */
export class YamlStyled {
  readonly value: YamlValue;
  readonly form: 'value' | 'inline' | 'verbatim';
  readonly comments: YamlComments;

  constructor(value: YamlValue, form: YamlStyled['form'], comments: YamlComments = {}) {
    this.value = value;
    this.form = form;
    this.comments = comments;
  }
}

/** A list or map on one line, in brackets. */
export function inline(value: YamlValue): YamlStyled {
  return new YamlStyled(value, 'inline');
}

/** A value as a file writes it already, on one line; empty for none. */
export function verbatim(source: string): YamlStyled {
  return new YamlStyled(source, 'verbatim');
}

export function commented(value: YamlValue, comments: YamlComments): YamlStyled {
  const { value: inner, form } = styled(value);
  return new YamlStyled(inner, form, comments);
}

/** In block style, from column 0, without a line break at the end. */
export function yamlText(value: YamlValue): string {
  const { value: inner, comments } = styled(value);
  const single = oneLine(value);
  const lines = single === undefined ? blockLines(inner) : [single];
  return [...commentLines(comments), ...lines].join('\n');
}

/** On one line, in brackets where it is a list or a map; comments are left out. */
export function yamlFlow(value: YamlValue, place: YamlInline): string {
  const { value: inner, form } = styled(value);
  if (typeof inner === 'string') return form === 'verbatim' ? inner : yamlString(inner, place);
  if (typeof inner !== 'object') return String(inner);
  if (isList(inner)) return `[${inner.map((item) => yamlFlow(item, place)).join(', ')}]`;
  if (!isFields(inner)) return yamlFlow(inner, place);
  const pairs = yamlPairs(inner, place);
  return pairs === '' || place !== 'flow' ? `{${pairs}}` : `{ ${pairs} }`;
}

/** What stands between the braces of a map. */
export function yamlPairs(fields: YamlFields, place: YamlInline): string {
  return entriesOf(fields)
    .map(([key, value]) => {
      const name = yamlString(key, place);
      const isExplicit = place !== 'json' && isLong(name);
      return `${isExplicit ? '? ' : ''}${name}: ${yamlFlow(value, place)}`;
    })
    .join(', ');
}

/** A text as a scalar on one line: plain where every reader takes it for the same text. */
export function yamlString(value: string, place: YamlPlace = 'block'): string {
  if (!isPlain(value, place)) return `"${insideDouble(value)}"`;
  return value;
}

/** What stands between double quotes, in YAML and JSON alike. */
export function insideDouble(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(INVISIBLE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What stands between single quotes; undefined where only double quotes can say it. */
export function insideSingle(value: string): string | undefined {
  const isVisible = value.replace(INVISIBLE, '') === value;
  return CONTROL.test(value) || !isVisible ? undefined : value.replaceAll("'", "''");
}

/** A line that reads as a comment whatever stands in the text. */
export function yamlComment(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').trimEnd();
  return line === '' || line.startsWith('#') ? `#${line}` : `# ${line}`;
}

/** Line breaks for some readers, byte order marks, and what changes the order of the letters. */
const INVISIBLE = /[\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f]|\p{Surrogate}/u;
/** What would end a comment, or may not stand in one. */
const UNPRINTABLE = new RegExp(`${CONTROL.source}|${INVISIBLE.source}`, 'gu');

/** Letters that mean nothing to YAML where they stand here, and blanks nowhere. */
const HARMLESS = /^[\w/$.][\w./$()@+~=:-]*$/;
const WORD = /^(?:null|true|false|yes|no|on|off|y|n|\.inf|\.nan)$/i;
/** A letter that no number, time or date has, a path, or an address of version 4. */
const NO_NUMBER = /[g-nG-Np-sP-Su-yU-Y/]|^\d{1,3}(?:\.\d{1,3}){3}$/;
const VARIABLE = /^\$\{\w+\}$/;

function isPlain(value: string, place: YamlPlace): boolean {
  if (place === 'json') return false;
  if (place === 'block' && VARIABLE.test(value)) return true;
  if (!HARMLESS.test(value) || WORD.test(value) || value.endsWith(':')) return false;
  // Some readers take a colon between brackets for the end of a key.
  if (value.includes(place === 'block' ? '::' : ':')) return false;
  return /^[A-Za-z_/$]/.test(value) || NO_NUMBER.test(value.replace(/^0[xX]/, ''));
}

/** Readers look for the colon behind a key in 1024 bytes; a letter is at most 3 for each unit. */
const isLong = (key: string): boolean => key.length > 340;

const styled = (value: YamlValue): YamlStyled =>
  value instanceof YamlStyled ? value : new YamlStyled(value, 'value');

const isList = (value: object): value is readonly YamlValue[] => Array.isArray(value);

const isFields = (value: object): value is YamlFields =>
  !isList(value) && !(value instanceof YamlStyled);

function entriesOf(fields: YamlFields): readonly (readonly [string, YamlValue])[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
}

/** A value that fits on the line of its key; undefined for one that takes lines of its own. */
function oneLine(value: YamlValue): string | undefined {
  const { value: inner, form } = styled(value);
  if (form === 'inline') return yamlFlow(inner, 'flow');
  if (typeof inner === 'string') {
    if (form === 'verbatim') return inner;
    return isLines(inner) ? undefined : yamlString(inner);
  }
  const isEmpty = typeof inner !== 'object' || sizeOf(inner) === 0;
  return isEmpty ? yamlFlow(inner, 'flow') : undefined;
}

function sizeOf(value: object): number {
  return isList(value) ? value.length : isFields(value) ? entriesOf(value).length : 1;
}

/** Lines that a `|` keeps as they are: nothing at their ends that some reader would drop. */
function isLines(value: string): boolean {
  if (!value.includes('\n') || /^\s|\n\n$|\n[ \t]+(?:\n|$)/.test(value)) return false;
  return insideSingle(value.replace(/[\n\t]/g, '')) !== undefined;
}

function blockLines(value: YamlValue): readonly string[] {
  if (typeof value !== 'object') return [String(value)];
  if (isList(value)) return value.flatMap(itemLines);
  return isFields(value) ? entriesOf(value).flatMap(entryLines) : [];
}

function entryLines([key, value]: readonly [string, YamlValue]): readonly string[] {
  const { comments } = styled(value);
  const name = yamlString(key);
  const before = [...commentLines(comments), ...(isLong(name) ? [`? ${name}`] : [])];
  const [first, ...rest] = valueLines(value);
  return [...before, `${isLong(name) ? '' : name}:${first}`, ...rest];
}

/** What stands behind the colon of a key, and the lines below it. */
function valueLines(value: YamlValue): readonly [string, ...string[]] {
  const { value: inner, comments } = styled(value);
  const comment = comments.behind === undefined ? '' : ` ${yamlComment(comments.behind)}`;
  const single = oneLine(value);
  if (single !== undefined) return [`${single === '' ? '' : ` ${single}`}${comment}`];
  if (typeof inner === 'string') return [` ${literalHead(inner)}${comment}`, ...literalBody(inner)];
  return [comment, ...blockLines(inner).map(indented)];
}

function itemLines(value: YamlValue): readonly string[] {
  const { value: inner, comments } = styled(value);
  const isText = oneLine(value) !== undefined || typeof inner === 'string';
  const [first = '', ...rest] = isText ? valueLines(value) : blockLines(inner);
  const lines = isText ? [`-${first}`, ...rest] : [`- ${first}`, ...rest.map(indented)];
  return [...commentLines(comments), ...lines];
}

const literalHead = (value: string): string => (value.endsWith('\n') ? '|' : '|-');

const literalBody = (value: string): readonly string[] =>
  value.replace(/\n$/, '').split('\n').map(indented);

const indented = (line: string): string => (line === '' ? line : `  ${line}`);

const commentLines = ({ above = [] }: YamlComments): readonly string[] => above.map(yamlComment);
