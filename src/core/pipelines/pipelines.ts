/** CI pipelines of all systems in one form: jobs, and in each the commands and actions it runs. */
import { perScope } from '../workspace/per-scope.ts';
import { readActionsWorkflow, readGitLab, readJenkins } from './formats.ts';
import { withCalledScripts } from './called-scripts.ts';
import { readStepsPipeline, readTekton } from './steps.ts';
import type { Scope } from '../workspace/scope.ts';
import { fileKind } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';

/** One line of shell, continued lines joined. */
export interface Command {
  readonly path: string;
  readonly text: string;
  readonly at: Mark;
  /** Where it runs, as the pipeline says; the top folder where it is silent. */
  readonly folder?: string;
}

/** An action, task, pipe, orb or plugin that does the work in place of commands. */
export interface UsedAction {
  readonly path: string;
  readonly name: string;
  readonly at: View;
  /** What is handed to it: `with`, `inputs`, `settings`, `variables`. */
  readonly inputs: View;
}

export interface Job {
  readonly name: string;
  readonly commands: readonly Command[];
  readonly actions: readonly UsedAction[];
  /** The image that the job's commands run in. */
  readonly image: string | undefined;
  /** The environment that the job declares to deploy to. */
  readonly environment: string | undefined;
  readonly needs: readonly string[];
  /** Names of its steps, as people read them. */
  readonly titles: readonly string[];
}

export interface Pipeline {
  readonly file: SourceFile;
  readonly system: string;
  /** False where people have to start it by hand. */
  readonly automatic: boolean;
  /** True for a workflow that only others start. */
  readonly calledOnly?: boolean;
  readonly jobs: readonly Job[];
}

/** Where the files of each system are. GitHub's other folders hold settings, no pipelines. */
const SYSTEMS: readonly (readonly [pattern: RegExp, system: string])[] = [
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, 'GitHub Actions'],
  [/(?:^|\/)\.gitea\/workflows\/[^/]+\.ya?ml$/, 'Gitea Actions'],
  [/(?:^|\/)\.forgejo\/workflows\/[^/]+\.ya?ml$/, 'Forgejo Actions'],
  [/(?:^|\/)\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab\/.+\.ya?ml$/, 'GitLab CI'],
  [/(?:^|\/)\.circleci\/config\.ya?ml$/, 'CircleCI'],
  [
    /(?:^|\/)azure-pipelines[\w.-]*\.ya?ml$|(?:^|\/)\.(?:azdo|azure-?pipelines)\/.+\.ya?ml$/,
    'Azure Pipelines',
  ],
  [/(?:^|\/)bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines'],
  [/(?:^|\/)cloudbuild[\w.-]*\.ya?ml$/, 'Cloud Build'],
  [/(?:^|\/)buildspec\.ya?ml$/, 'AWS CodeBuild'],
  [/(?:^|\/)\.drone\.ya?ml$/, 'Drone'],
  [/(?:^|\/)\.woodpecker(?:\/[^/]+)?\.ya?ml$/, 'Woodpecker'],
  [/(?:^|\/)\.travis\.ya?ml$/, 'Travis CI'],
  [/(?:^|\/)\.buildkite\/[^/]+\.ya?ml$/, 'Buildkite'],
  [/(?:^|\/)Jenkinsfile(?:[.-][\w.-]+)?$|\.jenkinsfile$/i, 'Jenkins'],
];

/** The CI system that a file is written for, by its place. */
function pipelineSystem(path: string): string | undefined {
  return SYSTEMS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Every pipeline of the workspace, scripts and local actions that it calls included. */
export const readPipelines = perScope((scope): readonly Pipeline[] => {
  const read = scope.filesBelow('').flatMap((path) => {
    const system = pipelineSystem(path) ?? (isCloudBuild(path, scope) ? 'Cloud Build' : undefined);
    const file = system === undefined ? undefined : scope.file(path);
    if (system === undefined || file === undefined) return [];
    return readPipeline(file, system, scope);
  });
  const all = [...read, ...readTekton(scope)];
  return all.map((pipeline) => ({
    ...pipeline,
    automatic: pipeline.automatic && !isCalledByHand(pipeline, all),
    jobs: pipeline.jobs.map((job) => withCalledScripts(job, scope)),
  }));
});

/** A workflow that others call, all of which people start by hand. */
function isCalledByHand({ file, calledOnly }: Pipeline, all: readonly Pipeline[]): boolean {
  if (calledOnly !== true) return false;
  const callers = all.filter(({ jobs }) =>
    jobs.some(({ actions }) => actions.some(({ name }) => name === `./${file.path}`)),
  );
  return callers.length > 0 && callers.every(({ automatic }) => !automatic);
}

/** Cloud Build takes a file of any name; its steps are images with arguments. */
const CLOUD_BUILD_STEP =
  /^steps:\s*\n(?:\s*#[^\n]*\n)*\s*-\s+(?:id:[^\n]*\n\s+)?name:\s*["']?(?:gcr\.io|[\w-]+\.pkg\.dev|[\w.-]+\/[\w.-]+|docker|ubuntu|bash|node|golang|maven|python)/m;

function isCloudBuild(path: string, scope: Scope): boolean {
  if (fileKind(path) !== 'yaml') return false;
  const text = scope.file(path)?.text ?? '';
  return text.includes('steps:') && CLOUD_BUILD_STEP.test(text.slice(0, 4000));
}

function readPipeline(file: SourceFile, system: string, scope: Scope): readonly Pipeline[] {
  if (system === 'Jenkins') return [readJenkins(file)];
  if (file.documents[0]?.view.type !== 'map') return [];
  if (system.endsWith(' Actions')) return [readActionsWorkflow(file, system, scope)];
  if (system === 'GitLab CI') return [readGitLab(file)];
  return [readStepsPipeline(file, system)];
}
