/** Which components have what it takes to become an image: Dockerfiles and their substitutes. */
import { readComponents } from './components.ts';
import type { Component } from './components.ts';
import type { ComposeService } from '../compose/compose.ts';
import type { Copy, Stage } from '../dockerfile/dockerfile.ts';
import { isAside, markOfMatch, ownPaths, textMark } from '../guide/evidence.ts';
import { lineStart } from '../text/text.ts';
import { placesOfWord } from '../text/words.ts';
import { plainName } from '../text/name-words.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, fileKind, folderOf, isWithin, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';
import { readWorkloads } from '../guide/workloads.ts';

/** A way to an image, and the line that shows it. */
export interface ImageSource {
  readonly tool: 'Dockerfile' | 'Compose' | 'Jib' | 'ko' | 'buildpacks';
  readonly path: string;
  readonly at: View | Mark | undefined;
}

export interface BuiltComponent extends Component {
  readonly source: ImageSource | undefined;
}

/** A Dockerfile of the application with its stages. */
export interface BuildFile {
  readonly file: SourceFile;
  readonly final: Stage;
  readonly copies: readonly Copy[];
  /** The folder it is built in: as Compose says, else the nearest one that holds its sources. */
  readonly context: string;
}

/** The Dockerfiles of the application. */
export const readBuildFiles = perScope((scope): readonly BuildFile[] => {
  const services = scope.composeFiles.flatMap((compose) => compose.services);
  // A folder with nothing but a Dockerfile has nothing to copy.
  const known = withFolders(scope.filesBelow('').filter((path) => fileKind(path) !== 'dockerfile'));
  return ownPaths(scope).flatMap((path) => {
    const file = scope.file(path);
    const dockerfile = file?.kind === 'dockerfile' ? file.documents[0]?.dockerfile : undefined;
    const final = dockerfile?.stages.find((stage) => stage.isFinal);
    if (file === undefined || dockerfile === undefined || final?.image === undefined) return [];
    const { copies } = dockerfile;
    const said = services.find(({ build }) => build?.dockerfile === path)?.build?.context;
    return [{ file, final, copies, context: said ?? likelyContext(path, copies, known) }];
  });
});

/** Paths with all the folders they are in. */
function withFolders(paths: readonly string[]): ReadonlySet<string> {
  const known = new Set<string>(['']);
  for (const path of paths) {
    for (let at = path; at !== '' && !known.has(at); at = folderOf(at)) known.add(at);
  }
  return known;
}

function likelyContext(path: string, copies: readonly Copy[], known: ReadonlySet<string>): string {
  const sources = copies
    .filter(({ from }) => from === undefined)
    .flatMap((copy) => copy.sources.map(({ text }) => beforeWild(text)));
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (sources.every((source) => known.has(joinPath(folder, source.replace(/^\/+/, ''))))) {
      return folder;
    }
  }
  return '';
}

/** The part of a path before the first name with a wild card or a variable. */
function beforeWild(path: string): string {
  const wild = path.search(/[*?$]/);
  return wild < 0 ? path : path.slice(0, Math.max(0, path.lastIndexOf('/', wild)));
}

/** The FROM of the stage that becomes the image. */
export function fromMark({ file, final }: BuildFile): Mark {
  const { start, end } = final.instructions[0]?.span ?? { start: 0, end: 0 };
  return textMark(file, start, end);
}

/** The components of the workspace, each with what builds its image. */
export const readBuiltComponents = perScope((scope): readonly BuiltComponent[] => {
  const buildFiles = readBuildFiles(scope);
  const services = scope.composeFiles.flatMap((compose) => compose.services);
  const marked = readComponents(scope).map((component) => ({
    ...component,
    source:
      dockerfileOf(component, buildFiles, services) ??
      inlineSource(component, services) ??
      substituteFor(component, scope),
  }));
  return [...marked, ...unmarked(marked, services, scope)];
});

