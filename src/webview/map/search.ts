/** The search box: what is found stays bright, and Enter goes from one to the next. */
import type { MapIndex } from './labels.ts';
import { nodeName } from './labels.ts';

export interface SearchTarget {
  readonly index: () => MapIndex | undefined;
  readonly found: (ids: readonly string[] | undefined) => void;
  readonly go: (id: string) => void;
}

export class Search {
  readonly #box: HTMLInputElement;
  readonly #target: SearchTarget;
  #ids: readonly string[] = [];
  #next = 0;

  constructor(box: HTMLInputElement, target: SearchTarget) {
    this.#box = box;
    this.#target = target;
    box.addEventListener('input', () => {
      this.#next = 0;
      this.update();
    });
    box.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.#step();
      else if (key === 'Escape') this.#clear();
    });
  }

  /** Searches again, as after a change of the map. */
  update(): void {
    const word = this.#box.value.trim().toLowerCase();
    this.#ids =
      this.#target
        .index()
        ?.map.nodes.filter((node) => nodeName(node).toLowerCase().includes(word))
        .map(({ id }) => id) ?? [];
    this.#target.found(word === '' ? undefined : this.#ids);
  }

  #step(): void {
    const id = this.#ids[this.#next % Math.max(this.#ids.length, 1)];
    this.#next += 1;
    if (this.#box.value.trim() !== '' && id !== undefined) this.#target.go(id);
  }

  #clear(): void {
    this.#box.value = '';
    this.#next = 0;
    this.update();
  }
}
