import type { Found } from './found.ts';
import { placeOf, positionsIn, PROJECT } from '../workspace/dependency.ts';
import type { Dependency } from '../workspace/dependency.ts';
import type { LintRule } from './rule.ts';
import { markOf } from '../yaml/mark.ts';
import type { SourceDocument } from '../files/source.ts';
import type { Workspace, WorkspaceChange } from '../workspace/workspace.ts';

/** What the rules said about one document. */
export interface Verdict {
  readonly found: readonly Found[];
  /** The rules that threw. */
  readonly failed: ReadonlySet<LintRule>;
}

interface Remembered {
  readonly verdict: Verdict;
  readonly dependencies: ReadonlySet<Dependency>;
}

/** Remembers verdicts until the document or something that they depend on changes. */
export class Verdicts {
  readonly #workspace: Workspace;
  readonly #known = new Map<SourceDocument, Remembered>();
  /** Whose verdicts depend on something: the documents, with the files they are in. */
  readonly #dependents = new Map<Dependency, Map<SourceDocument, string>>();
  readonly #documentsOf = new Map<string, readonly SourceDocument[]>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  of(document: SourceDocument): Verdict | undefined {
    return this.#known.get(document)?.verdict;
  }

  /** @param asked what the rules asked about while they looked at the document */
  remember(
    path: string,
    document: SourceDocument,
    verdict: Verdict,
    asked: ReadonlySet<Dependency>,
  ): void {
    const dependencies = new Set([...asked, placeOf(path), ...positions(document, verdict)]);
    this.#known.set(document, { verdict, dependencies });
    for (const dependency of dependencies) {
      const dependents = this.#dependents.get(dependency) ?? new Map<SourceDocument, string>();
      dependents.set(document, path);
      this.#dependents.set(dependency, dependents);
    }
  }

  /** Forgets what a change may have made wrong; tells the files in question, the changed ones among them. */
  stale({ paths: changed, touched }: WorkspaceChange): ReadonlySet<string> {
    const paths = new Set(changed);
    if (touched.has(PROJECT)) return this.#forgetAll(paths);
    for (const dependency of [...touched, ...[...changed].map(positionsIn)]) {
      for (const [document, path] of this.#dependents.get(dependency) ?? []) {
        this.#forget(document);
        paths.add(path);
      }
    }
    for (const path of changed) this.#forgetGone(path);
    return paths;
  }

  /** The settings of the project have a part in everything. */
  #forgetAll(changed: ReadonlySet<string>): ReadonlySet<string> {
    this.#known.clear();
    this.#dependents.clear();
    return new Set([...changed, ...this.#workspace.files.map(({ path }) => path)]);
  }

  #forgetGone(path: string): void {
    const now = new Set(this.#workspace.file(path)?.documents);
    for (const document of this.#documentsOf.get(path) ?? []) {
      if (!now.has(document)) this.#forget(document);
    }
    this.#documentsOf.set(path, [...now]);
  }

  #forget(document: SourceDocument): void {
    for (const dependency of this.#known.get(document)?.dependencies ?? []) {
      this.#dependents.get(dependency)?.delete(document);
    }
    this.#known.delete(document);
  }
}

/** Places in other documents that findings point into: an edit gives those documents anew. */
function positions(document: SourceDocument, { found }: Verdict): readonly Dependency[] {
  return found.flatMap(({ problem: { related = [] } }) =>
    related
      .filter(({ at }) => markOf(at).document !== document)
      .map(({ path }) => positionsIn(path)),
  );
}
