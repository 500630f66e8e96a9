import { describe, expect, it } from 'vitest';
import { policyHome } from '../../src/core/isolation/policy-home.ts';
import { newManifestText } from '../../src/core/lint/new-file.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { workspaceOf } from '../support/ask.ts';

const pod = (name: string, namespace?: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:\n  containers:\n    - name: ${name}\n      image: example.com/${name}:1\n`;

describe('where the policies of a namespace go', () => {
  it('is the folder that holds most of its workloads', () => {
    const workspace = workspaceOf({
      'one.yaml': pod('one', 'green'),
      'deploy/two.yaml': pod('two', 'green'),
      'deploy/three.yaml': pod('three', 'green'),
      'other/four.yaml': pod('four', 'blue'),
    });
    expect(policyHome(workspace, 'green')).toBe('deploy/three.yaml');
    expect(policyHome(workspace, 'blue')).toBe('other/four.yaml');
    expect(policyHome(workspace, 'red')).toBeUndefined();
  });

  it('is beside the kustomization that gives the namespace, which lists them', () => {
    const overlay = 'namespace: green\nresources:\n  - ../base\n';
    const workspace = workspaceOf({
      'base/kustomization.yaml': 'resources:\n  - web.yaml\n',
      'base/web.yaml': pod('web'),
      'green/kustomization.yaml': overlay,
    });
    const home = policyHome(workspace, 'green');
    expect(home).toBe('green/kustomization.yaml');
    const policies = { name: 'network-policies', text: '# why\nkind: NetworkPolicy\n' };
    const scope = new Scope(workspace);
    const at = overlay.length;
    expect(newManifestText(scope, home ?? '', policies)).toEqual([
      { path: 'green/network-policies.yaml', create: policies.text },
      {
        path: 'green/kustomization.yaml',
        edits: [{ span: { start: at, end: at }, text: '  - network-policies.yaml\n' }],
      },
    ]);
  });
});
