/** Which components have what it takes to become an image: Dockerfiles and their substitutes. */
import { commandsOfModule, holdsTool, nameOfFolder, readComponents } from './components.ts';
import type { Component } from './components.ts';
import { fromMark, imageFolder, isInBuildFolder, isParametric } from './build-files.ts';
import { nameInDockerfile, readBuildFiles, startsItself } from './build-files.ts';
import type { BuildFile } from './build-files.ts';
import type { ComposeService } from '../compose/compose.ts';
import type { Copy } from '../dockerfile/dockerfile.ts';
import { isAside, textMark } from '../guide/evidence.ts';
import { lineStart } from '../text/text.ts';
import { placesOfWord } from '../text/words.ts';
import { plainName } from '../text/name-words.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, isWithin, joinPath } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';
import { workloadRunning } from '../guide/workloads.ts';
import type { Running } from '../guide/workloads.ts';
import { substituteFor } from './image-substitutes.ts';
import { TOOLING } from './component-markers.ts';
import { readServices } from './composed-services.ts';
import { logAgent } from '../kubernetes/images.ts';

/** A way to an image, and the line that shows it. */
export interface ImageSource {
  /** `Dockerfile`, `Compose` for an inline one, or the name of a tool that needs none. */
  readonly tool: string;
  readonly path: string;
  readonly at: View | Mark | undefined;
}

export interface BuiltComponent extends Component {
  readonly source: ImageSource | undefined;
  /** Set where the way to the image has a name that only a variable holds. */
  readonly variable?: string;
}

/** The components of the workspace, each with what builds its image. */
export const readBuiltComponents = perScope((scope): readonly BuiltComponent[] => {
  const buildFiles = readBuildFiles(scope);
  const services = readServices(scope);
  const named = readComponents(scope).flatMap((component) => programsOf(component, scope));
  const marked = named.map((component) => ({
    ...component,
    source:
      dockerfileOf(component, buildFiles, services) ??
      inlineSource(component, services) ??
      substituteFor(component, scope),
  }));
  const own = marked.filter((component) => !isServedByAnother(component, marked, scope));
  return [...own, ...unmarked(own, services, scope)];
});

/** A Go module is one component, unless Dockerfiles tell its commands apart. */
function programsOf(component: Component, scope: Scope): readonly Component[] {
  const commands = commandsOfModule(component, scope);
  const built = commands.filter((command) =>
    readBuildFiles(scope).some(
      ({ file }) =>
        isNamedAfter(file.path, { ...command, folder: component.folder }) ||
        folderOf(file.path) === command.folder,
    ),
  );
  return commands.length > 1 && built.length > 0 ? built : [component];
}

/** A front end that another component's build takes in, or that lies inside one and has no image of its own. */
function isServedByAnother(
  component: BuiltComponent,
  all: readonly BuiltComponent[],
  scope: Scope,
): boolean {
  const { folder, source } = component;
  if (component.isFrontEnd !== true) return false;
  if (source !== undefined && source.tool !== 'Dockerfile') return false;
  const around = all.find(
    (other) =>
      other !== component &&
      other.source !== undefined &&
      isWithin(folder, other.folder) &&
      other.isFrontEnd !== true,
  );
  if (source === undefined) {
    return around !== undefined && workloadRunning(component.name, scope) === undefined;
  }
  const isOwn = isWithin(source.path, folder) || nameInDockerfile(source.path) === component.name;
  return !isOwn && all.some((other) => other !== component && other.source?.path === source.path);
}

