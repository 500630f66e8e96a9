/** What edits of patches do; what the real kustomize makes of them is compared elsewhere. */
import { describe, expect, it } from 'vitest';
import { placeOf, servicesIn, STRUCTURE } from '../../src/core/workspace/dependency.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { topics } from '../../src/topics/deck.ts';
import { workspaceOf } from '../support/ask.ts';

const INGRESS =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  defaultBackend: { service: { name: web, port: { number: 80 } } }\n';
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n';
const PATCH = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n';

const FILES = {
  'base/kustomization.yaml': 'resources: [all.yaml]\n',
  'base/all.yaml': `${INGRESS}---\n${SERVICE}`,
  'prod/kustomization.yaml':
    'resources: [../base]\nnamespace: prod\npatches: [{ path: web.yaml }]\n',
  'prod/web.yaml': `${PATCH}$patch: delete\n`,
};

describe('an object that a patch takes away', () => {
  const workspace = workspaceOf(FILES);
  const service = () => {
    const [, found] = workspace.objectsIn('base/all.yaml');
    if (found === undefined) throw new Error('no Service');
    return { role: workspace.roleOf(found), placements: workspace.placements(found).length };
  };

  it('is in no namespace and lacks nothing, until the patch lets it stand', () => {
    expect(service()).toEqual({ role: 'patch', placements: 0 });
    const { touched } = workspace.change([{ path: 'prod/web.yaml', text: PATCH }]);
    expect(service()).toEqual({ role: 'whole', placements: 1 });
    expect([...touched]).toEqual(
      expect.arrayContaining([STRUCTURE, placeOf('base/all.yaml'), servicesIn('prod')]),
    );
    workspace.change([{ path: 'prod/web.yaml', text: FILES['prod/web.yaml'] }]);
    expect(service()).toEqual({ role: 'patch', placements: 0 });
  });

  it('answers for no host, and neither does the patch', () => {
    const scope = new Scope(workspace);
    const find = scope.serviceFinder('base/all.yaml');
    expect(find('web', 'prod')).toBeUndefined();
    workspace.change([{ path: 'prod/web.yaml', text: PATCH }]);
    expect(find('web', 'prod')?.name).toBe('web');
    workspace.change([{ path: 'prod/web.yaml', text: FILES['prod/web.yaml'] }]);
  });

  it('is not drawn, and who names it is not said to be wrong', () => {
    const inline = workspaceOf({
      ...FILES,
      'prod/kustomization.yaml': `resources: [../base]\nnamespace: prod\npatches:\n  - patch: '{ $patch: delete, apiVersion: v1, kind: Service, metadata: { name: web } }'\n`,
      'prod/web.yaml': '',
    });
    const { nodes, edges } = stackMap(inline);
    expect(nodes.map(({ kind, name, state }) => `${kind}/${name} ${state}`)).toEqual([
      'Ingress/web present',
      'Service/web unknown',
    ]);
    expect(edges.map(({ state }) => state)).toEqual(['unknown']);
    const linter = new Linter(
      inline,
      topics.flatMap(({ rules }) => rules),
    );
    expect(linter.findings('base/all.yaml')).toEqual([]);
  });
});

describe('targets', () => {
  /** The Services that stand after all that a target selects is deleted. */
  function standing(target: string): string {
    const service = (name: string): string => SERVICE.replace('web', name);
    const workspace = workspaceOf({
      'kustomization.yaml': `resources: [all.yaml]\npatches:\n  - patch: '{ $patch: delete, kind: Any, metadata: { name: any } }'\n    target: ${target}\n`,
      'all.yaml': ['web', 'web-2', 'db'].map(service).join('---\n'),
    });
    return workspace
      .objectsIn('all.yaml')
      .flatMap((object) => workspace.placements(object).map(({ name = '' }) => name))
      .join(' ');
  }

  it('take whole names, with alternatives and gaps', () => {
    expect(standing('{ name: web }')).toBe('web-2 db');
    expect(standing('{ name: ^web$ }')).toBe('web-2 db');
    expect(standing('{ name: w.*b }')).toBe('web-2 db');
    expect(standing('{ name: w.*b.* }')).toBe('db');
    expect(standing('{ name: db|web }')).toBe('web-2');
    expect(standing('{ kind: Service }')).toBe('');
    expect(standing('{ kind: Serv }')).toBe('web web-2 db');
  });

  it('leave standing what cannot be told', () => {
    expect(standing('{ labelSelector: app=web }')).toBe('web web-2 db');
    expect(standing('{ name: "(web" }')).toBe('web web-2 db');
  });

  it('take a moment only, whatever is written', () => {
    const started = performance.now();
    expect(standing(`{ name: "${'.*a'.repeat(2000)}" }`)).toBe('web web-2 db');
    expect(performance.now() - started).toBeLessThan(500);
  });
});
