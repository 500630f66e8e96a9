import { describe, expect, it } from 'vitest';
import { Linter } from '../../src/core/lint/lint.ts';
import type { FileChange } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { workspaceOf } from '../support/ask.ts';

const rules = topics.flatMap((topic) => topic.rules);

const object = (kind: string, name: string, more: string): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;

describe('an edit of a file that only others read', () => {
  /** The rules found in a file before and after an edit of another one, if the file was stale. */
  function after(files: Readonly<Record<string, string>>, path: string, edit: FileChange) {
    const workspace = workspaceOf(files);
    const linter = new Linter(workspace, rules);
    for (const file of Object.keys(files)) linter.findings(file);
    const before = linter.findings(path).map(({ rule }) => rule);
    const stale = linter.stale(workspace.change([edit]));
    return { before, stale: stale.has(path), now: linter.findings(path).map(({ rule }) => rule) };
  }

  it('reaches manifests from the skaffold.yaml above them', () => {
    const skaffold = 'apiVersion: skaffold/v4beta11\nkind: Config\nmetadata: { name: shop }\n';
    const files = {
      'skaffold.yaml': skaffold,
      'k8s/web.yaml': object(
        'Pod',
        'web',

        'spec:\n  containers: [{ name: web, image: web }]\n',
      ),
    };
    const text = `${skaffold}build: { artifacts: [{ image: web }] }\n`;
    expect(after(files, 'k8s/web.yaml', { path: 'skaffold.yaml', text })).toEqual({
      before: ['image-tag'],
      stale: true,
      now: [],
    });
  });

  it('reaches a kustomization from its JSON patches', () => {
    const files = {
      'kustomization.yaml':
        'namePrefix: x-\nresources: [all.yaml]\npatches: [{ path: patch.yaml, target: { kind: Pod } }]\n',
      'patch.yaml': '- { op: remove, path: /metadata/labels/a }\n',
      'all.yaml': [
        object('Service', 'redis', 'spec: { ports: [{ port: 6379 }] }\n'),
        object(
          'Pod',
          'web',
          'spec:\n  containers:\n    - name: web\n      image: web:1\n      env: [{ name: REDIS_HOST, value: redis }]\n',
        ),
      ].join('---\n'),
    };
    const text =
      '- { op: replace, path: /spec/containers/0/env/0, value: { name: REDIS_HOST, value: x-redis } }\n';
    expect(after(files, 'kustomization.yaml', { path: 'patch.yaml', text })).toEqual({
      before: ['prefix-breaks-host'],
      stale: true,
      now: [],
    });
  });
});