function dockerfileOf(
  component: Component,
  buildFiles: readonly BuildFile[],
  services: readonly ComposeService[],
): ImageSource | undefined {
  const { folder } = component;
  const built = services.filter(({ build }) => build?.context === folder);
  const find = (test: (path: string) => boolean): BuildFile | undefined =>
    buildFiles.find(({ file }) => test(file.path));
  const own =
    find((path) => folderOf(path) === folder && nameInDockerfile(path) === undefined) ??
    find((path) => built.some(({ build }) => build?.dockerfile === path)) ??
    find((path) => isNamedAfter(path, component)) ??
    find((path) => isBuiltAs(path, component, services)) ??
    find((path) => folderOf(path) === folder) ??
    find((path) => isInBuildFolder(path, folder));
  if (own !== undefined) return { tool: 'Dockerfile', path: own.file.path, at: fromMark(own) };
  if (folder === '') return undefined;
  for (const buildFile of buildFiles) {
    const copy = buildFile.copies.find((one) => takes(one, buildFile, component));
    if (copy === undefined) continue;
    const at = textMark(buildFile.file, copy.span.start, copy.span.end);
    return { tool: 'Dockerfile', path: buildFile.file.path, at };
  }
  const shared = buildFiles.find((buildFile) => isParametric(buildFile));
  if (shared === undefined) return undefined;
  return { tool: 'Dockerfile', path: shared.file.path, at: fromMark(shared) };
}

/** One Dockerfile may build several programs, which Compose tells apart by arguments or targets. */
function isBuiltAs(
  path: string,
  component: Component,
  services: readonly ComposeService[],
): boolean {
  return services.some(
    ({ name, build }) =>
      build?.dockerfile === path && plainName(name) === plainName(component.name),
  );
}

/** `worker.Dockerfile` and `Dockerfile.worker`, in the component's folder or one around it. */
function isNamedAfter(path: string, { name, folder }: Component): boolean {
  const named = nameInDockerfile(path);
  return (
    named !== undefined &&
    plainName(named) === plainName(name) &&
    isWithin(folder, folderOf(path).replace(/(?:^|\/)(?:\.?docker|dockerfiles|build|deploy)$/i, ''))
  );
}

/** Whether a COPY brings a component in: by its folder, or all around it where its name is used too. */
function takes(copy: Copy, buildFile: BuildFile, component: Component): boolean {
  if (copy.from !== undefined) return false;
  return copy.sources.some(({ text }) => {
    const source = joinPath(buildFile.context, text.replace(/^\/+/, '').replace(/\/?\*+$/, ''));
    if (isWithin(source, component.folder)) return true;
    return isWithin(component.folder, source) && mentions(buildFile, component, copy);
  });
}

/** Other lines of the Dockerfile that name the component's folder. */
function mentions({ file }: BuildFile, component: Component, copy: Copy): boolean {
  const rest = file.text.slice(0, copy.span.start) + file.text.slice(copy.span.end);
  return placesOfWord(rest, baseName(component.folder), /[\w-]/).some(
    (at) => !/^\s*#/.test(rest.slice(lineStart(rest, at), at)),
  );
}

function inlineSource(
  { folder }: Component,
  services: readonly ComposeService[],
): ImageSource | undefined {
  const found = services.find(({ build }) => build?.inline === true && build.context === folder);
  if (found?.build === undefined) return undefined;
  return { tool: 'Compose', path: found.file.path, at: found.build.at.get('dockerfile_inline') };
}

/** What Compose builds and what Dockerfiles start, where no language's file marks a component. */
function unmarked(
  marked: readonly BuiltComponent[],
  services: readonly ComposeService[],
  scope: Scope,
): readonly BuiltComponent[] {
  const buildFiles = readBuildFiles(scope);
  const known = new Set(marked.flatMap(({ source }) => source?.path ?? []));
  const found = new Map<string, BuiltComponent>();
  for (const { name, build, file } of services) {
    const { context, dockerfile } = build ?? {};
    if (build === undefined || context === undefined) continue;
    if (isAside(`${context}/`) || TOOLING.test(context)) continue;
    const written = build.at.get('dockerfile').text ?? '';
    const isHidden = dockerfile === undefined && written.includes('$');
    const key = dockerfile ?? `${file.path}#${name}`;
    if (known.has(key) || found.has(key)) continue;
    if (marked.some(({ folder, source }) => folder === context && source !== undefined)) continue;
    if (build.inherits && dockerfile !== undefined && !scope.hasFile(dockerfile)) continue;
    const buildFile = buildFiles.find((one) => one.file.path === dockerfile);
    found.set(key, {
      ...{ name, folder: context, path: file.path, at: build.at.keyMark },
      ...(isHidden && { variable: written }),
      source: composeSource({ build, file }, buildFile, scope),
    });
  }
  const others = [...marked, ...found.values()];
  const alone = buildFiles.filter(({ file }) => !known.has(file.path) && !found.has(file.path));
  const lone = new Map<string, BuiltComponent>();
  for (const buildFile of alone) {
    const component = loneBuildFile(buildFile, others, scope);
    if (component !== undefined && !lone.has(component.folder))
      lone.set(component.folder, component);
  }
  // Where a variable names the Dockerfile, one for a service of that name will be it.
  const sure = [...marked, ...lone.values()].map(({ name }) => plainName(name));
  const asked = [...found.values()].filter(
    ({ name, variable }) => variable === undefined || !sure.includes(plainName(name)),
  );
  return [...asked, ...lone.values()];
}

