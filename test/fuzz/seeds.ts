/** Whole files of every language to start from: the fixtures, the samples, and what they lack. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRead } from '../../src/core/files/reading.ts';
import { fileKind } from '../../src/core/files/source.ts';
import { ROOT } from '../../src/dev/project.ts';
import type { Random } from './random.ts';

/** A file name, perhaps with the folder that gives it its meaning, and its text. */
interface Seed {
  readonly path: string;
  readonly text: string;
}

const LACKING: readonly Seed[] = [
  { path: 'CODEOWNERS', text: '* @all\n/deploy/** @team/web\n*.yaml person@example.com\n' },
  { path: '.dockerignore', text: '**/node_modules\n!keep/me\n.env\n[a-c]*\n' },
  { path: '.gitignore', text: 'node_modules\n*.log\n!keep.log\n/dist/\nsecret-*.yaml\n' },
  { path: '.env.example', text: 'export DB_HOST=db\nDB_PASSWORD=\n# more\nPORT=80\n' },
  {
    path: 'Makefile',
    text: 'all: image\nimage:\n\tdocker build -t web .\ndeploy: image\n\tkubectl apply -k deploy\n',
  },
  {
    path: 'Jenkinsfile',
    text: "node {\n  stage('Build') { def app = docker.build('web') }\n  stage('Push') { app.push() }\n}\n",
  },
  { path: 'Tiltfile', text: "docker_build('web', 'web')\nk8s_yaml('deploy/web.yaml')\n" },
  {
    path: 'skaffold.yaml',
    text: 'apiVersion: skaffold/v4beta11\nkind: Config\nbuild: {artifacts: [{image: web, context: web}]}\n',
  },
  {
    path: '.gitlab-ci.yml',
    text: '.base: &base\n  image: docker:28\nbuild:\n  extends: .base\n  script:\n    - docker build -t $CI_REGISTRY_IMAGE .\n    - docker push $CI_REGISTRY_IMAGE\ndeploy:\n  <<: *base\n  needs: [build]\n  script: kubectl apply -k deploy\n',
  },
  {
    path: '.circleci/config.yml',
    text: 'jobs:\n  build:\n    docker: [{image: "cimg/base:2026.01"}]\n    steps: [checkout, run: docker build .]\nworkflows: {all: {jobs: [build, aws-ecr/push: {requires: [build]}]}}\n',
  },
  {
    path: 'azure-pipelines.yml',
    text: 'trigger: [main]\nstages:\n  - stage: Build\n    jobs:\n      - job: web\n        steps:\n          - task: Docker@2\n            inputs: {command: buildAndPush}\n          - script: kubectl apply -f deploy\n',
  },
  {
    path: '.next-steps.yaml',
    text: 'rules:\n  image-tag: off\noverrides:\n  - paths: ["demo/**"]\n    rules: {secret-in-env: error}\nexclude: ["old/**"]\ndefaultNamespace: shop\nowners: {"deploy/**": web}\n',
  },
  {
    path: 'argo.yaml',
    text: 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\nspec: {source: {path: deploy}, destination: {namespace: blue}}\n',
  },
];

/** The folder of a seed where it is a part of the name, as for workflows and charts. */
const TELLING =
  /(?:^|\/)((?:\.github\/workflows|\.circleci|\.gitlab|templates|overlays\/[^/]+|base)\/[^/]+)$/;

function readSeeds(): readonly Seed[] {
  const seeds: Seed[] = [...LACKING];
  for (const folder of ['test/fixtures', 'test/workspaces']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const full = join(entry.parentPath, entry.name).replaceAll('\\', '/');
      if (!entry.isFile() || !isRead(entry.name) || full.includes('.fixed')) continue;
      const path = TELLING.exec(full)?.[1] ?? basename(full);
      seeds.push({ path, text: readFileSync(full, 'utf8') });
    }
  }
  return seeds.sort((a, b) => (a.path + a.text < b.path + b.text ? -1 : 1));
}

const SEEDS = readSeeds();
const KINDS = [...Map.groupBy(SEEDS, ({ path }) => fileKind(path)).values()];

/** Every kind of file as often as the others, whatever there is most of. */
export function randomSeed(random: Random): Seed {
  return random.pick(random.chance(0.5) ? SEEDS : random.pick(KINDS));
}

const FOLDERS = ['', '', 'deploy/', 'web/', 'base/', 'overlays/prod/', 'chart/'];

/** A place for a seed in a workspace. */
export function randomPath({ path }: Seed, random: Random): string {
  const own = dirname(path).startsWith('.') || random.chance(0.3) ? '' : random.pick(FOLDERS);
  return own + path;
}
