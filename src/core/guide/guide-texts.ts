/** The documents that explain a workspace to the people who work on it. */
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf } from '../files/source.ts';
import { isAside } from './evidence.ts';

const GUIDE =
  /^README(?:\.\w+)?$|\.(?:md|markdown|rst|adoc|asciidoc)$|^(?:INSTALL|HACKING|CONTRIBUTING)$/i;
const NO_GUIDE =
  /^(?:change|history|news|release|license|licence|notice|security|code[-_]of|authors|maintainers|governance|adopters|sponsors|third)|^(?:AGENTS|CLAUDE|GEMINI)\.md$/i;
const DOCUMENT = /\.(?:md|markdown|mdx|rst|adoc|asciidoc)$/i;
const DOCS_FOLDER = /^(?:docs?|documentation|\.github|website\/docs|site\/content)(?:\/|$)/i;

/**
 * Documents about the whole workspace, those that people read first in front. A README further
 * down answers for its own folder only.
 */
export const guidePaths = perScope((scope): readonly string[] => {
  const paths = scope.filesBelow('').filter((path) => {
    const folder = folderOf(path);
    if (folder === '') return GUIDE.test(path) && !NO_GUIDE.test(path);
    return DOCS_FOLDER.test(folder) && DOCUMENT.test(path) && !/template/i.test(path);
  });
  const rank = (path: string): number =>
    path.split('/').length * 10 + (/^README\.?/i.test(baseName(path)) ? 0 : 1);
  const own = paths.filter((path) => !isUntouched(path, scope));
  return own.toSorted((a, b) => rank(a) - rank(b));
});

/** READMEs of folders further down, for what they say about their folders. */
export function folderGuides(scope: Scope): readonly string[] {
  return scope
    .filesBelow('')
    .filter(
      (path) => folderOf(path) !== '' && /^(?:README|DEVELOPMENT)(?:\.\w+)?$/i.test(baseName(path)),
    )
    .filter((path) => !isAside(path) && !isUntouched(path, scope));
}

/** What generators write into a new project's README: it tells nothing of this one. */
const UNTOUCHED =
  /bootstrapped with \[?`?create-|This project was (?:generated|bootstrapped) (?:with|using)|TODO: Give a short introduction of your project|To make it easy for you to get started with GitLab, here's a list|This template provides a minimal setup to get/;
/** People who write more have written their own. In UTF-16 units. */
const LONGEST_TEMPLATE = 9000;

function isUntouched(path: string, scope: Scope): boolean {
  const text = scope.file(path)?.text ?? '';
  return text.length < LONGEST_TEMPLATE && UNTOUCHED.test(text);
}
