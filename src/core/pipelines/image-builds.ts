/** Which steps of a pipeline build and push container images. */
import { perScope } from '../workspace/per-scope.ts';
import { readPipelines } from './pipelines.ts';
import type { Command, Job, Pipeline, UsedAction } from './pipelines.ts';
import type { Mark, View } from '../yaml/view.ts';
import type { Scope } from '../workspace/scope.ts';
import { calledServices } from './compose-calls.ts';

/** Something that a step of a pipeline does, with the place that shows it. */
export interface Deed {
  /** The tool and its order, such as `docker push`. */
  readonly what: string;
  readonly path: string;
  readonly at: View | Mark;
  readonly job: Job;
  readonly pipeline: Pipeline;
  /** The environment between here and production that an action is told to deploy to. */
  readonly where?: string;
}

export interface ImageStep extends Deed {
  readonly builds: boolean;
  readonly pushes: boolean;
  /** The images as they are written, variables and all. */
  readonly images: readonly string[];
  /** The command, where it is one. */
  readonly text?: string;
}

/** A way to build or push: the pushing part of a command, or what keeps it from pushing. */
interface Tool {
  readonly what: string;
  readonly pattern: RegExp;
  readonly builds: boolean;
  readonly pushes: (text: string) => boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;
const withFlag = (text: string): boolean =>
  /--push(?!=false)\b|--publish\b|--publishImage\b|type=registry|push=true/.test(text);
const unlessKept = (text: string): boolean =>
  !/--no-push\b|--push=false\b|--local\b|(?:^| )-L\b|ko\.local/.test(text);

/** What may stand before a command in a line. */
const START = '(?:^|[\\s;&|"\'(@`])';
const GLOBALS = '(?:-\\S+ (?:[^-\\s]\\S* )?)*?';

function tool(what: string, words: string, pushes: (text: string) => boolean, builds = true): Tool {
  // eslint-disable-next-line no-restricted-syntax -- called by the table below alone, with constants
  return { what, pattern: new RegExp(`${START}${words}(?=$|[\\s;&|"')])`), pushes, builds };
}

const TOOLS: readonly Tool[] = [
  tool('docker build', 'docker (?:image )?build', withFlag),
  tool('docker buildx', 'docker buildx (?:build|bake)', withFlag),
  tool('docker compose build', `docker[- ]compose ${GLOBALS}(?:build|up (?=.*--build))`, withFlag),
  tool('podman build', 'podman build', never),
  tool('nerdctl build', 'nerdctl build', never),
  tool('buildah', 'buildah (?:build|bud)', never),
  tool(
    'kaniko',
    '(?:/kaniko/)?executor(?= .*--(?:context|dockerfile|destination|no-push))',
    unlessKept,
  ),
  tool('buildctl build', 'buildctl(?:-daemonless\\.sh)? build', withFlag),
  tool('ko', 'ko (?:build|publish|apply|resolve)', unlessKept),
  tool('pack build', 'pack build', withFlag),
  tool('Jib', '\\S*mvnw?(?= ).*\\bjib:build', always),
  tool('Jib', '\\S*mvnw?(?= ).*\\bjib:dockerBuild', never),
  tool('Jib', '\\S*gradlew?(?= ).* :?(?:\\w+:)*jib', always),
  tool('Jib', '\\S*gradlew?(?= ).* :?(?:\\w+:)*jibDockerBuild', never),
  tool('Spring Boot', '\\S*mvnw?(?= ).*spring-boot:build-image', (text) =>
    /imagePublish|publish=true/i.test(text),
  ),
  tool('Spring Boot', '\\S*gradlew?(?= ).*bootBuildImage', withFlag),
  tool(
    'Quarkus',
    '\\S*(?:mvnw?|gradlew?)(?= ).*-Dquarkus\\.container-image\\.(?:build|push)\\S*',
    (text) => text.includes('container-image.push=true'),
  ),
  tool('docker-maven-plugin', '\\S*mvnw?(?= ).*\\b(?:docker|dockerfile):(?:build|push)', (text) =>
    /:push\b/.test(text),
  ),
  tool('dotnet publish', 'dotnet publish(?= .*(?:PublishContainer|DefaultContainer))', (text) =>
    text.includes('ContainerRegistry'),
  ),
  tool('azd', 'azd (?:up|deploy|package)', (text) => !text.includes('azd package')),
  tool('kamal', 'kamal (?:build push|deploy|redeploy|setup)', always),
  tool('kamal', 'kamal build(?! push)', never),
  tool('earthly', 'earthly(?: -\\S+)* \\S*\\+\\S*(?:docker|image|all|release|build)\\S*', withFlag),
  tool(
    'Nx',
    '(?:npx |pnpm |yarn )?nx (?:run-many|affected)\\b.*(?:-t|--targets?)[ =]\\S*(?:docker|container|image)\\S*',
    withFlag,
  ),
  tool('Bazel', 'bazel(?:isk)? (?:run|build) \\S*(?:image|container|docker)\\S*', (text) =>
    text.includes('push'),
  ),
  tool('nix', 'nix build \\S*(?:docker|image|container)\\S*', never),
  tool('skaffold', 'skaffold (?:build|run)', unlessKept),
  tool('depot', 'depot (?:build|bake)', withFlag),
  tool('gcloud builds submit', 'gcloud (?:beta )?builds submit', always),
  tool('az acr build', 'az acr build', unlessKept),
  tool('flyctl deploy', 'fly(?:ctl)? deploy(?!.* (?:--image|-i) )', always),
  tool('docker.build', '(?:\\w+ ?= ?)?docker\\.build(?=\\()[^)]*\\)?', never),
  tool('docker push', 'docker (?:image )?push', always, false),
  tool('docker buildx imagetools', 'docker buildx imagetools create', always, false),
  tool('docker compose push', `docker[- ]compose ${GLOBALS}push`, always, false),
  tool('podman push', '(?:podman|nerdctl|buildah|crane) push', always, false),
  tool('skopeo copy', 'skopeo copy', always, false),
];

/** Jenkins: `docker.build(..)` makes an image, and `.push(..)` on it pushes. */
const JENKINS_BUILD = /\bdocker\.build\s*\(/;
const JENKINS_PUSH = /\b\w+\.push\s*\(/;

type InputTest = (inputs: View) => boolean;
const pushInput: InputTest = (inputs) => {
  const push = inputs.get('push').text;
  const outputs = inputs.get('outputs').text ?? inputs.get('set').text ?? '';
  return (push !== undefined && push !== 'false') || /type=registry|push=true/.test(outputs);
};
const unlessDry: InputTest = (inputs) => !inputs.get('dry_run').isTrue;
const azureCommand =
  (pattern: RegExp): InputTest =>
  (inputs) =>
    pattern.test(inputs.get('command').text ?? 'buildAndPush');

/** Actions, orbs, tasks, pipes and plugins: who builds, and who pushes. */
const ACTIONS: readonly (readonly [name: RegExp, builds: InputTest, pushes: InputTest])[] = [
  [/^(?:docker|depot|useblacksmith)\/(?:build-push|bake)-action@/, always, pushInput],
  [/^redhat-actions\/buildah-build@/, always, never],
  [/^redhat-actions\/push-to-registry@/, never, always],
  [/^int128\/kaniko-action@/, always, pushInput],
  [
    /^(?:aevea\/action-kaniko|elgohr\/Publish-Docker-Github-Action|macbre\/push-to-ghcr)@/i,
    always,
    always,
  ],
  [/^mr-smithers-excellent\/docker-build-push@/, always, always],
  [/^Docker@\d/, azureCommand(/build/i), azureCommand(/push/i)],
  [/^docker\/publish$/, always, always],
  [/^docker\/build$/, always, never],
  [/^docker\/push$/, never, always],
  [
    /^(?:aws-ecr|gcp-gcr|gcp-artifact-registry|azure-acr)\/build[-_]and[-_]push[-_]image$/,
    always,
    always,
  ],
  [
    /^(?:plugins\/(?:docker|ecr|gcr|gar|acr|kaniko|buildx)|woodpeckerci\/plugin-docker-buildx|thegeeklab\/drone-docker(?:-buildx)?)(?:[-:]|$)/,
    always,
    unlessDry,
  ],
  [/^cloudbuild\/images$/, never, always],
  [/^(?:Auto-DevOps|Jobs\/Build)\.gitlab-ci\.yml$/, always, always],
  [/^(?:buildah|kaniko|buildpacks(?:-phases)?|jib-(?:maven|gradle)|ko)$/, always, always],
  [/^docker-compose#/, (inputs) => inputs.has('build'), (inputs) => inputs.has('push')],
];

/** A workflow or component of another repository whose name says that it builds images. */
const FOREIGN_WORKFLOW =
  /^[\w$.{}-]+\/\S+\/[\w.-]*(?:docker|image|container)[\w.-]*@[\w.~-]+$|^[\w.-]+\/[\w.-]+\/\.(?:github|gitea|forgejo)\/workflows\/[\w.-]*(?:docker|image|container)[\w.-]*\.ya?ml@/i;

/** Every step of the pipelines that builds or pushes an image. */
export const readImageSteps = perScope((scope): readonly ImageStep[] => {
  const all = readPipelines(scope).flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) => [
      ...job.commands.flatMap((command) => commandStep(command, job, pipeline)),
      ...job.actions.flatMap((action) => actionStep(action, job, pipeline)),
      ...releasedImages(job, pipeline, scope),
    ]),
  );
  // Compose builds only what its files tell it to build.
  return all.filter(
    ({ what, text }) => !what.startsWith('docker compose') || composeBuilds(text ?? '', scope),
  );
});

/** Whether the Compose files of a command build anything of their own. */
function composeBuilds(text: string, scope: Scope): boolean {
  return calledServices(text, scope).some(({ build }) => build !== undefined);
}

/** GoReleaser makes images where its settings say so. */
function releasedImages(job: Job, pipeline: Pipeline, scope: Scope): readonly ImageStep[] {
  const settings = ['.goreleaser.yml', '.goreleaser.yaml', 'goreleaser.yml', 'goreleaser.yaml']
    .map((path) => scope.file(path)?.text)
    .find((text) => text !== undefined);
  if (settings === undefined || !/^(?:dockers(?:_v2)?|docker_manifests|kos):/m.test(settings))
    return [];
  const uses = [
    ...job.actions.filter(({ name }) => name.startsWith('goreleaser/goreleaser-action@')),
    ...job.commands.filter(({ text }) => /\bgoreleaser (?:release|r)\b/.test(text)),
  ];
  return uses.map(({ path, at }) => ({
    ...{ path, at, job, pipeline, what: 'GoReleaser', images: [] },
    ...{ builds: true, pushes: true },
  }));
}

function commandStep(command: Command, job: Job, pipeline: Pipeline): readonly ImageStep[] {
  const { path, at, text } = command;
  const place = { path, at, job, pipeline };
  if (pipeline.system === 'Jenkins') {
    const builds = JENKINS_BUILD.test(text);
    const pushes = JENKINS_PUSH.test(text) && JENKINS_BUILD.test(pipeline.file.text);
    const what = builds ? 'docker.build' : 'push';
    if (builds || pushes) return [{ ...place, what, builds, pushes, images: jenkinsImages(text) }];
  }
  const found = TOOLS.filter(({ pattern }) => pattern.test(text));
  if (found.length === 0) return [];
  return [
    {
      ...place,
      what: [...new Set(found.map(({ what }) => what))].join(' and '),
      builds: found.some(({ builds }) => builds),
      pushes: found.some(({ pushes }) => pushes(text)),
      images: taggedImages(text),
      text,
    },
  ];
}

/** The first argument of `docker.build("shop/cart:1")`. */
function jenkinsImages(text: string): readonly string[] {
  const image = /\bdocker\.build\s*\(\s*["']([^"'\n]+)["']/.exec(text)?.[1];
  return image === undefined ? [] : [image];
}

function actionStep(action: UsedAction, job: Job, pipeline: Pipeline): readonly ImageStep[] {
  const { path, at, name, inputs } = action;
  const known = ACTIONS.find(([pattern]) => pattern.test(name));
  if (known === undefined) return [];
  const [builds, pushes] = [known[1](inputs), known[2](inputs)];
  if (!builds && !pushes) return [];
  const tags = [inputs.get('tags'), inputs.get('repo'), inputs.get('repository')];
  const images = tags.flatMap((view) => [
    ...(view.text?.split(/[\n,]/) ?? []),
    ...view.items.flatMap((item) => item.text ?? []),
  ]);
  return [{ path, at, job, pipeline, what: name.replace(/@.*$/, ''), builds, pushes, images }];
}

/** Calls of workflows that other repositories hold: what they do cannot be seen from here. */
export function foreignImageWorkflows(pipelines: readonly Pipeline[]): readonly Deed[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job.actions
        .filter(({ name, at }) => FOREIGN_WORKFLOW.test(name) || isForeignInclude(at))
        .map(({ name, path, at }) => ({ what: name, path, at, job, pipeline })),
    ),
  );
}

/** GitLab takes jobs from other projects and from anywhere on the web. */
function isForeignInclude({ key }: View): boolean {
  return key === 'project' || key === 'remote';
}

/** The images that `-t` or `--destination` name in a command. */
function taggedImages(text: string): readonly string[] {
  return [...text.matchAll(/(?:^| )(?:-t|--tag|--destination)[ =](\S+)/g)].map(([, image]) =>
    (image ?? '').replace(/^["']|["']$/g, ''),
  );
}

/**
 * An image's name without its tag, variables in one form, so that `${{ env.IMAGE }}:1` and
 * `"$IMAGE:2"` are seen to be the same.
 */
export function imageStem(image: string): string {
  const plain = image
    .trim()
    .replace(/["']/g, '')
    .replace(/\$\{\{\s*(?:env|vars|inputs)\.(\w+)\s*\}\}|\$\{(\w+)\}|\$\((\w+)\)/g, '$$$1$2$3')
    .replace(/@sha256:.*$/, '');
  const colon = plain.indexOf(':', plain.lastIndexOf('/') + 1);
  return colon < 0 ? plain : plain.slice(0, colon);
}
