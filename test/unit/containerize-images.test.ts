import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/containerize/checks.ts';
import { ask, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const state = (item: string, files: Files): string => ask(checks, item, workspaceOf(files)).state;

const evidence = (item: string, files: Files): readonly string[] => {
  const workspace = workspaceOf(files);
  return shown(ask(checks, item, workspace), workspace);
};

const NODE = '{"scripts": {"start": "node server.js"}}';
const WEB = 'FROM node:22\nCMD ["node", "server.js"]\n';

describe('S22.1: one service has a Dockerfile', () => {
  it('shows the CMD, also where an earlier stage holds it', () => {
    const text = 'FROM node:22 AS base\nCMD ["node", "."]\nFROM base\nCOPY . .\n';
    expect(evidence('S22.1', { Dockerfile: text })).toEqual([
      '"Dockerfile" says with CMD what the image starts. | Dockerfile: CMD ["node", "."]',
    ]);
  });

  it('is partly done without a CMD, unless the base image is a server', () => {
    expect(state('S22.1', { Dockerfile: 'FROM debian:13\nRUN true\n' })).toBe('partly');
    expect(state('S22.1', { Dockerfile: 'FROM nginx:1.29\nCOPY . /usr/share/nginx/html\n' })).toBe(
      'done',
    );
  });

  it('counts Jib, ko and buildpacks', () => {
    const pom = '<project><artifactId>jib-maven-plugin</artifactId></project>';
    expect(evidence('S22.1', { 'shop/pom.xml': pom })).toEqual([
      '"shop" is built by Jib. | shop/pom.xml: jib-maven-plugin',
    ]);
    const go = { 'go.mod': 'module example.com/shop\n', 'main.go': undefined, '.ko.yaml': '' };
    expect(state('S22.1', go)).toBe('done');
  });

  it('leaves out tests, examples, dev containers and other people’s code', () => {
    for (const folder of ['examples', 'test', '.devcontainer', 'vendor/x', 'a/fixtures']) {
      expect(state('S22.1', { [`${folder}/Dockerfile`]: WEB }), folder).toBe('unknown');
    }
  });
});

describe('a workspace of manifests alone', () => {
  const files = {
    'web.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: web:1}]}}}\n',
  };

  it.each(['S22.1', 'S22.5', 'S22.6'])('%s cannot tell, as nothing is built there', (item) => {
    expect(state(item, files)).toBe('unknown');
    expect(state(item, { 'notes.md': '' })).toBe('unknown');
    expect(state(item, { ...files, 'package.json': '{"scripts":{"start":"node ."}}' })).toBe(
      'open',
    );
  });
});

describe('S22.2: every service can be built', () => {
  const names = (files: Files): readonly string[] => evidence('S22.2', files).slice(1);

  it('finds what starts in each language, and leaves libraries out', () => {
    const csproj = '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>';
    const files: Files = {
      'node/package.json': NODE,
      'library/package.json': '{"main": "index.js"}',
      'package.json': '{"workspaces": ["node"], "scripts": {"start": "x"}}',
      'editor/package.json': '{"engines": {"vscode": "^1.1.0"}, "scripts": {"start": "x"}}',
      'go/go.mod': 'module example.com/go\n',
      'go/cmd/shop/main.go': undefined,
      'golib/go.mod': 'module example.com/golib\n',
      'java/pom.xml': '<artifactId>spring-boot-maven-plugin</artifactId>',
      'parent/pom.xml': '<packaging>pom</packaging><artifactId>spring-boot-maven-plugin<',
      'gradle/build.gradle': "plugins { id 'org.springframework.boot' version '4.0.0' }\n",
      'gradleroot/build.gradle': "plugins { id 'org.springframework.boot' apply false }\n",
      'dotnet/Shop.csproj': csproj,
      'dotnet.tests/Tests.csproj': '<OutputType>Exe</OutputType> Microsoft.NET.Test.Sdk',
      'python/requirements.txt': 'requests\nFlask==3.1\n',
      'python/app.py': undefined,
      'script/requirements.txt': 'requests\n',
      'script/main.py': undefined,
      'rust/Cargo.toml': '[package]\nname = "rust"\n',
      'rust/src/main.rs': undefined,
      'crate/Cargo.toml': '[package]\nname = "crate"\n',
      'crate/src/lib.rs': undefined,
      'ruby/Gemfile': 'gem "rack"\n',
      'ruby/config.ru': '',
      'php/composer.json': '{"require": {"php": "^8.4"}}',
      'php/public/index.php': undefined,
    };
    expect(names(files).map((line) => line.replace(/ \| .*$/s, ''))).toEqual(
      ['dotnet', 'go', 'gradle', 'java', 'node', 'php', 'python', 'ruby', 'rust'].map(
        (name) => `"${name}" has no Dockerfile.`,
      ),
    );
  });

  it('sees a Dockerfile elsewhere that copies the folder, or is named after it', () => {
    const files: Files = {
      'api/package.json': NODE,
      'web/package.json': NODE,
      'jobs/package.json': NODE,
      'docker/api/Dockerfile': 'FROM node:22\nCOPY api/ .\nCMD ["node", "."]\n',
      'web.Dockerfile': WEB,
      Dockerfile: 'FROM node:22\nCOPY . .\nRUN npm --prefix jobs ci\nCMD ["node", "jobs"]\n',
    };
    expect(names(files)).toEqual([
      '"api" has a Dockerfile. | docker/api/Dockerfile: COPY api/ .',
      '"jobs" has a Dockerfile. | Dockerfile: COPY . .',
      '"web" has a Dockerfile. | web.Dockerfile: FROM node:22',
    ]);
  });

  it('does not take a COPY of everything for a component that nothing names', () => {
    const files = {
      Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "."]\n',
      'web/package.json': NODE,
    };
    expect(names(files)[0]).toBe('"web" has no Dockerfile. | web/package.json: node server.js');
  });

  it('counts what Compose builds: with a Dockerfile, inline, from elsewhere, or without any', () => {
    const compose = [
      'services:',
      '  hasher: {build: hasher}',
      '  inline:',
      '    build:',
      '      context: inline',
      '      dockerfile_inline: FROM alpine',
      '  remote: {build: https://example.com/repo.git}',
      '  rng: {build: rng}',
      '  sut: {build: ./tests}',
    ];
    const files = { 'compose.yaml': compose.join('\n'), 'hasher/Dockerfile': WEB };
    expect(names(files)).toEqual([
      '"rng" has no Dockerfile. | compose.yaml: build',
      '"hasher" has a Dockerfile. | hasher/Dockerfile: FROM node:22',
      '"inline" is built by Compose. | compose.yaml: FROM alpine',
    ]);
  });

  it('takes two Dockerfiles of one folder for one service', () => {
    const files = {
      'package.json': '{"name": "shop", "scripts": {"start": "node ."}}',
      Dockerfile: WEB,
      'Dockerfile.dev': WEB,
    };
    expect(evidence('S22.2', files)[0]).toBe('1 of 1 service can be built as an image.');
  });
});

