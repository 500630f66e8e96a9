import { describe, expect, it } from 'vitest';
import { answer, lines, says } from '../support/guide-answers.ts';
import type { Files } from '../support/guide-answers.ts';

const WEB = 'FROM node:22\nCMD ["node", "server.js"]\n';
const START = '{"scripts": {"start": "node server.js"}}';
const CI = '.github/workflows/ci.yml';
const job = (...runs: readonly string[]): string =>
  `on: push\njobs:\n  b:\n    steps:\n${runs.map((run) => `      - run: ${run}\n`).join('')}`;
const pod = (kind: string, name: string, container: string, more = ''): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n  template:\n    spec:\n      containers: [{name: a, ${container}}]\n${more}`;

const CHECKLIST = ['1', '2', '3', '4', '5', '6', '7', '8'].map((number) => `S22.${number}`);

describe('what builds nothing', () => {
  it.each<[string, Files]>([
    ['a library', { 'package.json': '{"main": "index.js", "files": ["lib"]}', 'index.js': '' }],
    ['a Go module without a program', { 'go.mod': 'module example.com/lib\n', 'a.go': undefined }],
    [
      'a program of the command line',
      { 'Cargo.toml': '[package]\n[dependencies]\nclap = "4"\n', 'src/main.rs': undefined },
    ],
    [
      'an app for phones',
      {
        'app.csproj':
          '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><UseMaui>true</UseMaui></PropertyGroup></Project>',
      },
    ],
    [
      'manifests of the images of others',
      { 'a.yaml': pod('Deployment', 'a', 'image: nginx:1.29') },
    ],
    ['notes', { 'notes.md': '# Notes\n' }],
    [
      'examples and tests',
      {
        'examples/a/Dockerfile': WEB,
        '_integration-test/package.json': START,
        '.github/ui-tests/Dockerfile': WEB,
      },
    ],
  ])('%s is asked for no step of the checklist', (_, files) => {
    for (const item of [...CHECKLIST, 'S17.1', 'S17.2']) {
      const { reason, next } = answer(item, files);
      expect([item, reason, next]).toEqual([item, 'does-not-apply', undefined]);
    }
  });

  it('source that starts nothing we know is not denied', () => {
    expect(says('S22.2', { 'requirements.txt': 'numpy\n', 'model.py': undefined })).toBe(
      'could-not-follow',
    );
    expect(lines('S13.1', { 'lib/package.json': '{"main": "a.js"}' })).toEqual([
      '"lib" has no owner.',
    ]);
  });

  it('Compose of the images of others starts and tests, and builds nothing', () => {
    const files = {
      'compose.yaml': 'services:\n  web: {image: ghcr.io/acme/web:1}\n  db: {image: postgres:18}\n',
      'README.md': '# Shop\n\n    docker compose up\n',
      [CI]: job('docker compose build', 'docker compose run web pytest'),
    };
    expect(['S22.3', 'S22.4', 'S22.5', 'S17.2', 'S22.6'].map((item) => says(item, files))).toEqual([
      ...['done', 'done', 'does-not-apply', 'does-not-apply', 'done'],
    ]);
  });
});

describe('what a component is, and what builds it', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'a Dockerfile for each command of a module',
      {
        'go.mod': 'module x\n',
        'cmd/api/main.go': undefined,
        'cmd/worker/main.go': undefined,
        'docker/Dockerfile.api': WEB,
        'docker/Dockerfile.worker': WEB,
      },
      ['"api" has a Dockerfile.', '"worker" has a Dockerfile.'],
    ],
    [
      'one Dockerfile for all modules',
      {
        'docker/Dockerfile':
          'FROM eclipse-temurin:21\nARG JAR\nCOPY ${JAR} app.jar\nENTRYPOINT ["java", "-jar", "app.jar"]\n',
        'orders/pom.xml': '<project><artifactId>spring-boot-starter-web</artifactId></project>',
        'orders/src/main/java/A.java': undefined,
      },
      ['"orders" has a Dockerfile.'],
    ],
    [
      'variants of one image',
      { '1.0/alpine/Dockerfile': WEB, '1.1/debian/Dockerfile': WEB },
      ['"application" has a Dockerfile.'],
    ],
    [
      'Dockerfiles of Quarkus',
      {
        'shop/pom.xml': '<plugin><artifactId>quarkus-maven-plugin</artifactId></plugin>',
        'shop/src/main/docker/Dockerfile.jvm': WEB,
        'shop/src/main/docker/Dockerfile.native': WEB,
      },
      ['"shop" has a Dockerfile.'],
    ],
    [
      'projects that .NET Aspire starts',
      {
        'Api/Api.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web">',
        'Host/Host.csproj': '<Project><IsAspireHost>true</IsAspireHost></Project>',
      },
      ['"Api" is built by .NET Aspire.'],
    ],
    [
      'a plugin that a document explains',
      {
        'pom.xml':
          '<project><artifactId>shop</artifactId><build><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></build></project>',
        'README.md': '    ./mvnw spring-boot:build-image\n',
      },
      ['"shop" is built by Buildpacks.'],
    ],
    [
      'a front end that its server takes in',
      {
        'pom.xml': '<mainClass>A</mainClass>',
        Dockerfile: WEB,
        'web/package.json': '{"scripts": {"start": "vite"}, "dependencies": {"vue": "3"}}',
      },
      ['"application" has a Dockerfile.'],
    ],
    [
      'no tool, and no check of health',
      { 'web/Dockerfile': WEB, 'tools/lint/Dockerfile': WEB, 'healthcheck/Dockerfile': WEB },
      ['"web" has a Dockerfile.'],
    ],
  ])('%s', (_, files, expected) => {
    expect(lines('S22.2', files).slice(1)).toEqual(expected);
  });

  it('a Dockerfile that a variable names, which no file sets', () => {
    const compose = 'services:\n  api:\n    build: {context: ., dockerfile: "${API_FILE}"}\n';
    expect(says('S22.2', { 'compose.yaml': compose })).toBe('could-not-follow');
    expect(
      says('S22.2', {
        'compose.yaml': compose,
        '.env': 'API_FILE=src/Dockerfile\n',
        'src/Dockerfile': WEB,
      }),
    ).toBe('done');
  });

  it('asks for what Compose lacks in the main file', () => {
    const files = {
      'web/Dockerfile': WEB,
      'cart/Dockerfile': WEB,
      'compose.logging.yml': 'services: {kibana: {image: "kibana:9"}}\n',
      'compose.yaml': 'services: {web: {build: web}}\n',
    };
    expect(answer('S22.3', files).next).toBe('Add "cart" to "compose.yaml".');
  });

  it('never asks for what every shell sets', () => {
    const compose = 'services: {web: {image: "a:1", volumes: ["${PWD}/a:/a"], user: "$UID"}}\n';
    const files = { 'compose.yaml': compose, 'README.md': '`docker compose up`\n' };
    expect(says('S22.4', files)).toBe('done');
  });
});

describe('CI as it runs', () => {
  const web = { 'web/Dockerfile': WEB };

  it.each<[string, Files]>([
    [
      'a script that a target of a recipe calls',
      {
        [CI]: job('just ship'),
        justfile: 'ship:\n  make -C ops image\n',
        'ops/Makefile': 'DOCKER ?= docker\nimage:\n\t../build.sh\n\t$(DOCKER) push x\n',
        'build.sh': 'docker build -t x .\n',
      },
    ],
    [
      'a task',
      {
        [CI]: job('task image'),
        'Taskfile.yml': 'tasks:\n  image:\n    cmds: [docker build --push .]\n',
      },
    ],
    [
      'a script of a package in a folder',
      {
        [CI]: job('npm --prefix web run image'),
        'web/package.json': '{"scripts": {"image": "docker build --push ."}}',
      },
    ],
    [
      'Cloud Build under another name',
      {
        'ci/pr.yaml': 'steps:\n- name: gcr.io/k8s-skaffold/skaffold:v2\n  script: skaffold build\n',
      },
    ],
    [
      'GoReleaser, whose settings say so',
      {
        [CI]: job('goreleaser release'),
        '.goreleaser.yaml': 'dockers:\n  - dockerfile: web/Dockerfile\n',
      },
    ],
  ])('builds images by %s', (_, files) => {
    expect(says('S22.5', { ...web, ...files })).toBe('done');
  });

  it('does not follow what is decided when it runs, and takes no job that is off', () => {
    expect(says('S22.5', { ...web, [CI]: job('${{ matrix.build }}') })).toBe('could-not-follow');
    const off = job('docker build --push .').replace('  b:\n', '  b:\n    if: false\n');
    expect(says('S22.5', { ...web, [CI]: off })).toBe('open');
  });

  it('tests in the image with Skaffold, and beside it with Maven and other people’s services', () => {
    expect(says('S22.6', { ...web, [CI]: job('skaffold build', 'skaffold test') })).toBe('done');
    expect(says('S22.6', { ...web, [CI]: job('mvn -B package') })).toBe('partly');
    expect(says('S22.6', { ...web, [CI]: job('mvn -B package -DskipTests') })).toBe('open');
    const others = {
      'compose.ci.yml': 'services: {tika: {image: "apache/tika:3"}}\n',
      'compose.yaml': 'services: {web: {build: web}}\n',
      [CI]: job('docker compose -f compose.ci.yml up -d', 'pytest'),
    };
    expect(says('S22.6', { ...web, ...others })).toBe('partly');
  });
});
