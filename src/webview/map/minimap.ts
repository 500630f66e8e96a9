/** The whole map in a corner, with what the window shows of it; a press goes there. */
import type { Camera, Look } from './camera.ts';
import { svg } from './dom.ts';
import type { Point } from './geometry.ts';
import type { Layout } from './layout.ts';

const WIDTH = 180;
const HEIGHT = 120;

export class Minimap {
  readonly #element: SVGSVGElement;
  readonly #camera: Camera;
  readonly #view = svg('rect', { class: 'view' });
  #layout: Layout | undefined;
  #scale = 1;

  constructor(element: SVGSVGElement, camera: Camera) {
    this.#element = element;
    this.#camera = camera;
    element.addEventListener('pointerdown', (event) => {
      element.setPointerCapture(event.pointerId);
      this.#go(event);
    });
    element.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) this.#go(event);
    });
  }

  draw(layout: Layout): void {
    this.#layout = layout;
    this.#scale = Math.min(WIDTH / layout.width, HEIGHT / layout.height, 1);
    const [width, height] = [layout.width * this.#scale, layout.height * this.#scale];
    this.#element.setAttribute('width', width.toFixed(0));
    this.#element.setAttribute('height', height.toFixed(0));
    this.#element.setAttribute('viewBox', `0 0 ${String(layout.width)} ${String(layout.height)}`);
    const boxes = [...layout.boxes.values()].map((rect) => svg('rect', { class: 'area', ...rect }));
    this.#element.replaceChildren(...boxes, this.#view);
    this.update(this.#camera.look);
  }

  /** Hidden while the window shows everything. */
  update({ x, y, scale }: Look): void {
    const layout = this.#layout;
    if (layout === undefined) return;
    const { width, height } = this.#camera.size;
    const view = { x: -x / scale, y: -y / scale, width: width / scale, height: height / scale };
    for (const [name, value] of Object.entries(view))
      this.#view.setAttribute(name, value.toFixed(1));
    const isWhole =
      view.x <= 0 &&
      view.y <= 0 &&
      view.x + view.width >= layout.width &&
      view.y + view.height >= layout.height;
    this.#element.toggleAttribute('hidden', isWhole);
  }

  #go({ clientX, clientY }: PointerEvent): void {
    const { left, top } = this.#element.getBoundingClientRect();
    const point: Point = {
      x: (clientX - left) / this.#scale,
      y: (clientY - top) / this.#scale,
    };
    this.#camera.centre(point);
  }
}