describe('S22.3: a Compose file starts the whole application', () => {
  const application = { 'web/package.json': NODE, 'web/Dockerfile': WEB };
  const compose = (...lines: readonly string[]): string => ['services:', ...lines].join('\n');

  it('is done when it has every component and every host', () => {
    const text = compose(
      '  web:',
      '    build: web',
      '    environment: {REDIS_HOST: redis}',
      '  redis: {image: redis:8}',
    );
    expect(evidence('S22.3', { ...application, 'compose.yaml': text })).toEqual([
      '"compose.yaml" starts "web" and "redis". | compose.yaml: services',
    ]);
    expect(state('S22.3', { ...application, 'compose.yaml': text })).toBe('done');
  });

  it('names the component and the host that are missing', () => {
    const text = compose(
      '  api:',
      '    image: ghcr.io/x/api:1',
      '    environment:',
      '      - REDIS_HOST=cache',
    );
    const workspace = workspaceOf({ ...application, 'compose.yaml': text });
    const answer = ask(checks, 'S22.3', workspace);
    expect(answer.state).toBe('partly');
    expect(answer.next).toBe('Add "web" to "compose.yaml".');
    expect(shown(answer, workspace).slice(1)).toEqual([
      '"web" is in no Compose file. | web/package.json: node server.js',
      '"REDIS_HOST" of "api" names the host "cache", which no service here has. | compose.yaml: cache',
    ]);
  });

  it('knows aliases, and hosts that are elsewhere', () => {
    const text = compose(
      '  web:',
      '    build: web',
      '    environment:',
      '      A_HOST: db',
      '      B_URL: http://api.example.com',
      '      C_HOST: localhost',
      '      D_HOST: host.docker.internal',
      '      E_HOST: $WHERE',
      '  postgres:',
      '    image: postgres:18',
      '    networks: {default: {aliases: [db]}}',
    );
    expect(state('S22.3', { ...application, 'compose.yaml': text })).toBe('done');
  });

  it('is partly done where it cannot be read, and with another tool', () => {
    expect(state('S22.3', { 'compose.yaml': 'services:\n  web: [\n' })).toBe('partly');
    expect(state('S22.3', { 'skaffold.yaml': 'kind: Config\n', Dockerfile: WEB })).toBe('partly');
  });
});

describe('S22.4: developers can run it', () => {
  const README = '# Shop\n\n    docker compose up\n';
  const watch = (...more: readonly string[]): string =>
    [
      'services:',
      '  web:',
      '    build: .',
      '    develop: {watch: [{action: rebuild, path: .}]}',
      ...more,
    ].join('\n');

  it('is done with words to start it and code that follows changes', () => {
    expect(evidence('S22.4', { 'README.md': README, 'compose.yaml': watch() })).toEqual([
      '"README.md" says how to start it. | README.md: docker compose up',
      '"web" watches its source. | compose.yaml: watch',
    ]);
    expect(state('S22.4', { 'README.md': README, 'compose.yaml': watch() })).toBe('done');
  });

  it('asks for the words, and for variables that nothing explains', () => {
    expect(state('S22.4', { 'compose.yaml': watch() })).toBe('partly');
    const needs = watch(
      '    environment:',
      '      A: ${API_TOKEN}',
      '      B: ${B:-1}',
      '      C: $$C',
      '      # ${D}',
    );
    const files = { 'README.md': README, 'compose.yaml': needs };
    expect(evidence('S22.4', files)[0]).toBe(
      '"compose.yaml" needs "API_TOKEN" from outside. | compose.yaml: ${API_TOKEN}',
    );
    expect(state('S22.4', files)).toBe('partly');
    expect(state('S22.4', { ...files, '.env.example': 'API_TOKEN=\n' })).toBe('done');
  });

  it('takes a mounted folder of source for live code, which is a plus and no condition', () => {
    const mounts = 'services:\n  web:\n    build: .\n    volumes:\n      - ./src:/app\n';
    const files = { 'README.md': README, 'compose.yaml': mounts };
    expect(state('S22.4', { ...files, 'src/app.py': undefined })).toBe('done');
    expect(evidence('S22.4', { ...files, 'src/nginx.conf': undefined })).toHaveLength(1);
  });
});
