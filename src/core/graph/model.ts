/** The reference graph as plain data: who names what, and where that is. */
import type { ObjectName } from '../lint/lint.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, PathStep, View } from '../yaml/view.ts';

/**
 * `external`: outside the cluster, or made by Kubernetes itself. `unknown`: the files cannot tell,
 * as with templates, optional names, and what operators make. `missing`: nothing here answers.
 */
export type ReferenceState = 'resolved' | 'missing' | 'external' | 'unknown';

/** A place that stays right when the documents before it change. */
export interface GraphPlace {
  readonly path: string;
  readonly mark: Mark;
}

/** What is named: an object, a Compose service, a build stage, a file, or a host outside. */
export interface GraphTarget {
  readonly kind: string;
  /** '' for what lives in no namespace. */
  readonly namespace: string;
  readonly name: string;
  /** A key of a ConfigMap or Secret, or a port. */
  readonly key?: string;
}

export interface GraphReference {
  readonly from: GraphPlace & { readonly object: ObjectName | undefined };
  /** `[]` stands for list items: `spec.rules[].http.paths[].backend.service.name`. */
  readonly field: string;
  readonly target: GraphTarget;
  readonly state: ReferenceState;
  /** Where the target is, the best place first; empty unless files hold it. */
  readonly to: readonly GraphPlace[];
  /** Set where the target is found without its own name being said. */
  readonly by?: 'labels' | 'port';
  /** The bare name, where `from` spans more: `redis` in `redis.blue`. */
  readonly name?: Mark;
  /** Where the key or port is asked for, and where it is. */
  readonly key?: { readonly mark: Mark; readonly to: readonly GraphPlace[] };
}

/** The object of a reference, as it is named in one of its namespaces. */
export function nameIn(object: KubernetesObject, namespace: string): ObjectName {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace !== '' && { namespace }),
    name: object.name ?? '',
  };
}

/** Where an object says its name; its kind where it has none. */
export function placeOf(object: KubernetesObject): GraphPlace {
  const { path, name, nameMark } = object;
  return { path, mark: name === undefined ? object.view.get('kind').mark : nameMark };
}

export function placeAt(path: string, view: View): GraphPlace {
  return { path, mark: view.mark };
}

const NO_DOCUMENT = {
  text: '',
  start: 0,
  tree: { root: undefined, anchors: new Map(), errors: [] },
} as const;

/** The start of a file, read or not. */
export function startOf(path: string, file: SourceFile | undefined): GraphPlace {
  const document = file?.documents[0] ?? NO_DOCUMENT;
  return { path, mark: { document, start: 0, end: 0 } };
}

/** The path of a value, list indices as `[]`, counted from the object. */
export function fieldOf(view: View, object?: KubernetesObject): string {
  return fieldName(view.path.slice(object?.view.path.length ?? 0));
}

function fieldName(steps: readonly PathStep[]): string {
  return steps
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);
}

/** Whether a name holds something that is filled in later. */
export function isTemplated(name: string): boolean {
  return /\{\{|\$[({\w]|^<.*>$/.test(name);
}

export function samePlace(a: GraphPlace, b: GraphPlace): boolean {
  return (
    a.path === b.path &&
    a.mark.document === b.mark.document &&
    a.mark.start === b.mark.start &&
    a.mark.end === b.mark.end
  );
}

/** The same for two places exactly where they are the same place. */
export function placeKey({ path, mark }: GraphPlace): string {
  return [path, mark.document.start, mark.start, mark.end].join('\0');
}

/** Each place once. */
export function distinctPlaces<Place extends GraphPlace>(
  places: readonly Place[],
): readonly Place[] {
  const seen = new Set<string>();
  return places.filter((place) => {
    const { size } = seen;
    return seen.add(placeKey(place)).size > size;
  });
}
