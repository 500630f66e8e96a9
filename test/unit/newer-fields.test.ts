import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { fieldSince, NEWER_FIELDS } from '../../src/core/schema/newer-fields.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { newerFields, readFields } from '../../src/dev/newer-fields.ts';
import { schema } from '../support/schema.ts';

describe('the fields that releases have brought', () => {
  const source = (...fields: readonly string[]): string =>
    [
      'type PodSpec struct {',
      '\t// A tombstone: Gone string `json:"gone,omitempty"`',
      ...fields.map((field) => `\tX string \`json:"${field},omitempty" protobuf:"bytes,1"\``),
      '\tObjectMeta `json:",inline"`',
      '}',
      '',
      'type PodStatus struct {',
      ...fields.map((field) => `\tX string \`json:"${field}"\``),
      '}',
      '',
    ].join('\n');

  it('are read from the sources of types', () => {
    expect(readFields(source('a', 'b'))).toEqual(
      new Map([
        ['PodSpec', new Set(['a', 'b'])],
        ['PodStatus', new Set(['a', 'b'])],
      ]),
    );
  });

  it('are those that an older release does not have', () => {
    const release = (...fields: readonly string[]) =>
      new Map([['core/v1/types.go', readFields(source(...fields))]]);
    const releases = new Map([
      [34, release('a')],
      [35, release('a', 'b', 'status')],
      [36, release('a', 'b', 'c', 'd', 'status')],
    ]);
    expect(newerFields(releases)).toEqual(['35 | PodSpec | b', '36 | PodSpec | c d']);
  });

  it('are fields of the schema, in the table', () => {
    expect(NEWER_FIELDS.trim().split('\n').length).toBeGreaterThan(20);
    expect(fieldSince('PodSpec', 'schedulingGroup')).toBe(36);
    expect(fieldSince('PodSpec', 'containers')).toBeUndefined();
    const pod = schema.shapeOf('v1', 'Pod')?.fields.get('spec')?.shape;
    expect(pod?.is === 'object' && pod.fields.has('schedulingGroup')).toBe(true);
  });
});

describe('the hover on a newer field', () => {
  const said = (kubernetesMinor?: number): readonly unknown[] => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {schedulingGroup: {}}\n';
    const workspace = new Workspace();
    workspace.change([{ path: 'pod.yaml', text }]);
    const place = { path: 'pod.yaml', offset: text.indexOf('schedulingGroup') };
    const options = { schema: () => schema, ...(kubernetesMinor && { kubernetesMinor }) };
    return hoverAt(workspace, [], place, options)?.parts.slice(-1) ?? [];
  };

  it('says since when it is there, and that the chosen release lacks it', () => {
    expect(said()).toEqual([{ markdown: 'Since Kubernetes 1.36.' }]);
    expect(said(36)).toEqual([{ markdown: 'Since Kubernetes 1.36.' }]);
    expect(said(35)).toEqual([
      {
        markdown: "New in Kubernetes 1.36: 1.35, which this file is written for, doesn't have it.",
      },
    ]);
  });
});
