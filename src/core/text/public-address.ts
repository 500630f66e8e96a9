/** Behind `://`: a user with a password, in which a slash may stand, or a user alone. */
const LOGIN = /:\/\/(?:[^\s'"@/:]*:(?!\d+(?:\/|$))[^\s'"@]*|(?!git@)[^\s'"@/:?#]+)@/g;
const QUERY = /([?&][\w.-]*(?:pass|pwd|secret|token|key|sig|cred|auth)[\w.-]*=)[^&#\s'"]+/gi;

/** A text with addresses as it may be shown: without user names, passwords and tokens in them. */
export function publicAddress(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(LOGIN, '://***@').replace(QUERY, '$1***');
}
