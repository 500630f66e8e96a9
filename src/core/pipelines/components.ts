/** The parts of an application that are built from source, found by the files of their languages. */
import { markOfMatch, ownPaths } from '../guide/evidence.ts';
import { perScope } from '../workspace/per-scope.ts';
import { baseName, folderOf } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';

/** A folder of source that builds into one program. */
export interface Component {
  readonly name: string;
  readonly folder: string;
  /** The file that shows that something is built and started here. */
  readonly path: string;
  readonly at: View | Mark | undefined;
}

interface Marker {
  readonly file: RegExp;
  readonly read: (file: SourceFile, files: ReadonlySet<string>) => View | Mark | undefined;
}

const has = (files: ReadonlySet<string>, folder: string, ...names: readonly string[]): boolean =>
  names.some((name) => files.has(folder === '' ? name : `${folder}/${name}`));

/** Folders of programs that help to develop, and are not shipped. */
const TOOLING = /(?:^|\/)(?:hack|tools?|scripts?|cmd\/(?:gen|generate)[^/]*)\//;

const MARKERS: readonly Marker[] = [
  { file: /^package\.json$/, read: nodeProgram },
  { file: /^go\.mod$/, read: goProgram },
  {
    file: /^pom\.xml$/,
    read: (file) =>
      /<packaging>\s*pom\s*</.test(file.text)
        ? undefined
        : markOfMatch(
            file,
            /<artifactId>\s*(?:spring-boot-maven-plugin|jib-maven-plugin|quarkus-maven-plugin|maven-shade-plugin)\s*<|<mainClass>|<packaging>\s*war\s*</,
          ),
  },
  {
    file: /^build\.gradle(?:\.kts)?$/,
    read: (file) =>
      markOfMatch(
        file,
        /^(?![^\n]*apply false)[^\n]*(?:\bid\s*\(?\s*["'](?:application|war|org\.springframework\.boot|io\.quarkus|io\.micronaut\.application|io\.ktor\.plugin|com\.google\.cloud\.tools\.jib)["']|apply plugin:\s*["'](?:application|war|org\.springframework\.boot)["'])/m,
      ),
  },
  {
    file: /\.csproj$/,
    read: (file) =>
      /Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true/i.test(file.text)
        ? undefined
        : markOfMatch(file, /Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"|<OutputType>\s*Exe\s*</i),
  },
  { file: /^(?:requirements\.txt|pyproject\.toml)$/, read: pythonProgram },
  {
    file: /^Cargo\.toml$/,
    read: (file, files) =>
      has(files, folderOf(file.path), 'src/main.rs') || /^\[\[bin\]\]/m.test(file.text)
        ? markOfMatch(file, /^\[package\]/m)
        : undefined,
  },
  {
    file: /^Gemfile$/,
    read: (file, files) =>
      has(files, folderOf(file.path), 'config.ru')
        ? markOfMatch(file, /^\s*(?:gem|source)\b[^\n]*/m)
        : undefined,
  },
  {
    file: /^composer\.json$/,
    read: (file, files) =>
      has(files, folderOf(file.path), 'public/index.php', 'index.php', 'artisan', 'web/index.php')
        ? file.documents[0]?.view.get('require')
        : undefined,
  },
];

/** A start script that only starts what other packages hold. */
const STARTS_OTHERS =
  /\b(?:concurrently|npm-run-all|run-p|turbo|nx|lerna)\b|docker[- ]compose|--(?:prefix|workspaces?|filter)\b|\byarn workspace/;

/** Packages whose programs run on other machines than a server. */
const CLIENT_PROGRAMS: readonly string[] = ['electron', 'expo', 'react-native', '@docusaurus/core'];

function nodeProgram(file: SourceFile, files: ReadonlySet<string>): View | undefined {
  const view = file.documents[0]?.view;
  if (view === undefined || view.has('workspaces') || view.get('engines').has('vscode')) {
    return undefined;
  }
  if (has(files, folderOf(file.path), 'pnpm-workspace.yaml', 'lerna.json')) return undefined;
  const uses = [...view.get('dependencies').keys, ...view.get('devDependencies').keys];
  if (CLIENT_PROGRAMS.some((name) => uses.includes(name))) return undefined;
  const start = view.get('scripts', 'start');
  if (start.text !== undefined) return STARTS_OTHERS.test(start.text) ? undefined : start;
  return view.has('bin') && view.get('private').isTrue ? view.get('bin') : undefined;
}

const PYTHON_SERVER =
  /(?:^\s*|["'])(?:flask|django|fastapi|starlette|uvicorn|gunicorn|hypercorn|aiohttp|tornado|sanic|bottle|falcon|waitress|daphne|grpcio|streamlit)\b[^\n]*/im;

function pythonProgram(file: SourceFile, files: ReadonlySet<string>): Mark | undefined {
  const folder = folderOf(file.path);
  const entries = ['main.py', 'app.py', 'server.py', 'manage.py', 'wsgi.py', 'asgi.py'];
  const places = ['', 'app/', 'src/'].flatMap((place) => entries.map((name) => `${place}${name}`));
  const starts = has(files, folder, ...places, 'Procfile');
  return starts ? markOfMatch(file, PYTHON_SERVER) : undefined;
}

/** A module with a `main.go` that is not another module's. */
function goProgram(file: SourceFile, files: ReadonlySet<string>): Mark | undefined {
  const folder = folderOf(file.path);
  const moduleOf = (path: string): string => {
    let at = folderOf(path);
    while (at !== '' && !has(files, at, 'go.mod')) at = folderOf(at);
    return at;
  };
  const starts = [...files].some(
    (path) => baseName(path) === 'main.go' && !TOOLING.test(path) && moduleOf(path) === folder,
  );
  return starts ? markOfMatch(file, /^module\s+\S+/m) : undefined;
}

/** Every component of the workspace, one for each folder, in order. */
export const readComponents = perScope((scope): readonly Component[] => {
  const paths = new Set(ownPaths(scope));
  const found = new Map<string, Component>();
  for (const path of paths) {
    const folder = folderOf(path);
    const marker = MARKERS.find(({ file }) => file.test(baseName(path)));
    const file = marker === undefined || found.has(folder) ? undefined : scope.file(path);
    const at = file && marker?.read(file, paths);
    if (file !== undefined && at !== undefined) {
      found.set(folder, { name: nameOf(folder, file), folder, path, at });
    }
  }
  return [...found.values()];
});

function nameOf(folder: string, file: SourceFile): string {
  // `services/cart/src` is called cart by everybody.
  const named = folder.replace(/\/(?:src|app)$/, '');
  if (named !== '') return baseName(named);
  return baseName(ownName(file) ?? '') || 'application';
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
