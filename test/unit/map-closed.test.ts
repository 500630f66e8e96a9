import elk from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { around } from '../../src/core/map/around.ts';
import { stackMap } from '../../src/core/map/map.ts';
import type { Rect } from '../../src/webview/map/geometry.ts';
import { fullBoxTitle, MapIndex, summary } from '../../src/webview/map/labels.ts';
import type { MapWords } from '../../src/core/map/messages.ts';
import { Layouter } from '../../src/webview/map/layout.ts';
import { route } from '../../src/webview/map/route.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';
import { manyStacks } from '../support/many-stacks.ts';

const Elk = elk as unknown as typeof elk.default;
const measure = (text: string, size: number): number => text.length * size * 0.6;

const FILES = {
  'a.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: a }\nspec: { selector: { app: web } }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: a }\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n        - name: web\n          image: web:1\n          env:\n            - { name: DB, value: "http://db.b" }\n            - { name: GONE, valueFrom: { configMapKeyRef: { name: gone, key: x } } }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: near, namespace: a }\ndata: { x: "1" }\n',
  'b.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: b }\nspec: { selector: { app: db } }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: db, namespace: b, labels: { app: db } }\nspec: { containers: [{ name: db, image: redis:8 }] }\n',
};

describe('closed boxes', () => {
  const workspace = workspaceOf(FILES);

  it('are one node each, which has the edges of all that is in it', () => {
    const map = stackMap(workspace, { closed: new Set(['namespace:b']) });
    expect(map.nodes.map(({ id }) => id)).toEqual([
      'namespace:a/Service/web',
      'namespace:a/Deployment/web',
      'namespace:a/ConfigMap/gone',
      'namespace:a/ConfigMap/near',
      'namespace:b/*',
    ]);
    expect(map.nodes.at(-1)?.group).toEqual({ count: 2, broken: 0 });
    expect(map.edges.map(({ id }) => id)).toEqual([
      'namespace:a/Deployment/web -> namespace:a/ConfigMap/gone',
      'namespace:a/Deployment/web -> namespace:b/*',
      'namespace:a/Service/web -> namespace:a/Deployment/web',
    ]);
  });

  it('say what is broken in them', () => {
    const map = stackMap(workspace, { closed: new Set(['namespace:a', 'namespace:b']) });
    expect(map.nodes.map(({ name, state, group }) => [name, state, group?.broken])).toEqual([
      ['a', 'missing', 1],
      ['b', 'present', 0],
    ]);
    expect(map.edges.map(({ id }) => id)).toEqual(['namespace:a/* -> namespace:b/*']);
  });

  it('are those of a large map at first, and none of a small one', () => {
    const large = stackMap(workspaceOf(manyStacks({ namespaces: 5, services: 33 })));
    expect(large.nodes.every(({ group }) => group !== undefined)).toBe(true);
    expect(large.boxes.every(({ closed }) => closed === true)).toBe(true);
    expect(stackMap(workspace).boxes.some(({ closed }) => closed === true)).toBe(false);
  });
});

describe('what is said of boxes', () => {
  const words = { outsideTitle: 'Outside', summary: '{0} in {1}' } as MapWords;

  it('is their stack, too, where namespaces share a name', () => {
    const box = { id: 'b', kind: 'namespace', name: 'shop', count: 1, drawn: 1 } as const;
    expect(fullBoxTitle(box, words)).toBe('shop');
    expect(fullBoxTitle({ ...box, folder: 'demos/one' }, words)).toBe('shop (demos/one)');
    expect(fullBoxTitle({ ...box, folder: '' }, words)).toBe('shop');
  });

  it('counts what is in closed ones', () => {
    const map = stackMap(workspaceOf(FILES), { closed: new Set(['namespace:a']) });
    const index = new MapIndex(map);
    expect(index.brokenCount).toBe(1);
    expect(index.broken).toEqual([{ node: 'namespace:a/*' }]);
    expect(summary(index, words, undefined)).toBe('6 in 2');
  });
});

describe('one application', () => {
  it('is what leads to an object and what it needs', () => {
    const map = stackMap(workspaceOf(FILES));
    expect(around(map, 'namespace:b/Service/db').nodes.map(({ id }) => id)).toEqual([
      'namespace:a/Service/web',
      'namespace:a/Deployment/web',
      'namespace:b/Service/db',
      'namespace:b/Pod/db',
    ]);
    expect(around(map, 'namespace:a/ConfigMap/near').nodes).toHaveLength(1);
    expect(around(map, 'namespace:a/ConfigMap/near').boxes.map(({ drawn }) => drawn)).toEqual([
      1, 0,
    ]);
    expect(around(map, 'nowhere')).toBe(map);
  });
});

/** Whether a line from point to point goes through the inside of a rectangle. */
function crosses(points: readonly { readonly x: number; readonly y: number }[], r: Rect): boolean {
  return points.slice(1).some((b, i) => {
    const a = points[i] ?? b;
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
    return left < r.x + r.width && right > r.x && top < r.y + r.height && bottom > r.y;
  });
}

describe('lines between boxes', () => {
  const at = (x: number, y: number): Rect => ({ x, y, width: 100, height: 40 });

  it('are straight where nothing is in the way', () => {
    expect(route(at(0, 0), at(300, 0), [])).toEqual([
      { x: 100, y: 20 },
      { x: 300, y: 20 },
    ]);
  });

  it('run around what is in the way', () => {
    const wall: Rect = { x: 150, y: -50, width: 50, height: 120 };
    const points = route(at(0, 0), at(300, 0), [wall]);
    expect(points).toEqual([
      { x: 100, y: 20 },
      { x: 140, y: 20 },
      { x: 140, y: 80 },
      { x: 210, y: 80 },
      { x: 210, y: 20 },
      { x: 300, y: 20 },
    ]);
    expect(crosses(points ?? [], wall)).toBe(false);
  });

  it('cross no node and no other box of the sample shop', async () => {
    const map = stackMap(sampleWorkspace('shop'));
    const layout = await new Layouter(new Elk(), measure).layout(map);
    const boxOf = new Map(map.nodes.map(({ id, box }) => [id, box]));
    const between = map.edges.filter(({ from, to }) => boxOf.get(from) !== boxOf.get(to));
    expect(between.length).toBe(6);
    const crossed = between.flatMap(({ id, from, to }) => {
      const points = layout.lines.get(id) ?? [];
      expect(points.length).toBeGreaterThan(1);
      const boxes = [...layout.boxes].filter(
        ([box]) => box !== boxOf.get(from) && box !== boxOf.get(to),
      );
      return [...layout.nodes, ...boxes]
        .filter(([, rect]) => crosses(points, rect))
        .map(([other]) => `${id} through ${other}`);
    });
    expect(crossed).toEqual([]);
  });
});

describe('nodes', () => {
  it('are as wide as their names', async () => {
    const name = 'the-payment-gateway';
    const map = stackMap(
      workspaceOf({ 'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n` }),
    );
    const layout = await new Layouter(new Elk(), measure).layout(map);
    const [rect] = layout.nodes.values();
    expect(rect?.width).toBe(Math.ceil(40 + measure(name, 16.5) + 12));
  });
});
