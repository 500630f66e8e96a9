/** Ways to spoil a text, as typing, merging, generating and malice do. */
import type { Random } from './random.ts';

type Mutator = (text: string, other: string, random: Random) => string;

/** Characters that readers get wrong. */
const ODD = [
  ...['\0', '\ud800', '\udc00', '\ufeff', '\u0085', '\u2028', '\u202e', '\u200b', '\r', '\t', '\v'],
  ...['\u001b[31m', '\u007f', '\ufffe', '\u{1f4a5}', 'é', '\u0301', '\u00a0', '\u3000'],
];

/** Pieces that mean something to one of the languages. */
const PIECES = [
  ...['---', '\n---\n', '...', '\n...\n', '<<: *a', '&a ', '*a', '&a [*a, *a]', '!!binary ', '!x '],
  ...[
    '? ',
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '{{',
    '}}',
    '{{ .Values.x }}',
    '{%',
    '$(',
    '${',
    '${A:-b}',
  ],
  ...['|', '|+', '>-', '>9', '"', "'", '#', '# next-steps: allow image-tag', '\\', '\\\n', '`'],
  ...[
    '%YAML 1.2\n',
    '1e999',
    '0x1F',
    '0o17',
    '.nan',
    '9'.repeat(400),
    '~',
    'null',
    'on',
    '@',
    '//',
  ],
  ...['../../..', '/', 'https://a:b@c:99999/', '<<EOF', 'EOF\n', '<<<<<<< HEAD\n', '>>>>>>> x\n'],
  ...['=', '*', '**', '[a-', '!', '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  ...[
    '.svc.cluster.local',
    'FROM ',
    'ARG A\n',
    'ENV ',
    'kind: List\nitems:\n',
    'metadata:',
    'items:',
  ],
  ...[
    'data:',
    'spec:',
    'apiVersion: v1\n',
    'kind: ',
    'namespace:',
    'x'.repeat(5_000),
    '{'.repeat(300),
  ],
  ...['- '.repeat(300), ' '.repeat(3_000), '\n'.repeat(500), 'a: {'.repeat(100), '('.repeat(50)],
  ...['([a-z]+)+', '[', 'a-'.repeat(2_000), ':'.repeat(2_000), '/'.repeat(2_000), '*'.repeat(300)],
];

const KINDS = [
  ...['Pod', 'Deployment', 'Service', 'ConfigMap', 'Secret', 'Ingress', 'List', 'NetworkPolicy'],
  ...['StatefulSet', 'Role', 'Endpoints', 'HTTPRoute', 'CronJob', 'ServiceMonitor', 'Namespace'],
  ...['Kustomization', 'Component', 'Application', 'CustomResourceDefinition', '__proto__'],
];

const VALUES = [
  ...['', '""', "''", '~', 'true', 'no', '0', '-1', '1.5', '[]', '{}', '[[]]', '[~]', '{a: }', '|'],
  ...[
    '*a',
    '&a',
    '"\\u0000"',
    '"a\\nb"',
    '99999999999999999999',
    'a: b',
    '{{ x }}',
    '${A}',
    'redis',
  ],
  ...['a/b', '../..', '.', '__proto__', 'http://x:y@z', '1.2.3.4', '::1', '10.0.0.0/8', '*.x'],
  ...['a'.repeat(300), '!!str 1', '`', '%a', '"a', '123', '1e3', 'null', '- a', '@x'],
];

const insert: Mutator = (text, _, random) => {
  const at = random.int(text.length + 1);
  return text.slice(0, at) + random.pick(random.chance(0.3) ? ODD : PIECES) + text.slice(at);
};

const flipBits: Mutator = (text, _, random) => {
  const bytes = new TextEncoder().encode(text);
  for (let i = random.int(4); i >= 0 && bytes.length > 0; i--) {
    const at = random.int(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8));
  }
  return new TextDecoder().decode(bytes);
};

