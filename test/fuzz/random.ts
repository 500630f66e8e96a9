/** Numbers that look random and come again from the same seed (mulberry32). */
export class Random {
  #state: number;

  /** @param seed any whole number */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to 1, without 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `below`, without it. */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** @param list not empty */
  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)] as T;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
