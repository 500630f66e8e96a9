/**
 * Searches for names that come from files. No regular expression is made of them: a name may hold
 * what is an order there, and one written to do harm would take hours.
 */

/** Longer than any name of a file, an object or a variable: what is longer is never found. */
const LONGEST_WORD = 300;

/**
 * Where a word stands by itself in a text, first to last, in offsets.
 * @param isNeighbour what a letter that makes the word a part of a longer one looks like
 */
export function placesOfWord(text: string, word: string, isNeighbour = /\w/): readonly number[] {
  const places: number[] = [];
  if (word === '' || word.length > LONGEST_WORD) return places;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + word.length);
    if (!isNeighbour.test(before) && !isNeighbour.test(after)) places.push(at);
  }
  return places;
}
