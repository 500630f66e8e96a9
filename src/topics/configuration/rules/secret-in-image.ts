import type { Assignment, Copy, Word } from '../../../core/dockerfile/dockerfile.ts';
import { reachesImage } from '../../../core/dockerfile/dockerfile.ts';
import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { addToIgnoreFile } from '../../../core/lint/new-file.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { DockerfileNode, Problem, Severity } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { isSensitiveName, secretIn, sensitiveFile } from '../../../core/kubernetes/sensitive.ts';
import type { Span } from '../../../core/text/text.ts';
import type { BuildContext } from '../build-context.ts';
import { buildContexts, isHarmlessFolder, sourcePath, within } from '../build-context.ts';
import { mountFile, mountVariable, removeAssignment, removeSource } from '../image-secrets.ts';

export const secretInImage = defineRule({
  id: 'secret-in-image',
  severity: 'error',
  summary: 'A Dockerfile bakes a password, a key or a file of secrets into the image.',
  deck: ['S8.5', 'S8.6'],
  docs: {
    why: 'Variables and files of an image stay in its layers and its history for good, also when a later step removes them. Everyone who can pull the image can read them, and nobody can change them without a new build.',
    fix: 'Give a secret that the build needs to the one step that needs it, with `RUN --mount=type=secret`. Give one that the running container needs with a Secret, as a variable or a file.\n\nThe mounted variable needs BuildKit with Dockerfile syntax 1.10 or newer; build with `docker build --secret id=NPM_TOKEN,env=NPM_TOKEN .`',
    links: [
      { title: 'Docker: Build secrets', url: 'https://docs.docker.com/build/building/secrets/' },
      {
        title: 'Docker: SecretsUsedInArgOrEnv',
        url: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
      },
    ],
  },
  check: {
    *dockerfile(node, scope) {
      const { dockerfile } = node;
      for (const one of dockerfile.env) yield* baked(node, one, 'ENV');
      for (const one of dockerfile.args) yield* baked(node, one, 'ARG');
      const contexts = buildContexts(scope, node.file.path);
      for (const copy of dockerfile.copies.filter(({ from }) => from === undefined)) {
        for (const source of copy.sources) yield* copied(node, { copy, source, contexts }, scope);
      }
    },
  },
});

const LOWER: Readonly<Record<Severity, Severity>> = {
  error: 'warning',
  warning: 'information',
  information: 'hint',
  hint: 'hint',
};

/** What stays in a build stage is one step less grave: it is in the cache, not in the image. */
function severityIn(node: DockerfileNode, stage: number | undefined, severity: Severity): Severity {
  return reachesImage(node.dockerfile, stage) ? severity : LOWER[severity];
}

function* baked(node: DockerfileNode, one: Assignment, keyword: 'ENV' | 'ARG'): Iterable<Problem> {
  const secret = secretIn(one.name, one.value ?? '');
  const fixes = variableFixes(node, one);
  if (secret !== undefined) {
    const what = secret.reason === 'name' ? 'This secret' : 'The secret in this value';
    yield {
      at: node.mark(valueSpan(node, one, secret.span)),
      message: `${what} stays in the image's history: everyone who can pull the image can read "${one.name}". ${ADVICE[keyword]}`,
      severity: severityIn(node, one.stage, 'error'),
      fixes,
    };
  } else if (isSensitiveName(one.name) && takesArgument(node, one)) {
    yield {
      at: node.mark(one.nameSpan),
      message: `The build bakes the value of "${one.name}" into the image, where everyone who can pull it can read it. ${ADVICE[keyword]}`,
      severity: severityIn(node, one.stage, 'warning'),
      fixes,
    };
  }
}

const ADVICE = {
  ENV: 'Set it at run time from a Secret; a build step gets it with "RUN --mount=type=secret".',
  ARG: 'Give it to the step that needs it with "RUN --mount=type=secret".',
} as const;

