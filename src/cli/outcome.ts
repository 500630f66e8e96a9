/** 0: clean. 1: findings at or above the limit. 2: the request or its input is wrong. */
export type ExitCode = 0 | 1 | 2;

/** What a command has to say: all of it is text, so that one place writes and ends. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** For standard output. */
  readonly output: string;
  /** For standard error. */
  readonly notes: string;
}

/** A request that has been served. */
export function printed(output: string): Outcome {
  return { exitCode: 0, output, notes: '' };
}

/** A request that cannot be served, in one sentence. */
export function refused(sentence: string): Outcome {
  return { exitCode: 2, output: '', notes: `next-steps: ${sentence}\n` };
}
