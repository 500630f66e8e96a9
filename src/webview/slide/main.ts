/** The page of a slide: shows what the editor sends, and asks it for what a page cannot do. */
import type { SlideRequest, SlideUpdate } from '../../core/lesson/messages.ts';
import './slide.css';

/** What the editor keeps for the page while the window reloads. */
interface PageState {
  readonly slide: string;
}

interface Editor {
  postMessage(message: SlideRequest): void;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const main = document.querySelector('main');
let shown = '';
let copied = '';

window.addEventListener('message', ({ data }: MessageEvent<SlideUpdate>) => {
  if (main === null) return;
  copied = data.copied;
  const isNew = shown !== data.id;
  const open = isNew ? new Set<string>() : openDetails(main);
  const focused = isNew ? undefined : placeOfFocus(main);
  // The editor has escaped everything in it that is not its own.
  main.innerHTML = data.html;
  for (const details of main.querySelectorAll('details')) details.open = open.has(details.id);
  if (focused !== undefined) focusables(main)[focused]?.focus({ preventScroll: true });
  if (isNew) window.scrollTo({ top: 0 });
  shown = data.id;
  editor.setState({ slide: data.id });
  if (data.item !== undefined) showItem(data.item);
});

function openDetails(page: HTMLElement): ReadonlySet<string> {
  return new Set(
    [...page.querySelectorAll<HTMLDetailsElement>('details[open]')].map(({ id }) => id),
  );
}

const focusables = (page: HTMLElement): readonly HTMLElement[] => [
  ...page.querySelectorAll<HTMLElement>('button, a, summary, pre'),
];

function placeOfFocus(page: HTMLElement): number | undefined {
  const at = focusables(page).findIndex((element) => element === document.activeElement);
  return at < 0 ? undefined : at;
}

/** Without the focus: it stays in the tree that the click came from. */
function showItem(id: string): void {
  const item = document.getElementById(id);
  for (const other of document.querySelectorAll('.current')) other.classList.remove('current');
  item?.classList.add('current');
  item?.scrollIntoView({ block: 'center' });
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (button === null) return;
  const request = requestOf(button);
  if (request === undefined) return;
  editor.postMessage(request);
  if (request.type === 'copy') button.textContent = copied;
});

function requestOf(button: HTMLButtonElement): SlideRequest | undefined {
  const { slide, rule, open, do: item, copy, back } = button.dataset;
  if (slide !== undefined) return { type: 'slide', id: slide };
  if (rule !== undefined) return { type: 'rule', id: rule };
  if (item !== undefined) return { type: 'do', id: item };
  if (back !== undefined) return { type: 'back' };
  if (copy !== undefined)
    return { type: 'copy', text: button.parentElement?.querySelector('code')?.textContent ?? '' };
  const [id, index] = open?.split('/') ?? [];
  return id === undefined ? undefined : { type: 'open', item: id, index: Number(index) };
}

editor.postMessage({ type: 'ready' });
