import { afterEach, describe, expect, it } from 'vitest';
import { allReferences } from '../../src/core/graph/graph.ts';
import { guide } from '../../src/core/guide/guide.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { View } from '../../src/core/yaml/view.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { MANY } from '../support/many-objects.ts';
import type { Texts } from '../support/many-objects.ts';

const rules = topics.flatMap((topic) => topic.rules);

/** What is done to a workspace as a whole. */
const WORK: Readonly<Record<string, (workspace: Workspace) => void>> = {
  findings: (workspace) => {
    const linter = new Linter(workspace, rules);
    for (const { path } of workspace.files) linter.findings(path);
  },
  'the guide': (workspace) => guide(topics, new Scope(workspace)),
  'the graph': allReferences,
  'the map': (workspace) => stackMap(workspace, { most: 100_000 }),
  policies: (workspace) => deriveIsolation(workspace),
};

/** How often the parts of files are looked at: the same number on every machine. */
function looks(texts: Texts, work: (workspace: Workspace) => void): number {
  const workspace = new Workspace();
  workspace.change(Object.entries(texts).map(([path, text]) => ({ path, text })));
  let count = 0;
  const counted = (prototype: object, names: readonly string[]): void => {
    for (const name of names) {
      const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
      Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]) {
        count++;
        return original.apply(this, args);
      });
      restored.push(() => Reflect.set(prototype, name, original));
    }
  };
  counted(View.prototype, ['get', 'has', 'at']);
  counted(Workspace.prototype, ['once', 'placements', 'roleOf', 'stackOf']);
  work(workspace);
  restoreAll();
  return count;
}

const restored: (() => void)[] = [];
const restoreAll = (): void => {
  for (const restore of restored.splice(0)) restore();
};

afterEach(restoreAll);

describe('work that grows with a workspace, and not with its square', () => {
  for (const [many, textsOf] of Object.entries(MANY)) {
    for (const [name, work] of Object.entries(WORK)) {
      it(`${name} of many ${many}`, () => {
        const before = looks(textsOf(30), work);
        const after = looks(textsOf(120), work);
        // Four times where it grows with the workspace, sixteen times where with its square.
        expect(after / before).toBeLessThan(5.5);
      });
    }
  }
});
