/** A cluster as the questions of the guide see it: what was read at one time, and what was not. */
import { Scope } from '../workspace/scope.ts';
import { Workspace } from '../workspace/workspace.ts';
import { existenceIn } from './existence.ts';
import type { Existence, WantedObject } from './existence.ts';
import type { ObjectSource } from '../workspace/object-source.ts';
import { recordOf, textOf } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Gap, LiveObject, Snapshot } from './snapshot.ts';
import { isSystemNamespace } from './system-objects.ts';

/** One live object with what every question needs of it. */
export interface Live {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  /** '' for kinds outside of namespaces. */
  readonly namespace: string;
  readonly path: string;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
  readonly body: JsonObject;
  readonly source: LiveObject;
}

/** All answers are worked out from one snapshot, which never changes. */
export class LiveCluster implements ObjectSource {
  readonly snapshot: Snapshot;
  #byKind: ReadonlyMap<string, readonly Live[]> | undefined;
  #scope: Scope | undefined;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  /** The name of its context. */
  get name(): string {
    return this.snapshot.context.name;
  }

  objects(kind: string): readonly Live[] {
    this.#byKind ??= Map.groupBy(this.snapshot.objects.map(readLive), (object) => object.kind);
    return this.#byKind.get(kind) ?? [];
  }

  /** Those of the cluster's users, without what the cluster brings along. */
  own(kind: string): readonly Live[] {
    return this.objects(kind).filter(({ namespace }) => !isSystemNamespace(namespace));
  }

  /** What is missing of a kind; empty where all of it was read. */
  gaps(kind: string): readonly Gap[] {
    return this.snapshot.gaps.filter((gap) => gap.kind === kind);
  }

  /** Whether all objects of a kind in a namespace were read. */
  knows(kind: string, namespace: string): boolean {
    return this.gaps(kind).every(
      (gap) =>
        gap.except === namespace || (gap.namespace !== undefined && gap.namespace !== namespace),
    );
  }

  /** @see existenceIn */
  readonly existence = (wanted: WantedObject): Existence => existenceIn(this, wanted);

  serves(group: string): boolean {
    return this.snapshot.groups.has(group);
  }

  /** The namespaces of the cluster's users, in order; only one where only that was asked about. */
  get namespaces(): readonly string[] {
    const { namespace } = this.snapshot;
    if (namespace !== undefined) return [namespace];
    const named = this.objects('Namespace').map(({ name }) => name);
    const used = [...new Set(this.snapshot.objects.map(readNamespace))];
    const all = named.length > 0 ? named : used.filter((name) => name !== '');
    return all.filter((name) => !isSystemNamespace(name)).sort();
  }

  /** The same objects as manifests, for questions that files are asked as well. */
  get scope(): Scope {
    this.#scope ??= new Scope(liveWorkspace(this.snapshot));
    return this.#scope;
  }
}

/** The live objects as read-only documents of a workspace. */
export function liveWorkspace({ objects }: Snapshot): Workspace {
  const workspace = new Workspace({ singlePass: true });
  // A name such as "values" must not make its object a file of another kind.
  workspace.change(objects.map(({ path, text }) => ({ path, text, kind: 'yaml' as const })));
  return workspace;
}

const NAMESPACE = /^cluster:[^/]*\/([^/]*)\//;

function readNamespace({ path }: LiveObject): string {
  const namespace = NAMESPACE.exec(path)?.[1] ?? '-';
  return namespace === '-' ? '' : namespace;
}

function readLive(source: LiveObject): Live {
  const body = recordOf(JSON.parse(source.text));
  const metadata = recordOf(body['metadata']);
  return {
    kind: textOf(body['kind']) ?? '',
    apiVersion: textOf(body['apiVersion']) ?? '',
    name: textOf(metadata['name']) ?? '',
    namespace: readNamespace(source),
    path: source.path,
    labels: recordOf(metadata['labels']),
    annotations: recordOf(metadata['annotations']),
    ...{ body, source },
  };
}
