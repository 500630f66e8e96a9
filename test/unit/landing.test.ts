import { describe, expect, it } from 'vitest';
import type { FileEdit } from '../../src/core/lint/fix.ts';
import { landingOf } from '../../src/core/lint/landing.ts';

const FILES: Readonly<Record<string, string>> = { 'web.yaml': 'a: 1\nb: 22\nc: 3\n' };
const textOf = (path: string): string | undefined => FILES[path];
const edit = (start: number, end: number, text: string) => ({ span: { start, end }, text });

describe('where a fix leaves the person', () => {
  it('at the words to replace, counted in the text after all its edits', () => {
    // Out of order, and the one before it makes the text longer by two.
    const changes: readonly FileEdit[] = [
      { path: 'web.yaml', edits: [edit(13, 14, '# why: reason'), edit(3, 4, '111')] },
    ];
    const landing = landingOf(changes, { placeholder: 'reason' }, textOf);
    expect(landing).toEqual({ path: 'web.yaml', span: { start: 22, end: 28 } });
    const after = 'a: 111\nb: 22\nc:# why: reason3\n';
    expect(after.slice(22, 28)).toBe('reason');
  });

  it('in a new file before one that was there', () => {
    const changes: readonly FileEdit[] = [
      { path: 'web.yaml', edits: [edit(0, 0, 'name: secret\n')] },
      { path: 'secret.yaml', create: 'data:\n', part: { id: 'x', text: '  x: secret\n' } },
    ];
    const landing = landingOf(changes, { placeholder: 'secret' }, textOf);
    expect(landing).toEqual({ path: 'secret.yaml', span: { start: 11, end: 17 } });
  });

  it('behind what a file holds that a new text is added to', () => {
    const changes: readonly FileEdit[] = [{ path: 'web.yaml', create: '---\nkind: Job\n' }];
    const landing = landingOf(changes, { placeholder: 'Job' }, textOf);
    expect(landing).toEqual({ path: 'web.yaml', span: { start: 26, end: 29 } });
  });

  it('at the start of a new file without such words, and nowhere else', () => {
    const made: readonly FileEdit[] = [{ path: 'Dockerfile', create: 'FROM node\n' }];
    const start = { path: 'Dockerfile', span: { start: 0, end: 0 } };
    expect(landingOf(made, {}, textOf)).toEqual(start);
    expect(landingOf(made, { placeholder: 'not there' }, textOf)).toEqual(start);
    expect(landingOf([{ path: 'web.yaml', edits: [edit(0, 1, 'x')] }], {}, textOf)).toBeUndefined();
  });
});
