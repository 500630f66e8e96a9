/** Secrets in the lines of a settings file that is one value of a ConfigMap. */
import type { Secret } from '../../core/kubernetes/sensitive.ts';
import { secretIn } from '../../core/kubernetes/sensitive.ts';

/** `spring.datasource.password=x`, `password: x`, `export API_TOKEN="x"`. */
const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(\S.*?)[ \t]*$/gm;

const SETTINGS = /\.(?:env|properties|ini|cfg|ya?ml|toml)$/i;

/** A secret of a value: by its own form, by the key, or by a name inside the file that it is. */
export function secretInEntry(key: string, value: string): (Secret & { name: string }) | undefined {
  const whole = secretIn(key, value);
  if (whole !== undefined) return { ...whole, name: key };
  if (!value.includes('\n') || !SETTINGS.test(key)) return undefined;
  for (const match of value.matchAll(LINE)) {
    const [line, name = '', written = ''] = match;
    const text = written.replace(/^(["'])(.*)\1,?$/, '$2');
    // Spaces, dots of code and brackets belong to sentences, expressions and lists.
    if (/[\s$()[\]{}<>,;]/.test(text) || secretIn(name, text)?.reason !== 'name') continue;
    const start = match.index + line.lastIndexOf(written) + written.indexOf(text);
    return { reason: 'name', name, span: { start, end: start + text.length } };
  }
  return undefined;
}
