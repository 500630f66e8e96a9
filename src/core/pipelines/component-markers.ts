/** The files by which each language says that a folder of source builds into a program, or into none. */
import { markOfMatch } from '../guide/evidence.ts';
import { baseName, folderOf } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';

/** The paths of the workspace's own application, and all the folders they are in. */
export interface Places {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/**
 * What a folder of source becomes. A `library` is used by other programs, a `tool` runs on the
 * machines of people: neither is deployed. `unknown` source is there, and nothing says what starts.
 */
export type Product =
  | { readonly is: 'program'; readonly at: View | Mark }
  | { readonly is: 'library' | 'tool' | 'unknown' };

interface Marker {
  readonly file: RegExp;
  /** Undefined for files that only hold other projects together. */
  readonly read: (file: SourceFile, places: Places) => Product | undefined;
}

const LIBRARY: Product = { is: 'library' };
const TOOL: Product = { is: 'tool' };
const UNKNOWN: Product = { is: 'unknown' };

const within = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`;

const has = ({ files }: Places, folder: string, ...names: readonly string[]): boolean =>
  names.some((name) => files.has(within(folder, name)));

function programAt(at: View | Mark | undefined, otherwise: Product): Product {
  return at === undefined ? otherwise : { is: 'program', at };
}

/** Whether a folder has a Dockerfile of its own, under whatever name: then it is shipped, whatever else it is. */
function hasDockerfile({ files }: Places, folder: string): boolean {
  return ['Dockerfile', 'Containerfile'].some((name) => files.has(within(folder, name)));
}

/** A start script that only starts what other packages hold. */
const STARTS_OTHERS =
  /\b(?:concurrently|npm-run-all|run-p|turbo|lerna)\b|docker[- ]compose|--(?:prefix|workspaces?|filter)\b|\byarn workspace|\bnx run-many\b/;
/** A start script that shows documents, components or tests to those who write them. */
const SHOWS =
  /\b(?:docusaurus|vitepress|vuepress|storybook|start-storybook|styleguidist|typedoc|jekyll|gulp watch|rollup -\w*w)\b/;
/** Packages whose programs run on other machines than a server. */
const CLIENT_PROGRAMS: readonly string[] = [
  ...['electron', 'expo', 'react-native', '@docusaurus/core', 'vitepress', 'vuepress'],
  ...['@tauri-apps/api', '@tauri-apps/cli', '@capacitor/core', '@ionic/core', 'nativescript'],
];
const NODE_SERVERS: readonly string[] = [
  ...['express', 'fastify', 'koa', '@nestjs/core', '@hapi/hapi', 'hono', 'next', 'nuxt'],
  ...['@apollo/server', '@grpc/grpc-js', '@remix-run/node', '@sveltejs/kit', 'moleculer'],
];
/** Frameworks of programs that run in a browser. */
const BROWSER_PACKAGES: readonly string[] = [
  ...['react', 'vue', '@angular/core', 'svelte', 'preact', 'solid-js', 'vite', 'react-scripts'],
  ...['@vue/cli-service', 'ember-source', 'lit', 'parcel'],
];

function packagesOf(view: View): readonly string[] {
  return [...view.get('dependencies').keys, ...view.get('devDependencies').keys];
}

function nodeProduct(file: SourceFile, places: Places): Product | undefined {
  const view = file.documents[0]?.view;
  const folder = folderOf(file.path);
  if (view === undefined || view.has('workspaces')) return undefined;
  if (has(places, folder, 'pnpm-workspace.yaml', 'lerna.json')) return undefined;
  const uses = packagesOf(view);
  if (view.get('engines').has('vscode')) return TOOL;
  if (CLIENT_PROGRAMS.some((name) => uses.includes(name))) return TOOL;
  const isPublished = ['publishConfig', 'files', 'exports', 'types'].some((key) => view.has(key));
  if (isPublished && !view.get('private').isTrue && !hasDockerfile(places, folder)) return LIBRARY;
  const scripts = view.get('scripts');
  const start = ['start', 'start:prod', 'serve', 'dev']
    .filter((name) => name !== 'dev' || NODE_SERVERS.some((server) => uses.includes(server)))
    .map((name) => scripts.get(name))
    .find(({ text }) => text !== undefined);
  if (start !== undefined) {
    if (SHOWS.test(start.text ?? '')) return TOOL;
    return STARTS_OTHERS.test(start.text ?? '') ? undefined : { is: 'program', at: start };
  }
  if (view.has('bin'))
    return view.get('private').isTrue ? { is: 'program', at: view.get('bin') } : TOOL;
  return view.has('main') || view.has('module') ? LIBRARY : undefined;
}

/** Whether a package is what a browser shows, and no server of its own. */
export function isFrontEnd(file: SourceFile | undefined): boolean {
  const view = file?.path.endsWith('package.json') === true ? file.documents[0]?.view : undefined;
  if (view === undefined) return false;
  const uses = packagesOf(view);
  return (
    BROWSER_PACKAGES.some((name) => uses.includes(name)) &&
    !NODE_SERVERS.some((name) => uses.includes(name))
  );
}

const GO_SERVERS =
  /\b(?:gin-gonic\/gin|labstack\/echo|gofiber\/fiber|go-chi\/chi|gorilla\/mux|google\.golang\.org\/grpc|julienschmidt\/httprouter|sigs\.k8s\.io\/controller-runtime|prometheus\/client_golang|go-kit\/kit|nats-io\/nats\.go|IBM\/sarama|beego)\b/;
const GO_COMMANDS = /\b(?:spf13\/cobra|urfave\/cli|alecthomas\/kong|charmbracelet\/bubbletea)\b/;

/** Folders of programs that help to develop, and are not shipped. */
export const TOOLING =
  /(?:^|\/)(?:hack|_?tools?|tooling|scripts?|ci|build-tools|dev-?tools|licen[sc]es?|licen[sc]e-\w+|attributions?|oss|health-?checks?|codegen|generators?|cmd\/(?:gen|generate)[^/]*)(?:\/|$)/i;

/** A module with a `main.go` that is not another module's. */
function goProduct(file: SourceFile, places: Places): Product {
  const folder = folderOf(file.path);
  const mains = goMains(folder, places);
  if (mains.length === 0) return LIBRARY;
  const isCommand = GO_COMMANDS.test(file.text) && !GO_SERVERS.test(file.text);
  const isShipped = [...places.files].some((path) => /(?:^|\/|\.)Dockerfile(?:\.|$)/.test(path));
  if (isCommand && !isShipped) return TOOL;
  return programAt(markOfMatch(file, /^module\s+\S+/m), UNKNOWN);
}

/** The `main.go` files of a module. */
export function goMains(folder: string, places: Places): readonly string[] {
  const moduleOf = (path: string): string => {
    let at = folderOf(path);
    while (at !== '' && !has(places, at, 'go.mod')) at = folderOf(at);
    return at;
  };
  return [...places.files].filter(
    (path) =>
      baseName(path) === 'main.go' && !TOOLING.test(folderOf(path)) && moduleOf(path) === folder,
  );
}

const JVM_PLUGINS =
  /<artifactId>\s*(?:spring-boot-maven-plugin|jib-maven-plugin|quarkus-maven-plugin|maven-shade-plugin|micronaut-maven-plugin)\s*<|<mainClass>|<packaging>\s*war\s*</;
const JVM_SERVERS =
  /<artifactId>\s*(?:spring-boot-starter-(?:web|webflux|actuator)|spring-cloud-starter-gateway|quarkus-rest\w*|quarkus-resteasy\w*|micronaut-http-server-netty|dropwizard-core|vertx-web)\s*</;
/** A server's module that others take parts from has a name that says so. */
const SHARED_MODULE =
  /(?:^|[-_./])(?:commons?|core|lib(?:rary)?|shared|api|starter|model|parent|bom|utils?)$/i;

function mavenProduct(file: SourceFile, places: Places): Product | undefined {
  if (/<packaging>\s*pom\s*</.test(file.text)) return undefined;
  const folder = folderOf(file.path);
  const plugin = markOfMatch(file, JVM_PLUGINS);
  if (plugin !== undefined) return { is: 'program', at: plugin };
  const isModule = places.folders.has(within(folder, 'src/main')) && !SHARED_MODULE.test(folder);
  return programAt(isModule ? markOfMatch(file, JVM_SERVERS) : undefined, LIBRARY);
}

const GRADLE =
  /^(?![^\n]*apply false)[^\n]*(?:\bid\s*\(?\s*["'](?:application|war|org\.springframework\.boot|io\.quarkus|io\.micronaut\.application|io\.ktor\.plugin|com\.google\.cloud\.tools\.jib)["']|apply plugin:\s*["'](?:application|war|org\.springframework\.boot)["']|alias\s*\(?\s*libs\.plugins\.[\w.]*(?:spring[.]?[bB]oot|quarkus|ktor|micronaut\.application|application|jib)\b)/m;

function gradleProduct(file: SourceFile, places: Places): Product | undefined {
  if (/com\.android\.application|id\s*\(?\s*["']org\.jetbrains\.compose/.test(file.text))
    return TOOL;
  const folder = folderOf(file.path);
  const holdsOthers = has(places, folder, 'settings.gradle', 'settings.gradle.kts');
  if (holdsOthers && !places.folders.has(within(folder, 'src/main'))) return undefined;
  return programAt(markOfMatch(file, GRADLE), LIBRARY);
}

function dotnetProduct(file: SourceFile, places: Places): Product | undefined {
  const { text } = file;
  if (/Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true/i.test(text)) return undefined;
  if (/Aspire\.AppHost|<IsAspireHost>\s*true/i.test(text)) return undefined;
  if (/<Use(?:Maui|WPF|WindowsForms)>\s*true|Microsoft\.NET\.Sdk\.BlazorWebAssembly/i.test(text))
    return TOOL;
  const server = markOfMatch(file, /Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker)"/);
  if (server !== undefined) return { is: 'program', at: server };
  const program = markOfMatch(file, /<OutputType>\s*Exe\s*</i);
  if (program === undefined) return LIBRARY;
  const isServer =
    /Microsoft\.(?:AspNetCore|Extensions\.Hosting|Azure\.Functions)|Grpc\.|<Docker\w+>/.test(
      text,
    ) || hasDockerfile(places, folderOf(file.path));
  return isServer ? { is: 'program', at: program } : TOOL;
}

const PYTHON_SERVER =
  /(?:^\s*|["'])(?:flask|django|fastapi|starlette|uvicorn|gunicorn|hypercorn|aiohttp|tornado|sanic|bottle|falcon|waitress|daphne|grpcio|streamlit|celery|quart|litestar)\b[^\n]*/im;
const PYTHON_ENTRY =
  /^(?:[\w-]+\/){0,3}(?:main|app|server|manage|wsgi|asgi|__main__|run)\.py$|^Procfile$/;

function pythonProduct(file: SourceFile, { files }: Places): Product {
  const folder = folderOf(file.path);
  const start = folder === '' ? 0 : folder.length + 1;
  const starts = [...files].some(
    (path) =>
      (folder === '' || path.startsWith(`${folder}/`)) && PYTHON_ENTRY.test(path.slice(start)),
  );
  const server = markOfMatch(file, PYTHON_SERVER);
  if (starts && server !== undefined) return { is: 'program', at: server };
  const isPackage = /^\[(?:build-system|project|tool\.poetry)\]/m.test(file.text);
  return isPackage ? LIBRARY : UNKNOWN;
}

const RUST_SERVERS = /^\s*(?:axum|actix-web|rocket|warp|tonic|hyper|tide|poem|salvo)\b/m;

function rustProduct(file: SourceFile, places: Places): Product | undefined {
  const at = markOfMatch(file, /^\[package\]/m);
  if (at === undefined) return undefined;
  const folder = folderOf(file.path);
  if (!has(places, folder, 'src/main.rs') && !/^\[\[bin\]\]/m.test(file.text)) return LIBRARY;
  const isCommand =
    /^\s*(?:clap|structopt|argh)\b/m.test(file.text) && !RUST_SERVERS.test(file.text);
  return isCommand && !hasDockerfile(places, folder) ? TOOL : { is: 'program', at };
}

const MARKERS: readonly Marker[] = [
  { file: /^package\.json$/, read: nodeProduct },
  { file: /^go\.mod$/, read: goProduct },
  { file: /^pom\.xml$/, read: mavenProduct },
  { file: /^build\.gradle(?:\.kts)?$/, read: gradleProduct },
  { file: /\.csproj$/, read: dotnetProduct },
  { file: /^(?:requirements\.txt|pyproject\.toml|Pipfile|setup\.py)$/, read: pythonProduct },
  { file: /^Cargo\.toml$/, read: rustProduct },
  {
    file: /^Gemfile$/,
    read: (file, places) =>
      programAt(
        has(places, folderOf(file.path), 'config.ru')
          ? markOfMatch(file, /^\s*(?:gem|source)\b[^\n]*/m)
          : undefined,
        UNKNOWN,
      ),
  },
  {
    file: /^composer\.json$/,
    read: (file, places) =>
      programAt(
        has(
          places,
          folderOf(file.path),
          'public/index.php',
          'index.php',
          'artisan',
          'web/index.php',
        )
          ? file.documents[0]?.view.get('require')
          : undefined,
        LIBRARY,
      ),
  },
  {
    file: /^mix\.exs$/,
    read: (file) =>
      programAt(markOfMatch(file, /\{:(?:phoenix|plug_cowboy|bandit)\b[^\n]*/), LIBRARY),
  },
];

/** What a file says about its folder; undefined for every file that is no marker of a language. */
export function productOf(
  path: string,
  read: (path: string) => SourceFile | undefined,
  places: Places,
): Product | undefined {
  const marker = MARKERS.find(({ file }) => file.test(baseName(path)));
  const file = marker === undefined ? undefined : read(path);
  return file && marker?.read(file, places);
}
