/** Which steps of a pipeline, or lines of a script, test and deploy. */
import type { Deed } from './image-builds.ts';
import { perScope } from '../workspace/per-scope.ts';
import { readPipelines } from './pipelines.ts';
import type { Command, Job, Pipeline, UsedAction } from './pipelines.ts';

const START = '(?:^|[\\s;&|"\'(@`])';

/** Orders that bring something to a cluster or to a container platform. */
const DEPLOY = new RegExp(
  `${START}(${[
    'kubectl (?:-\\S+ (?:[^-\\s]\\S* )?)*?(?:apply|replace|patch|set image|rollout restart)',
    'kubectl (?:-\\S+ (?:[^-\\s]\\S* )?)*?create(?= .*(?:-f|deployment|deploy)\\b)',
    'oc (?:apply|replace|set image|rollout)',
    'helm (?:-\\S+ (?:[^-\\s]\\S* )?)*?(?:upgrade|install)',
    'helmfile (?:-\\S+ (?:[^-\\s]\\S* )?)*?(?:apply|sync)',
    'kustomize edit set image',
    'skaffold (?:run|deploy|apply)',
    'argocd app (?:sync|set|create)',
    'flux reconcile',
    'kapp deploy',
    'kluctl deploy',
    'werf converge',
    'tk apply',
    'devspace deploy',
    'docker stack deploy',
    'gcloud (?:beta )?(?:app|functions) deploy',
    'gcloud (?:beta )?run services replace',
    'azd (?:up|deploy)',
    'kamal (?:deploy|redeploy|setup)',
    'terraform (?:-\\S+ )*apply',
    'pulumi up',
    'ansible-playbook',
    'cdk deploy',
    'sam deploy',
    'copilot (?:svc |deploy)',
    'eb deploy',
    'cf push',
    'heroku container:release',
    'nomad (?:job )?run',
    'gcloud (?:beta )?run deploy',
    'gcloud deploy releases create',
    'az containerapp (?:up|update)',
    'aws ecs update-service',
    'fly(?:ctl)? deploy',
    'ssh .*docker[- ]compose .*(?:up|pull)',
  ].join('|')})(?=$|[\\s;&|"')])`,
);

const DEPLOY_ACTIONS =
  /^(?:azure\/k8s-deploy|azure\/container-apps-deploy-action|google-github-actions\/deploy-cloudrun|aws-actions\/amazon-ecs-deploy-task-definition|deliverybot\/helm|(?:steebchen|actions-hub)\/kubectl)@|^(?:KubernetesManifest|HelmDeploy|AzureContainerApps)@\d|^atlassian\/(?:aws-eks-kubectl-run|google-gke-kubectl-run|kubectl-run):|^(?:aws-eks|kubernetes)\/(?:update-container-image|create-or-update-resource)$|^helm\/upgrade[-_]helm[-_]chart$/i;

/** A cluster that lives as long as the job: what goes there is under test, not deployed. */
const THROWAWAY =
  /\b(?:kind create cluster|minikube start|k3d cluster create|ctlptl (?:create|apply))\b/;
const THROWAWAY_ACTIONS =
  /\/(?:kind-action|setup-kind|setup-minikube|actions-setup-minikube|k3d-action)@/i;

const TEST = new RegExp(
  `${START}(${[
    '(?:npm|pnpm|yarn|bun)(?: (?:run|exec))? (?:t|test|tests|e2e|test[:\\w-]*|[\\w:-]*[:-]test)',
    'npm(?: -\\S+)* (?:test|t)',
    'go(?:test)? ?(?:-C \\S+ )?test(?:sum)?',
    'gotestsum',
    '(?:python3? -m )?(?:pytest|unittest|nose2?|behave)',
    'python3? manage\\.py test',
    'tox',
    'nox',
    'node --test',
    '(?:npx )?(?:jest|vitest|mocha|ava|karma|cypress run|playwright test)',
    '\\S*mvnw? (?!.*(?:-DskipTests|-Dmaven\\.test\\.skip)).*(?:test|verify|package|install|deploy)',
    '\\S*gradlew? (?!.*-x ?:?test).*(?:test|check|integrationTest|build)',
    '(?:npx )?nx (?:run-many|affected|run|test).*test\\S*',
    '(?:npx )?turbo (?:run )?.*test\\S*',
    'cargo (?:test|nextest)',
    'dotnet test',
    '(?:bundle exec )?(?:rspec|cucumber|rails test|rake (?:test|spec))',
    '(?:\\./)?(?:vendor/bin/|bin/)?(?:phpunit|pest|behat)',
    'mix test',
    'sbt .*test',
    'deno test',
    'ctest',
    'bats',
    'skaffold (?:test|verify)',
    'ct (?:install|lint-and-install)',
    'molecule test',
    'swift test',
    'flutter test',
    'k6 run',
    'newman run',
    'container-structure-test',
    'd?goss (?:run|validate)',
    'helm test',
    'make (?:-C \\S+ )?[\\w-]*(?:test|check)s?',
    '[\\w./-]*\\btests?(?:[-_]\\w+)*\\.(?:sh|py)',
    '\\S*/(?:run[-_])?tests?',
  ].join('|')})(?=$|[\\s;&|"')])`,
);

