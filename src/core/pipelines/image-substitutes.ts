/** Tools that make an image of a component without any Dockerfile. */
import type { Component } from './components.ts';
import { readImageSteps } from './image-builds.ts';
import type { ImageSource } from './image-sources.ts';
import { markOfMatch } from '../guide/evidence.ts';
import { folderGuides, guidePaths } from '../guide/guide-texts.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, isWithin, joinPath } from '../files/source.ts';

/** A tool that a line of a file sets up, in the component's folder or in one around it. */
interface SetUp {
  readonly file: string;
  readonly tool: string;
  readonly sign: RegExp;
}

const BY_FILE: readonly SetUp[] = [
  { file: 'pom.xml', tool: 'Jib', sign: /jib-maven-plugin/ },
  {
    file: 'pom.xml',
    tool: 'Quarkus',
    sign: /quarkus-container-image-\w+|quarkus\.container-image\.\w+/,
  },
  { file: 'pom.xml', tool: 'Buildpacks', sign: /<goal>\s*build-image(?:-no-fork)?\s*</ },
  {
    file: 'pom.xml',
    tool: 'docker-maven-plugin',
    sign: /docker-maven-plugin|dockerfile-maven-plugin/,
  },
  { file: 'build.gradle', tool: 'Jib', sign: /com\.google\.cloud\.tools\.jib/ },
  { file: 'build.gradle.kts', tool: 'Jib', sign: /com\.google\.cloud\.tools\.jib/ },
  { file: 'build.gradle', tool: 'Quarkus', sign: /quarkus-container-image-\w+/ },
  { file: 'build.gradle.kts', tool: 'Quarkus', sign: /quarkus-container-image-\w+/ },
  {
    file: 'src/main/resources/application.properties',
    tool: 'Quarkus',
    sign: /^(?:%\w+\.)?quarkus\.container-image\.[^\n]*/m,
  },
  { file: 'project.toml', tool: 'buildpacks', sign: /^\[_\]|^\[+(?:build|io\.buildpacks)[^\n]*/m },
  {
    file: 'project.json',
    tool: 'Nx',
    sign: /@nx-tools\/nx-container|"(?:docker|container)(?:-build)?"\s*:/,
  },
  {
    file: 'BUILD.bazel',
    tool: 'Bazel',
    sign: /\b(?:oci_image|container_image|go_image|java_image|py3?_image)\s*\(/,
  },
  {
    file: 'BUILD',
    tool: 'Bazel',
    sign: /\b(?:oci_image|container_image|go_image|java_image|py3?_image)\s*\(/,
  },
];

const UPWARDS: readonly string[] = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

export function substituteFor(component: Component, scope: Scope): ImageSource | undefined {
  return (
    setUpFor(component, scope) ??
    dotnetSource(component, scope) ??
    koSource(component, scope) ??
    skaffoldSource(component, scope) ??
    builtByCommand(component, scope) ??
    explainedBuild(component, scope)
  );
}

function setUpFor({ folder }: Component, scope: Scope): ImageSource | undefined {
  for (const { file: name, tool, sign } of BY_FILE) {
    for (let at = folder; ; at = folderOf(at)) {
      const file = scope.file(joinPath(at, name));
      const mark = file === undefined ? undefined : markOfMatch(file, sign);
      if (file !== undefined && mark !== undefined) return { tool, path: file.path, at: mark };
      if (at === '' || !UPWARDS.includes(name)) break;
    }
  }
  return undefined;
}

/** The .NET SDK makes images itself, and Aspire's host has it do so for every project that it starts. */
function dotnetSource({ path }: Component, scope: Scope): ImageSource | undefined {
  const file = path.endsWith('.csproj') ? scope.file(path) : undefined;
  if (file === undefined) return undefined;
  const at = markOfMatch(
    file,
    /<(?:EnableSdkContainerSupport|ContainerRepository|ContainerImageName)>/,
  );
  if (at !== undefined) return { tool: 'the .NET SDK', path, at };
  const host = aspireHosts(scope)[0];
  return host === undefined ? undefined : { tool: '.NET Aspire', path: host, at: undefined };
}

/** The projects that start the others with .NET Aspire. */
export const aspireHosts = perScope((scope): readonly string[] =>
  scope
    .filesBelow('')
    .filter((path) => path.endsWith('.csproj'))
    .filter((path) => /Aspire\.AppHost|<IsAspireHost>\s*true/i.test(scope.file(path)?.text ?? '')),
);

function koSource({ folder }: Component, scope: Scope): ImageSource | undefined {
  const ko = [joinPath(folder, '.ko.yaml'), '.ko.yaml'].find((path) => scope.hasFile(path));
  const isGo = scope.hasFile(joinPath(folder, 'go.mod'));
  return ko !== undefined && isGo ? { tool: 'ko', path: ko, at: undefined } : undefined;
}

/** Skaffold's artifacts name the folder of each component. */
function skaffoldSource({ folder }: Component, scope: Scope): ImageSource | undefined {
  for (const path of scope
    .filesBelow('')
    .filter((one) => /^skaffold\.ya?ml$/.test(baseName(one)))) {
    const views = scope.file(path)?.documents.map(({ view }) => view) ?? [];
    const artifact = views
      .flatMap((view) => view.get('build', 'artifacts').items)
      .find((one) => joinPath(folderOf(path), one.get('context').text ?? '.') === folder);
    const tool = ['buildpacks', 'jib', 'ko', 'bazel', 'custom'].find((key) => artifact?.has(key));
    if (artifact !== undefined && tool !== undefined) {
      return { tool: `Skaffold (${tool})`, path, at: artifact.get('image') };
    }
  }
  return undefined;
}

/** Spring Boot's own plugin makes images, which a document tells people to do. */
function explainedBuild({ path }: Component, scope: Scope): ImageSource | undefined {
  if (!/(?:pom\.xml|build\.gradle(?:\.kts)?)$/.test(path)) return undefined;
  for (const guide of [...guidePaths(scope), ...folderGuides(scope)]) {
    const file = scope.file(guide);
    const at = file && markOfMatch(file, /\bspring-boot:build-image\b|\bbootBuildImage\b/);
    if (at !== undefined) return { tool: 'Buildpacks', path: guide, at };
  }
  return undefined;
}

const WITHOUT_DOCKERFILE: Readonly<Record<string, RegExp>> = {
  ko: /go\.mod$/,
  Jib: /pom\.xml$|build\.gradle(?:\.kts)?$/,
  'Spring Boot': /pom\.xml$|build\.gradle(?:\.kts)?$/,
  'pack build': /./,
  'dotnet publish': /\.csproj$/,
};

/** A pipeline that makes images from source as it is, with the component's folder in its line or without any. */
function builtByCommand({ path, folder }: Component, scope: Scope): ImageSource | undefined {
  const step = readImageSteps(scope).find(({ what, builds }) =>
    what.split(' and ').some((tool) => builds && WITHOUT_DOCKERFILE[tool]?.test(path) === true),
  );
  if (step === undefined || !isWithin(folder, folderOf(step.path).replace(/^\.\w+(?:\/.*)?$/, '')))
    return undefined;
  return { tool: step.what, path: step.path, at: step.at };
}