/** `ENV TOKEN=$TOKEN` behind `ARG TOKEN`: the value is not written here, and ends up in the image. */
function takesArgument({ dockerfile }: DockerfileNode, { value, stage }: Assignment): boolean {
  const names = [...(value ?? '').matchAll(/\$\{?(\w+)/g)].map((match) => match[1]);
  return dockerfile.args.some((arg) => arg.stage === stage && names.includes(arg.name));
}

/** The value without its quotes; a part of it where it stands as it is. */
function valueSpan(node: DockerfileNode, one: Assignment, part: Span | undefined): Span {
  const outer = one.valueSpan ?? one.nameSpan;
  const source = node.file.text.slice(outer.start, outer.end);
  const quoted = /^(["'])[\s\S]*\1$/.test(source) ? 1 : 0;
  const inner = { start: outer.start + quoted, end: outer.end - quoted };
  const exact = node.file.text.slice(inner.start, inner.end) === one.value;
  if (part === undefined || !exact) return inner;
  return { start: inner.start + part.start, end: inner.start + part.end };
}

function variableFixes(node: DockerfileNode, one: Assignment): readonly Fix[] {
  const { file, dockerfile } = node;
  const removed = removeAssignment(file.text, dockerfile, one);
  if (removed === undefined) return [];
  const mounts = mountVariable(dockerfile, one.name, one.stage);
  const fix = (title: string, edits: readonly TextEdit[]): Fix => ({
    title,
    edits: () => [{ path: file.path, edits }],
  });
  return [
    ...(mounts === undefined
      ? []
      : [fix(`Give "${one.name}" to its RUN as a secret mount`, [removed, ...mounts])]),
    fix(`Take "${one.name}" out of the image`, [removed]),
  ];
}

interface CopiedSource {
  readonly copy: Copy;
  readonly source: Word;
  readonly contexts: readonly BuildContext[];
}

function* copied(node: DockerfileNode, copied: CopiedSource, scope: Scope): Iterable<Problem> {
  const { copy, source, contexts } = copied;
  const kind = sensitiveFile(source.text);
  if (kind === undefined || isHarmlessFolder(source.text)) return;
  const reached = contexts.filter((context) => {
    const path = sourcePath(context, source);
    return path === undefined || context.ignored?.(path) !== true;
  });
  if (reached.length === 0) return;
  const isThere = reached.some((context) => scope.hasFile(sourcePath(context, source) ?? ''));
  // Environment files often hold nothing but settings; we do not look into them.
  const severity = isThere && kind !== 'environment file' ? 'error' : 'warning';
  yield {
    at: node.mark(source.span),
    message: `This copies "${source.text}" (${kind}) into a layer, where everyone who can pull the image can read it. Mount it into the step that needs it, or give it at run time with a Secret.`,
    severity: severityIn(node, copy.stage, severity),
    fixes: copyFixes(node, copied, scope),
  };
}

function copyFixes(
  { file, dockerfile }: DockerfileNode,
  { copy, source, contexts }: CopiedSource,
  scope: Scope,
): readonly Fix[] {
  const removed = removeSource(file.text, copy, source);
  const mounts = mountFile(dockerfile, copy);
  const [context] = contexts;
  const path = context && sourcePath(context, source);
  const ignore =
    context?.ignored === undefined || path === undefined || path === context.folder
      ? []
      : [addToIgnoreFile(scope, context.ignoreFile, [within(path, context.folder)])];
  const mount: Fix = {
    title: `Mount "${source.text}" into its RUN as a secret`,
    edits: () => [{ path: file.path, edits: [removed, ...(mounts ?? [])] }, ...ignore],
  };
  const leave: Fix = {
    title: `Leave "${source.text}" out of the image`,
    edits: () => [{ path: file.path, edits: [removed] }, ...ignore],
  };
  return mounts === undefined ? [leave] : [mount, leave];
}
