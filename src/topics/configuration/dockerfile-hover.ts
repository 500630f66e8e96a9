/** What ENV, ARG, COPY and RUN leave behind in an image. */
import type { Assignment, Copy, Dockerfile } from '../../core/dockerfile/dockerfile.ts';
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import { extractHosts } from '../../core/hosts/hosts.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { isSensitiveName, secretIn, sensitiveFile } from '../../core/kubernetes/sensitive.ts';
import { contains } from '../../core/text/text.ts';
import type { BuildContext } from './build-context.ts';
import { buildContexts, sourcePath, within } from './build-context.ts';

type DockerfileTarget = Extract<HoverTarget, { readonly in: 'dockerfile' }>;

export const dockerfileHover: HoverSource = (target, scope) => {
  if (target.in !== 'dockerfile' || !target.onKeyword) return undefined;
  const dockerfile = target.file.documents[0]?.dockerfile;
  const text = ABOUT[target.instruction.keyword];
  if (dockerfile === undefined || text === undefined) return undefined;
  return { parts: [{ markdown: text }, ...details(target, dockerfile, scope), { slide: 'S8' }] };
};

const COPY =
  'What is copied stays in its layer for everyone who can pull the image, also when a later step deletes it. `.dockerignore` says what the builder never sees.';

const ABOUT: Readonly<Record<string, string>> = {
  ENV: '**Variables of the image.** Right for defaults that hold everywhere, such as a port or a locale. What differs between environments belongs in a ConfigMap; a secret never belongs here, because it stays in the history of the image.',
  ARG: '**Variables of the build.** Their values can be read in the history of the image, so they are no way to hand over a secret; `RUN --mount=type=secret` is.',
  COPY,
  ADD: COPY,
  RUN: 'A build step that needs a secret takes it with `--mount=type=secret`: it is there for this step alone, and in no layer.',
};

function details(
  { instruction, file }: DockerfileTarget,
  dockerfile: Dockerfile,
  scope: Scope,
): readonly HoverPart[] {
  const inside = ({ nameSpan }: Assignment): boolean => contains(instruction.span, nameSpan.start);
  const isHere = ({ start }: { readonly start: number }): boolean =>
    start === instruction.span.start;
  switch (instruction.keyword) {
    case 'ENV':
      return [{ list: dockerfile.env.filter(inside).map(variableLine) }];
    case 'ARG':
      return [{ list: dockerfile.args.filter(inside).map(variableLine) }];
    case 'RUN': {
      const run = dockerfile.runs.find((one) => isHere(one.instruction.span));
      const lines = (run?.mounts ?? []).map(({ text }) => ({ text: `mounts ${text}` }));
      return lines.length === 0 ? [] : [{ list: lines }];
    }
    default: {
      const copy = dockerfile.copies.find(({ span }) => isHere(span));
      return copy === undefined ? [] : copyParts(copy, buildContexts(scope, file.path), scope);
    }
  }
}

/** A name and what its value is; never the value. */
function variableLine({ name, value }: Assignment): HoverLine {
  if (value === undefined || value === '') return { text: `${name}: no value here` };
  if (secretIn(name, value) !== undefined)
    return { text: `${name}: a secret, which should not be here` };
  if (isSensitiveName(name)) return { text: `${name}: will hold a secret` };
  const [host] = extractHosts(value, { name });
  return {
    text: host === undefined ? `${name}: a default` : `${name}: names the host "${host.host}"`,
  };
}

function copyParts(
  copy: Copy,
  contexts: readonly BuildContext[],
  scope: Scope,
): readonly HoverPart[] {
  if (copy.from !== undefined) return [{ text: `Comes from stage or image "${copy.from.text}".` }];
  return contexts.flatMap((context) => {
    const { folder, ignoreFile } = context;
    const found = copy.sources.flatMap((source) =>
      sensitiveBelow(context, sourcePath(context, source), scope),
    );
    return [
      { text: `Build context: ${folder === '' ? 'the top folder' : `"${folder}"`}.` },
      {
        text: scope.hasFile(ignoreFile)
          ? `"${ignoreFile}" says what is left out.`
          : `There is no "${ignoreFile}", so everything in it can be copied.`,
      },
      ...(found.length === 0
        ? []
        : [{ text: 'Files with secrets that this copies:' }, { list: found }]),
    ];
  });
}

function sensitiveBelow(
  { ignored, folder }: BuildContext,
  path: string | undefined,
  scope: Scope,
): readonly HoverLine[] {
  if (path === undefined || ignored === undefined) return [];
  return scope
    .filesBelow(path)
    .filter((file) => sensitiveFile(file) !== undefined && !ignored(file))
    .map((file) => ({ text: within(file, folder), path: file }));
}
