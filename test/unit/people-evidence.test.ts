import { describe, expect, it } from 'vitest';
import { Scope } from '../../src/core/workspace/scope.ts';
import { checks } from '../../src/topics/people/checks.ts';
import { ownersOf } from '../../src/topics/people/owners.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

const NODE = '{"scripts": {"start": "node ."}}';

describe('who owns a file', () => {
  const owners = (path: string, files: Readonly<Record<string, string>>): readonly string[] =>
    ownersOf(path, new Scope(workspaceOf(files)));

  const CODEOWNERS = [
    '# a comment',
    '*            @shop/all  # everybody',
    '*.js         @shop/js',
    '/web/        @shop/web @ann',
    'docs/        docs@example.com',
    '/free/',
    '[Section] @shop/section',
  ].join('\r\n');

  it.each([
    ['README.md', ['@shop/all']],
    ['lib/a.js', ['@shop/js']],
    ['web/a.js', ['@shop/web', '@ann']],
    ['lib/web/a.css', ['@shop/all']],
    ['lib/docs/a.md', ['docs@example.com']],
    ['free/a.css', []],
  ])('%s in CODEOWNERS', (path, expected) => {
    expect(owners(path, { '.github/CODEOWNERS': CODEOWNERS })).toEqual(expected);
  });

  it('asks the nearest OWNERS file and the catalog of Backstage', () => {
    const files = {
      OWNERS: 'approvers:\n- top\n',
      'web/OWNERS': 'reviewers:\n- nobody\napprovers:\n  - ann\n  - bob\nlabels: []\n',
      'api/catalog-info.yaml':
        'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: api}\nspec: {owner: team-api}\n',
    };
    expect(owners('web/src/a.js', files)).toEqual(['ann', 'bob']);
    expect(owners('lib/a.js', files)).toEqual(['top']);
    expect(owners('api/a.js', files)).toEqual(['team-api']);
    expect(owners('a.js', {})).toEqual([]);
  });
});

describe('S13: the steps', () => {
  it('shop: three steps show, each with its teams', () => {
    const shop = sampleWorkspace('shop');
    expect(checks.map(({ item }) => `${item} ${ask(checks, item, shop).state}`)).toEqual([
      'S13.1 done',
      'S13.2 unknown',
      'S13.3 done',
      'S13.4 unknown',
      'S13.5 done',
      'S13.6 unknown',
      'S13.7 unknown',
      'S14.4 done',
    ]);
    expect(shown(ask(checks, 'S13.1', shop), shop)).toEqual([
      '"services/cart" belongs to @shop/checkout. | services/cart/go.mod',
      '"services/catalog" belongs to @shop/checkout. | services/catalog/requirements.txt',
      '"services/web" belongs to @shop/storefront. | services/web/package.json',
      '"services/worker" belongs to @shop/platform. | services/worker/package.json',
    ]);
  });

  it.each([
    ['S13.1', { 'web/package.json': NODE }],
    ['S13.2', { 'web/server.test.js': '' }],
    ['S13.2', { 'tests/test_app.py': '' }],
    ['S13.3', { Dockerfile: 'FROM node\nCMD ["node"]\n' }],
    ['S13.4', { 'infra/main.tf': '' }],
    [
      'S13.4',
      {
        'cluster.yaml':
          'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a}\n',
      },
    ],
    ['S13.5', { 'deploy/kustomization.yaml': 'resources: []\n' }],
    ['S13.6', { '.github/dependabot.yml': 'version: 2\n' }],
    ['S13.7', { 'docs/runbooks/database.md': '' }],
    [
      'S13.7',
      {
        'a.yaml':
          'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\n',
      },
    ],
  ])('%s: %o has no owner, and gets one', (item, files) => {
    const answer = ask(checks, item, workspaceOf(files));
    expect(answer.state).toBe('partly');
    // What to do is said once, at S14.4.
    expect(answer.next).toBeUndefined();
    const owned = workspaceOf({ ...files, CODEOWNERS: '* @shop/all\n' });
    expect(ask(checks, item, owned).state).toBe('done');
  });

  it('says nothing of what no file shows', () => {
    for (const { item } of checks) expect(ask(checks, item, workspaceOf({})).state).toBe('unknown');
  });
});

describe('S14.4: the responsible teams', () => {
  it('asks for a CODEOWNERS file, then for what it lacks', () => {
    const files = { 'web/package.json': NODE, 'main.tf': undefined };
    const none = ask(checks, 'S14.4', workspaceOf(files));
    expect(none.state).toBe('open');
    expect(none.next).toBe('Write a CODEOWNERS file: one line for each part, with its team.');
    const some = workspaceOf({ ...files, CODEOWNERS: '/web/ @shop/web\n' });
    const answer = ask(checks, 'S14.4', some);
    expect(answer.next).toBe('Add the missing teams to "CODEOWNERS".');
    expect(shown(answer, some)).toEqual([
      'Source: @shop/web. | CODEOWNERS',
      'The resources: nobody is named. | CODEOWNERS',
    ]);
  });

  it('is partly done by one line that owns everything', () => {
    const files = { 'web/package.json': NODE, 'main.tf': undefined, CODEOWNERS: '* @shop/all\n' };
    const answer = ask(checks, 'S14.4', workspaceOf(files));
    expect(answer).toEqual({
      state: 'partly',
      evidence: [
        { text: 'One line of "CODEOWNERS" gives all 2 steps to @shop/all.', path: 'CODEOWNERS' },
      ],
    });
    const two = workspaceOf({ ...files, CODEOWNERS: '* @shop/all\n/web/ @shop/web\n' });
    expect(ask(checks, 'S14.4', two).state).toBe('done');
  });
});
