import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { renameableAt, renameAt } from '../../src/core/rename/rename.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';
import { env, pod, service } from '../support/renamed.ts';

describe('there and back', () => {
  /** Every word of the samples that can be renamed, by its place. */
  function renameable(
    workspace: Workspace,
  ): readonly { path: string; offset: number; name: string }[] {
    return workspace.files.flatMap(({ path, text }) =>
      [...text.matchAll(/[A-Za-z][\w.-]*/g)].flatMap(({ index }) => {
        const found = renameableAt(workspace, { path, offset: index });
        return 'refused' in found || found.span.start !== index
          ? []
          : [{ path, offset: index, name: found.name }];
      }),
    );
  }

  it.each(['shop', 'clean'])('gives the same bytes for every name of %s', (sample) => {
    const workspace = sampleWorkspace(sample);
    const before = new Map(workspace.files.map(({ path, text }) => [path, text]));
    const apply = (place: { path: string; offset: number }, name: string): number => {
      const result = renameAt(workspace, place, name);
      if ('refused' in result) throw new Error(`${place.path}: ${result.refused}`);
      const changes = result.edits.map((edit) => ({
        path: edit.path,
        text: 'edits' in edit ? applyEdits(workspace.file(edit.path)?.text ?? '', edit.edits) : '',
      }));
      workspace.change(changes);
      return changes.length;
    };
    const all = renameable(workspace);
    expect(all.length).toBeGreaterThan(10);
    for (const place of all) {
      // A file's earlier places move when a name gets longer: the new name is as long as the old one.
      const other = `${place.name.slice(0, -1)}${place.name.endsWith('q') ? 'x' : 'q'}`;
      expect(apply(place, other)).toBeGreaterThan(0);
      apply(place, place.name);
      const changed = workspace.files.filter(({ path, text }) => before.get(path) !== text);
      expect(changed.map(({ path }) => `${path}, renaming ${place.name}`)).toEqual([]);
    }
  });

  it('never throws, wherever the cursor is', () => {
    const files = { 's.yaml': service('redis'), 'w.yaml': pod(env('redis://redis')) };
    const workspace = workspaceOf(files);
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(files)),
        fc.nat(400),
        fc.string(),
        (path, offset, name) => {
          const result = renameAt(workspace, { path, offset }, name);
          expect('refused' in result || Array.isArray(result.edits)).toBe(true);
        },
      ),
    );
  });
});
