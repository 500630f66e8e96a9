/** Steps of a pipeline whose work cannot be seen in the files, and that may well build, test or deploy. */
import type { Deed } from './image-builds.ts';
import type { Command, Job, Pipeline } from './pipelines.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName } from '../files/source.ts';

/** A step that runs what a matrix or an input holds. */
const COMPUTED = /^\$\{\{\s*(?:matrix|inputs|needs|env|vars|steps)\.[^}]*\}\}$|^\$\{?\w+\}?$/;
/** Names of scripts and workflows that say that they bring something about. */
const TELLING = /build|image|docker|container|publish|release|deploy|ship|ci\b|test|e2e/i;
/** Other people's scripts, which no repository holds. */
const SCRIPT = /(?:^|[\s;&|"'(])(\.{0,2}\/?(?:[\w-]+\/)+[\w.-]+)(?=$|[\s;&|"')])/;

export function hiddenSteps(pipelines: readonly Pipeline[], scope: Scope): readonly Deed[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) => [
      ...job.commands.flatMap((command) => hiddenCommand(command, job, pipeline, scope)),
      ...foreignWorkflows(job, pipeline),
    ]),
  );
}

function hiddenCommand(
  { text, path, at }: Command,
  job: Job,
  pipeline: Pipeline,
  scope: Scope,
): readonly Deed[] {
  if (pipeline.system === 'Jenkins' && SHARED.test(text)) {
    return [{ what: text.slice(0, 60), path, at, job, pipeline }];
  }
  if (COMPUTED.test(text)) return [{ what: text, path, at, job, pipeline }];
  const script = SCRIPT.exec(text)?.[1];
  if (script === undefined || !TELLING.test(baseName(script))) return [];
  // A script that is here and is not read may be in any language.
  const isHere = scope.filesBelow('').some((one) => one.endsWith(script.replace(/^\.+\//, '')));
  const isUnread =
    isHere &&
    !/\.(?:sh|bash)$/.test(script) &&
    /\/[\w-]+(?:\.(?:py|js|ts|mjs|rb|ps1))?$/.test(script);
  return isUnread ? [{ what: script, path, at, job, pipeline }] : [];
}

/** Steps of a shared library of Jenkins: `buildMicroservice(name: 'cart')`. */
const SHARED =
  /^(?:build|deploy|standard|maven|gradle|node|docker|run)[A-Z]\w*(?:Pipeline|Service|Image|App|Plugin|Stage)s?\s*[({]/;

function foreignWorkflows(job: Job, pipeline: Pipeline): readonly Deed[] {
  return job.actions
    .filter(
      ({ name }) => /^[\w.-]+\/[\w.-]+\/\.github\/workflows\//.test(name) && TELLING.test(name),
    )
    .map(({ name, path, at }) => ({ what: name, path, at, job, pipeline }));
}
