import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is as wanted, for up to 10 s, and then fails with the last answer. VS Code's provider commands
 * answer "nothing" while other extensions are still starting.
 */
export async function eventually<T>(
  ask: () => T | PromiseLike<T>,
  isWanted: (answer: T) => boolean,
  limitMs = 10_000,
): Promise<T> {
  const limit = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > limit) throw new Error(`Still not as wanted: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
