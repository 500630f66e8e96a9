import type { Decoded } from '../../../core/text/base64.ts';
import { decodeBase64, encodeBase64 } from '../../../core/text/base64.ts';
import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import {
  appendToMap,
  insertAfterEntry,
  removeEntry,
  replaceEntry,
} from '../../../core/lint/fix.ts';
import { renameKey, replaceValue } from '../../../core/yaml/rewrite.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { isPlaceholder } from '../../../core/kubernetes/sensitive.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import type { View } from '../../../core/yaml/view.ts';
import { placeOf } from '../places.ts';

export const secretEncoding = defineRule({
  id: 'secret-encoding',
  severity: 'error',
  summary: 'A value under data of a Secret is not base64, or carries a line break by accident.',
  deck: ['S8.1'],
  kinds: ['Secret'],
  patches: true,
  docs: {
    why: 'Under `data` the API server takes base64 only, and refuses the object otherwise. `echo secret | base64` encodes the line break behind the word as well, so that the password becomes one character longer and logins fail.',
    fix: 'Write the value as it is under `stringData`, and let the API server encode it. On the command line use `printf %s` or `echo -n`.',
    links: [
      {
        title: 'Secrets: names and data',
        url: 'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data',
      },
      {
        title: 'Managing Secrets using a configuration file',
        url: 'https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-config-file/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      // SOPS encrypts the values in place, and says so beside them.
      if (object.group !== '' || object.view.has('sops')) return;
      for (const entry of object.view.get('data').entries) yield* encoding(object, entry, scope);
    },
  },
});

type Entry = View & { readonly key: string };

function* encoding(object: KubernetesObject, entry: Entry, scope: Scope): Iterable<Problem> {
  const value = entry.text;
  if (value === undefined || value.trim() === '' || isFilledInElsewhere(value)) return;
  const decoded = entry.type === 'string' ? decodeBase64(value) : undefined;
  if (decoded === undefined) {
    yield {
      at: placeOf(entry, undefined),
      message: `The value of "${entry.key}" is not base64, and the API server refuses the Secret. Encode it, or write it under "stringData" as it is.`,
      fixes: notEncodedFixes(object, entry, value, scope),
    };
  } else if (hasStrayNewline(entry.key, decoded)) {
    const length = decoded.length - 1;
    yield {
      at: placeOf(entry, undefined),
      severity: 'warning',
      message: `"${entry.key}" decodes to ${length} characters and a line break, which becomes part of the secret: "echo" adds it, "echo -n" does not. Encode it again without.`,
      fixes: newlineFixes(object, entry, decoded, scope),
    };
  }
}

/** Placeholders, templates and what SOPS has encrypted. */
const isFilledInElsewhere = (value: string): boolean =>
  isPlaceholder(value) || /^ENC\[|\$\{|\{\{|\$\(/.test(value);

/** Files end with a line break, and so do lines for htpasswd; single words should not. */
function hasStrayNewline(key: string, { text, trailingNewline, multiLine }: Decoded): boolean {
  if (!trailingNewline || multiLine || text === undefined || text.trim() === '') return false;
  if (/\.[A-Za-z]\w*$/.test(key) || /htpasswd|^(?:auth|users)$|config|known_hosts/i.test(key))
    return false;
  return !/^\s*[[{<]|^-----|^[^:\s]+:\$|^(?:ssh-|ecdsa-)|^[\w.]+\s*=|\s/.test(text.trimEnd());
}

function notEncodedFixes(
  object: KubernetesObject,
  entry: Entry,
  value: string,
  scope: Scope,
): readonly Fix[] {
  const plain = value.replace(/\r?\n$/, '');
  return [
    ...encodeFix('Encode it as base64', object, entry, { scope, value: plain }),
    ...clearFix(object, entry, { scope, value: plain }),
  ];
}

function newlineFixes(
  object: KubernetesObject,
  entry: Entry,
  decoded: Decoded,
  scope: Scope,
): readonly Fix[] {
  const value = (decoded.text ?? '').replace(/\r?\n$/, '');
  return [
    ...encodeFix('Encode it without the line break', object, entry, { scope, value }),
    ...clearFix(object, entry, { scope, value }),
  ];
}

interface NewValue {
  readonly scope: Scope;
  readonly value: string;
}

function encodeFix(
  title: string,
  object: KubernetesObject,
  entry: Entry,
  { value }: NewValue,
): readonly Fix[] {
  const edits = [replaceValue(entry, encodeBase64(value))];
  return [{ title, edits: () => [{ path: object.path, edits }], confidential: true }];
}

/** Moves the entry to `stringData`; where it is the only one, `data` itself is renamed. */
function clearFix(
  object: KubernetesObject,
  entry: Entry,
  { scope, value }: NewValue,
): readonly Fix[] {
  const data = object.view.get('data');
  const clear = object.view.get('stringData');
  if (data.node?.type !== 'map' || data.node.flow) return [];
  const moved = { [entry.key]: value };
  const edits = (): readonly TextEdit[] | undefined => {
    const text = scope.file(object.path)?.text;
    return text === undefined ? undefined : moveEdits(text, { entry, data, clear }, moved);
  };
  if (edits() === undefined) return [];
  const title = 'Write it in clear under "stringData"';
  return [
    { title, edits: () => [{ path: object.path, edits: edits() ?? [] }], confidential: true },
  ];
}

function moveEdits(
  text: string,
  { entry, data, clear }: { readonly entry: View; readonly data: View; readonly clear: View },
  moved: YamlFields,
): readonly TextEdit[] | undefined {
  if (clear.exists) {
    const added = appendToMap(text, clear, moved);
    return added && [removeEntry(text, entry), added];
  }
  if (data.node?.type === 'map' && data.node.pairs.length === 1)
    return [renameKey(data, 'stringData'), replaceEntry(text, entry, moved)];
  const below = insertAfterEntry(text, data, { stringData: moved });
  return [removeEntry(text, entry), below];
}
