import { byId } from './dom.ts';

/** Menus close as people expect it: with Escape, and that of the bar with a click beside it. */
export function closeMenus(): void {
  const filter = byId('filter', HTMLDetailsElement);
  closeWithEscape(filter);
  closeWithEscape(byId('legend', HTMLDetailsElement));
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !filter.contains(target)) filter.open = false;
  });
}

function closeWithEscape(menu: HTMLDetailsElement): void {
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
}
