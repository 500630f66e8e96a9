import type { ComposeBuild, ComposeService } from '../../../core/compose/compose.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { appendToMap, replaceEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { verbatim } from '../../../core/yaml/write.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { baseName, fileKind, folderOf } from '../../../core/files/source.ts';
import type { Mark, View } from '../../../core/yaml/view.ts';
import { starterDockerfile } from '../../../core/pipelines/starter-dockerfile.ts';

export const dockerfileBuildMissing = defineRule({
  id: 'dockerfile-build-missing',
  severity: 'information',
  summary: 'A Compose service is built from a folder that has no Dockerfile.',
  deck: ['S22.1', 'S22.2'],
  docs: {
    why: 'Compose builds the image of a service from the Dockerfile in its context. Where there is none, `docker compose up` stops for the whole application.',
    fix: 'Write a Dockerfile for the service, or name the one that exists.',
    links: [
      {
        title: 'Compose build',
        url: 'https://docs.docker.com/reference/compose-file/build/',
      },
    ],
  },
  check: {
    *composeService(service, scope) {
      const { build } = service;
      if (build?.context === undefined || build.dockerfile === undefined || build.inline) return;
      const { context, dockerfile, inherits } = build;
      if (inherits || isUnknown(context) || isUnknown(dockerfile) || scope.hasFile(dockerfile))
        return;
      // A folder that is not here at all comes from somewhere else.
      if (scope.filesBelow(context).length === 0) return;
      yield {
        at: place(build),
        message: `"${service.name}" is built from "${dockerfile}", and there is no such file. Write it, or name the Dockerfile that there is.`,
        fixes: [...otherDockerfile(service, build, scope), ...newDockerfile(build, scope)],
      };
    },
  },
});

/** Outside the workspace, or with a variable in it. */
function isUnknown(path: string): boolean {
  return path.startsWith('..') || path.includes('$');
}

function place({ at }: ComposeBuild): View | Mark {
  if (at.text !== undefined) return at;
  if (at.has('dockerfile')) return at.get('dockerfile');
  return at.has('context') ? at.get('context') : at.keyMark;
}

/** One file in the context that is a Dockerfile under another name. */
function otherDockerfile(
  { file }: ComposeService,
  { at, context = '' }: ComposeBuild,
  scope: Scope,
): readonly Fix[] {
  const [found, ...more] = scope
    .filesBelow(context)
    .filter((path) => fileKind(path) === 'dockerfile' && folderOf(path) === context);
  if (found === undefined || more.length > 0) return [];
  const name = baseName(found);
  const given = at.get('dockerfile');
  const text = at.text;
  const edit =
    text !== undefined
      ? replaceEntry(file.text, at, { build: { context: verbatim(text), dockerfile: name } })
      : given.exists
        ? replaceValue(given, name)
        : appendToMap(file.text, at, { dockerfile: name });
  if (edit === undefined) return [];
  return [{ title: `Build from "${name}"`, edits: () => [{ path: file.path, edits: [edit] }] }];
}

function newDockerfile(
  { context = '', dockerfile = '' }: ComposeBuild,
  scope: Scope,
): readonly Fix[] {
  const starter = starterDockerfile(context, scope);
  if (starter === undefined) return [];
  return [
    {
      title: `Write a Dockerfile for ${starter.language}`,
      edits: () => [{ path: dockerfile, create: starter.text }],
      placeholder: starter.command,
    },
  ];
}
