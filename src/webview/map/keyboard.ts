/** The picture without a mouse: arrows move or pan, plus and minus zoom, Enter opens. */
import type { Camera } from './camera.ts';
import { middle, nearestTowards } from './geometry.ts';
import type { Point } from './geometry.ts';
import type { Layout } from './layout.ts';

const STEP = 60;

export interface KeyboardTarget {
  readonly camera: Camera;
  readonly layout: () => Layout | undefined;
  /** The node that has the focus. */
  readonly focused: () => string | undefined;
  readonly focus: (id: string) => void;
  readonly leave: () => void;
  readonly open: (element: Element) => void;
  /** Shows the application of the focused node alone, or everything again. */
  readonly alone: () => void;
}

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function listenToKeys(canvas: SVGSVGElement, target: KeyboardTarget): void {
  canvas.addEventListener('keydown', (event) => {
    // Shortcuts of the editor stay the editor's.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (handle(event, target)) event.preventDefault();
  });
}

function handle({ key, shiftKey, target: on }: KeyboardEvent, target: KeyboardTarget): boolean {
  const { camera } = target;
  const direction = DIRECTIONS[key];
  const layout = target.layout();
  if (direction !== undefined) {
    const from = target.focused();
    if (from === undefined || shiftKey) camera.pan(-direction.x * STEP, -direction.y * STEP);
    else if (layout !== undefined) step(from, direction, layout, target);
    return true;
  }
  if (key === '+' || key === '=') camera.zoom(1.25);
  else if (key === '-' || key === '_') camera.zoom(0.8);
  else if (key === '0' && layout !== undefined) camera.fit(layout);
  else if (key === 'f' || key === 'F') target.alone();
  else if (key === 'Escape') target.leave();
  else if ((key === 'Enter' || key === ' ') && on instanceof Element) target.open(on);
  else return false;
  return true;
}

function step(from: string, direction: Point, { nodes }: Layout, { focus }: KeyboardTarget): void {
  const start = nodes.get(from);
  if (start === undefined) return;
  const next = nearestTowards(
    middle(start),
    direction,
    [...nodes].filter(([id]) => id !== from).map(([id, rect]) => [id, middle(rect)] as const),
  );
  if (next !== undefined) focus(next);
}
