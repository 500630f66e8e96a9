/** Where a person goes on writing once a fix is made. */
import type { Span } from '../text/text.ts';
import type { FileEdit, Fix } from './fix.ts';
import { createdText } from './fix.ts';

export interface Landing {
  readonly path: string;
  /** In the text after the fix: the words to replace, or an empty stretch for the caret. */
  readonly span: Span;
}

/**
 * Finds the words of a fix that are the person's to replace; without such words, the start of the
 * first file that the fix makes.
 * @param changes what the fix does
 * @param textOf the text of a file before the fix; undefined where there is none
 * @returns undefined where nobody has to look at the result
 */
export function landingOf(
  changes: readonly FileEdit[],
  { placeholder }: Pick<Fix, 'placeholder'>,
  textOf: (path: string) => string | undefined,
): Landing | undefined {
  const isNew = ({ path }: FileEdit): boolean => textOf(path) === undefined;
  // What is new to the person comes first.
  const ordered = [...changes.filter(isNew), ...changes.filter((change) => !isNew(change))];
  for (const change of placeholder === undefined ? [] : ordered) {
    const span = spanOf(placeholder ?? '', change, textOf(change.path)?.length ?? 0);
    if (span !== undefined) return { path: change.path, span };
  }
  const made = changes.find((change) => 'create' in change && isNew(change));
  return made && { path: made.path, span: { start: 0, end: 0 } };
}

function spanOf(placeholder: string, change: FileEdit, length: number): Span | undefined {
  if ('create' in change)
    return spanAt(length, createdText(change).indexOf(placeholder), placeholder);
  const ordered = [...change.edits].sort((a, b) => a.span.start - b.span.start);
  let grown = 0;
  for (const { span, text } of ordered) {
    const found = spanAt(span.start + grown, text.indexOf(placeholder), placeholder);
    if (found !== undefined) return found;
    grown += text.length - (span.end - span.start);
  }
  return undefined;
}

function spanAt(start: number, index: number, { length }: string): Span | undefined {
  return index < 0 ? undefined : { start: start + index, end: start + index + length };
}
