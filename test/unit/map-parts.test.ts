import { describe, expect, it } from 'vitest';
import { joinMaps, onlyInPart, stackMap } from '../../src/core/map/map.ts';
import { readMapRequest } from '../../src/core/map/messages.ts';
import { workspaceOf } from '../support/ask.ts';
import { manyStacks } from '../support/many-stacks.ts';

/** A Service that picks no pod. */
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: a }\nspec: { selector: { app: web } }\n';

describe('a map that is too large', () => {
  const workspace = workspaceOf(manyStacks({ namespaces: 3, services: 4 }));

  it('draws whole boxes while there is room, and says how many are left out', () => {
    const map = stackMap(workspace, { most: 30 });
    expect(map.boxes.map(({ id, count, drawn }) => [id, count, drawn])).toEqual([
      ['namespace:billing', 14, 14],
      ['namespace:search', 14, 14],
      ['namespace:shop', 14, 0],
    ]);
    expect(map.edges.every(({ from }) => !from.startsWith('namespace:shop/'))).toBe(true);
  });

  it('draws what was chosen', () => {
    const map = stackMap(workspace, { most: 30, only: new Set(['namespace:shop']) });
    expect(map.boxes.map(({ drawn }) => drawn)).toEqual([0, 0, 14]);
  });

  it('cuts a box that is too large alone, and lets no edge end in the air', () => {
    const map = stackMap(workspace, { most: 5, only: new Set(['namespace:shop']) });
    const ids = new Set(map.nodes.map(({ id }) => id));
    expect(ids.size).toBe(5);
    expect(map.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });
});

describe('several folders', () => {
  const one = stackMap(workspaceOf({ 'a.yaml': SERVICE }));

  it('stay apart, and each place says its folder', () => {
    const map = joinMaps([one, one]);
    expect(map.nodes.map(({ id, place }) => [id, place.part])).toEqual([
      ['0|namespace:a/Service/web', 0],
      ['0|namespace:a/Pod/app=web', 0],
      ['1|namespace:a/Service/web', 1],
      ['1|namespace:a/Pod/app=web', 1],
    ]);
    expect(map.edges.map(({ from, to }) => [from, to])).toEqual([
      ['0|namespace:a/Service/web', '0|namespace:a/Pod/app=web'],
      ['1|namespace:a/Service/web', '1|namespace:a/Pod/app=web'],
    ]);
  });

  it('are as they are alone', () => {
    expect(joinMaps([one])).toBe(one);
  });

  it('each know which of their boxes were chosen', () => {
    const only = new Set(['0|namespace:a', '1|namespace:b']);
    expect(onlyInPart(only, 1)).toEqual(new Set(['namespace:b']));
    expect(onlyInPart(undefined, 1)).toBeUndefined();
  });
});

describe('messages of the page', () => {
  it('are read field by field', () => {
    expect(readMapRequest({ type: 'ready', more: 1 })).toEqual({ type: 'ready' });
    expect(readMapRequest({ type: 'show' })).toEqual({ type: 'show', boxes: undefined });
    expect(readMapRequest({ type: 'show', boxes: ['a'] })).toEqual({ type: 'show', boxes: ['a'] });
    expect(readMapRequest({ type: 'export', svg: '<svg/>' })).toEqual({
      type: 'export',
      svg: '<svg/>',
    });
    expect(readMapRequest({ type: 'open', target: { edge: 'e', reference: 1 } })).toEqual({
      type: 'open',
      target: { edge: 'e', reference: 1 },
    });
  });

  it.each([
    undefined,
    null,
    'ready',
    {},
    { type: 'run' },
    { type: 'open' },
    { type: 'open', target: { edge: 'e' } },
    { type: 'show', boxes: [1] },
    { type: 'export', svg: 1 },
  ])('are nothing else: %j', (message) => {
    expect(readMapRequest(message)).toBeUndefined();
  });
});
