/** What may be said about a value: everything in a ConfigMap, only its size and form in a Secret. */
import { decodeBase64 } from '../../core/text/base64.ts';
import type { HoverPart } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { isPlaceholder } from '../../core/kubernetes/sensitive.ts';
import type { View } from '../../core/yaml/view.ts';
import { secretInEntry } from './settings-file.ts';

const FIELDS = ['stringData', 'data', 'binaryData'];

/** The entry of a key; that of stringData wins, as in the API server. */
export function entryOf(object: KubernetesObject, key: string): View | undefined {
  return FIELDS.map((field) => object.view.get(field, key)).find((view) => view.exists);
}

/** The size and form of a value; never the value. */
export function formOf(view: View): string {
  const { text } = view;
  if (text === undefined || text === '') return 'empty';
  const field = view.parent?.key;
  const isEncoded = field === 'binaryData' || (field === 'data' && isOfSecret(view));
  if (!isEncoded) return clearForm(text);
  const decoded = decodeBase64(text);
  if (decoded === undefined) return `${text.length} characters that are not base64`;
  if (decoded.text === undefined) return `${decoded.length} bytes, no text`;
  return clearForm(decoded.text);
}

function isOfSecret(entry: View): boolean {
  return entry.parent?.parent?.get('kind').text === 'Secret';
}

function clearForm(text: string): string {
  if (text === '') return 'empty';
  if (isPlaceholder(text)) return 'a placeholder';
  const lines = text.replace(/\n$/, '').split('\n').length;
  const size = `${text.length} characters`;
  const end = lines === 1 && text.endsWith('\n') ? ', with a line break at the end' : '';
  return `${kindOf(text)}, ${lines === 1 ? size : `${size} in ${lines} lines`}${end}`;
}

function kindOf(text: string): string {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(text)) return 'a private key';
  if (text.includes('-----BEGIN CERTIFICATE')) return 'a certificate';
  if (/^\s*[[{]/.test(text)) return 'JSON';
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? 'a URL' : 'text';
}

const LONGEST = 600;

/** The value itself where it is configuration, its form where it is secret. */
export function valueParts(object: KubernetesObject, view: View): readonly HoverPart[] {
  const text = view.text ?? '';
  const isSecret = secretInEntry(String(view.key), text) !== undefined;
  if (object.kind === 'Secret' || isSecret) return [{ text: `It holds ${formOf(view)}.` }];
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return text === '' ? [{ text: 'It is empty.' }] : [{ code: cut, language: 'text' }];
}