/** Variants of a Dockerfile for other occasions. */
const VARIANT = /^(?:Docker|Container)file[.-]|^(?:base|ci|dev|development|test|debug|local)\./i;

function loneBuildFile(
  buildFile: BuildFile,
  others: readonly BuiltComponent[],
  scope: Scope,
): BuiltComponent | undefined {
  const { path } = buildFile.file;
  const { cmd, entrypoint } = buildFile.final;
  const folder = imageFolder(path);
  const starts =
    (cmd ?? entrypoint) !== undefined || startsItself(buildFile.final.image?.text ?? '');
  if (!starts || others.some((other) => other.folder === folder)) return undefined;
  const named = /^(.+)\.(?:Docker|Container)file$/i.exec(baseName(path))?.[1];
  const name = named ?? (nameOfFolder(folder) || 'application');
  const isVariant =
    VARIANT.test(baseName(path)) ||
    others.some((other) => other.source !== undefined && isInBuildFolder(path, other.folder));
  if ((isVariant || holdsTool(folder, scope)) && workloadRunning(name, scope) === undefined) {
    return undefined;
  }
  const at = fromMark(buildFile);
  return { name, folder, path, at, source: { tool: 'Dockerfile', path, at } };
}

function composeSource(
  { build, file }: Pick<ComposeService, 'build' | 'file'>,
  buildFile: BuildFile | undefined,
  scope: Scope,
): ImageSource | undefined {
  if (build?.inline === true) {
    return { tool: 'Compose', path: file.path, at: build.at.get('dockerfile_inline') };
  }
  if (buildFile !== undefined) {
    return { tool: 'Dockerfile', path: buildFile.file.path, at: fromMark(buildFile) };
  }
  // A Dockerfile under another name, or among the tests, is one all the same.
  const path = build?.dockerfile;
  return path !== undefined && scope.hasFile(path)
    ? { tool: 'Dockerfile', path, at: undefined }
    : undefined;
}

/** The container that runs a component: by its name, or by the name that Compose gives to its image. */
export function workloadOfComponent(
  { name, source }: BuiltComponent,
  scope: Scope,
): Running | undefined {
  const composed = readServices(scope).filter(
    (service) =>
      service.build !== undefined &&
      (service.build.dockerfile === source?.path || plainName(service.name) === plainName(name)),
  );
  // The registry and the tag are mostly variables: `${REGISTRY}/shop-db:${TAG}`.
  const names = composed.flatMap(
    ({ image }) => /(?:^|\/)([\w.-]+)(?::[^/]*)?$/.exec(image.text ?? '')?.[1] ?? [],
  );
  return [name, ...names].map((one) => workloadRunning(one, scope)).find((one) => one);
}

/** Whether the image of a component only carries logs or metrics away: it serves the cluster, not the application. */
export function isAgent({ source }: BuiltComponent, scope: Scope): boolean {
  if (source?.tool !== 'Dockerfile') return false;
  const built = readBuildFiles(scope).find(({ file }) => file.path === source.path);
  return logAgent(built?.final.image?.text ?? '') !== undefined;
}
