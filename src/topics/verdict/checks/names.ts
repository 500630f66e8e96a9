/** The forms that Kubernetes asks of names, labels and ports. */
import { isPlaceholder } from '../../../core/schema/placeholders.ts';
import { yamlNumber } from '../../../core/schema/numbers.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?)?$/;

/** What is wrong with a name; undefined where nothing is. */
type Form = (name: string) => string | undefined;

const form =
  (pattern: RegExp, longest: number, words: string): Form =>
  (name) =>
    pattern.test(name)
      ? name.length > longest
        ? `it is longer than ${longest} characters`
        : undefined
      : words;

/** A DNS label, as Namespaces and containers are named. */
export const dnsLabel = form(
  LABEL,
  63,
  'only lower-case letters, digits and "-" are allowed, with a letter or digit at both ends',
);

/** A DNS name, as most objects are named. */
export const dnsName = form(
  SUBDOMAIN,
  253,
  'only lower-case letters, digits, "-" and "." are allowed, with a letter or digit at both ends',
);

/** The name of an object of RBAC: anything that can stand in a URL. */
export const pathSegment: Form = (name) =>
  name === '.' || name === '..' || /[/%]/.test(name) ? '"/" and "%" are not allowed' : undefined;

/** The name of a port. */
export const portName: Form = (name) => {
  if (name.length > 15) return 'it is longer than 15 characters';
  const isRight = /^[a-z0-9-]+$/.test(name) && /[a-z]/.test(name) && !/--|^-|-$/.test(name);
  return isRight
    ? undefined
    : 'only lower-case letters, digits and single "-" are allowed, with at least one letter';
};

export const labelValue = form(
  VALUE,
  63,
  'only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends',
);

/** The key of a label or an annotation: `app`, `example.com/app`. */
export const labelKey: Form = (key) => {
  const parts = key.split('/');
  const [prefix, name = ''] = parts.length === 1 ? [undefined, parts[0]] : parts;
  if (parts.length > 2) return 'it can hold one "/" only';
  if (prefix !== undefined && dnsName(prefix) !== undefined)
    return 'what stands before its "/" has to be a DNS name';
  return name === '' ? 'its name is empty' : labelValue(name);
};

/** The key of a ConfigMap or Secret, which can be the name of a file. */
export const dataKey: Form = (key) => {
  if (key.length > 253) return 'it is longer than 253 characters';
  if (/^\.{1,2}$/.test(key) || key.startsWith('..')) return 'it cannot begin with ".."';
  return /^[-._A-Za-z0-9]+$/.test(key)
    ? undefined
    : 'only letters, digits, "-", "_" and "." are allowed';
};

/** Whether there is a value that the server will see as it stands. */
export function isGiven(view: View): boolean {
  const { text } = view;
  return text !== undefined && text !== '' && !isPlaceholder(text);
}

/** Whether a field says anything: `null` is what is not there. */
export function isSet({ type }: View): boolean {
  return type !== 'missing' && type !== 'null';
}

/** A refusal where a value has not the form of its kind. */
export function* named(view: View, what: string, form: Form): Iterable<Refusal> {
  if (view.type !== 'string' || !isGiven(view)) return;
  const text = view.text ?? '';
  const wrong = form(text);
  if (wrong === undefined) return;
  const value = form(text.toLowerCase()) === undefined ? text.toLowerCase() : undefined;
  yield invalid(
    view,
    `"${text}" is not a valid ${what}: ${wrong}`,
    value === undefined ? {} : { value },
  );
}

/** Labels, or the labels that a selector asks for. */
export function* labelled(labels: View, what = 'label'): Iterable<Refusal> {
  for (const entry of labels.entries) {
    yield* keyed(entry, `key of a ${what}`, labelKey);
    if (entry.type === 'string') yield* named(entry, `value of a ${what}`, labelValue);
  }
}

export function* annotated(annotations: View): Iterable<Refusal> {
  for (const entry of annotations.entries)
    yield* keyed(entry, 'key of an annotation', (key) => labelKey(key.toLowerCase()));
}

export function* keyed(
  entry: View & { readonly key: string },
  what: string,
  form: Form,
): Iterable<Refusal> {
  const wrong = isPlaceholder(entry.key) ? undefined : form(entry.key);
  if (wrong !== undefined)
    yield invalid(entry.keyMark, `"${entry.key}" is not a valid ${what}: ${wrong}`);
}

/** A number between two others, both included. */
export function* between(view: View, [least, most]: readonly [number, number]): Iterable<Refusal> {
  if (view.type !== 'number') return;
  const number = yamlNumber(view.text ?? '');
  if (!Number.isInteger(number) || (least <= number && number <= most)) return;
  const range =
    most === Infinity ? `it has to be ${least} or more` : `it has to be from ${least} to ${most}`;
  yield invalid(view, `"${String(view.key)}" cannot be ${number}: ${range}`);
}

export const PORTS = [1, 65_535] as const;

/** A port by number or by name. */
export function* portOrName(view: View): Iterable<Refusal> {
  if (view.type === 'number') yield* between(view, PORTS);
  else yield* named(view, 'name of a port', portName);
}

/** Each later item whose text is that of an earlier one. */
export function* twice(
  views: readonly View[],
  textOf: (view: View) => string | undefined,
  say: (text: string) => string,
): Iterable<Refusal> {
  const seen = new Set<string>();
  for (const view of views) {
    const text = textOf(view);
    if (text === undefined || isPlaceholder(text)) continue;
    if (seen.has(text)) yield invalid(view, say(text));
    seen.add(text);
  }
}
