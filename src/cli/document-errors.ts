import type { SourceFile } from '../core/files/source.ts';
import { unreadIn } from '../core/lint/unread.ts';
import type { InputError } from './read-workspace.ts';

/** What keeps the rules from looking into a file: documents that are no YAML, merges, its size. */
export function documentErrors(file: SourceFile): readonly InputError[] {
  const { path } = file;
  if (file.skipped === 'conflict')
    return [{ path, message: 'Not checked: an unfinished merge has left its marks here.' }];
  if (file.skipped === 'too-large')
    return [{ path, message: 'Not checked: it is larger than 1 MB.' }];
  return unreadIn(file).map(({ span, reason }) => ({
    ...{ path, message: `Not checked: ${reason}.`, span },
  }));
}
