import type { ComposeService } from '../../core/compose/compose.ts';
import {
  couldNotFollow,
  doesNotApply,
  isAside,
  isDone,
  isOpen,
  isPartly,
  named,
  needsTeam,
  quotedNames,
} from '../../core/guide/evidence.ts';
import { readReleases } from '../../core/guide/releases.ts';
import { hiddenSteps } from '../../core/pipelines/hidden-steps.ts';
import { foreignImageWorkflows, readImageSteps } from '../../core/pipelines/image-builds.ts';
import { readServices } from '../../core/pipelines/composed-services.ts';
import { readPipelines } from '../../core/pipelines/pipelines.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';
import { readBuiltComponents, workloadOfComponent } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { counted, readStackTools } from '../../core/pipelines/stack-tools.ts';
import type { StackTool } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';

/** S17.1: what can be shipped as an image. */
function shipsImages(scope: Scope): Answer {
  const components = readBuiltComponents(scope);
  if (components.length === 0) {
    return whereNothingIsBuilt(scope) ?? couldNotFollow('No Dockerfile here belongs to a service.');
  }
  const built = components.filter(({ source }) => source !== undefined);
  const evidence = built.map(({ name, source }): Evidence => ({
    text: `"${name}" can be shipped as an image.`,
    ...(source && { path: source.path }),
    ...(source?.at !== undefined && { at: source.at }),
  }));
  if (built.length === components.length) return isDone(evidence);
  const hidden = components.filter(({ source, variable }) => !source && variable !== undefined);
  const missing = components.filter((one) => one.source === undefined && !hidden.includes(one));
  const names = quotedNames(missing.map(({ name }) => name));
  if (missing.length === 0) {
    const words = quotedNames(hidden.map(({ name }) => name));
    return couldNotFollow([{ text: `A variable decides how ${words} is built.` }, ...evidence]);
  }
  const next = `Write a Dockerfile for ${names}.`;
  if (built.length > 0) return isPartly(evidence, next);
  return isOpen('Nothing here says how to make an image: code is shipped.', next);
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
  const nothing = whereNothingIsBuilt(scope);
  if (nothing !== undefined) return nothing;
  const pipelines = readPipelines(scope);
  const hidden = [...foreignImageWorkflows(pipelines), ...hiddenSteps(pipelines, scope)];
  if (hidden.length > 0) {
    return couldNotFollow(
      hidden.slice(0, 3).map(({ what, path, at }) => ({
        text: `"${what}" may build images; what it does is not in these files.`,
        path,
        at,
      })),
    );
  }
  const hasSource = readBuiltComponents(scope).some(({ source }) => source !== undefined);
  return isOpen('No pipeline here builds the images.', hasSource ? next : undefined);
}

const DEVELOPER_TOOLS: readonly StackTool[] = ['Skaffold', 'Tilt', 'DevSpace'];

/** S18.1: manifests for developers other than Compose. */
function otherDeveloperManifests(scope: Scope): Answer {
  const uses = readStackTools(scope).filter(({ tool }) => DEVELOPER_TOOLS.includes(tool));
  if (uses.length > 0) return isDone(uses.map(({ evidence }) => evidence));
  return doesNotApply('No files of Skaffold, Tilt or DevSpace here.');
}

function composeServices(scope: Scope): readonly ComposeService[] {
  return readServices(scope);
}

/** S18.2: a manifest for one machine. */
function shipsCompose(scope: Scope): Answer {
  const files = scope.composeFiles.filter(({ file }) => !isAside(file.path));
  if (files.length === 0) return doesNotApply('No Compose file in this workspace.');
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
  if (services.length === 0) return doesNotApply('No Compose file in this workspace.');
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
  const releases = readReleases(scope);
  if (workloads.length + releases.length === 0) {
    return (
      whereNothingIsBuilt(scope) ??
      needsTeam('No manifests of workloads here; another repository may have them.')
    );
  }
  const aside = new Set(toolsOfDevelopers(scope));
  const components = readBuiltComponents(scope).filter(
    ({ name }) => !aside.has(name) && !ONCE.test(name),
  );
  const run = components.flatMap((component): readonly Evidence[] => {
    const found = workloadOfComponent(component, scope);
    if (found === undefined) return [];
    const { object, image } = found;
    const { name } = component;
    return [{ text: `"${name}" runs in ${named(object)}.`, path: object.path, at: image }];
  });
  const inManifests = new Set(run.map(({ text }) => text.split('"')[1]));
  const lacking = components.filter(({ name }) => !inManifests.has(name));
  // A program at the top is called as the repository is, which its files need not say.
  const absent = lacking.filter(({ folder }) => folder !== '').map(({ name }) => name);
  if (components.length === 0) {
    const parts = [
      ...(workloads.length > 0 ? [counted(workloads.length, 'workload')] : []),
      ...(releases.length > 0 ? [counted(releases.length, 'release')] : []),
    ];
    return isDone(`${parts.join(' and ')} in the manifests here.`);
  }
  if (run.length + absent.length === 0 || workloads.length === 0) {
    return couldNotFollow('No name tells which of the images in the manifests is built here.');
  }
  if (absent.length === 0) return isDone(run);
  const missing = { text: `No manifest runs ${quotedNames(absent)}.` };
  // Where charts bring more than we read, one of them may well run the rest.
  const isCertain = releases.length === 0 && run.length > 0;
  const next = `Write manifests for ${quotedNames(absent)}.`;
  return isPartly([missing, ...run], isCertain ? next : undefined);
}

/** Programs that run once, or only to try the others. */
const ONCE =
  /(?:^|-)(?:seed|seeder|migrat\w*|init|setup|load-?(?:gen\w*|test\w*)|tests?|e2e|mocks?\w*)(?:-|$)/i;

const FORMS: readonly StackTool[] = ['YAML', 'Kustomize', 'Helm', 'Jsonnet', 'ytt'];

/** S19.2: in which form they are. */
function formsOfManifests(scope: Scope): Answer {
  const uses = readStackTools(scope).filter(({ tool }) => FORMS.includes(tool));
  if (uses.length === 0) return doesNotApply('No manifests of workloads in this workspace.');
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
