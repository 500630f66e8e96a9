import elk from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { stackMap } from '../../src/core/map/map.ts';
import { curveBetween, nearestTowards, roundedPath } from '../../src/webview/map/geometry.ts';
import type { Rect } from '../../src/webview/map/geometry.ts';
import { fill, shorten } from '../../src/webview/map/labels.ts';
import { Layouter } from '../../src/webview/map/layout.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';
import { manyStacks } from '../support/many-stacks.ts';

// The package is CommonJS: its class is the module itself here, and the default in the page.
const Elk = elk as unknown as typeof elk.default;

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isInside = (a: Rect, b: Rect): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

function clashes(rects: ReadonlyMap<string, Rect>): readonly string[] {
  const all = [...rects];
  return all.flatMap(([a, rect], i) =>
    all.slice(i + 1).flatMap(([b, other]) => (overlaps(rect, other) ? [`${a} on ${b}`] : [])),
  );
}

describe('the layout', () => {
  it.each([
    ['the sample shop', sampleWorkspace('shop')],
    ['200 objects', workspaceOf(manyStacks({ namespaces: 5, services: 13 }))],
  ])('puts nothing on anything else, and each node into its box: %s', async (_, workspace) => {
    const map = stackMap(workspace);
    const layout = await new Layouter(new Elk(), (text, size) => text.length * size * 0.6).layout(
      map,
    );
    expect(layout.nodes.size).toBe(map.nodes.length);
    expect(clashes(layout.nodes)).toEqual([]);
    expect(clashes(layout.boxes)).toEqual([]);
    const strays = map.nodes.filter(({ id, box }) => {
      const [node, around] = [layout.nodes.get(id), layout.boxes.get(box)];
      return node === undefined || around === undefined || !isInside(node, around);
    });
    expect(strays).toEqual([]);
  });

  it('keeps a namespace as it is while another one changes', async () => {
    const files = manyStacks({ namespaces: 2, services: 5 });
    const more = 'apiVersion: v1\nkind: Secret\nmetadata: { name: more, namespace: shop }\n';
    const layouter = new Layouter(new Elk(), (text, size) => text.length * size * 0.6);
    const before = await layouter.layout(stackMap(workspaceOf(files)));
    const after = await layouter.layout(stackMap(workspaceOf({ ...files, 'more.yaml': more })));
    const inBilling = ({ nodes, boxes }: typeof before): readonly unknown[] =>
      [...nodes]
        .filter(([id]) => id.startsWith('namespace:billing/'))
        .map(([id, { x, y }]) => {
          const corner = boxes.get('namespace:billing') ?? { x: 0, y: 0 };
          return [id, x - corner.x, y - corner.y];
        });
    expect(inBilling(before)).toHaveLength(17);
    expect(inBilling(after)).toEqual(inBilling(before));
    expect(after.nodes.size).toBe(before.nodes.size + 1);
  });
});

describe('names', () => {
  const upTo =
    (most: number) =>
    (text: string): boolean =>
      text.length <= most;

  it.each([
    ['redis', 10, 'redis'],
    ['payment-gateway', 10, 'paymen…way'],
    ['payment-gateway', 1, 'pa…'],
    ['', 5, ''],
  ])('are cut in their middle: %s in %i', (name, most, expected) => {
    expect(shorten(name, upTo(most))).toBe(expected);
  });

  it('stand where a sentence leaves room for them', () => {
    expect(fill('{0} in {1}', 'web', 'a {0}')).toBe('web in a {0}');
    expect(fill('{0} of {2}', 1)).toBe('1 of ');
  });
});

describe('lines', () => {
  it('turn round corners', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 50 },
    ];
    expect(roundedPath(points)).toBe('M0 0L92 0Q100 0 100 8L100 50');
    expect(roundedPath([])).toBe('');
  });

  it('leave and arrive at the sides that face each other', () => {
    const left = { x: 0, y: 0, width: 100, height: 40 };
    const right = { x: 200, y: 0, width: 100, height: 40 };
    expect(curveBetween(left, right).path).toBe('M100 20C150 20 150 20 200 20');
    expect(curveBetween(right, left).end).toEqual({ x: 100, y: 20 });
    expect(curveBetween(left, { ...left, y: 200 }).end).toEqual({ x: 50, y: 200 });
  });
});

describe('arrow keys', () => {
  const points = [
    ['right', { x: 100, y: 10 }],
    ['further right', { x: 150, y: 0 }],
    ['below', { x: 10, y: 80 }],
  ] as const;

  it('go to the nearest node in their direction', () => {
    const from = { x: 0, y: 0 };
    expect(nearestTowards(from, { x: 1, y: 0 }, points)).toBe('right');
    expect(nearestTowards(from, { x: 0, y: 1 }, points)).toBe('below');
    expect(nearestTowards(from, { x: -1, y: 0 }, points)).toBeUndefined();
  });
});