const cut: Mutator = (text, _, random) => {
  const at = random.int(text.length + 1);
  const end = at + random.int(200);
  return random.pick([text.slice(0, at), text.slice(at), text.slice(0, at) + text.slice(end)]);
};

const double: Mutator = (text, _, random) => {
  const at = random.int(text.length + 1);
  const end = at + random.int(300);
  return text.slice(0, end) + text.slice(at);
};

/** Changes the lines of a text. */
const onLines =
  (change: (lines: string[], random: Random, other: readonly string[]) => void): Mutator =>
  (text, other, random) => {
    const lines = text.split('\n');
    change(lines, random, other.split('\n'));
    return lines.join('\n');
  };

const dropLines = onLines((lines, random) =>
  lines.splice(random.int(lines.length), 1 + random.int(3)),
);

const repeatLine = onLines((lines, random) =>
  lines.splice(random.int(lines.length), 0, lines[random.int(lines.length)] ?? ''),
);

const swapLines = onLines((lines, random) => {
  const [a, b] = [random.int(lines.length), random.int(lines.length)];
  [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
});

const indentLines = onLines((lines, random) => {
  const from = random.int(lines.length);
  const by = random.pick(['  ', '\t', ' ', '']);
  for (let i = from; i < Math.min(lines.length, from + 1 + random.int(4)); i++)
    lines[i] = by === '' ? (lines[i] ?? '').replace(/^ {1,2}/, '') : by + (lines[i] ?? '');
});

const takeLines = onLines((lines, random, other) => {
  const from = random.int(other.length);
  lines.splice(random.int(lines.length), 0, ...other.slice(from, from + 1 + random.int(30)));
});

const setValue = onLines((lines, random) => {
  const at = random.int(lines.length);
  lines[at] = (lines[at] ?? '').replace(/:.*$/, `: ${random.pick(VALUES)}`);
});

/** Puts a word of the other text in place of one of this. */
const takeWord: Mutator = (text, other, random) => {
  const words = [...text.matchAll(/[\w./-]+/g)];
  const others = other.match(/[\w./-]+/g) ?? ['x'];
  if (words.length === 0) return text;
  const { 0: word, index } = random.pick(words);
  return text.slice(0, index) + random.pick(others) + text.slice(index + word.length);
};

const changeKinds: Mutator = (text, _, random) =>
  text.replace(/kind: \w+/g, (kind) => (random.chance(0.4) ? `kind: ${random.pick(KINDS)}` : kind));

const changeNames: Mutator = (text, _, random) =>
  text.replace(/name: [\w-]+/g, (name) =>
    random.chance(0.4) ? `name: ${random.pick(VALUES)}` : name,
  );

const breakLines: Mutator = (text, _, random) =>
  text.replaceAll('\n', random.pick(['\r', '\r\n', '\u2028', '\n\n', '\n\t']));

const alias: Mutator = (text, _, random) => {
  const values = [...text.matchAll(/: [^\n]+/g)];
  if (values.length === 0) return text;
  const { 0: value, index } = random.pick(values);
  const after = text.slice(index + value.length).replace(/: [^\n]+/, ': *x');
  return `${text.slice(0, index)}: &x ${value.slice(2)}${after}`;
};

const append: Mutator = (text, other) => `${text}\n---\n${other}`;

const MUTATORS: readonly Mutator[] = [
  ...[insert, insert, insert, insert, flipBits, cut, double, dropLines, repeatLine, swapLines],
  ...[indentLines, takeLines, setValue, setValue, takeWord, changeKinds, changeNames, breakLines],
  ...[alias, append],
];

/** What is longer is cut: a run is to see many inputs. In UTF-16 units. */
const LONGEST = 60_000;

/** A text that has been spoilt in one to six ways. */
export function mutated(text: string, other: string, random: Random): string {
  let result = text;
  for (let i = random.chance(0.6) ? 0 : random.int(6); i >= 0; i--)
    result = random.pick(MUTATORS)(result, other, random).slice(0, LONGEST);
  return result;
}
