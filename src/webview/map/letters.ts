/** How wide a text is in the letters of the page. */

const context = document.createElement('canvas').getContext('2d');

/** The width of a text, and the size of its letters, in pixels of the map. */
export function widthOf(text: string, size: number): number {
  if (context === null) return text.length * size * 0.6;
  context.font = `${String(size)}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}

/** @param width @param size both in pixels of the map */
export function fitsIn(width: number, size: number): (text: string) => boolean {
  return (text) => widthOf(text, size) <= width;
}
