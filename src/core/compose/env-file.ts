/** The variables of an environment file, as `substitution.ts` lets it into the index. */
import { isSensitiveName, secretIn } from '../kubernetes/sensitive.ts';

/** Names with their values; undefined where the value is, or could be, a secret. */
export type Variables = ReadonlyMap<string, string | undefined>;

const LINE = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:=\s*(.*?)\s*)?$/;

/** Reads a file such as `.env`, line by line; a `NAME` alone has a value that is not known. */
export function readEnvFile(text: string): Variables {
  const variables = new Map<string, string | undefined>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, written] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    const value = written === undefined ? undefined : unquoted(written);
    const isSecret = isSensitiveName(name) || secretIn(name, value ?? '') !== undefined;
    variables.set(name, isSecret ? undefined : value);
  }
  return variables;
}

/** Outside of quotes a `#` behind a blank begins a comment. */
function unquoted(value: string): string {
  const [, , inside] = /^(["'])(.*?)\1(?:\s+#.*)?$/.exec(value) ?? [];
  return inside ?? value.replace(/(?:^|\s+)#.*$/, '');
}
