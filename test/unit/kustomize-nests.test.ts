/** Kustomizations that list one another many times, deep or in a circle. */
import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { copyableStacks } from '../../src/core/side-by-side/stack-copies.ts';
import { renderTargets } from '../../src/core/render/target.ts';
import { workspaceOf } from '../support/ask.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';

/** The names that the one Service of a workspace ends up with. */
const names = (workspace: Workspace): readonly (string | undefined)[] =>
  new Scope(workspace)
    .objects('Service')
    .flatMap((object) => workspace.placements(object))
    .map(({ name }) => name);

/** Levels of two kustomizations, each of which lists both of the next level. */
function diamond(levels: number, named: boolean): Workspace {
  const files: Record<string, string> = { [`0/kustomization.yaml`]: 'resources: [web.yaml]\n' };
  files['0/web.yaml'] = SERVICE;
  for (let i = 1; i <= levels; i++) {
    const below = i === 1 ? '[../0]' : `[../a${i - 1}, ../b${i - 1}]`;
    for (const side of ['a', 'b']) {
      const prefix = named ? `namePrefix: ${side}-\n` : '';
      files[`${side}${i}/kustomization.yaml`] = `${prefix}resources: ${below}\n`;
    }
  }
  return workspaceOf(files);
}

describe('a nest of kustomizations', () => {
  it('gives a name for each way to a file', () => {
    expect(names(diamond(2, true)).toSorted()).toEqual([
      ...['a-a-web', 'a-b-web', 'b-a-web', 'b-b-web'],
    ]);
    expect(names(diamond(2, false))).toEqual(['web']);
  });

  it('takes as long as it is large, however many ways there are', () => {
    expect(names(diamond(40, false))).toEqual(['web']);
    expect(names(diamond(40, true))).toHaveLength(100);
  });

  it('may be deep', () => {
    const files = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, i) => [
        `k${i}/kustomization.yaml`,
        i === 0 ? 'resources: [web.yaml]\n' : `resources: [../k${i - 1}]\nnameSuffix: -${i}\n`,
      ]),
    );
    const pod = `${SERVICE.replace('Service', 'Pod')}spec: {containers: [{name: a, image: a}]}\n`;
    const workspace = workspaceOf({ ...files, 'k0/web.yaml': pod });
    expect(workspace.stackOf('k0/web.yaml')).toEqual(workspace.stackOf('k2999/kustomization.yaml'));
    expect(copyableStacks(workspace)).toHaveLength(3_000);
    expect(renderTargets(workspace)).toHaveLength(1);
  });

  it('ends where it leads in a circle', () => {
    const workspace = workspaceOf({
      'top/kustomization.yaml': 'resources: [../a]\nnamePrefix: top-\n',
      'a/kustomization.yaml': 'resources: [../b, web.yaml]\nnamePrefix: a-\n',
      'a/web.yaml': SERVICE,
      'b/kustomization.yaml': 'resources: [../a]\nnamePrefix: b-\n',
    });
    expect(names(workspace)).toEqual(['top-a-web']);
  });

  it('may hold components that hold each other, many times and in a circle', () => {
    const component = (folders: readonly string[], prefix: string): string =>
      `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [${folders.map((one) => `../${one}`).join(', ')}]\nnamePrefix: ${prefix}-\n`;
    const top = { 'top/kustomization.yaml': 'resources: [web.yaml]\ncomponents: [../c1]\n' };
    const web = { 'top/web.yaml': SERVICE };
    const circle = workspaceOf({
      ...{ ...top, ...web },
      'c1/kustomization.yaml': component(['c2'], 'one'),
      'c2/kustomization.yaml': component(['c1'], 'two'),
    });
    expect(names(circle)).toEqual(['one-two-web']);
    const many: Record<string, string> = { ...top, ...web };
    for (let i = 1; i < 40; i++)
      many[`c${i}/kustomization.yaml`] = component([`c${i + 1}`, `c${i + 1}`], 'x');
    expect(names(workspaceOf(many))).toHaveLength(1);
  });
});
