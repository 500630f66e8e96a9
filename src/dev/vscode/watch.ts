import { format, stripVTControlCharacters } from 'node:util';

/** A host that says nothing for so long will not wake up; VS Code itself would connect anew for ever. */
const UNRESPONSIVE_LIMIT_MS = 2 * 60_000;
const NOISE =
  /^(Ignoring fetching|Updating additional|Creating a socket|Resolv|ChatSessionStore|\[(remote-connection|reconnection|AgentHost|AccountPolicy|Service Worker|Chat|driver))/;

/** Prints what the host says, and ends the run when it has been silent for too long. */
export class Watch {
  readonly #fail: (reason: Error) => void;
  #last = 'nothing';
  #silence: NodeJS.Timeout | undefined;

  constructor(fail: (reason: Error) => void) {
    this.#fail = fail;
  }

  readonly line = (type: string, args: readonly unknown[]): void => {
    const line = stripVTControlCharacters(format(...args));
    const [, state] = /^Extension host .* is (responsive|unresponsive)\./.exec(line) ?? [];
    if (state === 'unresponsive') this.#silence ??= setTimeout(this.#giveUp, UNRESPONSIVE_LIMIT_MS);
    if (state === 'responsive') {
      clearTimeout(this.#silence);
      this.#silence = undefined;
    }
    if (NOISE.test(line)) return;
    if (state === undefined && line.trim() !== '') this.#last = line.trim();
    if (type === 'error') console.error(line);
    else console.log(line);
  };

  /** A reason with the last line that was printed: what hangs comes behind it. */
  explained(reason: Error): Error {
    return new Error(`${reason.message}; the last line was: ${this.#last}`, { cause: reason });
  }

  readonly #giveUp = (): void => {
    this.#fail(this.explained(new Error('the extension host has not answered for 2 minutes')));
  };
}
