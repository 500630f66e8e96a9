import { describe, expect, it } from 'vitest';
import { rules } from '../../src/topics/rules.ts';
import { workspaceOf } from '../support/ask.ts';
import { lintCase } from '../support/fixtures.ts';

const titles = (text: string): readonly string[] =>
  workspaceOf({ 'list.yaml': text })
    .objectsIn('list.yaml')
    .map(({ apiVersion, title, ownNamespace }) => `${apiVersion} ${title} ${ownNamespace ?? '-'}`);

const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleList
items:
  - metadata: { name: reader, namespace: blue }
    rules: []
  - apiVersion: rbac.authorization.k8s.io/v1beta1
    kind: Role
    metadata: { name: writer }
    rules: []
`;

const NESTED = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMapList
    items:
      - metadata: { name: a }
        data: { b: c }
  - apiVersion: v1
    kind: List
    items:
      - { apiVersion: v1, kind: Secret, metadata: { name: d } }
  - just text
`;

describe('lists', () => {
  it('say the kind of items that have none of their own', () => {
    expect(titles(ROLES)).toEqual([
      'rbac.authorization.k8s.io/v1 Role/reader blue',
      'rbac.authorization.k8s.io/v1beta1 Role/writer -',
    ]);
  });

  it('may hold lists', () => {
    expect(titles(NESTED)).toEqual(['v1 ConfigMap/a -', 'v1 Secret/d -']);
  });

  it('of a kind that only ends like one are taken at their items', () => {
    expect(titles('apiVersion: v1\nkind: List\nitems: []\n')).toEqual([]);
    expect(titles('apiVersion: example.com/v1\nkind: AllowList\nspec: {}\n')).toEqual([
      'example.com/v1 AllowList/? -',
    ]);
  });

  it('are no flaw, and what is in them is found', () => {
    const binding =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: x, namespace: blue }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }\nsubjects: []\n';
    const found = lintCase(
      new Map([
        ['list.yaml', ROLES.replace('v1beta1', 'v1')],
        ['binding.yaml', binding],
      ]),
      rules,
    );
    expect(found.map(({ rule, path }) => `${path} ${rule}`)).toEqual([]);
  });
});
