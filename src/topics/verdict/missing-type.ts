/** A manifest without its `apiVersion` or without its `kind`. */
import type { HalfManifest } from '../../core/kubernetes/half-manifest.ts';
import { insertBeforeEntry } from '../../core/lint/fix.ts';
import type { Fix } from '../../core/lint/fix.ts';
import type { Problem } from '../../core/lint/rule.ts';
import type { Schema } from '../../core/schema/schema.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { oneOf } from './wording.ts';

/** More kinds than these are not named. */
const MOST_NAMED = 3;

/** What to say of a document; undefined where it may be the file of another program. */
export function typeProblem(half: HalfManifest, scope: Scope): Problem | undefined {
  const { schema } = scope;
  if (schema === undefined || !scope.saysSchemaOf(half.path)) return undefined;
  const { view, lacks } = half;
  const has = lacks === 'kind' ? 'apiVersion' : 'kind';
  const values = lacks === 'kind' ? kindsOf(view, schema) : versionsOf(view, schema);
  if (values.length === 0) return undefined;
  const [value] = values.length === 1 ? values : [];
  const few = values.length <= MOST_NAMED ? ` Write "${lacks}: ${oneOf(values)}".` : ` Add it.`;
  return {
    at: view.get(has).keyMark,
    message: `This document has "${has}" and no "${lacks}", so the API server refuses it.${few}`,
    fixes: value === undefined ? [] : [addFix(half, value, scope)],
  };
}

/** The kinds of a version that have all that stands there. */
function kindsOf(view: View, schema: Schema): readonly string[] {
  const version = view.get('apiVersion').text ?? '';
  return schema.kindsIn(version).filter((kind) => fits(view, version, kind, schema));
}

/** The newest version of a kind that has all that stands there. */
function versionsOf(view: View, schema: Schema): readonly string[] {
  const kind = view.get('kind').text ?? '';
  return schema.versionsOf(kind).filter((version) => fits(view, version, kind, schema));
}

/** Whether all fields of the document and of its `spec` are those of a kind. */
function fits(view: View, version: string, kind: string, schema: Schema): boolean {
  const shape = schema.shapeOf(version, kind);
  const spec = shape?.fields.get('spec')?.shape;
  return (
    view.keys.length > 2 &&
    view.keys.every((key) => shape?.fields.has(key) === true) &&
    view.get('spec').keys.every((key) => spec?.is !== 'object' || spec.fields.has(key))
  );
}

/** `apiVersion` stands first, and `kind` right behind it. */
function addFix({ path, view, lacks }: HalfManifest, value: string, scope: Scope): Fix {
  const text = scope.file(path)?.text ?? '';
  const before =
    lacks === 'kind' ? view.entries.find(({ key }) => key !== 'apiVersion') : view.get('kind');
  return {
    title: `Add "${lacks}: ${value}"`,
    edits: () => [
      {
        path,
        edits: before === undefined ? [] : [insertBeforeEntry(text, before, { [lacks]: value })],
      },
    ],
    preferred: true,
  };
}
