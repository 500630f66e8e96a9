import { readDeploySteps, isTestStage, saysTestStage } from '../../core/pipelines/deployments.ts';
import {
  couldNotFollow,
  isDone,
  isOpen,
  isPartly,
  named,
  objectEvidence,
  ownPaths,
} from '../../core/guide/evidence.ts';
import { hiddenSteps } from '../../core/pipelines/hidden-steps.ts';
import type { Deed } from '../../core/pipelines/image-builds.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { readPipelines } from '../../core/pipelines/pipelines.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName, folderOf } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { deedEvidence, NO_PIPELINE } from './ci.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';

const NEXT = 'Let a pipeline deploy the images it has tested to a staging or QA environment.';

function imagesReachStaging(scope: Scope): Answer {
  const pipelines = readPipelines(scope);
  const deploys = readDeploySteps(scope);
  const staged = deploys.flatMap((deed) => stagedEvidence(deed) ?? []);
  const applications = gitOpsObjects(scope);
  const gitOps = applications.flatMap((object) => gitOpsEvidence(object) ?? []);
  if (staged.length > 0 || gitOps.length > 0) return isDone([...staged, ...gitOps].slice(0, 3));
  const overlays = overlayEvidence(scope);
  if (deploys.length > 0) {
    const evidence = deploys.map((deed) =>
      deedEvidence(deed, 'deploys, but nothing says to staging or QA'),
    );
    return isPartly([...evidence.slice(0, 3), ...overlays], NEXT);
  }
  const nothing = whereNothingIsBuilt(scope);
  if (nothing?.reason === 'does-not-apply') return nothing;
  if (applications.length > 0) {
    const evidence = applications
      .slice(0, 3)
      .map((object) =>
        objectEvidence(object, `${object.title} deploys, but nothing says to staging or QA.`),
      );
    return isPartly(evidence, NEXT);
  }
  if (overlays.length > 0) return isPartly(overlays, NEXT);
  if (nothing !== undefined) return nothing;
  const hidden = hiddenSteps(pipelines, scope).filter(({ what }) =>
    /deploy|release|ship/i.test(what),
  );
  if (hidden.length > 0) {
    return couldNotFollow(hidden.slice(0, 3).map((deed) => deedEvidence(deed, 'may deploy')));
  }
  const [pipeline] = pipelines;
  if (pipeline === undefined) return isOpen(NO_PIPELINE, NEXT);
  const { path } = pipeline.file;
  return isOpen({ text: `${pipeline.system} deploys nothing that we can see.`, path }, NEXT);
}

/** What says that a deployment goes to staging: its environment, its order, its names. */
function stagedEvidence(deed: Deed): Evidence | undefined {
  const { job, pipeline, at } = deed;
  if (isTestStage(job.environment)) {
    return deedEvidence(deed, `deploys to the environment "${job.environment ?? ''}"`);
  }
  if (deed.where !== undefined) return deedEvidence(deed, `deploys to "${deed.where}"`);
  const order = job.commands.find((command) => command.at === at)?.text ?? '';
  const where = order
    .split(/[\s=]/)
    .find((word) => /[/-]|^[a-z]+$/.test(word) && isStagePlace(word));
  if (where !== undefined) return deedEvidence(deed, `deploys to "${where}"`);
  const name = [job.name, ...job.titles, baseName(pipeline.file.path)].find(saysTestStage);
  return name === undefined ? undefined : deedEvidence(deed, `deploys, as "${name}" says`);
}

/** A namespace or path with such a name: `shop-staging`, `overlays/qa`. No variables, no files. */
function isStagePlace(word: string): boolean {
  return !/^-|[${}@"']|\.(?:sh|json)$/.test(word) && isTestStage(word) && word !== 'test';
}

function gitOpsObjects(scope: Scope): readonly KubernetesObject[] {
  return ['Application', 'ApplicationSet', 'Kustomization', 'HelmRelease']
    .flatMap((kind) => scope.objects(kind))
    .filter(({ group }) => /argoproj\.io|toolkit\.fluxcd\.io/.test(group));
}

/** An object of Argo CD or Flux that brings something to such a namespace, path or cluster. */
function gitOpsEvidence(object: KubernetesObject): Evidence | undefined {
  const spec = object.view.get('spec');
  const places = [
    object.view.get('metadata', 'name'),
    spec.get('destination', 'namespace'),
    spec.get('destination', 'name'),
    spec.get('source', 'path'),
    spec.get('targetNamespace'),
    spec.get('path'),
  ];
  const at = places.find((place) => isTestStage(place.text));
  if (at === undefined) return undefined;
  const text = `${named(object)} brings "${at.text ?? ''}" up to date.`;
  return { text, path: object.path, at };
}

/** Kustomizations and values files for such an environment, which something must still apply. */
function overlayEvidence(scope: Scope): readonly Evidence[] {
  const overlays = ownPaths(scope).filter(
    (path) =>
      (/^kustomization\.ya?ml$/.test(baseName(path)) && isTestStage(baseName(folderOf(path)))) ||
      (/^values[.-].*\.ya?ml$/.test(baseName(path)) && isTestStage(baseName(path))),
  );
  return overlays
    .slice(0, 2)
    .map((path) => ({ text: `"${path}" is ready; no pipeline applies it.`, path }));
}

export const deliveryChecks: readonly Check[] = [{ item: 'S22.7', answer: imagesReachStaging }];
