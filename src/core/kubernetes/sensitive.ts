import { nameWords } from '../text/name-words.ts';
import type { Span } from '../text/text.ts';

export { sensitiveFile } from '../files/sensitive-files.ts';

/** A value that counts as a secret. */
export interface Secret {
  readonly reason: 'name' | 'private-key' | 'aws-key' | 'bearer' | 'url-password';
  /** The secret itself within the value; absent when the whole value is the secret. */
  readonly span?: Span;
}

const SENSITIVE_TOKENS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'credential',
  'credentials',
  'bearer',
]);

/** A sensitive name holds one of these, wherever its words are split; far cheaper than its words. */
const SENSITIVE_PART = /pass|pwd|secret|token|key|credential|bearer/;

/** Words that make a following `key` a secret one. */
const KEY_WORDS: readonly string[] = ['api', 'access', 'secret', 'private', 'account', 'batch'];

/** Last words that turn the name into something about a secret: a place, a size, a switch. */
const HARMLESS_ENDINGS: ReadonlySet<string> = new Set(
  `file path dir name url uri ttl length header enabled type mount id version ref policy expiry
  algorithm namespace prefix expiration expires lifetime timeout interval duration seconds minutes
  issuer audience endpoint host port provider store class method mode count limit size min max
  required allowed disabled enable format strategy rotation dummy directory suffix field pattern regex
  in hasher hashers encoder encoding manager engine source scope kind env cookie check validation
  verification address symbol contract decimals
  yaml yml json properties conf cfg ini sh xml toml sql crt cer cert pub html js py hcl`.split(
    /\s+/,
  ),
);

/** Values of these names are meant to be seen; the credentials of CORS are a mode of the browser. */
const PUBLIC_WORDS: ReadonlySet<string> = new Set(['public', 'publishable', 'cors']);

/**
 * Ends of names that say nothing secret: etcd's token only tells clusters apart, and the "secret"
 * of a password is the object that holds it.
 */
const HARMLESS_PHRASE = /\b(?:initial cluster token|password secret)$/;

/**
 * Tells whether a variable or key of this name holds a secret: its words are compared, so that
 * `tokenizer` or `PASSWORD_FILE` do not count.
 */
export function isSensitiveName(name: string): boolean {
  if (!SENSITIVE_PART.test(name.toLowerCase())) return false;
  const words = nameWords(name);
  const last = words.at(-1);
  if (last === undefined || HARMLESS_ENDINGS.has(last)) return false;
  if (words.some((word) => PUBLIC_WORDS.has(word))) return false;
  if (HARMLESS_PHRASE.test(words.join(' '))) return false;
  return words.some((word, index) => isSensitiveWord(word, words[index + 1]));
}

function isSensitiveWord(word: string, next: string | undefined): boolean {
  if (SENSITIVE_TOKENS.has(word) || word.endsWith('password')) return true;
  if (next === 'key') return KEY_WORDS.includes(word);
  return word.endsWith('key') && KEY_WORDS.includes(word.slice(0, -'key'.length));
}

const PLACEHOLDERS: readonly RegExp[] = [
  /^$/,
  // filled in elsewhere: shell, Kubernetes, Helm, SOPS, envsubst-like marks
  /\$\([^)]{0,200}\)|\$\{[^}]{0,200}\}|\{\{|\}\}/,
  /^\$\$?\w+$/,
  /^<.*>$/,
  /^\[.*\]$/,
  /^\(\(.*\)\)$|^#\{.*\}#?$/,
  /^(%{1,2}|@{1,2}|__|##)[\w.-]+\1$|^\{[\w.-]+\}$/,
  // encrypted where it stands: SOPS, Jasypt, Spring Cloud Config
  /^ENC[[(].*[\])]$/,
  /^\{cipher\}/,
  // a name in capitals that stands for the value, such as API_KEY_VALUE
  /^[A-Z]+(_[A-Z]+)+$/,
  // one character over and over: xxxx, ****, ....
  /^(.)\1{2,}$/,
  // the shape of a key whose rest is left out: sk-xxxx, ghp_..., xxx-xxx
  /(?:^|[-_])(?:x{3,}|\*{3,}|\.{3})$/i,
  /change[-_ ]?(me|it|this)|^change[-_]/i,
  /replace[-_ ]?(me|this|with)|^replace[-_]/i,
  /^(insert|enter|put|add|set)[-_ ].*here$/i,
  /^your[-_ ]|^your(password|secret|token|key|apikey)/i,
  /^(todo|tbd|tba|fixme|placeholder|redacted|removed|masked|dummy|fake|example|sample)\b/i,
  /[-_ ](placeholder|dummy|example|redacted|here)$/i,
  /^(set|fill)[-_ ]?(me|in|this)$|^to[-_ ]be[-_ ]/i,
];

