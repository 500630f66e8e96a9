import type { Copy, Word } from '../../../core/dockerfile/dockerfile.ts';
import { reachesImage } from '../../../core/dockerfile/dockerfile.ts';
import { isIgnored } from '../../../core/dockerfile/dockerignore.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { addToIgnoreFile } from '../../../core/lint/new-file.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { DockerfileNode } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { sensitiveFile } from '../../../core/kubernetes/sensitive.ts';
import { baseName } from '../../../core/files/source.ts';
import type { BuildContext } from '../build-context.ts';
import { buildContexts, excludes, isHarmlessFolder, sourcePath, within } from '../build-context.ts';

export const sensitiveFileInContext = defineRule({
  id: 'sensitive-file-in-context',
  severity: 'warning',
  summary: 'A COPY of a whole folder takes a file with secrets along into the image.',
  deck: ['S8.5'],
  docs: {
    why: 'What is copied into an image stays in its layers, also when a later step deletes it. Everyone who can pull the image can read it.',
    fix: 'Name the file in `.dockerignore`, so that the builder never sees it, and give its content to the container at run time with a Secret.',
    links: [
      {
        title: 'Build context: .dockerignore files',
        url: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
      },
    ],
  },
  check: {
    *dockerfile(node, scope) {
      const { file, dockerfile } = node;
      const contexts = buildContexts(scope, file.path);
      for (const copy of dockerfile.copies.filter(({ from }) => from === undefined)) {
        for (const source of copy.sources) {
          const found = contexts
            .map((context) => ({ context, files: exposed(scope, context, { node, copy, source }) }))
            .find(({ files }) => files.length > 0);
          if (found === undefined) continue;
          const inImage = reachesImage(dockerfile, copy.stage);
          yield {
            at: node.mark(source.span),
            message: messageOf(found.files, found.context, inImage),
            ...(!inImage && { severity: 'information' as const }),
            fixes: [ignoreFix(scope, found.context, found.files)],
          };
        }
      }
    },
  },
});

interface Place {
  readonly node: DockerfileNode;
  readonly copy: Copy;
  readonly source: Word;
}

/** The sensitive files below a copied folder that nothing leaves out. */
function exposed(scope: Scope, context: BuildContext, place: Place): readonly string[] {
  const { ignored } = context;
  const folder = sourcePath(context, place.source);
  if (ignored === undefined || folder === undefined) return [];
  const left = excludes(place.node.file.text, place.copy).join('\n');
  return scope.filesBelow(folder).filter((path) => {
    if (path === folder || sensitiveFile(path) === undefined) return false;
    const inContext = within(path, context.folder);
    if (isHarmlessFolder(inContext) || ignored(path)) return false;
    const names = [inContext, within(path, folder), baseName(path)];
    return left === '' || !names.some((name) => isIgnored(left, name));
  });
}

function messageOf(files: readonly string[], context: BuildContext, inImage: boolean): string {
  const [first = '', ...rest] = files.map((path) => within(path, context.folder));
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  const where = inImage
    ? 'into the image, where everyone who can pull it can read it'
    : 'into a build stage and its cache';
  return `This copies "${first}"${more} ${where}. Add it to "${baseName(context.ignoreFile)}".`;
}

function ignoreFix(scope: Scope, context: BuildContext, files: readonly string[]): Fix {
  const lines = files.map((path) => within(path, context.folder));
  const names = lines.length === 1 ? `"${lines[0] ?? ''}"` : `${lines.length} files`;
  return {
    title: `Add ${names} to "${baseName(context.ignoreFile)}"`,
    edits: () => [addToIgnoreFile(scope, context.ignoreFile, lines)],
  };
}
