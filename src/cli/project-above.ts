import { dirname, join } from 'node:path';
import { PROJECT_FILE, readProjectFile } from '../core/project/project-file.ts';
import type { ProjectFile } from '../core/project/project-file.ts';
import { SourceDocument } from '../core/files/source.ts';
import { holds, relativeTo } from './paths.ts';
import { readText } from './read-text.ts';
import { repositoryRoot } from './repository.ts';

export interface ProjectFileAbove {
  /** From the root of the workspace, such as `../.next-steps.yaml`. */
  readonly path: string;
  /** From where the person stands. */
  readonly shown: string;
  readonly text: string;
  readonly file: ProjectFile;
}

/**
 * The project files above a folder, up to the root of its repository; outside of a repository, up
 * to the folder where the person stands. So `check k8s` says what the editor says.
 */
export function projectFilesAbove(root: string, standing: string): readonly ProjectFileAbove[] {
  const top = repositoryRoot(root) ?? (holds(standing, root) ? standing : root);
  const found: ProjectFileAbove[] = [];
  for (let at = root; at !== top;) {
    at = dirname(at);
    const absolute = join(at, PROJECT_FILE);
    const read = readText(absolute);
    if ('refused' in read) continue;
    const { view } = new SourceDocument(read.text, 0);
    const path = relativeTo(root, absolute);
    found.push({
      ...{ path, shown: relativeTo(standing, absolute), text: read.text },
      file: readProjectFile(path, view, relativeTo(at, root)),
    });
  }
  return found;
}
