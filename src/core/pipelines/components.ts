/** The parts of an application that are built from source, found by the files of their languages. */
import { ownPaths } from '../guide/evidence.ts';
import { perScope } from '../workspace/per-scope.ts';
import { baseName, folderOf } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Mark, View } from '../yaml/view.ts';
import { goMains, isFrontEnd, productOf, TOOLING } from './component-markers.ts';
import type { Places, Product } from './component-markers.ts';

/** A folder of source that builds into one program that is deployed. */
export interface Component {
  readonly name: string;
  readonly folder: string;
  /** The file that shows that something is built and started here. */
  readonly path: string;
  readonly at: View | Mark | undefined;
  /** True for what a browser shows: another component may well serve it. */
  readonly isFrontEnd?: boolean;
}

/** Source of the workspace, whatever it becomes. */
interface Source {
  readonly path: string;
  readonly product: Product;
}

/** Paths with all the folders they are in. */
export function withFolders(paths: Iterable<string>): ReadonlySet<string> {
  const known = new Set<string>(['']);
  for (const path of paths) {
    for (let at = path; at !== '' && !known.has(at); at = folderOf(at)) known.add(at);
  }
  return known;
}

const readPlaces = perScope((scope): Places => {
  const files = new Set(ownPaths(scope));
  return { files, folders: withFolders(files) };
});

/** Every project of a language, the first of each folder, in order. */
const readSources = perScope((scope): readonly Source[] => {
  const places = readPlaces(scope);
  const found = new Map<string, Source>();
  for (const path of places.files) {
    const folder = folderOf(path);
    const known = found.get(folder);
    if (known?.product.is === 'program') continue;
    const product = productOf(path, (one) => scope.file(one), places);
    if (product === undefined || (known !== undefined && product.is !== 'program')) continue;
    found.set(folder, { path, product });
  }
  return [...found.values()];
});

/** Every component of the workspace, one for each folder, in order. */
export const readComponents = perScope((scope): readonly Component[] =>
  readSources(scope).flatMap(({ path, product }) => {
    const folder = folderOf(path);
    const file = scope.file(path);
    if (product.is !== 'program' || file === undefined || TOOLING.test(folder)) return [];
    const name = nameOf(folder, file, scope);
    return [{ name, folder, path, at: product.at, ...(isFrontEnd(file) && { isFrontEnd: true }) }];
  }),
);

/** Whether a folder holds a program for the machines of people, such as an app for telephones. */
export function holdsTool(folder: string, scope: Scope): boolean {
  return readSources(scope).some(
    ({ path, product }) => folderOf(path) === folder && product.is === 'tool',
  );
}

/** The programs of a Go module that has several: the folders of `cmd`. */
export function commandsOfModule(component: Component, scope: Scope): readonly Component[] {
  if (baseName(component.path) !== 'go.mod') return [];
  return goMains(component.folder, readPlaces(scope))
    .map(folderOf)
    .filter((folder) => baseName(folderOf(folder)) === 'cmd')
    .map((folder) => ({ ...component, name: baseName(folder), folder }));
}

const LANGUAGES =
  /\.(?:go|java|kt|scala|cs|fs|rs|py|rb|php|exs?|erl|[cm]?[jt]sx?|swift|dart|cc|cpp|c|h)$/;
/** Fewer files than this are scripts beside something else. */
const FEWEST_SOURCES = 8;

/** Files that show that there is source here, whatever becomes of it; those that say how it is built first. */
export const readSourcePaths = perScope((scope): readonly string[] => {
  const marked = readSources(scope).map(({ path }) => path);
  if (marked.length > 0) return marked;
  const others = ownPaths(scope).filter(
    (path) => LANGUAGES.test(path) && !TOOLING.test(folderOf(path)),
  );
  return others.length < FEWEST_SOURCES ? [] : others;
});

/** Why no program of this workspace is deployed, as far as its files show. */
export type NoProgram =
  | { readonly why: 'library' | 'tool' | 'unknown'; readonly path: string }
  | { readonly why: 'no-source' };

export function whyNoProgram(scope: Scope): NoProgram {
  const sources = readSources(scope);
  for (const why of ['library', 'tool'] as const) {
    const found = sources.find(({ product }) => product.is === why);
    if (found !== undefined) return { why, path: found.path };
  }
  const [path] = readSourcePaths(scope);
  return path === undefined ? { why: 'no-source' } : { why: 'unknown', path };
}

/** Folders that hold the source of the folder around them: `services/cart/src` is called cart by everybody. */
const SOURCE_FOLDER = /\/(?:src|app|html|htdocs|www|code|source)$/;

/** What the program of a folder is called; '' at the top. */
export function nameOfFolder(folder: string): string {
  return baseName(folder.replace(SOURCE_FOLDER, ''));
}

function nameOf(folder: string, file: SourceFile, scope: Scope): string {
  const named = nameOfFolder(folder);
  if (named !== '') return named;
  const beside = ['pom.xml', 'package.json', 'go.mod', 'pyproject.toml', 'Cargo.toml'];
  const said = [file, ...beside.flatMap((name) => scope.file(name) ?? [])].map(ownName);
  return baseName(said.find((name) => name !== undefined && name !== '') ?? '') || 'application';
}

/** What a program at the top calls itself: `@shop/cart`, `module example.com/shop/cart/v2`. */
function ownName({ path, text, documents }: SourceFile): string | undefined {
  const file = baseName(path);
  if (file.endsWith('.csproj')) return file.slice(0, -'.csproj'.length);
  if (file === 'go.mod') return /^module\s+(\S+?)(?:\/v\d+)?\s*$/m.exec(text)?.[1];
  if (file.endsWith('.toml')) return /^name\s*=\s*["']([\w.-]+)["']/m.exec(text)?.[1];
  if (file === 'pom.xml') {
    const own = text.replace(/<(parent|dependencies|build)>[\s\S]*?<\/\1>/g, '');
    return /<artifactId>\s*([\w.-]+)\s*</.exec(own)?.[1];
  }
  return documents[0]?.view.get('name').text;
}
