/**
 * A Compose project as Compose reads it: the files that are merged, included and extended, the
 * variables that the files know, and the names by which services find each other.
 */
import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import { onceFor, perScope } from '../workspace/per-scope.ts';
import type { View } from '../yaml/view.ts';
import { readBuild, readNamedCompose } from './compose.ts';
import type { ComposeBuild, ComposeFile, ComposeService } from './compose.ts';
import { readEnvFile } from './env-file.ts';
import type { Variables } from './env-file.ts';
import { fillIn } from './interpolation.ts';

/** What is asked of the workspace around a Compose file. */
export interface ComposeSurroundings {
  readonly byFolder: ReadonlyMap<string, readonly ComposeFile[]>;
  /** The files that include one of this path, in one step or more. */
  readonly including: ReadonlyMap<string, readonly ComposeFile[]>;
  /** A file that was read. */
  readonly file: (path: string) => SourceFile | undefined;
}

/** Made once for all Compose files of a workspace, so that none looks through all others. */
export const composeSurroundings = perScope((scope): ComposeSurroundings => {
  const file = (path: string): SourceFile | undefined => scope.file(path);
  const including = new Map<string, ComposeFile[]>();
  for (const compose of scope.composeFiles) {
    for (const included of includesFrom(compose, file).files) {
      const known = including.get(included.file.path);
      if (known === undefined) including.set(included.file.path, [compose]);
      else known.push(compose);
    }
  }
  const byFolder = Map.groupBy(scope.composeFiles, (one) => folderOf(one.file.path));
  return { byFolder, including, file };
});

/** The files that make up a project around one of them. */
export interface ComposeProject {
  /** The asking file first, then those of its folder, then what is included. */
  readonly files: readonly ComposeFile[];
  /** False where it includes what these files do not hold. */
  readonly isWhole: boolean;
}

/** Where an environment file tells the variables of a project. */
export function variablesOf(file: SourceFile, around: ComposeSurroundings): Variables {
  const text = around.file(joinPath(folderOf(file.path), '.env'))?.text;
  return text === undefined ? NO_VARIABLES : readEnvFile(text);
}

const NO_VARIABLES: Variables = new Map();

/** Files of one folder lie over each other; what they include, and who includes them, is one with them. */
export function composeProject(compose: ComposeFile, around: ComposeSurroundings): ComposeProject {
  const own = sameFolder(compose, around);
  const including = (around.including.get(compose.file.path) ?? []).filter(
    (other) => !own.includes(other),
  );
  const read = own.map((one) => includesFrom(one, around.file));
  const files = [compose, ...own, ...read.flatMap((one) => one.files), ...including];
  return {
    files: [...new Set(files)],
    isWhole: read.every(({ isWhole }) => isWhole) && including.length === 0,
  };
}

function sameFolder(
  { file }: ComposeFile | ComposeService,
  { byFolder }: ComposeSurroundings,
): readonly ComposeFile[] {
  return byFolder.get(folderOf(file.path)) ?? [];
}

/** A file that an `include` names, with the place that names it. */
export interface IncludedPath {
  readonly at: View;
  /** As the workspace names it; undefined for what comes from elsewhere. */
  readonly path: string | undefined;
}

/** docs.docker.com/reference/compose-file/include */
export function includedPaths({ file, view }: ComposeFile): readonly IncludedPath[] {
  return view.get('include').items.flatMap((item) => {
    const at = item.type === 'map' ? item.get('path') : item;
    const paths = at.type === 'sequence' ? at.items : [at];
    return paths.flatMap((path) =>
      path.text === undefined ? [] : [{ at: path, path: nearPath(file, path.text) }],
    );
  });
}

/** An address, or a path that a variable fills in, is not among the files. */
function nearPath({ path }: SourceFile, text: string): string | undefined {
  return /^[a-z+]+:\/\/|^git@|\$|^\//.test(text) ? undefined : joinPath(folderOf(path), text);
}

/** Whatever a file includes, and what that includes in turn. */
function includesFrom(compose: ComposeFile, file: ComposeSurroundings['file']): ComposeProject {
  const known = new Set([compose]);
  let isWhole = true;
  // A set that grows is walked to its end.
  for (const one of known) {
    for (const { path } of includedPaths(one)) {
      const found = composeAt(path, file);
      if (found === undefined) isWhole = false;
      else known.add(found);
    }
  }
  known.delete(compose);
  return { files: [...known], isWhole };
}

/** A file that another one names may be called anything. */
function composeAt(
  path: string | undefined,
  file: ComposeSurroundings['file'],
): ComposeFile | undefined {
  const source = path === undefined ? undefined : file(path);
  return source && readNamedCompose(source);
}

