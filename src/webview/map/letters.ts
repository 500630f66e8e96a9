/** How wide a text is in the letters of the page. */

const context = document.createElement('canvas').getContext('2d');

/** @param width @param size both in pixels of the map */
export function fitsIn(width: number, size: number): (text: string) => boolean {
  const { fontFamily } = getComputedStyle(document.body);
  return (text) => {
    if (context === null) return text.length * size * 0.6 <= width;
    context.font = `${String(size)}px ${fontFamily}`;
    return context.measureText(text).width <= width;
  };
}