function dockerfileOf(
  component: Component,
  buildFiles: readonly BuildFile[],
  services: readonly ComposeService[],
): ImageSource | undefined {
  const { folder } = component;
  const built = services.filter(({ build }) => build?.context === folder);
  const own =
    buildFiles.find(({ file }) => folderOf(file.path) === folder) ??
    buildFiles.find(({ file }) => built.some(({ build }) => build?.dockerfile === file.path)) ??
    buildFiles.find(({ file }) => isNamedAfter(file.path, component)) ??
    buildFiles.find(({ file }) => isBuiltAs(file.path, component, services));
  if (own !== undefined) return { tool: 'Dockerfile', path: own.file.path, at: fromMark(own) };
  if (folder === '') return undefined;
  for (const buildFile of buildFiles) {
    const copy = buildFile.copies.find((one) => takes(one, buildFile, component));
    if (copy === undefined) continue;
    const at = textMark(buildFile.file, copy.span.start, copy.span.end);
    return { tool: 'Dockerfile', path: buildFile.file.path, at };
  }
  return undefined;
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
  const base = baseName(path);
  const named =
    /^(?:Docker|Container)file[.-](.+)$/i.exec(base)?.[1] ??
    /^(.+)\.(?:Docker|Container)file$/i.exec(base)?.[1];
  return (
    named?.toLowerCase() === name.toLowerCase() &&
    isWithin(folder, folderOf(path).replace(/(?:^|\/)(?:docker|build|deploy)$/, ''))
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

/** Tools that make images without a Dockerfile, set up in the component's folder or around it. */
function substituteFor({ folder }: Component, scope: Scope): ImageSource | undefined {
  const files: readonly (readonly [name: string, tool: ImageSource['tool'], sign: RegExp])[] = [
    ['pom.xml', 'Jib', /jib-maven-plugin/],
    ['build.gradle', 'Jib', /com\.google\.cloud\.tools\.jib/],
    ['build.gradle.kts', 'Jib', /com\.google\.cloud\.tools\.jib/],
    ['project.toml', 'buildpacks', /^\[_\]|^\[+(?:build|io\.buildpacks)[^\n]*/m],
  ];
  for (const [name, tool, sign] of files) {
    const file = scope.file(joinPath(folder, name));
    const at = file === undefined ? undefined : markOfMatch(file, sign);
    if (file !== undefined && at !== undefined) return { tool, path: file.path, at };
  }
  const ko = [joinPath(folder, '.ko.yaml'), '.ko.yaml'].find((path) => scope.hasFile(path));
  const isGo = scope.hasFile(joinPath(folder, 'go.mod'));
  return ko !== undefined && isGo ? { tool: 'ko', path: ko, at: undefined } : undefined;
}

/** Whether the manifests only run what other repositories build: no step of a build is missing. */
export function buildsNothing(scope: Scope): boolean {
  return readBuiltComponents(scope).length === 0 && readWorkloads(scope).length > 0;
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
    if (build === undefined || context === undefined || isAside(`${context}/`)) continue;
    const key = dockerfile ?? `${file.path}#${name}`;
    if (known.has(key) || found.has(key)) continue;
    if (marked.some(({ folder }) => folder === context)) continue;
    if (build.inherits && dockerfile !== undefined && !scope.hasFile(dockerfile)) continue;
    const buildFile = buildFiles.find((one) => one.file.path === dockerfile);
    found.set(key, {
      ...{ name, folder: context, path: file.path, at: build.at.keyMark },
      source: composeSource({ build, file }, buildFile, scope),
    });
  }
  const folders = new Set([...marked, ...found.values()].map(({ folder }) => folder));
  const alone = buildFiles.filter(({ file }) => !known.has(file.path) && !found.has(file.path));
  return [...found.values(), ...alone.flatMap((buildFile) => loneBuildFile(buildFile, folders))];
}

/** Variants of a Dockerfile for other occasions. */
const VARIANT = /^(?:Docker|Container)file[.-]|^(?:base|ci|dev|development|test|debug|local)\./i;

function loneBuildFile(
  buildFile: BuildFile,
  folders: ReadonlySet<string>,
): readonly BuiltComponent[] {
  const { path } = buildFile.file;
  const { cmd, entrypoint } = buildFile.final;
  const folder = folderOf(path);
  if ((cmd ?? entrypoint) === undefined || folders.has(folder)) return [];
  if (VARIANT.test(baseName(path))) return [];
  const named = /^(.+)\.(?:Docker|Container)file$/i.exec(baseName(path))?.[1];
  const name = named ?? (baseName(folder.replace(/\/(?:src|app)$/, '')) || 'application');
  const at = fromMark(buildFile);
  return [{ name, folder, path, at, source: { tool: 'Dockerfile', path, at } }];
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
