/**
 * What the patches of a kustomization take away: `$patch: delete` on a whole object, for one object
 * by its name or for all that a target selects (kubectl.docs.kubernetes.io/references/kustomize).
 */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { readSource } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

/** Patterns of a target may hold `.*` and `|`; what a patch itself says is taken letter by letter. */
export interface Deletion {
  readonly isPattern: boolean;
  /** Undefined where anything will do. */
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** A deletion in a nest of kustomizations: what those around it add comes after it. */
export interface PlacedDeletion extends Deletion {
  /** How much of an object's prefix and suffix it does not see yet, in letters. */
  readonly prefix: number;
  readonly suffix: number;
}

/** @param fileAt a file that was read, by its path from the folder */
export function deletionsIn(
  view: View,
  fileAt: (path: string) => SourceFile | undefined,
): readonly Deletion[] {
  const own = view.get('patchesStrategicMerge').items.flatMap((item) => {
    const text = item.text ?? '';
    return deletedIn(text.includes('\n') ? readSource('patch.yaml', text) : fileAt(text));
  });
  const patches = view.get('patches').items.flatMap((item) => {
    const path = item.get('path').text;
    const file =
      path === undefined ? readSource('patch.yaml', item.get('patch').text ?? '') : fileAt(path);
    const deleted = deletedIn(file);
    const target = item.get('target');
    return deleted.length === 0 || !target.exists ? deleted : targeted(target);
  });
  return [...own, ...patches];
}

function deletedIn(file: SourceFile | undefined): readonly Deletion[] {
  if (file === undefined) return [];
  return file.documents.flatMap(({ text, view }) => {
    if (!text.includes('$patch') || view.get('$patch').text !== 'delete') return [];
    const [group, version] = groupAndVersion(view.get('apiVersion').text);
    const metadata = view.get('metadata');
    return [
      {
        ...{ isPattern: false, group, version },
        kind: view.get('kind').text,
        name: metadata.get('name').text,
        namespace: metadata.get('namespace').text ?? 'default',
      },
    ];
  });
}

/** Selectors by labels look at what other transformers made: what they pick is left standing. */
function targeted(target: View): readonly Deletion[] {
  if (target.has('labelSelector') || target.has('annotationSelector')) return [];
  const pattern = (field: string): string | undefined => target.get(field).text;
  return [
    {
      ...{ isPattern: true, group: pattern('group'), version: pattern('version') },
      ...{ kind: pattern('kind'), name: pattern('name'), namespace: pattern('namespace') },
    },
  ];
}

function groupAndVersion(apiVersion = ''): readonly [group: string, version: string] {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? ['', first] : [first, second];
}

/** The part of a deployment that says what is taken away, and how names end up. */
interface Deployment {
  readonly namespace?: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly deletions?: readonly PlacedDeletion[];
}

/** Whether a deployment of its file leaves an object out. */
export function isDeleted(object: KubernetesObject, deployment: Deployment): boolean {
  return (deployment.deletions ?? []).some((deletion) => deletes(deletion, object, deployment));
}

function deletes(
  deletion: PlacedDeletion,
  { apiVersion, kind, name = '', ownNamespace = 'default' }: KubernetesObject,
  { prefix, suffix, namespace = ownNamespace }: Deployment,
): boolean {
  const [group, version] = groupAndVersion(apiVersion);
  const inner = `${prefix.slice(deletion.prefix)}${name}${suffix.slice(0, suffix.length - deletion.suffix)}`;
  const says = (wanted: string | undefined, ...texts: readonly string[]): boolean =>
    wanted === undefined ||
    texts.some((text) => (deletion.isPattern ? fits(wanted, text) : wanted === text));
  return (
    says(deletion.group, group) &&
    says(deletion.version, version) &&
    says(deletion.kind, kind) &&
    says(deletion.name, name, inner) &&
    says(deletion.namespace, ownNamespace, namespace)
  );
}

/** Whether an object of this name may be taken away, by what the kustomizations say. */
export function mayBeDeleted(
  kustomizations: readonly { readonly deletions: readonly Deletion[] }[],
  name: string,
): boolean {
  return kustomizations.some(({ deletions }) =>
    deletions.some(
      (deletion) =>
        deletion.name === undefined || deletion.name === name || fits(deletion.name, name),
    ),
  );
}

/** The whole text against a pattern of names, `.*` and `|`, in linear time: it comes with files of others. */
function fits(pattern: string, text: string): boolean {
  return pattern.split('|').some((choice) => {
    const parts = choice.replace(/^\^/, '').replace(/\$$/, '').split('.*');
    const [first = '', ...others] = parts;
    const last = others.pop();
    if (last === undefined) return first === text;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of others) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  });
}
