/** The choice of namespaces: ticking them asks the editor for another map. */
import type { MapWords } from '../../core/map/messages.ts';
import { html } from './dom.ts';
import { fullBoxTitle } from './labels.ts';
import type { MapIndex } from './labels.ts';

export interface FilterOptions {
  readonly words: MapWords;
  /** The chosen boxes; undefined for all. */
  readonly chosen: readonly string[] | undefined;
  readonly choose: (boxes: readonly string[] | undefined) => void;
}

export function drawFilter(menu: HTMLElement, { map }: MapIndex, options: FilterOptions): void {
  const { words, chosen, choose } = options;
  const all = map.boxes.map(({ id }) => id);
  const rows = map.boxes.map((box) => {
    const tick = html('input', { type: 'checkbox', value: box.id });
    tick.checked = chosen === undefined ? box.drawn > 0 : chosen.includes(box.id);
    tick.addEventListener('change', () => {
      const ticks = [...menu.querySelectorAll('input')];
      const boxes = ticks.filter(({ checked }) => checked).map(({ value }) => value);
      choose(boxes.length === all.length ? undefined : boxes);
    });
    const label = ` ${fullBoxTitle(box, words)} `;
    return html('label', {}, tick, label, html('small', {}, String(box.count)));
  });
  const focused = document.activeElement;
  const again = focused instanceof HTMLInputElement && menu.contains(focused) ? focused.value : '';
  menu.replaceChildren(...rows);
  [...menu.querySelectorAll('input')].find(({ value }) => value === again)?.focus();
}
