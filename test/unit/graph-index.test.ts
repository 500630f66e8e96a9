import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allReferences, referencesTo } from '../../src/core/graph/graph.ts';
import { placeOf } from '../../src/core/graph/model.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';
import { placeText, told } from '../support/told.ts';
import { deployment, env, object, service } from '../support/manifest-texts.ts';

describe('the way back', () => {
  it('finds who names a Service, who selects a workload, and nobody else', () => {
    const workspace = sampleWorkspace('shop');
    const users = (path: string, title: string): readonly string[] => {
      const found = workspace.objectsIn(path).find((one) => one.title === title);
      if (found?.name === undefined) throw new Error(`no ${title}`);
      const named = { kind: found.kind, places: [placeOf(found)], words: [found.name] };
      return referencesTo(workspace, named).map(({ from }) => placeText(workspace, from));
    };
    expect(users('deploy/blue/data.yaml', 'Service/redis')).toEqual([
      'deploy/blue/cart.yaml:24',
      'deploy/blue/config.yaml:18',
    ]);
    expect(users('deploy/blue/data.yaml', 'Deployment/redis')).toEqual([
      'deploy/blue/data.yaml:29',
      'deploy/blue/data.yaml:33',
    ]);
  });
});

describe('edits', () => {
  const texts = [
    '',
    service('redis', 'blue'),
    service('redis', 'green'),
    service('web', 'blue', '  selector: { app: web }\n'),
    deployment('web', env('REDIS_HOST', 'redis'), '', 'blue'),
    deployment('web', env('REDIS_HOST', 'redis.green')),
    object('ConfigMap', 'app', 'data:\n  REDIS_URL: redis://redis\n'),
    'namespace: green\nresources: [b.yaml]\n',
    'namePrefix: x-\nresources: [a.yaml, c.yaml]\ncomponents: [part]\n',
    'a: [',
  ];
  const paths = ['a.yaml', 'b.yaml', 'c.yaml', 'kustomization.yaml', 'part/kustomization.yaml'];

  it('give the same graph as reading everything anew', () => {
    const change = fc.record({ path: fc.constantFrom(...paths), text: fc.constantFrom(...texts) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const edited = new Workspace();
        const last = new Map<string, string>();
        for (const one of changes) {
          edited.change([one]);
          last.set(one.path, one.text);
          allReferences(edited);
        }
        const fresh = new Workspace();
        fresh.change([...last].map(([path, text]) => ({ path, text })));
        for (const path of last.keys()) expect(told(edited, path)).toEqual(told(fresh, path));
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...paths, 'compose.yaml', 'Dockerfile'),
        fc.string(),
        (path, text) => {
          const workspace = workspaceOf({ [path]: text, 'd.yaml': service('redis') });
          expect(Array.isArray(allReferences(workspace))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
