import type { Dependency } from './dependency.ts';

/** An answer with what it depends on. */
export interface Recorded<Answer> {
  readonly answer: Answer;
  readonly dependencies: ReadonlySet<Dependency>;
}

/** Writes down what the answer that is being worked out depends on. */
export class DependencyLog {
  #open: Set<Dependency> | undefined;
  readonly #kept = new Map<unknown, Recorded<unknown>>();

  /** @param dependencies takes what everything depends on that is asked from now on */
  constructor(dependencies: Set<Dependency> | undefined) {
    this.#open = dependencies;
  }

  note(dependency: Dependency): void {
    this.#open?.add(dependency);
  }

  /** Works out an answer that is kept: whoever is given it later depends on the same. */
  record<Answer>(read: () => Answer): Recorded<Answer> {
    const outer = this.#open;
    const dependencies = new Set<Dependency>();
    this.#open = dependencies;
    try {
      return { answer: read(), dependencies };
    } finally {
      this.#open = outer;
    }
  }

  /** Gives a kept answer to whoever asks now. */
  replay<Answer>({ answer, dependencies }: Recorded<Answer>): Answer {
    if (this.#open !== undefined) {
      for (const dependency of dependencies) this.#open.add(dependency);
    }
    return answer;
  }

  /** Works an answer out once for each key. */
  once<Answer>(key: unknown, read: () => Answer): Answer {
    const known = this.#kept.get(key) as Recorded<Answer> | undefined;
    const recorded = known ?? this.record(read);
    if (known === undefined) this.#kept.set(key, recorded);
    return this.replay(recorded);
  }
}
