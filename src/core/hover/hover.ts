import type { ComposeFile } from '../compose/compose.ts';
import { readCompose } from '../compose/compose.ts';
import type { Instruction } from '../dockerfile/dockerfile.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { scheduleParts } from './schedule-parts.ts';
import { schemaParts } from './schema-parts.ts';
import { Scope } from '../workspace/scope.ts';
import type { ScopeOptions } from '../workspace/scope.ts';
import type { SourceFile } from '../files/source.ts';
import type { Span } from '../text/text.ts';
import { contains } from '../text/text.ts';
import type { Mark, View } from '../yaml/view.ts';
import { absolute } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * A piece of a hover. Words of ours are Markdown; words of the workspace are `text` or `code`, so
 * that nothing in a file can become a link or a command.
 */
export type HoverPart =
  | { readonly markdown: string }
  | { readonly text: string }
  | { readonly code: string; readonly language: string }
  | { readonly list: readonly HoverLine[] }
  /** Opens a slide of the guide, such as `S2`. */
  | { readonly slide: string }
  | { readonly link: { readonly title: string; readonly url: string } };

/** One line of a list: workspace words, with a place to go to where there is one. */
export interface HoverLine {
  readonly text: string;
  readonly path?: string;
  readonly at?: View | Mark;
}

/** What the cursor is on. */
export type HoverTarget =
  | {
      readonly in: 'object';
      readonly object: KubernetesObject;
      readonly view: View;
      readonly on: 'key' | 'value';
      /** The path below the object, list indices as numbers. */
      readonly path: readonly (string | number)[];
      /** The offset of the cursor inside the value, for values that hold more than one word. */
      readonly offset: number;
    }
  | {
      readonly in: 'compose';
      readonly compose: ComposeFile;
      readonly view: View;
      readonly on: 'key' | 'value';
      readonly path: readonly (string | number)[];
    }
  | {
      readonly in: 'kustomization';
      readonly view: View;
      readonly on: 'key' | 'value';
      readonly path: readonly (string | number)[];
    }
  | {
      readonly in: 'dockerfile';
      readonly file: SourceFile;
      readonly instruction: Instruction;
      readonly onKeyword: boolean;
    };

/** A topic's word on a target; nothing where the topic has nothing to say. */
export type HoverSource = (
  target: HoverTarget,
  scope: Scope,
) => { readonly parts: readonly HoverPart[]; readonly span?: Span } | undefined;

export interface HoverText {
  readonly parts: readonly HoverPart[];
  readonly span: Span;
}

/** What an answer depends on besides the workspace. */
export interface HoverOptions extends ScopeOptions {
  /** From when on the runs of schedules are told; none where it is missing. */
  readonly now?: Date;
}

/** Everything the guide has to say at an offset of a file; undefined where that is nothing. */
export function hoverAt(
  workspace: Workspace,
  sources: readonly HoverSource[],
  place: { readonly path: string; readonly offset: number },
  options: HoverOptions = {},
): HoverText | undefined {
  const target = targetAt(workspace, place.path, place.offset);
  if (target === undefined) return undefined;
  const scope = new Scope(workspace, { ...options, path: place.path });
  const said = sources.flatMap((source) => source(target.target, scope) ?? []);
  const field = [
    ...schemaParts(target.target, scope),
    ...scheduleParts(target.target, options.now),
  ];
  const parts = [...said.flatMap((answer) => answer.parts), ...field];
  if (parts.length === 0) return undefined;
  return { parts, span: said.find((answer) => answer.span)?.span ?? target.span };
}

/** What stands at an offset, and its span. */
export function targetAt(
  workspace: Workspace,
  path: string,
  offset: number,
): { readonly target: HoverTarget; readonly span: Span } | undefined {
  const file = workspace.file(path);
  const document = file?.documents.find(
    ({ start, text }) => start <= offset && offset <= start + text.length,
  );
  if (file === undefined || document === undefined) return undefined;
  if (file.kind === 'dockerfile') {
    const found = document.dockerfile.instructions.find(({ span }) => contains(span, offset));
    if (found === undefined) return undefined;
    const onKeyword = contains(found.keywordSpan, offset);
    const span = onKeyword ? found.keywordSpan : (found.argument?.span ?? found.span);
    return { target: { in: 'dockerfile', file, instruction: found, onKeyword }, span };
  }
  const hit = document.view.at(offset);
  if (hit === undefined) return undefined;
  const { view, on } = hit;
  const span = on === 'key' ? view.keySpan : view.span;
  const spot = { view, on, path: view.path };
  if (file.kind === 'kustomization') return { target: { in: 'kustomization', ...spot }, span };
  const compose = readCompose(file);
  if (compose !== undefined) return { target: { in: 'compose', compose, ...spot }, span };
  return objectTarget(workspace, path, hit, offset);
}

function objectTarget(
  workspace: Workspace,
  path: string,
  { view, on }: { readonly view: View; readonly on: 'key' | 'value' },
  offset: number,
): { readonly target: HoverTarget; readonly span: Span } | undefined {
  const span = on === 'key' ? view.keySpan : view.span;
  const object = workspace
    .objectsIn(path)
    .find((candidate) => contains(absolute(candidate.view.mark), offset));
  if (object === undefined) return undefined;
  const below = view.path.slice(object.view.path.length);
  const inside = offset - view.span.start;
  return { target: { in: 'object', object, view, on, path: below, offset: inside }, span };
}
