import { describe, expect, it } from 'vitest';
import { noteObjects } from '../../src/core/lint/noting.ts';
import type { LintRule } from '../../src/core/lint/rule.ts';
import { workspaceOf } from '../support/ask.ts';

const workspace = workspaceOf({
  'all.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n',
});
const objects = workspace.objectsIn('all.yaml');
const rule = (id: string, more: Partial<LintRule>): LintRule => ({
  ...{ id, severity: 'hint', summary: '', deck: [], check: {} },
  ...more,
});

describe('what rules note of objects while they are parsed', () => {
  it('is asked of the kinds that a rule is about, and of all where it names none', () => {
    const noted: string[] = [];
    const note = (id: string) => (object: { readonly title: string }) => {
      noted.push(`${id} ${object.title}`);
    };
    const rules = [
      rule('none', {}),
      rule('maps', { kinds: ['ConfigMap'], note: note('maps') }),
      rule('all', { note: note('all') }),
    ];
    noteObjects(rules, objects);
    expect(noted).toEqual(['maps ConfigMap/b', 'all Secret/a', 'all ConfigMap/b']);
  });

  it('goes on where a rule throws, and says so', () => {
    const said: string[] = [];
    const failing = rule('bad', {
      note: () => {
        throw new Error('no');
      },
    });
    noteObjects([failing], objects, (error, where) => {
      said.push(`${where}: ${String(error)}`);
    });
    expect(said).toEqual(['rule bad on all.yaml: Error: no', 'rule bad on all.yaml: Error: no']);
  });
});
