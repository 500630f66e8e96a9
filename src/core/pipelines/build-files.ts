/** The Dockerfiles of the application, and which of them are variants of one another. */
import type { Copy, Stage } from '../dockerfile/dockerfile.ts';
import { ownPaths, textMark } from '../guide/evidence.ts';
import { perScope } from '../workspace/per-scope.ts';
import { datastore } from '../kubernetes/images.ts';
import { baseName, fileKind, folderOf, isWithin, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark } from '../yaml/view.ts';
import { TOOLING } from './component-markers.ts';
import { readServices } from './composed-services.ts';
import { withFolders } from './components.ts';

/** A Dockerfile of the application with its stages. */
export interface BuildFile {
  readonly file: SourceFile;
  readonly final: Stage;
  readonly copies: readonly Copy[];
  /** The folder it is built in: as Compose says, else the nearest one that holds its sources. */
  readonly context: string;
}

/** The Dockerfiles of the application; those of tools are left out. */
export const readBuildFiles = perScope((scope): readonly BuildFile[] => {
  const services = readServices(scope);
  // A folder with nothing but a Dockerfile has nothing to copy.
  const known = withFolders(scope.filesBelow('').filter((path) => fileKind(path) !== 'dockerfile'));
  return ownPaths(scope).flatMap((path) => {
    const file = TOOLING.test(folderOf(path)) ? undefined : scope.file(path);
    const dockerfile = file?.kind === 'dockerfile' ? file.documents[0]?.dockerfile : undefined;
    const final = dockerfile?.stages.find((stage) => stage.isFinal);
    if (file === undefined || dockerfile === undefined || final?.image === undefined) return [];
    const { copies } = dockerfile;
    const said = services.find(({ build }) => build?.dockerfile === path)?.build?.context;
    return [{ file, final, copies, context: said ?? likelyContext(path, copies, known) }];
  });
});

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

/** Images that start a server by themselves, so that a Dockerfile on top of them needs no CMD. */
const STARTS_ITSELF =
  /(?:^|\/)(?:nginx(?:-unprivileged)?|httpd|caddy|tomcat|jetty|haproxy|traefik|wordpress|openresty|php|envoy|kong|keycloak|grafana|prometheus|fluentd|fluent-bit|logstash|varnish|mosquitto|solr|wildfly|payara)(?::(?!.*cli)|@|$)/;

export function startsItself(image: string): boolean {
  return STARTS_ITSELF.test(image) || datastore(image) !== undefined;
}

/** What a Dockerfile is named after: `worker` of `worker.Dockerfile` and of `Dockerfile.worker`. */
export function nameInDockerfile(path: string): string | undefined {
  const base = baseName(path);
  return (
    /^(?:Docker|Container)file[.-](.+)$/i.exec(base)?.[1] ??
    /^(.+)\.(?:Docker|Container)file$/i.exec(base)?.[1]
  );
}

/** Folders beside the source in which people keep their Dockerfiles. */
const BUILD_FOLDER =
  /^(?:src\/main\/docker|contrib\/docker|\.?docker|build|dockerfiles?|deploy(?:ment)?s?|packag(?:e|es|ing)|containers?|images?|dist|ops|infra|ci)(?:\/[\w.-]+){0,2}$/i;

/** Whether a Dockerfile lies in a folder of a component that is there to build it. */
export function isInBuildFolder(path: string, folder: string): boolean {
  if (!isWithin(path, folder)) return false;
  return BUILD_FOLDER.test(folderOf(path).slice(folder === '' ? 0 : folder.length + 1));
}

/** A Dockerfile that builds whatever its arguments name, such as one for all modules. */
export function isParametric({ file, copies }: BuildFile): boolean {
  const names = new Set(file.documents[0]?.dockerfile.args.map(({ name }) => name));
  const words = copies.filter(({ from }) => from === undefined).flatMap(({ sources }) => sources);
  return words.some(({ text }) =>
    [...text.matchAll(/\$\{?(\w+)/g)].some(([, name = '']) => names.has(name)),
  );
}

/** Folders that tell variants of one image apart: its releases, and the systems below it. */
const VARIANT_FOLDER =
  /^(?:v?\d+(?:\.\d+)*(?:[-.]\w+)*|alpine\d*(?:\.\d+)*|debian|ubuntu|bookworm|bullseye|trixie|slim|fpm|apache|distroless|ubi\d*|rootless|amd64|arm64|arm64v8|latest|stable|main|dev)(?:[-.][\w.]+)?$/i;

/** The folder of a Dockerfile without what only tells variants apart. */
export function imageFolder(path: string): string {
  let folder = folderOf(path);
  while (folder !== '' && VARIANT_FOLDER.test(baseName(folder))) folder = folderOf(folder);
  return folder;
}