/** Tells whether the value only marks the spot where a real one belongs. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return PLACEHOLDERS.some((pattern) => pattern.test(text));
}

const NO_SECRET: readonly RegExp[] = [
  /^(true|false|yes|no|on|off|[01]|y|n)$/i,
  /^(null|nil|none|undefined|default|auto|enabled|disabled|required|optional|bearer|~)$/i,
  /^(n\/a|-+|empty|unused|ignored?|not[-_ ]?(needed|used|required|set))$/i,
  // a place: Unix and Windows paths, addresses, references into a secret store
  /^(\.{0,2}|~)\/[\w.@~-]*(\/[\w.@~-]*)*$/,
  /^[a-z]:\\/i,
  /^[a-z][a-z0-9.+-]*:\/\//i,
  /^(arn|vault|bao|ssm|awssm|secretsmanager|secretref|keyvault|ref):|^projects\/|^@Microsoft\.KeyVault\(/,
];

/** Tells whether a value under a sensitive name is a literal secret. */
function isLiteral(value: string): boolean {
  const text = value.trim();
  // a key that holds a whole file says nothing about one value
  if (text.includes('\n') || isPlaceholder(text)) return false;
  return !NO_SECRET.some((pattern) => pattern.test(text));
}

/**
 * Finds the secret in a value, by its own form under any name (PEM private key, AWS access key,
 * bearer token, password in a URL), else by the name. The caller still leaves out values that name
 * a Secret object of the workspace, and everything under `valueFrom`.
 */
export function secretIn(name: string | undefined, value: string): Secret | undefined {
  const found = privateKey(value) ?? awsKey(value) ?? urlPassword(value) ?? bearer(value);
  if (found) return found;
  if (name === undefined || !isSensitiveName(name) || !isLiteral(value)) return undefined;
  return { reason: 'name' };
}

function privateKey(value: string): Secret | undefined {
  const header = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/.exec(value);
  if (!header) return undefined;
  const bodyStart = header.index + header[0].length;
  const closing = value.indexOf('-----END', bodyStart);
  const bodyEnd = closing === -1 ? value.length : closing;
  // documentation shows the frame with dots in it
  const body = value.slice(bodyStart, bodyEnd).replace(/\\[nr]|\s/g, '');
  if (!/[A-Za-z0-9+/]{32}/.test(body)) return undefined;
  return { reason: 'private-key', span: { start: header.index, end: bodyEnd } };
}

function awsKey(value: string): Secret | undefined {
  if (!value.includes('AKIA')) return undefined;
  for (const match of value.matchAll(/(?<![A-Za-z0-9])AKIA[0-9A-Z]{16}(?![A-Za-z0-9])/g)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (!match[0].endsWith('EXAMPLE') && !inComment(value, span.start)) {
      return { reason: 'aws-key', span };
    }
  }
  return undefined;
}

function urlPassword(value: string): Secret | undefined {
  if (!value.includes('://') || !value.includes('@')) return undefined;
  const pattern = /[a-z][a-z0-9+.-]{0,30}:\/\/([^\s:/@?#'"]{0,200}):([^\s@'"]{1,200})@/gi;
  for (const match of value.matchAll(pattern)) {
    const [whole, user = '', password = ''] = match;
    const start = match.index + whole.length - 1 - password.length;
    if (!isSamplePassword(user, password) && !inComment(value, start)) {
      return { reason: 'url-password', span: { start, end: start + password.length } };
    }
  }
  return undefined;
}

function isSamplePassword(user: string, password: string): boolean {
  if (isPlaceholder(password) || /[$%{<]/.test(password.charAt(0))) return true;
  // a slash means that the `@` belongs to the path behind a port, not to a password
  if (/^\d+\//.test(password)) return true;
  const pair = `${user}:${password}`.toLowerCase();
  return ['username:password', 'user:pass', 'guest:guest'].includes(pair);
}

function bearer(value: string): Secret | undefined {
  if (!/bearer/i.test(value)) return undefined;
  for (const match of value.matchAll(/\bbearer[ \t]+([A-Za-z0-9._~+/=-]{8,})/gi)) {
    const token = match[1] ?? '';
    const start = match.index + match[0].length - token.length;
    // plain words follow "bearer" in prose; real tokens hold a digit
    const isToken = /\d/.test(token) && !/^\w+=[^=]/.test(token) && !isPlaceholder(token);
    if (isToken && !inComment(value, start)) {
      return { reason: 'bearer', span: { start, end: start + token.length } };
    }
  }
  return undefined;
}

function inComment(value: string, offset: number): boolean {
  const lineStart = value.lastIndexOf('\n', offset - 1) + 1;
  return /^\s*(#|;|\/\/)/.test(value.slice(lineStart, offset));
}