/** What a service takes over from. */
export interface Extended {
  readonly at: View;
  readonly name: string;
  /** The file that it names; undefined for one that these files cannot hold. */
  readonly path: string | undefined;
}

/** docs.docker.com/reference/compose-file/services: a name, or `service` and `file`. */
export function extendedBy({ file, view }: ComposeService): Extended | undefined {
  const extended = view.get('extends');
  const at = extended.type === 'map' ? extended.get('service') : extended;
  const name = at.text;
  if (name === undefined) return undefined;
  const other = extended.get('file').text;
  return { at, name, path: other === undefined ? file.path : nearPath(file, other) };
}

/** More than this in one line is a circle. */
const LONGEST_LINE = 20;

/** The overriding files of a folder, which hold only what they change. */
const OVERLAY = /^(?:docker-)?compose[.-].+\.ya?ml$/;

/**
 * A service and what it is made of, the nearest first: itself, what it extends, and for a file that
 * is laid over another one the service of the same name there.
 */
export function lineOf(
  service: ComposeService,
  around: ComposeSurroundings,
): readonly ComposeService[] {
  const line: ComposeService[] = [];
  let next: ComposeService | undefined = service;
  while (next !== undefined && !line.includes(next) && line.length < LONGEST_LINE) {
    line.push(next);
    next = extendedService(next, around) ?? overlaid(next, around);
  }
  return line;
}

function extendedService(
  service: ComposeService,
  around: ComposeSurroundings,
): ComposeService | undefined {
  const extended = extendedBy(service);
  if (extended?.path === undefined) return undefined;
  const found = composeAt(extended.path, around.file);
  return found && serviceNamed(found.services, extended.name);
}

/** The first service of each name: a list is indexed once, as each of its services may ask. */
const servicesByName = onceFor(
  (services: readonly ComposeService[]) =>
    new Map(services.map((one): [string, ComposeService] => [one.name, one]).reverse()),
);

/** The first service of a name. */
export const serviceNamed = (
  services: readonly ComposeService[],
  name: string,
): ComposeService | undefined => servicesByName(services).get(name);

function overlaid(
  service: ComposeService,
  around: ComposeSurroundings,
): ComposeService | undefined {
  const { file, name } = service;
  if (!OVERLAY.test(baseName(file.path))) return undefined;
  return sameFolder(service, around)
    .filter((other) => !OVERLAY.test(baseName(other.file.path)))
    .flatMap(({ services }) => services)
    .find((other) => other.name === name);
}

/**
 * What builds a service, with its variables filled in; from what it is made of where it says only a
 * part. Undefined where it builds nothing.
 */
export function buildOf(
  service: ComposeService,
  around: ComposeSurroundings,
): ComposeBuild | undefined {
  const builds = lineOf(service, around).flatMap(({ file, view }) => {
    const { text, ...known } = filledBuild(file, view, variablesOf(file, around));
    return known.build === undefined ? [] : [{ ...known.build, text }];
  });
  const [own] = builds;
  if (own === undefined) return undefined;
  const { text: written, ...build } = own;
  const base = build.inherits ? builds.find(({ context }) => context !== undefined) : undefined;
  if (base?.context === undefined) return build;
  const dockerfile = written === undefined ? base.dockerfile : joinPath(base.context, written);
  return { ...build, context: base.context, dockerfile, inherits: false };
}

function filledBuild(file: SourceFile, view: View, variables: Variables): FilledBuild {
  const fill = (text: string): string => fillIn(text, variables).text;
  const text = view.get('build', 'dockerfile').text;
  const build = readBuild(file, view, fill);
  return { build, ...(text !== undefined && { text: fill(text) }) };
}

interface FilledBuild {
  readonly build: ComposeBuild | undefined;
  /** The name of the Dockerfile as it is written. */
  readonly text?: string;
}

/** The names by which other services of a project find a service. */
export function namesOnNetwork({ name, view }: ComposeService): readonly string[] {
  const aliases = view
    .get('networks')
    .entries.flatMap((network) => network.get('aliases').items.flatMap((item) => item.text ?? []));
  const own = [view.get('container_name').text, view.get('hostname').text];
  return [name, ...aliases, ...own.flatMap((other) => other ?? [])];
}

/** The names that only the service itself knows others by: `links: [db:database]`. */
export function linkNames({ view }: ComposeService): ReadonlyMap<string, string> {
  const links = view.get('links').items.map((item) => (item.text ?? '').split(':'));
  return new Map(
    links.flatMap(([name = '', alias]) => (alias === undefined ? [] : [[alias, name]])),
  );
}
