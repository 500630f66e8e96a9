/** The buttons above the picture. */
import type { MapTarget, MapWords } from '../../core/map/messages.ts';
import type { Camera } from './camera.ts';
import { byId } from './dom.ts';
import { fill } from './labels.ts';
import type { MapIndex } from './labels.ts';
import type { Layout } from './layout.ts';

export function press(id: string, run: () => void): void {
  byId(id, HTMLButtonElement).addEventListener('click', run);
}

export function listenToZoom(camera: Camera, layout: () => Layout | undefined): void {
  press('zoom-in', () => {
    camera.zoom(1.25);
  });
  press('zoom-out', () => {
    camera.zoom(0.8);
  });
  press('fit', () => {
    camera.isChosen = false;
    const all = layout();
    if (all !== undefined) camera.fit(all);
  });
}

export interface BrokenTarget {
  readonly words: MapWords;
  readonly index: () => MapIndex | undefined;
  readonly isList: () => boolean;
  readonly open: (target: MapTarget) => void;
  readonly focus: (id: string) => void;
}

/** Counts what leads nowhere, and goes from one to the next. */
export class BrokenButton {
  readonly #button = byId('broken', HTMLButtonElement);
  readonly #target: BrokenTarget;
  #next = 0;
  #count: number | undefined;

  constructor(target: BrokenTarget) {
    this.#target = target;
    press('broken', () => {
      this.#step();
    });
  }

  /** The steps go on while the map follows edits that break and mend nothing. */
  draw({ brokenCount }: MapIndex): void {
    if (brokenCount === this.#count) return;
    this.#count = brokenCount;
    this.#next = 0;
    this.#button.hidden = brokenCount === 0;
    this.#button.textContent = fill(this.#target.words.broken, brokenCount);
  }

  #step(): void {
    const { words, index, isList, open, focus } = this.#target;
    const all = index()?.broken ?? [];
    const at = this.#next % Math.max(all.length, 1);
    const next = all[at];
    this.#next = at + 1;
    if (next === undefined) return;
    this.#button.textContent = fill(words.brokenAt, at + 1, all.length);
    if (isList() && next.edge !== undefined) open({ edge: next.edge.id, reference: 0 });
    else focus(next.node);
  }
}
