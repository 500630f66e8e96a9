import {
  hasThrowawayCluster,
  testCommand,
  readTestSteps,
} from '../../core/pipelines/deployments.ts';
import { couldNotFollow, isDone, isOpen, isPartly } from '../../core/guide/evidence.ts';
import {
  foreignImageWorkflows,
  imageStem,
  readImageSteps,
} from '../../core/pipelines/image-builds.ts';
import type { Deed, ImageStep } from '../../core/pipelines/image-builds.ts';
import { readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import { readPipelines } from '../../core/pipelines/pipelines.ts';
import type { Pipeline } from '../../core/pipelines/pipelines.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';
import { hiddenSteps } from '../../core/pipelines/hidden-steps.ts';
import { calledServices } from '../../core/pipelines/compose-calls.ts';

export const NO_PIPELINE = 'No CI pipeline in this workspace.';

export function deedEvidence({ what, path, at, job, pipeline }: Deed, does: string): Evidence {
  return { text: `${pipeline.system}, job "${job.name}": ${does} (${what}).`, path, at };
}

function imagesAreBuilt(scope: Scope): Answer {
  const pipelines = readPipelines(scope);
  const steps = readImageSteps(scope);
  const builds = steps.filter((step) => step.builds);
  const pushes = steps.filter((step) => step.pushes);
  if (builds.length === 0) return whereNothingIsBuilt(scope) ?? withoutBuild(pipelines, scope);
  const automatic = (step: ImageStep): boolean => step.pipeline.automatic;
  const evidence = buildEvidence(builds.filter(automatic), pushes.filter(automatic));
  if (builds.some(automatic) && pushes.some(automatic)) return isDone(evidence);
  if (builds.some(automatic)) {
    return isPartly(evidence, 'Push the images to a registry once they are built.');
  }
  const byHand = builds.map((step) => deedEvidence(step, 'builds an image when started by hand'));
  return isPartly(byHand.slice(0, 3), 'Let every push to the repository start this pipeline.');
}

/** One line for each place that builds or pushes, at most four. */
function buildEvidence(
  builds: readonly ImageStep[],
  pushes: readonly ImageStep[],
): readonly Evidence[] {
  const both = builds.filter((step) => step.pushes);
  const [build] = builds;
  const [push] = pushes.filter((step) => !step.builds);
  if (both.length > 0) {
    return both.slice(0, 4).map((step) => deedEvidence(step, 'builds and pushes an image'));
  }
  return [
    ...(build === undefined ? [] : [deedEvidence(build, 'builds an image')]),
    ...(push === undefined ? [] : [deedEvidence(push, 'pushes an image')]),
  ];
}

function withoutBuild(pipelines: readonly Pipeline[], scope: Scope): Answer {
  const next = 'Let CI build an image from every push, and push it to a registry.';
  const [foreign] = foreignImageWorkflows(pipelines);
  if (foreign !== undefined) {
    const { path, at, what } = foreign;
    const text = `"${what}" may build images; it is not in this workspace.`;
    return couldNotFollow({ text, path, at }, 'Check that it builds and pushes your images.');
  }
  const hidden = hiddenSteps(pipelines, scope);
  if (hidden.length > 0) return couldNotFollow(hidden.slice(0, 3).map(hiddenEvidence));
  const [pipeline] = pipelines;
  if (pipeline === undefined) return isOpen(NO_PIPELINE, next);
  const { path } = pipeline.file;
  return isOpen({ text: `${pipeline.system} builds no image.`, path }, next);
}

function hiddenEvidence({ what, path, at, job, pipeline }: Deed): Evidence {
  const text = `${pipeline.system}, job "${job.name}": "${what}" is decided when it runs, or is not in this workspace.`;
  return { text, path, at };
}

function imagesAreTested(scope: Scope): Answer {
  const pipelines = readPipelines(scope);
  const inImage = testsInImage(scope, pipelines);
  if (inImage.length > 0) return isDone(inImage.slice(0, 3));
  const nothing = whereNothingIsBuilt(scope);
  if (nothing !== undefined) return nothing;
  const next = 'Run the tests inside the image that was built: docker run IMAGE TESTS.';
  const tests = readTestSteps(scope);
  const started = startsImage(scope, pipelines);
  if (started.length > 0) {
    const evidence = started.map((deed) =>
      deedEvidence(deed, 'starts an image, and no test was seen'),
    );
    return isPartly(evidence.slice(0, 3), next);
  }
  if (tests.length > 0) {
    const evidence = tests.map((deed) =>
      deedEvidence(deed, 'tests outside of the image that you ship'),
    );
    return isPartly(evidence.slice(0, 3), next);
  }
  const hidden = hiddenSteps(pipelines, scope);
  if (hidden.length > 0) return couldNotFollow(hidden.slice(0, 3).map(hiddenEvidence));
  const [pipeline] = pipelines;
  if (pipeline === undefined) return isOpen(NO_PIPELINE, next);
  const { path } = pipeline.file;
  return isOpen({ text: `${pipeline.system} runs no tests that we know.`, path }, next);
}

/** Tests whose command runs in an image of this repository, in one of several ways. */
function testsInImage(scope: Scope, pipelines: readonly Pipeline[]): readonly Evidence[] {
  const known = knownImages(scope);
  const started = startsImage(scope, pipelines).filter((deed) => testsWith(deed));
  const inContainer = readTestSteps(scope).filter(
    ({ job, what }) =>
      isOwnImage(job.image, known) ||
      what.startsWith('skaffold ') ||
      (hasThrowawayCluster(job) && job.commands.some(({ text }) => LOADS_IMAGE.test(text))),
  );
  const built = readImageSteps(scope).filter(({ text }) => TEST_TARGET.test(text ?? ''));
  return [
    ...started.map((deed) => deedEvidence(deed, 'tests what the image holds')),
    ...inContainer.map((deed) => deedEvidence(deed, 'tests inside the image')),
    ...built.map((deed) => deedEvidence(deed, 'tests while it builds the image')),
  ];
}

/** A stage of the Dockerfile that runs the tests. */
const TEST_TARGET = /--target[= ]\S*test/;
const LOADS_IMAGE =
  /\b(?:kind load (?:docker-image|image-archive)|minikube image load|k3d image import)\b/;

/** A container that is started counts as tested where its own line, or a later one, tests. */
function testsWith({ job, what, at }: Deed): boolean {
  if (/^(?:container-structure-test|d?goss)/.test(what)) return true;
  const start = job.commands.findIndex((command) => command.at === at);
  const [own, ...later] = job.commands.slice(start).map(({ text }) => text);
  const isTest = (text: string): boolean =>
    testCommand(text) !== undefined || /\bcurl\b.*\blocalhost\b/.test(text);
  return (
    isTest(own?.replace(STARTS, ' ') ?? '') ||
    later.some(isTest) ||
    [job.name, ...job.titles].some((name) => /\b(?:e2e|smoke|integration|acceptance)\b/i.test(name))
  );
}

const STARTS =
  /\bdocker (?:container )?run\b|\bdocker[- ]compose\b.*\b(?:run|up|exec)\b|\bcontainer-structure-test\b|\bd?goss run\b|\bpodman run\b/;

function startsImage(scope: Scope, pipelines: readonly Pipeline[]): readonly Deed[] {
  const known = knownImages(scope);
  const isOurs = (text: string): boolean =>
    /\bcompose\b/.test(text)
      ? startsOwnService(text, scope)
      : text.split(' ').some((word) => isOwnImage(word, known));
  return pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job.commands
        .filter(({ text }) => STARTS.test(text) && isOurs(text))
        .map(({ path, at, text }) => ({ path, at, job, pipeline, what: shortStart(text) })),
    ),
  );
}

