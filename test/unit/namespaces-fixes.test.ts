import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import type { Rule } from '../../src/core/lint/rule.ts';
import { crossNamespaceHost } from '../../src/topics/namespaces/rules/cross-namespace-host.ts';
import { namespaceNotIsolated } from '../../src/topics/namespaces/rules/namespace-not-isolated.ts';
import { egressBlocksDns } from '../../src/topics/namespaces/rules/egress-blocks-dns.ts';
import { isTopLevelDomain } from '../../src/topics/namespaces/top-level-domains.ts';
import { lintCase } from '../support/fixtures.ts';

/** The fixes of the only finding, title to text of the one file. */
function fixes(rule: Rule, text: string): readonly (readonly [title: string, text: string])[] {
  const [finding] = lintCase(new Map([['all.yaml', text]]), [rule]);
  return (finding?.fixes ?? []).map(({ title, edits }) => {
    const changes = edits().flatMap((edit) => ('edits' in edit ? edit.edits : []));
    return [title, applyEdits(text, changes)];
  });
}

const POD = (namespace: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: cart\n${namespace}spec:\n  containers:\n    - name: cart\n      image: ghcr.io/example/cart:1.0.0\n      env:\n        - name: REDIS_HOST\n          value: redis\n`;

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: redis\n  namespace: green\nspec:\n  ports:\n    - port: 6379\n---\n';

describe('cross-namespace-host', () => {
  it('also offers an alias beside the pod', () => {
    const text = SERVICE + POD('  namespace: blue\n');
    const offered = fixes(crossNamespaceHost, text);
    expect(offered.map(([title]) => title)).toEqual([
      'Write "redis.green"',
      'Add a Service "redis" here that points to "green"',
    ]);
    const alias = offered[1]?.[1] ?? '';
    expect(alias).toBe(
      `${text}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: redis\n  namespace: blue\nspec:\n  type: ExternalName\n  externalName: redis.green.svc.cluster.local\n`,
    );
    expect(lintCase(new Map([['all.yaml', alias]]), [crossNamespaceHost])).toEqual([]);
  });

  it('offers to move an object that names no namespace', () => {
    const text = SERVICE + POD('');
    const [, , move] = fixes(crossNamespaceHost, text);
    expect(move).toEqual([
      'Set the namespace of Pod "cart" to "green"',
      SERVICE + POD('  namespace: green\n'),
    ]);
    expect(lintCase(new Map([['all.yaml', move?.[1] ?? '']]), [crossNamespaceHost])).toEqual([]);
  });
});

describe('namespace-not-isolated', () => {
  it('also offers to deny everything except DNS, which leaves lookups alone', () => {
    const text = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: blue\n---\n${POD('  namespace: blue\n')}`;
    const [, deny] = fixes(namespaceNotIsolated, text);
    expect(deny?.[0]).toBe('Deny everything except DNS');
    const after = new Map([['all.yaml', deny?.[1] ?? '']]);
    expect(lintCase(after, [namespaceNotIsolated, egressBlocksDns])).toEqual([]);
    expect(after.get('all.yaml')).toContain('  name: default-deny\n  namespace: blue\n');
  });
});

describe('top-level domains', () => {
  it('are told from names that nobody can register', () => {
    for (const name of ['dev', 'prod', 'blue', 'app', 'io', 'ci']) {
      expect([name, isTopLevelDomain(name)]).toEqual([name, true]);
    }
    for (const name of ['staging', 'test', 'default', 'production', 'kube-system', 'local', '']) {
      expect([name, isTopLevelDomain(name)]).toEqual([name, false]);
    }
  });
});
