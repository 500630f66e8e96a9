/** Where to look once a map has changed. */
import type { Camera, Look } from './camera.ts';
import { middle } from './geometry.ts';
import type { Layout } from './layout.ts';

/**
 * What was in the middle of the window stays there; undefined where the user chose nothing.
 * @param focused the node to hold fast to, before the one in the middle
 */
export function anchorOf(
  before: Layout | undefined,
  next: Layout,
  camera: Camera,
  focused: string | undefined,
): Look | undefined {
  if (before === undefined || !camera.isChosen) return undefined;
  const { width, height } = camera.size;
  const centre = { x: width / 2, y: height / 2 };
  let nearest: { readonly id: string; readonly distance: number } | undefined;
  for (const [id, rect] of before.nodes) {
    const { x, y } = camera.onScreen(middle(rect));
    const distance = id === focused ? -1 : Math.hypot(x - centre.x, y - centre.y);
    if (next.nodes.has(id) && distance < (nearest?.distance ?? Infinity))
      nearest = { id, distance };
  }
  const [old, now] = [before, next].map(({ nodes }) => nodes.get(nearest?.id ?? ''));
  const { look } = camera;
  if (old === undefined || now === undefined) return look;
  return {
    ...look,
    x: look.x + (old.x - now.x) * look.scale,
    y: look.y + (old.y - now.y) * look.scale,
  };
}
