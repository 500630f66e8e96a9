/** HTML for pages of our own. Everything goes through `escapeHtml`, whoever wrote it. */
import { inlineParts } from '../guide/slides.ts';
import type { InlinePart } from '../guide/slides.ts';
import { visible } from '../text/visible.ts';
import { withNames } from './names.ts';
import type { Names } from './names.ts';

export function escapeHtml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Inline Markdown of ours as HTML; the reader's names go into its code. */
export function inlineHtml(markdown: string, names?: Names): string {
  return inlineParts(markdown)
    .map((part) => partHtml(part, names))
    .join('');
}

function partHtml(part: InlinePart, names: Names | undefined): string {
  switch (part.kind) {
    case 'text':
      return escapeHtml(part.text);
    case 'code':
      return `<code>${escapeHtml(names === undefined ? part.text : withNames(part.text, names))}</code>`;
    case 'strong':
      return `<strong>${inlineHtml(part.text, names)}</strong>`;
    case 'emphasis':
      return `<em>${inlineHtml(part.text, names)}</em>`;
    case 'link':
      return linkHtml(part.url, inlineHtml(part.text, names));
  }
}

/** @param label HTML */
export function linkHtml(url: string, label: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${escapeHtml(url)}">${label}</a>` : label;
}

/** Inline Markdown as plain text with the reader's names, as for pictures. */
export function inlineWords(markdown: string, names: Names): string {
  return inlineParts(markdown)
    .map((part) => {
      if (part.kind === 'code') return withNames(part.text, names);
      return part.kind === 'text' ? part.text : inlineWords(part.text, names);
    })
    .join('');
}

/** Paragraphs, lists and code of our own Markdown files. */
export function blocksHtml(markdown: string): string {
  return markdown
    .split(/^(```[^]*?^```)$/m)
    .map((block) => (block.startsWith('```') ? codeHtml(block) : paragraphsHtml(block)))
    .join('');
}

function codeHtml(block: string): string {
  const lines = block.split('\n');
  return `<pre><code>${escapeHtml(lines.slice(1, -1).join('\n'))}</code></pre>`;
}

function paragraphsHtml(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      paragraph.startsWith('- ')
        ? `<ul>${paragraph
            .split(/^- /m)
            .filter((line) => line !== '')
            .map((line) => `<li>${inlineHtml(line.trim())}</li>`)
            .join('')}</ul>`
        : `<p>${inlineHtml(paragraph)}</p>`,
    )
    .join('');
}
