import { visible } from '../core/text/visible.ts';

/** Words of the workspace for a notification, where `[a](b)` would become a link. */
export function noticeWords(text: string): string {
  return visible(text).replaceAll('](', ']\u2060(');
}
