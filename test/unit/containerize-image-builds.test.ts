import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/containerize/checks.ts';
import { ask, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

/** Something to build, without which no pipeline is asked for anything. */
const SERVICE: Files = { Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n' };

const state = (item: string, files: Files): string =>
  ask(checks, item, workspaceOf({ ...SERVICE, ...files })).state;

const evidence = (item: string, files: Files): readonly string[] => {
  const workspace = workspaceOf(files);
  return shown(ask(checks, item, workspace), workspace);
};

const workflow = (...lines: readonly string[]): string =>
  ['on: push', 'jobs:', '  build:', '    steps:', ...lines.map((line) => `      ${line}`)].join(
    '\n',
  );
const PUSHES = [
  '- uses: docker/build-push-action@v6',
  '  with: {push: true, tags: "ghcr.io/x/web:1"}',
];
const CI = '.github/workflows/ci.yml';

describe('S22.5: images are built automatically', () => {
  it.each([
    ['GitHub Actions', CI, workflow(...PUSHES)],
    ['GitHub Actions', CI, workflow('- run: |', '    docker build -t x .', '    docker push x')],
    ['GitHub Actions', CI, workflow('- run: docker buildx build --push -t x .')],
    ['GitHub Actions', CI, workflow('- run: ko build ./cmd/web')],
    ['GitHub Actions', CI, workflow('- run: ./mvnw -B package jib:build')],
    [
      'GitLab CI',
      '.gitlab-ci.yml',
      'build:\n  script:\n    - docker build -t x .\n    - docker push x\n',
    ],
    ['GitLab CI', '.gitlab-ci.yml', 'include:\n  - template: Auto-DevOps.gitlab-ci.yml\n'],
    [
      'GitLab CI',
      '.gitlab-ci.yml',
      '.b:\n  script: [/kaniko/executor --context . --destination x]\nbuild:\n  extends: .b\n',
    ],
    [
      'CircleCI',
      '.circleci/config.yml',
      'workflows:\n  all:\n    jobs:\n      - docker/publish: {image: x}\n',
    ],
    [
      'CircleCI',
      '.circleci/config.yml',
      'jobs:\n  build:\n    steps:\n      - run: docker build -t x . && docker push x\n',
    ],
    [
      'Azure Pipelines',
      'azure-pipelines.yml',
      'steps:\n  - task: Docker@2\n    inputs: {command: buildAndPush}\n',
    ],
    [
      'Azure Pipelines',
      'azure-pipelines.yml',
      'stages:\n  - stage: b\n    jobs:\n      - job: b\n        steps:\n          - script: az acr build -t x .\n',
    ],
    [
      'Jenkins',
      'Jenkinsfile',
      "stage('Build') {\n  sh 'docker build -t x .'\n  sh 'docker push x'\n}\n",
    ],
    ['Jenkins', 'Jenkinsfile', 'stage("Build") {\n  app = docker.build("x")\n  app.push()\n}\n'],
    [
      'Cloud Build',
      'cloudbuild.yaml',
      'steps:\n  - name: gcr.io/cloud-builders/docker\n    args: [build, -t, x, .]\nimages: [x]\n',
    ],
    [
      'AWS CodeBuild',
      'buildspec.yml',
      'phases:\n  build:\n    commands: [docker build -t x ., docker push x]\n',
    ],
    [
      'Bitbucket Pipelines',
      'bitbucket-pipelines.yml',
      'pipelines:\n  default:\n    - step:\n        script: [docker build -t x ., docker push x]\n',
    ],
    [
      'Drone',
      '.drone.yml',
      'kind: pipeline\nsteps:\n  - name: image\n    image: plugins/docker\n    settings: {repo: x}\n',
    ],
    [
      'Woodpecker',
      '.woodpecker.yml',
      'steps:\n  image:\n    image: woodpeckerci/plugin-docker-buildx\n    settings: {repo: x}\n',
    ],
    [
      'Tekton',
      'ci/task.yaml',
      'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  tasks:\n    - taskRef: {name: kaniko}\n',
    ],
  ])('%s in %s builds and pushes', (system, path, text) => {
    const files = { [path]: text };
    expect(state('S22.5', files)).toBe('done');
    expect(evidence('S22.5', files)[0]).toMatch(new RegExp(`^${system}, job ".+": builds `));
  });

  it('could not follow a workflow of others', () => {
    const text = 'on: push\njobs:\n  b:\n    uses: x/y/.github/workflows/docker-build.yml@main\n';
    const { state: found, reason } = ask(checks, 'S22.5', workspaceOf({ ...SERVICE, [CI]: text }));
    expect([found, reason]).toEqual(['unknown', 'could-not-follow']);
  });

  it.each([
    ['without a push', workflow('- run: docker build -t x .')],
    [
      'with a push switched off',
      workflow('- uses: docker/build-push-action@v6', '  with: {push: false}'),
    ],
    ['by hand', workflow(...PUSHES).replace('push', 'workflow_dispatch')],
  ])('is partly done %s', (_, text) => {
    expect(state('S22.5', { [CI]: text })).toBe('partly');
  });

  it.each([
    [
      'words in an echo or a comment',
      workflow('- run: |', '    # docker build . && docker push x', '    echo docker push x'),
    ],
    ['a git push', workflow('- run: npm run build && git push')],
    ['other settings of GitHub', ''],
  ])('is not taken in by %s', (_, text) => {
    expect(state('S22.5', { [CI]: text })).toBe('open');
  });

  it('follows scripts, Makefile targets and local actions', () => {
    const script = '#!/bin/sh\ndocker build -t x .\ndocker push x\n';
    expect(
      evidence('S22.5', { [CI]: workflow('- run: ./ci/build.sh'), 'ci/build.sh': script }),
    ).toEqual([
      'GitHub Actions, job "build": builds an image (docker build). | ci/build.sh: docker build -t x .',
      'GitHub Actions, job "build": pushes an image (docker push). | ci/build.sh: docker push x',
    ]);
    const make = 'image: deps\n\t@docker build -t x .\n\tdocker push x\n\nother:\n\techo\n';
    expect(state('S22.5', { [CI]: workflow('- run: make image'), Makefile: make })).toBe('done');
    expect(state('S22.5', { [CI]: workflow('- run: make other'), Makefile: make })).toBe('open');
    const chain =
      'push: image | login # both\n\tdocker push x\n\nimage: push\n\tdocker build -t x .\n';
    expect(state('S22.5', { [CI]: workflow('- run: make push'), Makefile: chain })).toBe('done');
    const action =
      'runs:\n  steps:\n    - uses: docker/build-push-action@v6\n      with: {push: true}\n';
    const local = {
      [CI]: workflow('- uses: ./.github/actions/image'),
      '.github/actions/image/action.yml': action,
    };
    expect(state('S22.5', local)).toBe('done');
  });

  it('flyctl builds the Dockerfile, unless it is handed an image', () => {
    const run = (line: string): string => state('S22.5', { [CI]: workflow(`- run: ${line}`) });
    expect(run('flyctl deploy --remote-only')).toBe('done');
    expect(run('flyctl deploy --image x:1 --now')).toBe('open');
  });

  it.each([
    ['component: $CI_SERVER_FQDN/tools/docker/docker-build@5', 'could-not-follow'],
    ['project: platform/templates', 'could-not-follow'],
    ['remote: https://ci.example.com/jobs.yml', 'could-not-follow'],
    ['local: ci/jobs.yml', undefined],
    ['component: $CI_SERVER_FQDN/tools/lint/lint@5', undefined],
  ])('GitLab jobs of others may build images: %s', (include, expected) => {
    const files = { ...SERVICE, '.gitlab-ci.yml': `include:\n  - ${include}\n` };
    expect(ask(checks, 'S22.5', workspaceOf(files)).reason).toBe(expected);
  });

  it('shows a command over several lines by its first one', () => {
    const text = workflow(
      '- run: |',
      '    docker buildx build \\',
      '      --push \\',
      '      -t x .',
    );
    expect(evidence('S22.5', { [CI]: text })).toEqual([
      `GitHub Actions, job "build": builds and pushes an image (docker buildx). | ${CI}: docker buildx build \\`,
    ]);
  });
});