function shortStart(text: string): string {
  const what = STARTS.exec(text)?.[0] ?? '';
  return what.includes('compose') ? `docker compose ${what.split(' ').at(-1) ?? ''}` : what;
}

/** `docker compose up db` starts a database alone; a service that a test runs in is the one under test. */
function startsOwnService(text: string, scope: Scope): boolean {
  const services = calledServices(text, scope);
  if (services.some(({ build }) => build !== undefined)) return true;
  return /\b(?:run|exec)\b/.test(text) && services.length > 0 && testCommand(text) !== undefined;
}

interface KnownImages {
  /** Names without tags, as builds have them. */
  readonly stems: ReadonlySet<string>;
  /** Last words of the names of images that are made of this workspace's components. */
  readonly names: ReadonlySet<string>;
}

function knownImages(scope: Scope): KnownImages {
  const images = readImageSteps(scope)
    .filter((step) => step.builds)
    .flatMap((step) => step.images);
  const built = readBuiltComponents(scope).filter(({ source }) => source !== undefined);
  return {
    stems: new Set(images.map(imageStem).filter((stem) => stem !== '')),
    names: new Set(built.map(({ name }) => name)),
  };
}

/** Whether a word names an image of this workspace, and is no path or volume. */
function isOwnImage(word: string | undefined, known: KnownImages): boolean {
  if (word === undefined) return false;
  const stem = imageStem(word);
  if (known.stems.has(stem) || /^\$\{?CI_REGISTRY_IMAGE\b/.test(stem)) return true;
  if (!/^\w/.test(stem) || !/[/:]/.test(word) || word.includes(':/')) return false;
  return known.names.has(baseName(stem));
}

export const pipelineChecks: readonly Check[] = [
  { item: 'S22.5', answer: imagesAreBuilt },
  { item: 'S22.6', answer: imagesAreTested },
];
