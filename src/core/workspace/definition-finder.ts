/** Finds who gives a name to others: objects of the files, and what tools make of them at run time. */
import { definitionOf, generatedDefinitions } from './definitions.ts';
import type { Definition } from './definitions.ts';
import * as dependency from './dependency.ts';
import type { DependencyLog } from './dependency-log.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { MAKERS } from './made-services.ts';
import { near, nearItems, nearNamed, nearNamedIn } from './near.ts';
import { namedApart, nearest } from './nearest.ts';
import { inFileOrder } from './object-index.ts';
import type { Scope } from './scope.ts';
import { compareText } from '../text/text.ts';
import type { Workspace } from './workspace.ts';

/** A name that is asked for, from a file; '' among the namespaces stands for cluster-wide kinds. */
export interface Name {
  readonly kind: string;
  readonly name: string;
  readonly from: string;
  readonly namespaces: readonly string[];
}

/** A part of a Scope, which notes in the same log. */
export class DefinitionFinder {
  readonly #workspace: Workspace;
  readonly #log: DependencyLog;
  readonly #scope: Scope;

  constructor(workspace: Workspace, log: DependencyLog, scope: Scope) {
    this.#workspace = workspace;
    this.#log = log;
    this.#scope = scope;
  }

  /** Works an answer out once until the workspace changes, for all Scopes. */
  #memo<Answer>(question: string, read: () => Answer): Answer {
    return this.#log.replay(this.#workspace.once(question, () => this.#log.record(read)));
  }

  /** Who defines this name in the stack of a file, in any namespace. */
  anywhere(kind: string, name: string, from: string): readonly Definition[] {
    return this.#defined(kind, name, from, nearNamed(this.#workspace, from, kind, name));
  }

  #defined(
    kind: string,
    name: string,
    from: string,
    objects: readonly KubernetesObject[],
  ): readonly Definition[] {
    this.#log.note(dependency.objectsNamed(kind, name));
    const made = this.#made(kind, from).filter((definition) => definition.name === name);
    return [
      ...objects.map((object) => definitionOf(object, this.#scope.namespacesOf(object))),
      ...made,
    ];
  }

  /**
   * Who defines this name in one of the given namespaces, the nearest ones in each.
   * @param accepts leaves out definitions before the nearest are chosen
   */
  within(
    { kind, name, from, namespaces }: Name,
    accepts: (definition: Definition) => boolean = () => true,
  ): readonly Definition[] {
    const objects = nearNamedIn(this.#workspace, from, { kind, name, namespaces });
    const all = this.#defined(kind, name, from, objects).filter(accepts);
    const found = ['', ...namespaces].flatMap((namespace) =>
      this.#answering(all, from, { kind, name, namespace }).filter(accepts),
    );
    return found.length < 2 ? found : [...new Set(found)];
  }

  /** Of all near definitions of a name those that answer in a namespace. */
  #answering(
    all: readonly Definition[],
    from: string,
    wanted: { readonly kind: string; readonly name: string; readonly namespace: string },
  ): readonly Definition[] {
    const here = all.filter(({ namespaces }) => namespaces.includes(wanted.namespace));
    if (here.length > 0 || wanted.namespace === '') return nearest(here, from, this.#workspace);
    if (this.#workspace.objectsNamed(wanted.kind, wanted.name).size === 0) return [];
    // Whether the own stack has a part in that namespace decides, and who says so.
    this.#log.note(dependency.NAMESPACES);
    this.#log.note(dependency.STRUCTURE);
    const apart = namedApart(this.#workspace, from, wanted);
    return apart.map((object) => definitionOf(object, this.#scope.namespacesOf(object)));
  }

  /** The names of a kind that are known in the given namespaces of a file's stack. */
  names(kind: string, from: string, namespaces: readonly string[]): readonly string[] {
    const stack = this.#workspace.stackOf(from);
    this.#log.note(dependency.objectsOfKind(kind));
    // Each missing name asks for its neighbours.
    const question = `names ${kind} in ${namespaces.join(' ')} near ${stack.id}`;
    const made = this.#made(kind, from);
    return this.#memo(question, () => {
      const here = ['', ...namespaces].flatMap((one) => this.#scope.objectsIn(kind, one, from));
      const madeHere = made.filter((one) => one.namespaces.some((ns) => namespaces.includes(ns)));
      const names = [...new Set(here)].sort(inFileOrder).flatMap(({ name }) => name ?? []);
      return [...new Set([...names, ...madeHere.map(({ name }) => name)])];
    });
  }

  /** Names that appear at run time: from kustomize's generators and from operators' objects. */
  #made(kind: string, from: string): readonly Definition[] {
    if (kind === 'Service') return this.#operated(kind, from);
    if (kind !== 'Secret' && kind !== 'ConfigMap') return [];
    return [...this.#generated(kind, from), ...this.#operated(kind, from)];
  }

  #generated(kind: 'ConfigMap' | 'Secret', from: string): readonly Definition[] {
    this.#log.note(dependency.STRUCTURE);
    const stack = this.#workspace.stackOf(from);
    return this.#memo(`generated ${kind} near ${stack.id}`, () => {
      const { overlays, kustomizations } = this.#workspace.structure;
      return nearItems(this.#workspace, from, 'kustomizations', () => kustomizations.values())
        .toSorted((a, b) => compareText(a.path, b.path))
        .flatMap((found) => generatedDefinitions(found, kind, overlays.get(found.path) ?? []));
    });
  }

  /** Objects of whatever kind that say themselves which Secret is written for them. */
  #writers(from: string): readonly KubernetesObject[] {
    this.#log.note(dependency.WRITERS);
    return near(this.#workspace, from, 'writers', () => this.#workspace.writers);
  }

  #operated(made: keyof typeof MAKERS, from: string): readonly Definition[] {
    const { kinds, make } = MAKERS[made];
    return this.#memo(`operated ${made} near ${this.#workspace.stackOf(from).id}`, () => {
      const known = kinds.flatMap((kind) => this.#scope.objects(kind, from));
      const makers = made === 'Secret' ? new Set([...known, ...this.#writers(from)]) : known;
      return [...makers].flatMap((object) => make(object, this.#scope.namespacesOf(object)));
    });
  }
}
