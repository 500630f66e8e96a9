import { couldNotFollow, doesNotApply } from '../guide/evidence.ts';
import { whyNoProgram } from './components.ts';
import { readBuildFiles } from './build-files.ts';
import { readBuiltComponents } from './image-sources.ts';
import type { Scope } from '../workspace/scope.ts';
import { readReleases } from '../guide/releases.ts';
import { readWorkloads } from '../guide/workloads.ts';
import type { Answer } from '../guide/topic.ts';

/**
 * The answer of every item about images where none is built: libraries, manifests of other
 * people's images and plain text have nothing to containerize. Undefined where something is built.
 */
export function whereNothingIsBuilt(scope: Scope): Answer | undefined {
  if (readBuiltComponents(scope).length > 0) return undefined;
  const found = whyNoProgram(scope);
  if (found.why === 'no-source') {
    if (readBuildFiles(scope).length > 0) return undefined;
    return doesNotApply(
      readWorkloads(scope).length + readReleases(scope).length + scope.composeFiles.length > 0
        ? 'Nothing is built here: all images come from elsewhere.'
        : 'Nothing is built here: this workspace has no source of a service.',
    );
  }
  const { path } = found;
  if (found.why === 'library') {
    return doesNotApply({ text: `"${path}" is a library: no service is built here.`, path });
  }
  if (found.why === 'tool') {
    const text = `"${path}" is a program for people's own machines: no service is built here.`;
    return doesNotApply({ text, path });
  }
  const text = 'There is source here, but no file says which service it starts.';
  return couldNotFollow({ text, path });
}
