import type { Instruction, Stage } from '../../core/dockerfile/dockerfile.ts';
import {
  couldNotFollow,
  isDone,
  isOpen,
  isPartly,
  quotedNames,
  textMark,
} from '../../core/guide/evidence.ts';
import { fromMark, readBuildFiles, startsItself } from '../../core/pipelines/build-files.ts';
import type { BuildFile } from '../../core/pipelines/build-files.ts';
import { readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import type { BuiltComponent } from '../../core/pipelines/image-sources.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { joinPath } from '../../core/files/source.ts';
import { starterDockerfile } from '../../core/pipelines/starter-dockerfile.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence, NextAction } from '../../core/guide/topic.ts';

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
  if (!startsItself(image)) return undefined;
  return { text: `"${path}" starts what "${image}" starts.`, path, at: fromMark(buildFile) };
}

function firstDockerfile(scope: Scope): Answer {
  // An empty folder is a beginning, of whatever it will be.
  if (scope.filesBelow('').length === 0) {
    return isOpen('No Dockerfile in this workspace.', 'Write a Dockerfile for one service.');
  }
  const nothing = whereNothingIsBuilt(scope);
  if (nothing !== undefined) return nothing;
  const components = readBuiltComponents(scope);
  const sources = new Set(components.map(({ source }) => source?.path));
  const buildFiles = readBuildFiles(scope);
  // Those of the services first, and those near the top: the others may be variants.
  const complete = buildFiles
    .toSorted((a, b) => rank(a, sources) - rank(b, sources))
    .flatMap((buildFile) => startEvidence(buildFile) ?? []);
  if (complete.length > 0) return isDone(complete.slice(0, 3));
  const other = components.find(({ source }) => source !== undefined);
  if (other?.source !== undefined && other.source.tool !== 'Dockerfile') {
    return isDone(sourceEvidence(other));
  }
  const [incomplete] = buildFiles;
  if (incomplete !== undefined) {
    const { path } = incomplete.file;
    const text = `"${path}" does not say what to start: it has neither CMD nor ENTRYPOINT.`;
    return isPartly({ text, path, at: fromMark(incomplete) });
  }
  const variable = components.find((component) => component.variable !== undefined);
  if (variable !== undefined) return couldNotFollow(variableEvidence(variable));
  const [component] = components;
  const next = component === undefined ? undefined : `Write a Dockerfile for "${component.name}".`;
  return isOpen(
    'No Dockerfile in this workspace.',
    next,
    component && starterFor(component, scope),
  );
}

function rank({ file }: BuildFile, sources: ReadonlySet<string | undefined>): number {
  return (sources.has(file.path) ? 0 : 100) + file.path.split('/').length;
}

function variableEvidence({ name, path, at, variable }: BuiltComponent): Evidence {
  const text = `"${name}" is built from "${variable ?? ''}", which a variable decides.`;
  return { text, path, ...(at !== undefined && { at }) };
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
  const nothing = whereNothingIsBuilt(scope);
  if (nothing !== undefined) return nothing;
  const all = readBuiltComponents(scope);
  if (all.length === 0)
    return couldNotFollow('No Dockerfile here belongs to a service that we know.');
  const hidden = all.filter(
    ({ source, variable }) => source === undefined && variable !== undefined,
  );
  const components = all.filter((component) => !hidden.includes(component));
  if (components.length === 0) return couldNotFollow(hidden.map(variableEvidence));
  const missing = components.filter(({ source }) => source === undefined);
  const built = components.length - missing.length;
  const count = {
    text: `${built} of ${counted(components.length, 'service')} can be built as an image.`,
  };
  const evidence = [
    count,
    ...missing.map(sourceEvidence),
    ...hidden.map(variableEvidence),
    ...components.filter((c) => c.source).map(sourceEvidence),
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
