/** CI pipelines of all systems in one form: jobs, and in each the commands and actions it runs. */
import { perScope } from '../workspace/per-scope.ts';
import { readActionsWorkflow, readGitLab, readJenkins } from './formats.ts';
import { withCalledScripts } from './called-scripts.ts';
import { readStepsPipeline, readTekton } from './steps.ts';
import type { Scope } from '../workspace/scope.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';

/** One line of shell, continued lines joined. */
export interface Command {
  readonly path: string;
  readonly text: string;
  readonly at: Mark;
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
  readonly jobs: readonly Job[];
}

/** Where the files of each system are. GitHub's other folders hold settings, no pipelines. */
const SYSTEMS: readonly (readonly [pattern: RegExp, system: string])[] = [
  [/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, 'GitHub Actions'],
  [/(?:^|\/)\.gitea\/workflows\/[^/]+\.ya?ml$/, 'Gitea Actions'],
  [/(?:^|\/)\.forgejo\/workflows\/[^/]+\.ya?ml$/, 'Forgejo Actions'],
  [/(?:^|\/)\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab\/.+\.ya?ml$/, 'GitLab CI'],
  [/(?:^|\/)\.circleci\/config\.ya?ml$/, 'CircleCI'],
  [/(?:^|\/)azure-pipelines\.ya?ml$/, 'Azure Pipelines'],
  [/(?:^|\/)bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines'],
  [/(?:^|\/)cloudbuild\.ya?ml$/, 'Cloud Build'],
  [/(?:^|\/)buildspec\.ya?ml$/, 'AWS CodeBuild'],
  [/(?:^|\/)\.drone\.ya?ml$/, 'Drone'],
  [/(?:^|\/)\.woodpecker(?:\/[^/]+)?\.ya?ml$/, 'Woodpecker'],
  [/(?:^|\/)\.travis\.ya?ml$/, 'Travis CI'],
  [/(?:^|\/)\.buildkite\/[^/]+\.ya?ml$/, 'Buildkite'],
  [/(?:^|\/)Jenkinsfile$/, 'Jenkins'],
];

/** The CI system that a file is written for, by its place. */
function pipelineSystem(path: string): string | undefined {
  return SYSTEMS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Every pipeline of the workspace, scripts and local actions that it calls included. */
export const readPipelines = perScope((scope): readonly Pipeline[] => {
  const read = scope.filesBelow('').flatMap((path) => {
    const system = pipelineSystem(path);
    const file = system === undefined ? undefined : scope.file(path);
    if (system === undefined || file === undefined) return [];
    return readPipeline(file, system, scope);
  });
  return [...read, ...readTekton(scope)].map((pipeline) => ({
    ...pipeline,
    jobs: pipeline.jobs.map((job) => withCalledScripts(job, scope)),
  }));
});

function readPipeline(file: SourceFile, system: string, scope: Scope): readonly Pipeline[] {
  if (system === 'Jenkins') return [readJenkins(file)];
  if (file.documents[0]?.view.type !== 'map') return [];
  if (system.endsWith(' Actions')) return [readActionsWorkflow(file, system, scope)];
  if (system === 'GitLab CI') return [readGitLab(file)];
  return [readStepsPipeline(file, system)];
}
