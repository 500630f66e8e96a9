import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../src/cli/check.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { ownersOf } from '../../src/topics/people/owners.ts';
import { workspaceOf } from '../support/ask.ts';
import { folderWith } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
`;

const FILES = {
  '.next-steps.yaml': 'owners:\n  deploy/**: team-platform\n  deploy/shop: team-shop\n',
  'deploy/shop/web.yaml': POD,
  'deploy/base.yaml': POD,
  'other/web.yaml': POD,
};

describe('owners in a project file', () => {
  const owners = (path: string, files: Readonly<Record<string, string>>): readonly string[] =>
    ownersOf(path, new Scope(workspaceOf(files)));

  it('are those of the last glob that matches', () => {
    expect(owners('deploy/shop/web.yaml', FILES)).toEqual(['team-shop']);
    expect(owners('deploy/base.yaml', FILES)).toEqual(['team-platform']);
    expect(owners('other/web.yaml', FILES)).toEqual([]);
  });

  it('win over CODEOWNERS, which counts where they are silent', () => {
    const files = { ...FILES, CODEOWNERS: '* @everyone\n' };
    expect(owners('deploy/shop/web.yaml', files)).toEqual(['team-shop']);
    expect(owners('other/web.yaml', files)).toEqual(['@everyone']);
  });

  it('are named in the nearest file that says something about a path', () => {
    const files = {
      ...FILES,
      'deploy/shop/.next-steps.yaml': 'owners: {"*.yml": team-yml, web.yaml: " team-web "}\n',
      'deploy/shop/db.yaml': POD,
    };
    expect(owners('deploy/shop/web.yaml', files)).toEqual(['team-web']);
    expect(owners('deploy/shop/db.yaml', files)).toEqual(['team-shop']);
  });

  it('are left out where they are no names', () => {
    const project = { '.next-steps.yaml': 'owners: {deploy: [a], other: ""}\n' };
    expect(owners('deploy/base.yaml', { ...FILES, ...project })).toEqual([]);
    expect(owners('other/web.yaml', { ...FILES, ...project })).toEqual([]);
  });
});

describe('owners on the command line', () => {
  const check = (...options: readonly string[]): string =>
    runIn(folderWith(FILES), ['check', ...options, '.']).output;

  it('stand beside each file, with a sum', () => {
    const lines = check().split('\n');
    expect(lines.filter((line) => line.startsWith('deploy') || line.startsWith('other'))).toEqual([
      'deploy/base.yaml  team-platform',
      'deploy/shop/web.yaml  team-shop',
      'other/web.yaml',
    ]);
    expect(lines.at(-2)).toBe('By owner: nobody 1, team-platform 1, team-shop 1.');
  });

  it('choose the findings', () => {
    expect(check('--owner', 'team-shop')).toMatch(
      /^deploy\/shop\/web\.yaml {2}team-shop\n.*\n\n1 f/,
    );
    expect(check('--owner', 'team-shop', '--owner=@team-platform')).toContain('2 findings');
    expect(check('--owner', 'nobody-of-ours')).toBe('No findings in 4 files.\n');
  });

  it('are in JSON and in SARIF', () => {
    const { findings } = JSON.parse(check('--format', 'json')) as CheckReport;
    expect(findings.map(({ file, owners }) => [file, owners])).toEqual([
      ['deploy/base.yaml', ['team-platform']],
      ['deploy/shop/web.yaml', ['team-shop']],
      ['other/web.yaml', undefined],
    ]);
    expect(JSON.parse(check('--format', 'sarif'))).toMatchObject({
      runs: [
        {
          results: [
            { properties: { owners: ['team-platform'] } },
            { properties: { owners: ['team-shop'] } },
            expect.not.objectContaining({ properties: expect.anything() as unknown }),
          ],
        },
      ],
    });
  });
});
