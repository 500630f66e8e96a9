import { secretIn } from '../core/kubernetes/sensitive.ts';

/** `NAME: value`, `NAME=value` and the like, at the start of a line or behind a dash. */
const ENTRY = /^[\s{-]*(?:(?:ENV|ARG|export)\s+)?["']?([\w.-]+)["']?\s*[:=]\s*(.*)$/;

/**
 * Whether a text that is to be written into a file may hold a secret value, such as a setting that a
 * fix copies. Reports go to places that the file itself does not go to.
 */
export function mayHoldSecret(text: string): boolean {
  if (/\bkind["']?:\s*["']?Secret\b/.test(text) && /\b(?:data|stringData)["']?:/.test(text))
    return true;
  if (secretIn(undefined, text) !== undefined) return true;
  let named: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', rest = ''] = ENTRY.exec(line) ?? [];
    const value = rest.replace(/^["']|["'],?\s*$/g, '');
    if (secretIn(key === 'value' ? named : key, value) !== undefined) return true;
    if (key === 'name') named = value;
  }
  return false;
}
