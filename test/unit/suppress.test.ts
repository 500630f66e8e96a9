import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/fix.ts';
import {
  allowedAt,
  allowedInFile,
  allowFile,
  allowLine,
  allowOnObject,
} from '../../src/core/suppress.ts';
import { Workspace } from '../../src/core/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { lintCase } from '../support/fixtures.ts';

const rules = topics.flatMap((topic) => topic.rules);
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
`;

const tagFindings = (text: string): number =>
  lintCase(new Map([['pod.yaml', text]]), rules).filter(({ rule }) => rule === 'image-tag').length;

describe('silencing', () => {
  it('works by a comment above the line, several rules and other comments between', () => {
    const text =
      'a: 1\n# next-steps: allow image-tag, other: because\n# more\nb: 2 # next-steps: allow third: x\nc: 3\n';
    expect(allowedAt(text, text.indexOf('b:'), 'image-tag')).toBe(true);
    expect(allowedAt(text, text.indexOf('b:'), 'other')).toBe(true);
    expect(allowedAt(text, text.indexOf('b:'), 'third')).toBe(true);
    expect(allowedAt(text, text.indexOf('c:'), 'image-tag')).toBe(false);
    expect(allowedAt(text, 0, 'image-tag')).toBe(false);
  });

  it('works for a file', () => {
    expect([...allowedInFile('a: 1\n  # next-steps: allow-file image-tag: demo\n')]).toEqual([
      'image-tag',
    ]);
  });

  it('is written by each quick fix so that it takes effect', () => {
    expect(tagFindings(POD)).toBe(1);
    const at = POD.indexOf('nginx');
    expect(tagFindings(applyEdits(POD, [allowLine(POD, at, 'image-tag')]))).toBe(0);
    expect(tagFindings(applyEdits(POD, [allowFile(POD, 'image-tag')]))).toBe(0);
    const workspace = new Workspace();
    workspace.change([{ path: 'pod.yaml', text: POD }]);
    const [pod] = workspace.objectsIn('pod.yaml');
    const edit = pod && allowOnObject(POD, pod, 'image-tag');
    const annotated = applyEdits(POD, edit === undefined ? [] : [edit]);
    expect(annotated).toContain(
      'metadata:\n  name: web\n  annotations:\n    allow.next-steps/image-tag: reason\nspec:',
    );
    expect(tagFindings(annotated)).toBe(0);
  });

  it('keeps the directives of a Dockerfile on top', () => {
    const text = '# syntax=docker/dockerfile:1\nFROM node\n';
    expect(applyEdits(text, [allowFile(text, 'image-tag')])).toBe(
      '# syntax=docker/dockerfile:1\n# next-steps: allow-file image-tag: reason\nFROM node\n',
    );
  });
});
