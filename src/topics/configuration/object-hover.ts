/** ConfigMaps and Secrets themselves: what they hold, and who uses it. */
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Reference } from '../../core/graph/references.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { entryOf, formOf } from './values.ts';

type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

export const objectHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || !isStore(target.object)) return undefined;
  const { path } = target;
  const [field, key] = path;
  if (path.join('.') === 'kind' || path.join('.') === 'metadata.name')
    return { parts: [...storeParts(target.object, scope), { slide: 'S8' }] };
  if (path.length === 1 && typeof field === 'string') return fieldHover(target, field);
  if (path.length !== 2 || typeof key !== 'string' || typeof field !== 'string') return undefined;
  return /^(?:data|stringData|binaryData)$/.test(field) ? keyHover(target, key, scope) : undefined;
};

function isStore({ kind, group }: KubernetesObject): boolean {
  return group === '' && (kind === 'ConfigMap' || kind === 'Secret');
}

const ABOUT: Readonly<Record<string, string>> = {
  ConfigMap:
    '**Configuration, kept out of the image.** Its keys become variables or files of containers in the same namespace. It isn’t for passwords: the role `view` may read it, and `kubectl describe` prints its values.',
  Secret:
    '**Passwords, keys and tokens, kept out of the image.** Its keys become variables or files of containers in the same namespace. Base64 is an encoding, not a lock: keep the values out of version control, or seal them.',
};

function storeParts(object: KubernetesObject, scope: Scope): readonly HoverPart[] {
  const keys = object.keys ?? [];
  const shown = keys.slice(0, MOST).map((key) => keyLine(object, key));
  const more = keys.length > MOST ? [{ text: `and ${keys.length - MOST} more keys` }] : [];
  return [
    { markdown: ABOUT[object.kind] ?? '' },
    keys.length === 0 ? { text: 'It has no keys in this file.' } : { list: [...shown, ...more] },
    ...userParts(usesOf(object, scope)),
  ];
}

const MOST = 8;

function keyLine(object: KubernetesObject, key: string): HoverLine {
  const at = entryOf(object, key);
  if (at === undefined) return { text: key };
  const form = object.kind === 'Secret' ? `: ${formOf(at)}` : '';
  return { text: `${key}${form}`, path: object.path, at: at.keyMark };
}

function usesOf(object: KubernetesObject, scope: Scope): readonly Reference[] {
  return scope
    .namespacesOf(object)
    .flatMap((namespace) => scope.workloads(namespace, object.path))
    .flatMap(referencesOf)
    .filter(({ kind, name }) => kind === object.kind && name === object.name);
}

function userParts(uses: readonly Reference[]): readonly HoverPart[] {
  if (uses.length === 0) return [{ text: 'No workload of this workspace uses it.' }];
  const lines = new Map(
    uses.map((use) => {
      const text = `${use.from.title} ${manner(use)}`;
      return [text, { text, path: use.from.path, at: use.key?.at ?? use.at }];
    }),
  );
  const shown = [...lines.values()].slice(0, MOST);
  const more = lines.size > MOST ? [{ text: `and ${lines.size - MOST} more` }] : [];
  return [{ text: 'Used by:' }, { list: [...shown, ...more] }];
}

function manner({ field, key }: Reference): string {
  if (field.includes('volumes')) return key === undefined ? 'as files' : `as file "${key.name}"`;
  if (field.includes('envFrom')) return 'as variables, all keys';
  if (field.includes('imagePullSecrets')) return 'to pull images';
  return key === undefined ? 'by name' : `as a variable from "${key.name}"`;
}

function keyHover(
  { object, view }: ObjectTarget,
  key: string,
  scope: Scope,
): ReturnType<HoverSource> {
  const uses = usesOf(object, scope).filter((use) => use.key === undefined || use.key.name === key);
  const form: readonly HoverPart[] =
    object.kind === 'Secret'
      ? [{ text: `It holds ${formOf(view)}. The value is not shown here.` }]
      : [];
  return { parts: [...form, ...userParts(uses), { slide: 'S8' }] };
}

const FIELDS: Readonly<Record<string, string>> = {
  data: 'The values of a Secret in base64, as the API server keeps them. Writing them by hand invites a stray line break; `stringData` takes them as they are.',
  stringData:
    'The values in clear; the API server encodes them and keeps them under `data`. Where a key stands in both, this one wins.',
  immutable:
    'Values that can no longer change: a safe guard, and less work for the kubelet. A change needs an object with a new name, and a roll-out of those who use it.',
};

function fieldHover({ object, on }: ObjectTarget, field: string): ReturnType<HoverSource> {
  const text = FIELDS[field];
  if (on !== 'key' || text === undefined) return undefined;
  if (object.kind === 'ConfigMap' && field !== 'immutable') return undefined;
  return { parts: [{ markdown: text }, { slide: 'S8' }] };
}
