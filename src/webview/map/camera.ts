/** Where the user looks: a shift and a scale, changed by wheel, drag and keys. */
import type { Layout } from './layout.ts';
import type { Point, Rect } from './geometry.ts';
import { middle } from './geometry.ts';

export interface Look {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const SMALLEST = 0.05;
const LARGEST = 2.5;
/** A small map is not blown up to fill the window. */
const LARGEST_FIT = 1.1;
const EDGE = 28;
/** Below these scales names grow, and then give way to the titles of the boxes. */
const MID = 0.62;
const FAR = 0.34;
/** A press that moves further than this is a drag, in pixels. */
const DRAG = 4;

export class Camera {
  readonly #canvas: SVGSVGElement;
  readonly #scene: SVGGElement;
  readonly #changed: (look: Look) => void;
  #look: Look = { x: 0, y: 0, scale: 1 };
  #wasDragged = false;
  /** True once the user chose where to look: then nothing but the user changes it. */
  isChosen = false;

  constructor(canvas: SVGSVGElement, scene: SVGGElement, changed: (look: Look) => void) {
    this.#canvas = canvas;
    this.#scene = scene;
    this.#changed = changed;
    canvas.addEventListener('wheel', (event) => {
      this.#wheel(event);
    });
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button === 0) this.#drag(event);
    });
  }

  get look(): Look {
    return this.#look;
  }

  set look(look: Look) {
    this.#look = look;
    const { x, y, scale } = look;
    this.#scene.setAttribute(
      'transform',
      `translate(${String(x)} ${String(y)}) scale(${String(scale)})`,
    );
    const level = scale < FAR ? 'far' : scale < MID ? 'mid' : 'near';
    this.#canvas.setAttribute('data-level', level);
    this.#changed(look);
  }

  /** Whether the press that has just ended moved the picture, and so was no click. */
  get wasDragged(): boolean {
    return this.#wasDragged;
  }

  get size(): { readonly width: number; readonly height: number } {
    const { clientWidth, clientHeight } = this.#canvas;
    return { width: clientWidth, height: clientHeight };
  }

  fit({ width, height }: Pick<Layout, 'width' | 'height'>): void {
    const size = this.size;
    if (width === 0 || height === 0 || size.width === 0) return;
    const wanted = Math.min(
      (size.width - EDGE * 2) / width,
      (size.height - EDGE * 2) / height,
      LARGEST_FIT,
    );
    const scale = clamp(wanted, SMALLEST, LARGEST);
    this.look = {
      scale,
      x: (size.width - width * scale) / 2,
      y: (size.height - height * scale) / 2,
    };
  }

  pan(x: number, y: number): void {
    this.isChosen = true;
    this.look = { ...this.#look, x: this.#look.x + x, y: this.#look.y + y };
  }

  /** Zooms and leaves the point where it is on the screen; the middle of the window without one. */
  zoom(factor: number, at?: Point): void {
    const { width, height } = this.size;
    const { x, y, scale } = this.#look;
    const next = clamp(scale * factor, SMALLEST, LARGEST);
    const point = at ?? { x: width / 2, y: height / 2 };
    this.isChosen = true;
    this.look = {
      scale: next,
      x: point.x - ((point.x - x) / scale) * next,
      y: point.y - ((point.y - y) / scale) * next,
    };
  }

  /** Moves as little as needed to show a rectangle; from far away it also comes nearer. */
  reveal(rect: Rect): void {
    if (this.#look.scale < MID) this.#approach(rect, 0.9);
    this.keep(rect);
  }

  /** Moves as little as needed to show a rectangle. */
  keep(rect: Rect): void {
    const { width, height } = this.size;
    const { x, y, scale } = this.#look;
    const left = rect.x * scale + x;
    const top = rect.y * scale + y;
    const dx = shift(left, left + rect.width * scale, width);
    const dy = shift(top, top + rect.height * scale, height);
    if (dx !== 0 || dy !== 0) this.pan(dx, dy);
  }

  /** Shows a point of the map in the middle. */
  centre({ x, y }: Point): void {
    const { width, height } = this.size;
    const { scale } = this.#look;
    this.isChosen = true;
    this.look = { scale, x: width / 2 - x * scale, y: height / 2 - y * scale };
  }

  #approach(rect: Rect, scale: number): void {
    const { width, height } = this.size;
    const { x, y } = middle(rect);
    this.isChosen = true;
    this.look = { scale, x: width / 2 - x * scale, y: height / 2 - y * scale };
  }

  /** Where a point of the map is on the screen. */
  onScreen(point: Point): Point {
    const { x, y, scale } = this.#look;
    return { x: point.x * scale + x, y: point.y * scale + y };
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.#canvas.getBoundingClientRect();
    if (event.shiftKey) {
      this.pan(-(event.deltaX || event.deltaY), 0);
      return;
    }
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    // A pinch on a trackpad comes as small steps with Control.
    const speed = event.ctrlKey ? 0.01 : 0.0015;
    this.zoom(Math.exp(-event.deltaY * lines * speed), {
      x: event.clientX - left,
      y: event.clientY - top,
    });
  }

  #drag(down: PointerEvent): void {
    let last: Point = { x: down.clientX, y: down.clientY };
    this.#wasDragged = false;
    const move = (event: PointerEvent): void => {
      const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > DRAG;
      if (!this.#wasDragged && !far) return;
      // Taken only now: a captured click would reach no node.
      if (!this.#wasDragged) this.#canvas.setPointerCapture(down.pointerId);
      this.#wasDragged = true;
      this.pan(event.clientX - last.x, event.clientY - last.y);
      last = { x: event.clientX, y: event.clientY };
    };
    const end = new AbortController();
    this.#canvas.addEventListener('pointermove', move, { signal: end.signal });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      const stop = (): void => {
        end.abort();
      };
      window.addEventListener(type, stop, { signal: end.signal });
    }
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** How far to move so that a stretch lies inside the window. */
function shift(start: number, end: number, size: number): number {
  if (start < EDGE) return EDGE - start;
  return end > size - EDGE ? Math.max(size - EDGE - end, EDGE - start) : 0;
}
