import type { ComposeService } from '../../core/compose/compose.ts';
import {
  isAside,
  isDone,
  isOpen,
  isPartly,
  isUnknown,
  named,
  quotedNames,
} from '../../core/guide/evidence.ts';
import { readImageSteps } from '../../core/pipelines/image-builds.ts';
import { readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { counted, readStackTools } from '../../core/pipelines/stack-tools.ts';
import type { StackTool } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { readWorkloads, workloadRunning } from '../../core/guide/workloads.ts';

const NO_SOURCE = 'No service that is built from source was found in this workspace.';

/** S17.1: what can be shipped as an image. */
function shipsImages(scope: Scope): Answer {
  const components = readBuiltComponents(scope);
  if (components.length === 0) return isUnknown(NO_SOURCE);
  const built = components.filter(({ source }) => source !== undefined);
  const evidence = built.map(({ name, source }): Evidence => ({
    text: `"${name}" can be shipped as an image.`,
    ...(source && { path: source.path }),
    ...(source?.at !== undefined && { at: source.at }),
  }));
  if (built.length === components.length) return isDone(evidence);
  if (built.length === 0)
    return isUnknown('Nothing here says how to make an image: code is shipped.');
  const missing = components.filter(({ source }) => source === undefined);
  const names = quotedNames(missing.map(({ name }) => name));
  return isPartly(evidence, `Write a Dockerfile for ${names}.`);
}

/** S17.2: images come from the repository by themselves. */
function imagesComeFromCi(scope: Scope): Answer {
  const builds = readImageSteps(scope).filter((step) => step.builds);
  const automatic = builds.filter(({ pipeline }) => pipeline.automatic);
  const evidence = (automatic.length > 0 ? automatic : builds)
    .slice(0, 3)
    .map(({ path, at, what, pipeline }): Evidence => ({
      text: `${pipeline.system} builds an image (${what}).`,
      path,
      at,
    }));
  const next = 'Let CI build the images on every push.';
  if (automatic.length > 0) return isDone(evidence);
  if (builds.length > 0) return isPartly(evidence, next);
  const hasSource = readBuiltComponents(scope).some(({ source }) => source !== undefined);
  return hasSource
    ? isOpen('No pipeline here builds the images.', next)
    : isUnknown('There is nothing here to build an image from.');
}

const DEVELOPER_TOOLS: readonly StackTool[] = ['Skaffold', 'Tilt', 'DevSpace'];

/** S18.1: manifests for developers other than Compose. */
function otherDeveloperManifests(scope: Scope): Answer {
  const uses = readStackTools(scope).filter(({ tool }) => DEVELOPER_TOOLS.includes(tool));
  if (uses.length > 0) return isDone(uses.map(({ evidence }) => evidence));
  return isUnknown('No files of Skaffold, Tilt or DevSpace here.');
}

function composeServices(scope: Scope): readonly ComposeService[] {
  return scope.composeFiles
    .filter(({ file }) => !isAside(file.path))
    .flatMap(({ services }) => services);
}

/** S18.2: a manifest for one machine. */
function shipsCompose(scope: Scope): Answer {
  const files = scope.composeFiles.filter(({ file }) => !isAside(file.path));
  if (files.length === 0) return isUnknown('No Compose file in this workspace.');
  return isDone(
    files.map(({ file, view, services }) => ({
      text: `"${file.path}" starts ${counted(services.length, 'service')}.`,
      path: file.path,
      at: view.get('services').keyMark,
    })),
  );
}

/** S18.3: all that the Compose file needs is there. */
function composeHasImages(scope: Scope): Answer {
  const services = composeServices(scope);
  if (services.length === 0) return isUnknown('No Compose file in this workspace.');
  // Compose merges its files, so that one of them may leave out what another one says.
  const whole = new Set(
    services.filter((service) => hasImage(service, scope)).map(({ name }) => name),
  );
  const lacking = services.filter(({ name }) => !whole.has(name));
  if (lacking.length === 0) {
    return isDone(
      services
        .filter((service) => hasImage(service, scope))
        .slice(0, 6)
        .map(({ name, build, image, file }) => ({
          text: `"${name}" ${build === undefined ? 'has an image' : 'can be built'}.`,
          path: file.path,
          at: build === undefined ? image : build.at.keyMark,
        })),
    );
  }
  const evidence = lacking.map(({ name, file, view }) => ({
    text: `"${name}" has neither an image nor a Dockerfile.`,
    path: file.path,
    at: view.keyMark,
  }));
  const names = quotedNames([...new Set(lacking.map(({ name }) => name))]);
  return isPartly(evidence, `Add what is needed to build ${names}.`);
}

function hasImage({ build, image, view }: ComposeService, scope: Scope): boolean {
  if (build === undefined) return image.exists || view.has('extends') || view.has('provider');
  const { dockerfile, inherits } = build;
  return inherits || dockerfile === undefined || image.exists || scope.hasFile(dockerfile);
}

/** Services that Compose starts only when their profile is asked for: no manifest has to have them. */
function toolsOfDevelopers(scope: Scope): readonly string[] {
  return composeServices(scope)
    .filter(({ profiles }) => profiles.length > 0)
    .map(({ name }) => name);
}

/** S19.1: manifests that run the images of this workspace. */
function shipsManifests(scope: Scope): Answer {
  const workloads = readWorkloads(scope);
  if (workloads.length === 0) return isUnknown('No manifests of workloads in this workspace.');
  const aside = new Set(toolsOfDevelopers(scope));
  const components = readBuiltComponents(scope).filter(({ name }) => !aside.has(name));
  const run = components.flatMap(({ name }): readonly Evidence[] => {
    const found = workloadRunning(name, scope);
    if (found === undefined) return [];
    const { object, image } = found;
    return [{ text: `"${name}" runs in ${named(object)}.`, path: object.path, at: image }];
  });
  const inManifests = new Set(run.map(({ text }) => text.split('"')[1]));
  const lacking = components.filter(({ name }) => !inManifests.has(name));
  // A program at the top is called as the repository is, which its files need not say.
  const absent = lacking.filter(({ folder }) => folder !== '').map(({ name }) => name);
  if (components.length === 0) {
    return isDone(`${counted(workloads.length, 'workload')} in the manifests here.`);
  }
  if (run.length + absent.length === 0) {
    return isUnknown('No name tells which of the images in the manifests is built here.');
  }
  if (absent.length === 0) return isDone(run);
  const missing = { text: `No manifest runs ${quotedNames(absent)}.` };
  return isPartly([missing, ...run], `Write manifests for ${quotedNames(absent)}.`);
}

const FORMS: readonly StackTool[] = ['YAML', 'Kustomize', 'Helm', 'Jsonnet', 'ytt'];

/** S19.2: in which form they are. */
function formsOfManifests(scope: Scope): Answer {
  const uses = readStackTools(scope).filter(({ tool }) => FORMS.includes(tool));
  if (uses.length === 0) return isUnknown('No manifests of workloads in this workspace.');
  return isDone(uses.map(({ evidence }) => evidence));
}

export const checks: readonly Check[] = [
  { item: 'S17.1', answer: shipsImages },
  { item: 'S17.2', answer: imagesComeFromCi },
  { item: 'S18.1', answer: otherDeveloperManifests },
  { item: 'S18.2', answer: shipsCompose },
  { item: 'S18.3', answer: composeHasImages },
  { item: 'S19.1', answer: shipsManifests },
  { item: 'S19.2', answer: formsOfManifests },
];
