/** Renames where a `¦` stands, and the small manifests that such tests begin with. */
import { applyEdits } from '../../src/core/lint/fix.ts';
import { renameableAt, renameAt } from '../../src/core/rename/rename.ts';
import { workspaceOf } from './ask.ts';
import { cursorIn } from './told.ts';

export type Files = Readonly<Record<string, string>>;

/** The files that changed, or the reason against the rename. */
export function renamed(marked: Files, newName: string): Files | string {
  const { files, place } = cursorIn(marked);
  const result = renameAt(workspaceOf(files), place, newName);
  if ('refused' in result) return result.refused;
  return Object.fromEntries(
    result.edits.map((edit) => [
      edit.path,
      'edits' in edit ? applyEdits(files[edit.path] ?? '', edit.edits) : '',
    ]),
  );
}

export function refusal(marked: Files): string {
  const { files, place } = cursorIn(marked);
  const found = renameableAt(workspaceOf(files), place);
  return 'refused' in found ? found.refused : `no refusal: ${found.name}`;
}

export const service = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: blue\nspec:\n  ports:\n    - name: cache\n      port: 6379\n${more}`;

export function pod(container: string, spec = '', namespace = 'blue'): string {
  return (
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: ${namespace}\nspec:\n${spec}` +
    `  containers:\n    - name: main\n      image: example.com/web:1\n${container}`
  );
}

export const env = (value: string): string =>
  `      env:\n        - name: REDIS_URL\n          value: ${value}\n`;

export const config = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n  namespace: blue\ndata:\n${data}`;
