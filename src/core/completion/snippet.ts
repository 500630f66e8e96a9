/** Where a snippet belongs: a VS Code language id, or `file` for a file that no language id finds. */
export type SnippetLanguage = 'yaml' | 'dockercompose' | 'dockerfile' | 'file';

export interface Snippet {
  readonly name: string;
  readonly prefix: string;
  readonly description: string;
  /** In VS Code's snippet syntax, lines joined with `\n`. */
  readonly body: string;
  readonly language: SnippetLanguage;
  /** The usual path of such a file, such as `.github/CODEOWNERS`. */
  readonly fileName?: string;
  /** The Kubernetes kind of the first document, for YAML that starts a manifest. */
  readonly kind?: string;
}

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'stop'; readonly index: number; readonly parts: readonly Part[] }
  | { readonly type: 'variable'; readonly name: string; readonly parts: readonly Part[] };

/** A `${1:` or `${NAME:` that waits for its `}`; the outermost frame has no key. */
interface Frame {
  readonly key: string;
  readonly parts: Part[];
}

/** Every character belongs to some token, so that reading never stops early. */
const TOKEN = new RegExp(
  [
    String.raw`\\(?<escaped>[$}\\])`,
    String.raw`\$\{(?<choice>0*[1-9]\d*)\|(?<first>(?:\\[^]|[^\\,|])+)(?:,(?:\\[^]|[^\\,|])+)*\|\}`,
    String.raw`\$\{(?<open>\d+|[A-Za-z_]\w*):`,
    String.raw`\$\{(?<whole>\d+|[A-Za-z_]\w*)\}`,
    String.raw`\$(?<bare>\d+|[A-Za-z_]\w*)`,
    String.raw`(?<close>\})`,
    String.raw`[^\\$}]+|[\\$]`,
  ].join('|'),
  'gu',
);

/** VS Code writes out the name of a variable that it does not know; these it knows. */
const KNOWN_VARIABLE =
  /^(?:TM|CURRENT|CURSOR|WORKSPACE|RELATIVE|RANDOM|CLIPBOARD|SELECTION|UUID$|(?:LINE|BLOCK)_COMMENT)(?:_|$)/u;

/**
 * Reads one file of snippets in VS Code's own form; entries without prefix or body are left out.
 * @param json the parsed file: name -> {prefix, description, body, fileName?}
 */
export function loadSnippets(json: unknown, language: SnippetLanguage): readonly Snippet[] {
  if (!isRecord(json)) return [];
  return Object.entries(json).flatMap(([name, entry]) => {
    const snippet = isRecord(entry) ? readSnippet(name, entry, language) : undefined;
    return snippet === undefined ? [] : [snippet];
  });
}

/** A text as a snippet's body has it, so that no letter of it is a tab stop. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/**
 * The text that VS Code inserts when every tab stop keeps its default and no variable has a value.
 * Two things that no snippet of ours needs differ: transforms (`${1/a/b/}`) stay as they are written,
 * and inside the default of a stop the same stop is empty.
 */
export function expandSnippet(body: string): string {
  const parts = parse(body);
  const defaults = new Map<number, readonly Part[]>();
  collectDefaults(parts, defaults);
  return render(parts, defaults, new Set());
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readSnippet(
  name: string,
  entry: Readonly<Record<string, unknown>>,
  language: SnippetLanguage,
): Snippet | undefined {
  const prefix = strings(entry['prefix'])[0];
  const body = strings(entry['body']).join('\n');
  if (prefix === undefined || prefix === '' || body === '') return undefined;
  const fileName = strings(entry['fileName'])[0];
  const kind = language === 'yaml' ? firstKind(expandSnippet(body)) : undefined;
  return {
    name,
    prefix,
    description: strings(entry['description']).join('\n'),
    body,
    language,
    ...(fileName === undefined ? {} : { fileName }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** VS Code takes one string or a list of strings for each of these fields. */
function strings(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}

function firstKind(text: string): string | undefined {
  const first = text.split(/^---/mu, 1)[0] ?? '';
  if (!/^apiVersion:/mu.test(first)) return undefined;
  return /^kind:[ \t]+(\S+)/mu.exec(first)?.[1];
}

function parse(body: string): readonly Part[] {
  const root: Frame = { key: '', parts: [] };
  const open: Frame[] = [];
  for (const match of body.matchAll(TOKEN)) {
    const parts = open.at(-1)?.parts ?? root.parts;
    const groups = match.groups ?? {};
    if (groups['open'] !== undefined) open.push({ key: groups['open'], parts: [] });
    else if (groups['close'] !== undefined) close(open, root);
    else parts.push(leaf(groups, match[0]));
  }
  // What was never closed is text, as in VS Code.
  for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
    const parts = open.at(-1)?.parts ?? root.parts;
    parts.push({ type: 'text', text: `\${${frame.key}:` });
    for (const part of frame.parts) parts.push(part);
  }
  return root.parts;
}

function close(open: Frame[], root: Frame): void {
  const frame = open.pop();
  const parts = open.at(-1)?.parts ?? root.parts;
  parts.push(frame === undefined ? { type: 'text', text: '}' } : field(frame.key, frame.parts));
}

function leaf(groups: Readonly<Record<string, string | undefined>>, whole: string): Part {
  const { choice, first, escaped } = groups;
  if (choice !== undefined && first !== undefined) {
    const text = first.replace(/\\([\\,|])/gu, '$1');
    return field(choice, [{ type: 'text', text }]);
  }
  const key = groups['whole'] ?? groups['bare'];
  return key === undefined ? { type: 'text', text: escaped ?? whole } : field(key, []);
}

function field(key: string, parts: readonly Part[]): Part {
  return /^\d/u.test(key)
    ? { type: 'stop', index: Number(key), parts }
    : { type: 'variable', name: key, parts };
}

/** The first stop of an index that has a default gives it to all stops of that index. */
function collectDefaults(parts: readonly Part[], defaults: Map<number, readonly Part[]>): void {
  for (const part of parts) {
    if (part.type === 'text') continue;
    const gives = part.type === 'stop' && part.parts.length > 0;
    if (gives && !defaults.has(part.index)) defaults.set(part.index, part.parts);
    collectDefaults(part.parts, defaults);
  }
}

function render(
  parts: readonly Part[],
  defaults: ReadonlyMap<number, readonly Part[]>,
  inside: ReadonlySet<number>,
): string {
  const texts = parts.map((part) => {
    if (part.type === 'text') return part.text;
    if (part.type === 'variable') {
      if (part.parts.length > 0) return render(part.parts, defaults, inside);
      return KNOWN_VARIABLE.test(part.name) ? '' : part.name;
    }
    // A default that names its own stop would never end.
    if (inside.has(part.index)) return '';
    const shown = part.index === 0 ? part.parts : (defaults.get(part.index) ?? []);
    return render(shown, defaults, new Set(inside).add(part.index));
  });
  return texts.join('');
}
