/** The settings of all project files that hold for a file of the workspace. */
import { globMatcher } from '../files/glob.ts';
import type { PathMatcher } from '../files/glob.ts';
import type { ProjectFile, RuleSetting } from './project-file.ts';
import { folderOf, isWithin } from '../files/source.ts';
import type { SchemaMode } from '../schema/voice.ts';

/** What somebody asked for this once; it wins over what is written down. */
export interface AskedSettings {
  readonly kubernetesMinor?: number;
  readonly defaultNamespace?: string;
}

export interface ProjectSettings {
  /** Undefined where no project file says anything. */
  readonly severityOf: (rule: string, path: string) => RuleSetting | undefined;
  readonly kubernetesMinorOf: (path: string) => number | undefined;
  readonly defaultNamespaceOf: (path: string) => string | undefined;
  /** Who says what a schema tells about a file. */
  readonly schemaModeOf: (path: string) => SchemaMode | undefined;
  /** Who looks after a file. */
  readonly ownerOf: (path: string) => string | undefined;
  /** True for files that are not to be looked at. */
  readonly excludes: (path: string) => boolean;
  /** The globs behind `excludes` as one text, to see a change. */
  readonly exclusion: string;
}

/** A project file with its globs made ready. */
interface Layer {
  readonly file: ProjectFile;
  readonly excludes: PathMatcher;
}

/**
 * Joins the project files of a workspace. For each setting the nearest file above a path counts,
 * and in it the last override that names both path and rule.
 *
 * Of all that can be said about a rule, the narrower and the more shared wins: a comment or an
 * annotation speaks of one place and gives its reason; a project file is read by everyone who has
 * the repository, in the editor and in CI; the settings of an editor are one person's; and the
 * rule's own severity is there for those who said nothing.
 */
export function joinProjectFiles(
  files: readonly ProjectFile[],
  asked: AskedSettings = {},
): ProjectSettings {
  const layers = [...files]
    .sort(nearestFirst)
    .map((file) => ({ file, excludes: globMatcher(file.exclude) }));
  const byFolder = new Map<string, readonly Layer[]>();
  const layersFor = (path: string): readonly Layer[] => {
    if (layers.length === 0) return layers;
    const folder = folderOf(path);
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const found = layers.filter(({ file }) => isWithin(folder, file.folder));
    byFolder.set(folder, found);
    return found;
  };
  const nearest = <Value>(path: string, read: (file: ProjectFile) => Value | undefined) =>
    first(layersFor(path), ({ file }) => read(file));
  return {
    severityOf: (rule, path) => nearest(path, (file) => severityIn(file, rule, path)),
    kubernetesMinorOf: (path) =>
      asked.kubernetesMinor ?? nearest(path, (file) => file.kubernetesMinor),
    defaultNamespaceOf: (path) =>
      asked.defaultNamespace ?? nearest(path, (file) => file.defaultNamespace),
    schemaModeOf: (path) => nearest(path, (file) => file.schemaMode),
    ownerOf: (path) =>
      nearest(
        path,
        (file) => file.owners.findLast(({ matches }) => matches(relativeTo(file, path)))?.owner,
      ),
    excludes: (path) =>
      layersFor(path).some(({ file, excludes }) => excludes(relativeTo(file, path))),
    exclusion: JSON.stringify(files.map(({ path, exclude }) => [path, exclude]).sort()),
  };
}

/** Files above the workspace come last, the outermost one behind all others. */
function nearestFirst(a: ProjectFile, b: ProjectFile): number {
  const depth = ({ folder, inside }: ProjectFile): number =>
    inside === '' ? folder.length : -inside.length;
  return depth(b) - depth(a);
}

function first<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value | undefined,
): Value | undefined {
  for (const item of items) {
    const value = read(item);
    if (value !== undefined) return value;
  }
  return undefined;
}

function severityIn(file: ProjectFile, rule: string, path: string): RuleSetting | undefined {
  const relative = relativeTo(file, path);
  const override = file.overrides.findLast(
    ({ rules, matches }) => rules.has(rule) && matches(relative),
  );
  return override?.rules.get(rule) ?? file.rules.get(rule);
}

/** A path of the workspace as the globs of a project file see it. */
function relativeTo({ folder, inside }: ProjectFile, path: string): string {
  if (inside !== '') return `${inside}/${path}`;
  return folder === '' ? path : path.slice(folder.length + 1);
}
