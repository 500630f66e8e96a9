import type { Instruction, Stage } from '../../core/dockerfile/dockerfile.ts';
import {
  isDone,
  isOpen,
  isPartly,
  isUnknown,
  quotedNames,
  textMark,
} from '../../core/guide/evidence.ts';
import {
  buildsNothing,
  fromMark,
  readBuildFiles,
  readBuiltComponents,
} from '../../core/pipelines/image-sources.ts';
import type { BuildFile, BuiltComponent } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { joinPath } from '../../core/files/source.ts';
import { starterDockerfile } from '../../core/pipelines/starter-dockerfile.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence, NextAction } from '../../core/guide/topic.ts';

/** Without source, the answer is in the repositories that build the images. */
export const NOTHING_BUILT = 'Nothing is built here: all images come from elsewhere.';

/** Images that start a server by themselves, so that a Dockerfile on top of them needs no CMD. */
const STARTS_ITSELF =
  /(?:^|\/)(?:nginx(?:-unprivileged)?|httpd|caddy|tomcat|jetty|haproxy|traefik|wordpress|openresty|php)(?::(?!.*cli)|@|$)/;

/** The instruction that says what the image starts, inherited from earlier stages where it is. */
function startOf({ file, final }: BuildFile): Instruction | undefined {
  const stages = file.documents[0]?.dockerfile.stages ?? [];
  let stage: Stage | undefined = final;
  while (stage !== undefined) {
    const start = stage.entrypoint ?? stage.cmd;
    if (start !== undefined) return start;
    stage = stage.basedOn === undefined ? undefined : stages[stage.basedOn];
  }
  return undefined;
}

function startEvidence(buildFile: BuildFile): Evidence | undefined {
  const { file, final } = buildFile;
  const image = final.image?.text ?? '';
  const start = startOf(buildFile);
  const { path } = file;
  if (start !== undefined) {
    const at = textMark(file, start.span.start, start.span.end);
    return { text: `"${path}" says with ${start.keyword} what the image starts.`, path, at };
  }
  if (!STARTS_ITSELF.test(image)) return undefined;
  return { text: `"${path}" starts what "${image}" starts.`, path, at: fromMark(buildFile) };
}

function firstDockerfile(scope: Scope): Answer {
  const buildFiles = readBuildFiles(scope);
  const complete = buildFiles.flatMap((buildFile) => startEvidence(buildFile) ?? []);
  const [first] = complete;
  if (first !== undefined) return isDone(complete.slice(0, 3));
  const other = readBuiltComponents(scope).find(({ source }) => source !== undefined);
  if (other?.source !== undefined && other.source.tool !== 'Dockerfile') {
    return isDone(sourceEvidence(other));
  }
  const [incomplete] = buildFiles;
  if (incomplete !== undefined) {
    const { path } = incomplete.file;
    const text = `"${path}" does not say what to start: it has neither CMD nor ENTRYPOINT.`;
    return isPartly({ text, path, at: fromMark(incomplete) }, `Add a CMD to "${path}".`);
  }
  if (buildsNothing(scope)) return isUnknown(NOTHING_BUILT);
  const [component] = readBuiltComponents(scope);
  const next = component === undefined ? 'one service' : `"${component.name}"`;
  return isOpen(
    'No Dockerfile in this workspace.',
    `Write a Dockerfile for ${next}.`,
    component && starterFor(component, scope),
  );
}

function sourceEvidence({ name, source, path, at }: BuiltComponent): Evidence {
  if (source === undefined) {
    return { text: `"${name}" has no Dockerfile.`, path, ...(at !== undefined && { at }) };
  }
  const how =
    source.tool === 'Dockerfile'
      ? `"${name}" has a Dockerfile.`
      : `"${name}" is built by ${source.tool}.`;
  return { text: how, path: source.path, ...(source.at !== undefined && { at: source.at }) };
}

function everyDockerfile(scope: Scope): Answer {
  const components = readBuiltComponents(scope);
  if (components.length === 0) {
    return isUnknown('No service that is built from source was found in this workspace.');
  }
  const missing = components.filter(({ source }) => source === undefined);
  const built = components.length - missing.length;
  const count = {
    text: `${built} of ${counted(components.length, 'service')} can be built as an image.`,
  };
  const evidence = [
    count,
    ...[...missing, ...components.filter((c) => c.source)].map(sourceEvidence),
  ];
  if (missing.length === 0) return isDone(evidence);
  const names = quotedNames(missing.map(({ name }) => name));
  const next = `Write a Dockerfile for ${names}.`;
  const action = missing.map((one) => starterFor(one, scope)).find((one) => one !== undefined);
  return built === 0 ? isOpen(evidence, next, action) : isPartly(evidence, next, action);
}

/** Writes the first Dockerfile where the files tell enough for one. */
function starterFor({ name, folder }: BuiltComponent, scope: Scope): NextAction | undefined {
  const starter = starterDockerfile(folder, scope);
  if (starter === undefined) return undefined;
  const change = { path: joinPath(folder, 'Dockerfile'), create: starter.text };
  const title = `Write a Dockerfile for "${name}"`;
  return { kind: 'fix', fix: { title, edits: () => [change], placeholder: starter.command } };
}

export const buildableChecks: readonly Check[] = [
  { item: 'S22.1', answer: firstDockerfile },
  { item: 'S22.2', answer: everyDockerfile },
];
