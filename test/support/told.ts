/** References of the graph as lines that tests compare. */
import { referencesAt } from '../../src/core/graph/graph.ts';
import type { GraphPlace, GraphReference } from '../../src/core/graph/model.ts';
import { LineMap } from '../../src/core/text/text.ts';
import { absolute } from '../../src/core/yaml/view.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';

/** `3 redis: resolved Service/redis in blue [6379] @ data.yaml:4`; lines count from 1. */
export function told(workspace: Workspace, path: string): readonly string[] {
  return referencesAt(workspace, path).map((reference) => line(workspace, reference));
}

/** Without the namespaces that every object names. */
export function toldShort(workspace: Workspace, path: string): readonly string[] {
  return referencesAt(workspace, path)
    .filter(({ target }) => target.kind !== 'Namespace')
    .map((reference) => line(workspace, reference));
}

function line(workspace: Workspace, { from, target, state, to, key }: GraphReference): string {
  const { kind, namespace, name, key: asked } = target;
  const text = textAt(from).includes('\n') ? '...' : textAt(from);
  const [end] = [...(key?.to ?? []), ...to];
  return [
    `${placeText(workspace, from).split(':').at(-1) ?? ''} ${text}: ${state} ${kind}/${name}`,
    namespace === '' ? '' : ` in ${namespace}`,
    asked === undefined ? '' : ` [${asked}]`,
    end === undefined ? '' : ` @ ${placeText(workspace, end)}`,
  ].join('');
}

export function textAt({ mark: { document, start, end } }: GraphPlace): string {
  return document.text.slice(start, end);
}

/** `data.yaml:4`, counted from 1. */
export function placeText(workspace: Workspace, { path, mark }: GraphPlace): string {
  const lines = new LineMap(workspace.file(path)?.text ?? '');
  return `${path}:${String(lines.position(absolute(mark).start).line + 1)}`;
}

/** Takes `¦` out of one of the files, and says where it stood. */
export function cursorIn(files: Readonly<Record<string, string>>): {
  readonly files: Readonly<Record<string, string>>;
  readonly place: { readonly path: string; readonly offset: number };
} {
  const [path = '', marked = ''] = Object.entries(files).find(([, t]) => t.includes('¦')) ?? [];
  return {
    files: { ...files, [path]: marked.replace('¦', '') },
    place: { path, offset: marked.indexOf('¦') },
  };
}