export function testCommand(text: string): string | undefined {
  return TEST.exec(text)?.[1];
}

/** The deploying part of a command; undefined for rehearsals and for all else. */
export function deployCommand(text: string): string | undefined {
  if (/--dry-run(?!=none)|--help\b/.test(text)) return undefined;
  return DEPLOY.exec(text)?.[1]?.trim();
}

function deeds(
  pipelines: readonly Pipeline[],
  find: (command: Command) => string | undefined,
): readonly Deed[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job.commands.flatMap((command) => {
        const what = find(command);
        const { path, at } = command;
        return what === undefined ? [] : [{ what, path, at, job, pipeline }];
      }),
    ),
  );
}

export const readTestSteps = perScope((scope): readonly Deed[] =>
  deeds(readPipelines(scope), (command) => testCommand(command.text)),
);

/** True for a text with a command that makes a cluster to try things in. */
export function makesThrowawayCluster(text: string): boolean {
  return THROWAWAY.test(text);
}

/** True where a job makes a cluster for itself and throws it away. */
export function hasThrowawayCluster(job: Job): boolean {
  return (
    job.commands.some(({ text }) => THROWAWAY.test(text)) ||
    job.actions.some(({ name }) => THROWAWAY_ACTIONS.test(name))
  );
}

export const readDeploySteps = perScope((scope): readonly Deed[] => {
  const pipelines = readPipelines(scope);
  const commands = deeds(pipelines, (command) => shortOrder(deployCommand(command.text)));
  const actions = pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job.actions
        .filter(({ name }) => DEPLOY_ACTIONS.test(name))
        .map((action): Deed => ({
          ...{ path: action.path, at: action.at, job, pipeline },
          ...{ what: action.name.replace(/@.*$/, ''), ...whereOf(action) },
        })),
    ),
  );
  return [...commands, ...actions].filter(({ job }) => !hasThrowawayCluster(job));
});

function whereOf({ inputs }: UsedAction): Pick<Deed, 'where'> {
  const where = ['namespace', 'environment', 'overlay-path', 'cluster', 'service']
    .map((key) => inputs.get(key).text)
    .find(isTestStage);
  return where === undefined ? {} : { where };
}

/** `kubectl apply` out of `kubectl --context x apply`: options may hold what is not to be shown. */
function shortOrder(order: string | undefined): string | undefined {
  if (order === undefined) return undefined;
  if (order.startsWith('ssh ')) return 'docker compose over ssh';
  const [program = '', ...words] = order.split(' ');
  const verbs =
    /(?:services replace|set image|container:release|rollout restart|edit set image|app \w+|releases create|update-service|apply|replace|patch|create|upgrade|install|sync|run deploy|deploy|run|reconcile|converge|redeploy|setup|push|up|update|rollout)$/;
  return `${program} ${verbs.exec(words.join(' '))?.[0] ?? ''}`.trim();
}

/** Names of environments between a developer's machine and production. */
const TEST_STAGE =
  /(?:^|[^a-z])(?:staging|stage|stg|qa|test|testing|tst|pre-?prod(?:uction)?|uat|acceptance|preview|review)(?:$|[^a-z])/i;
const CLEAR_TEST_STAGE = /(?:^|[^a-z])(?:staging|stg|qa|pre-?prod(?:uction)?|uat)(?:$|[^a-z])/i;

export function isTestStage(name: string | undefined): boolean {
  return name !== undefined && TEST_STAGE.test(name);
}

/** True for words that name such an environment and nothing else, wherever they stand. */
export function saysTestStage(text: string | undefined): boolean {
  return text !== undefined && CLEAR_TEST_STAGE.test(text);
}

const PRODUCTION = /(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i;

export function isProduction(name: string | undefined): boolean {
  return name !== undefined && PRODUCTION.test(name) && !TEST_STAGE.test(name);
}
