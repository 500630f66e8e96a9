import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/containerize/checks.ts';
import { ask, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

/** Something to build, without which no pipeline is asked for anything. */
const SERVICE: Files = { 'app/Dockerfile': 'FROM node:22\nCMD ["node", "server.js"]\n' };

const state = (item: string, files: Files): string =>
  ask(checks, item, workspaceOf({ ...SERVICE, ...files })).state;

const evidence = (item: string, files: Files): readonly string[] => {
  const workspace = workspaceOf({ ...SERVICE, ...files });
  return shown(ask(checks, item, workspace), workspace);
};

const NODE = '{"scripts": {"start": "node server.js"}}';
const WEB = 'FROM node:22\nCMD ["node", "server.js"]\n';

const workflow = (...lines: readonly string[]): string =>
  ['on: push', 'jobs:', '  build:', '    steps:', ...lines.map((line) => `      ${line}`)].join(
    '\n',
  );
const PUSHES = [
  '- uses: docker/build-push-action@v6',
  '  with: {push: true, tags: "ghcr.io/x/web:1"}',
];
const CI = '.github/workflows/ci.yml';

describe('S22.6: CI tests with these images', () => {
  const built = { 'web/package.json': NODE, 'web/Dockerfile': WEB };

  it.each([
    [
      'docker run of the image that was built',
      workflow(...PUSHES, '- run: docker run ghcr.io/x/web:1 npm test'),
    ],
    ['docker compose up, then tests', workflow('- run: docker compose up -d', '- run: npm test')],
    [
      'a job container',
      `${workflow(...PUSHES)}\n  test:\n    container: ghcr.io/x/web:1\n    steps: [{run: npm test}]\n`,
    ],
    [
      'a cluster of its own',
      workflow(
        ...PUSHES,
        '- uses: helm/kind-action@v1',
        '- run: kind load docker-image ghcr.io/x/web:1',
        '- run: go test ./e2e',
      ),
    ],
  ])('is done with %s', (_, text) => {
    const compose = 'services: {web: {build: web}}';
    expect(state('S22.6', { ...built, 'compose.yaml': compose, [CI]: text })).toBe('done');
  });

  it('is done where Jenkins tests inside the image that it has built', () => {
    const stage = (name: string, line: string): string => `stage("${name}") { ${line} }\n`;
    const build = stage('Build', 'web = docker.build("x/web:${env.BUILD_ID}")');
    const test = (variable: string): string =>
      stage('Test', `${variable}.inside { sh "npm test" }`);
    expect(state('S22.6', { Jenkinsfile: build + test('web') })).toBe('done');
    expect(state('S22.6', { Jenkinsfile: build + test('docker.image("node")') })).toBe('partly');
  });

  it('is done where GitLab runs the job in its own image', () => {
    const text = 'test:\n  image: $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA\n  script: [npm test]\n';
    expect(evidence('S22.6', { '.gitlab-ci.yml': text })).toEqual([
      'GitLab CI, job "test": tests inside the image (npm test). | .gitlab-ci.yml: npm test',
    ]);
  });

  it('is partly done on the bare runner, and where no test is seen', () => {
    expect(evidence('S22.6', { [CI]: workflow('- run: go test ./...') })).toEqual([
      `GitHub Actions, job "build": tests outside of the image that you ship (go test). | ${CI}: go test ./...`,
    ]);
    const starts = workflow(...PUSHES, '- run: docker run -d ghcr.io/x/web:1');
    expect(state('S22.6', { ...built, [CI]: starts })).toBe('partly');
  });

  it.each([
    ['tests before the image is started', ['- run: npm test', '- run: docker compose up -d']],
    [
      'Compose started for its database alone',
      ['- run: docker compose up -d db', '- run: npm test'],
    ],
  ])('is partly done with %s', (_, lines) => {
    const compose = 'services: {web: {build: web}, db: {image: postgres:18}}';
    const files = { ...built, 'compose.yaml': compose, [CI]: workflow(...lines) };
    expect(state('S22.6', files)).toBe('partly');
  });

  it('does not take a database that is started for the tests for one of our images', () => {
    const text = workflow(...PUSHES, '- run: docker run -d postgres:18', '- run: npm test');
    expect(state('S22.6', { ...built, [CI]: text })).toBe('partly');
  });
});

describe('S22.7: a pipeline brings them to staging', () => {
  const deploy = (job: string, ...lines: readonly string[]): Files => ({
    [CI]: ['on: push', 'jobs:', `  ${job}:`, ...lines.map((line) => `    ${line}`)].join('\n'),
  });

  it.each([
    [
      'the environment',
      deploy('deploy', 'environment: {name: qa}', 'steps: [{run: kubectl apply -f k8s}]'),
    ],
    [
      'the namespace',
      deploy('deploy', 'steps: [{run: helm upgrade --install shop ./chart -n shop-staging}]'),
    ],
    ['the path', deploy('deploy', 'steps: [{run: kubectl apply -k overlays/test}]')],
    [
      'what an action is handed',
      deploy('deploy', 'steps: [{uses: azure/k8s-deploy@v5, with: {namespace: shop-staging}}]'),
    ],
    ['the job', deploy('deploy-uat', 'steps: [{run: skaffold run}]')],
    [
      'the file',
      {
        '.github/workflows/staging.yml': deploy('ship', 'steps: [{run: argocd app sync shop}]')[CI],
      },
    ],
  ])('is done where %s says so', (_, files) => {
    expect(state('S22.7', files)).toBe('done');
  });

  it('is done with a GitOps object', () => {
    const text = [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      'metadata: {name: shop}',
      'spec: {source: {path: deploy}, destination: {namespace: shop-staging}}',
    ];
    expect(evidence('S22.7', { 'argo.yaml': text.join('\n') })).toEqual([
      'Application "shop" brings "shop-staging" up to date. | argo.yaml: shop-staging',
    ]);
  });

  it.each([
    ['nothing says where it goes', deploy('deploy', 'steps: [{run: kubectl apply -f k8s}]')],
    [
      'it goes to production',
      deploy('deploy', 'environment: production', 'steps: [{run: kubectl apply -f k8s}]'),
    ],
    [
      'a GitOps object says nothing of staging',
      {
        'flux.yaml':
          'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ./apps}\n',
      },
    ],
    ['only an overlay is there', { 'overlays/staging/kustomization.yaml': 'resources: []\n' }],
  ])('is partly done where %s', (_, files) => {
    expect(state('S22.7', files)).toBe('partly');
  });

  it.each([
    ['a rehearsal', deploy('staging', 'steps: [{run: kubectl apply --dry-run=client -f k8s}]')],
    [
      'a cluster that lives as long as the job',
      deploy(
        'test',
        'environment: test',
        'steps: [{uses: helm/kind-action@v1}, {run: kubectl apply -f k8s}]',
      ),
    ],
    ['reading', deploy('staging', 'steps: [{run: kubectl get pods}]')],
  ])('is not taken in by %s', (_, files) => {
    expect(state('S22.7', files)).toBe('open');
  });
});
