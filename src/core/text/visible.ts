/** Characters that change the order of what is shown around them, and unusual line breaks. */
const HIDDEN = /[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** A text whose hidden controls are written out, as `\u202E`, so that it reads as it is stored. */
export function visible(text: string): string {
  return text.replace(
    HIDDEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
