/** One step of a pattern, read against a path character by character. */
type Token =
  | { readonly kind: 'one' | 'many'; readonly accepts: (character: string) => boolean }
  /** Zero or more whole directories, each with its slash. */
  | { readonly kind: 'directories' };

interface Rule {
  readonly isException: boolean;
  readonly tokens: readonly Token[];
}

const anything = () => true;
const notSlash = (character: string) => character !== '/';

/** Shortens a path like Go's `path.Clean`: no empty, `.` or inner `..` parts, no slash at the end. */
function cleaned(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  return parts.join('/');
}

/** One member of a character class; `undefined` where Go's pattern syntax forbids it. */
function classMember(characters: readonly string[], at: number) {
  const escaped = characters[at] === '\\';
  const character = characters[escaped ? at + 1 : at];
  if (character === undefined || (!escaped && (character === '-' || character === ']'))) {
    return undefined;
  }
  return { code: character.codePointAt(0) ?? 0, next: at + (escaped ? 2 : 1) };
}

/** Reads the character class after a `[`; `undefined` if it is malformed. */
function classToken(characters: readonly string[], at: number) {
  const isNegated = characters[at] === '^';
  const ranges: [number, number][] = [];
  let next = isNegated ? at + 1 : at;
  while (ranges.length === 0 || characters[next] !== ']') {
    const low = classMember(characters, next);
    if (low === undefined) return undefined;
    const high = characters[low.next] === '-' ? classMember(characters, low.next + 1) : low;
    if (high === undefined || high.code < low.code) return undefined;
    ranges.push([low.code, high.code]);
    next = high.next;
  }
  const accepts = (character: string) => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([low, high]) => low <= code && code <= high) !== isNegated;
  };
  return { token: { kind: 'one', accepts } as const, next: next + 1 };
}

function starTokens(characters: readonly string[], at: number): { token: Token; next: number } {
  if (characters[at + 1] !== '*')
    return { token: { kind: 'many', accepts: notSlash }, next: at + 1 };
  const next = characters[at + 2] === '/' ? at + 3 : at + 2;
  const rest = characters.slice(at + 2);
  // Docker compares `**` with plain text after it by its end alone: `**file` also takes `myfile`.
  const isSuffix = at === 0 && rest[0] !== '/' && !rest.some((one) => '*?[]\\'.includes(one));
  if (next === characters.length || isSuffix)
    return { token: { kind: 'many', accepts: anything }, next };
  return { token: { kind: 'directories' }, next };
}

function tokenAt(characters: readonly string[], at: number) {
  const character = characters[at] ?? '';
  if (character === '*') return starTokens(characters, at);
  if (character === '?')
    return { token: { kind: 'one', accepts: notSlash } as const, next: at + 1 };
  if (character === '[') return classToken(characters, at + 1);
  const literal = character === '\\' ? characters[at + 1] : character;
  if (literal === undefined) return undefined;
  const accepts = (one: string) => one === literal;
  return { token: { kind: 'one', accepts } as const, next: at + (character === '\\' ? 2 : 1) };
}

/** Reads one line; comments, empty lines and patterns that Docker refuses give no rule. */
function readRule(line: string): Rule | undefined {
  const text = line.trim();
  if (line.startsWith('#') || text === '') return undefined;
  const isException = text.startsWith('!');
  const characters = Array.from(cleaned(isException ? text.slice(1).trim() : text));
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length;) {
    const read = tokenAt(characters, at);
    if (read === undefined) return undefined;
    tokens.push(read.token);
    at = read.next;
  }
  return tokens.length === 0 ? undefined : { isException, tokens };
}

/** Follows all readings of the pattern at once, so that no pattern takes more than linear time. */
function matches(tokens: readonly Token[], path: string): boolean {
  let states = new Set([0]);
  let inDirectories = new Set<number>();
  const skipOptional = () => {
    for (const state of states) {
      const token = tokens[state];
      if (token !== undefined && token.kind !== 'one') states.add(state + 1);
    }
  };
  skipOptional();
  for (const character of path) {
    const next = new Set<number>();
    const directories = new Set(inDirectories);
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token.kind === 'directories') directories.add(state);
      else if (token.accepts(character)) next.add(token.kind === 'one' ? state + 1 : state);
    }
    if (character === '/') for (const state of directories) next.add(state + 1);
    states = next;
    inDirectories = directories;
    skipOptional();
  }
  return states.has(tokens.length);
}

/**
 * Whether Docker leaves a path out of the build context.
 * @param patterns the text of the ignore file
 * @param path a file or directory, relative to the context root, with slashes
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function isIgnored(patterns: string, path: string): boolean {
  return ignoreMatcher(patterns)(path);
}

/** The same question for many paths: the patterns are read once. */
export function ignoreMatcher(patterns: string): (path: string) => boolean {
  const lines = patterns.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rules = lines.map(readRule).filter((rule) => rule !== undefined);
  return (path) => isMatched(rules, cleaned(path));
}

function isMatched(rules: readonly Rule[], target: string): boolean {
  // The context root itself is never left out.
  if (target === '') return false;
  const parts = target.split('/');
  let isMatched = false;
  let parentMatches: readonly boolean[] = [];
  // Docker walks down from the root: what matched a directory also holds for all inside it.
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const current = parts.slice(0, depth).join('/');
    let matched = false;
    const fromParent = parentMatches;
    parentMatches = rules.map(({ isException, tokens }, index) => {
      const canChange = isException === matched;
      const holds = fromParent[index] === true || (canChange && matches(tokens, current));
      if (holds) matched = !isException;
      return holds;
    });
    isMatched = matched;
  }
  return isMatched;
}
