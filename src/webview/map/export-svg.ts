/** The picture as a file of its own: colours and letters are written out, nothing is referred to. */
import type { Layout } from './layout.ts';
import { svg } from './dom.ts';

const PROPERTIES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-dashoffset'],
  ...['stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'opacity'],
];
const OF_TEXT = [...PROPERTIES, 'font-size', 'font-weight', 'font-style', 'text-anchor'];

/** What the initial value of a property is need not be said. */
const INITIAL: ReadonlySet<string> = new Set([
  ...['fill-opacity:1', 'stroke-opacity:1', 'opacity:1', 'stroke:none', 'stroke-dasharray:none'],
  ...['stroke-dashoffset:0px', 'stroke-linecap:butt', 'stroke-linejoin:miter'],
  ...['font-weight:400', 'font-style:normal', 'text-anchor:start', 'stroke-width:1px'],
]);

const EDGE = 24;

export function exportSvg(canvas: SVGSVGElement, scene: SVGGElement, layout: Layout): string {
  const level = canvas.getAttribute('data-level') ?? 'near';
  const classes = scene.getAttribute('class') ?? '';
  // As seen from near, and without what the mouse and the search have lit.
  canvas.setAttribute('data-level', 'near');
  scene.setAttribute('class', '');
  const copy = written(scene);
  canvas.setAttribute('data-level', level);
  scene.setAttribute('class', classes);
  const [width, height] = [layout.width + EDGE * 2, layout.height + EDGE * 2];
  copy?.setAttribute('transform', `translate(${String(EDGE)} ${String(EDGE)})`);
  const background = getComputedStyle(document.body).backgroundColor;
  const page = svg(
    'svg',
    {
      width,
      height,
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      'font-family': 'sans-serif',
    },
    svg('rect', { width: '100%', height: '100%', fill: background }),
    ...(copy === undefined ? [] : [copy]),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(page)}\n`;
}

const OWN = [
  'd',
  'x',
  'y',
  'width',
  'height',
  'rx',
  'transform',
  'dominant-baseline',
  'text-anchor',
];

function written(element: Element): SVGElement | undefined {
  const style = getComputedStyle(element);
  const isHidden = style.display === 'none' || element.classList.contains('hit');
  if (isHidden) return undefined;
  const copy = document.createElementNS('http://www.w3.org/2000/svg', element.tagName);
  for (const name of OWN) {
    const value = element.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
  // Groups pass nothing on that their children do not say themselves, except how clear they are.
  for (const name of propertiesOf(element.tagName)) {
    const value = style.getPropertyValue(name);
    if (value !== '' && !INITIAL.has(`${name}:${value}`)) copy.setAttribute(name, value);
  }
  for (const child of element.childNodes) {
    if (child instanceof Element && child.tagName === 'title') {
      copy.append(svg('title', {}, child.textContent));
    } else if (child instanceof Element) {
      const inner = written(child);
      if (inner !== undefined) copy.append(inner);
    } else copy.append(child.textContent ?? '');
  }
  return copy;
}

function propertiesOf(tag: string): readonly string[] {
  if (tag === 'text') return OF_TEXT;
  return tag === 'rect' || tag === 'path' ? PROPERTIES : ['opacity'];
}
