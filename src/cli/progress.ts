/** Told what is being done, and how much of it is behind. */
export type Progress = (what: string, done: number, total: number, unit?: string) => void;

/** A line on a terminal that says how far a long run is. */
export interface ProgressLine {
  readonly progress: Progress;
  /** Takes the line away again, for what is to be printed. */
  readonly clear: () => void;
}

/** A run that is over by then needs no progress; in milliseconds. */
const QUIET_TIME = 1_000;

/** The pause between two forms of the line, in milliseconds. */
const PAUSE = 100;

/**
 * @param write puts text on the terminal
 * @param now a clock in milliseconds
 */
export function progressLine(write: (text: string) => void, now: () => number): ProgressLine {
  let next = now() + QUIET_TIME;
  let isShown = false;
  return {
    progress: (what, done, total, unit = 'files') => {
      const time = now();
      if (time < next) return;
      next = time + PAUSE;
      isShown = true;
      write(`\r\u001B[K${what} ${done} of ${total} ${unit}`);
    },
    clear: () => {
      if (isShown) write('\r\u001B[K');
      isShown = false;
    },
  };
}
