import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';

export interface ComposeVariable {
  readonly name: string;
  readonly nameMark: Mark;
  /** Undefined where the value comes from the shell that runs Compose. */
  readonly value: string | undefined;
  readonly valueMark: Mark;
}

export interface ComposeBuild {
  /** The context as the workspace names it; undefined for remote contexts. */
  readonly context: string | undefined;
  /** The Dockerfile as the workspace names it; undefined when it is inline or remote. */
  readonly dockerfile: string | undefined;
  readonly inline: boolean;
  /** Without a context of its own in an overlay: that of the file below it may hold. */
  readonly inherits: boolean;
  readonly at: View;
}

export interface ComposeService {
  readonly file: SourceFile;
  readonly name: string;
  readonly view: View;
  readonly image: View;
  readonly build: ComposeBuild | undefined;
  readonly environment: readonly ComposeVariable[];
  /** Non-empty where the service starts only when asked for. */
  readonly profiles: readonly string[];
}

export interface ComposeFile {
  readonly file: SourceFile;
  readonly view: View;
  readonly services: readonly ComposeService[];
}

/** Reads a Compose file once, as each of its services asks for it; undefined without `services`. */
export function readCompose(file: SourceFile): ComposeFile | undefined {
  return file.kind === 'compose' ? readNamedCompose(file) : undefined;
}

/** The same of a file of any name, which a Compose file includes or extends. */
export function readNamedCompose(file: SourceFile): ComposeFile | undefined {
  if (!READ.has(file)) READ.set(file, readServices(file));
  return READ.get(file);
}

const READ = new WeakMap<SourceFile, ComposeFile | undefined>();

function readServices(file: SourceFile): ComposeFile | undefined {
  const view = file.documents[0]?.view;
  if (view?.get('services').type !== 'map') return undefined;
  const services = view.get('services').entries.map((service) => readService(file, service));
  return { file, view, services };
}

function readService(file: SourceFile, view: View & { readonly key: string }): ComposeService {
  return {
    file,
    name: view.key,
    view,
    image: view.get('image'),
    build: readBuild(file, view),
    environment: readEnvironment(view.get('environment')),
    profiles: view.get('profiles').items.flatMap((item) => item.text ?? []),
  };
}

/** @param fill puts the values of variables into a text */
export function readBuild(
  file: SourceFile,
  service: View,
  fill = (text: string): string => text,
): ComposeBuild | undefined {
  const build = service.get('build');
  if (!build.exists || build.type === 'null') return undefined;
  const context = fill(build.text ?? build.get('context').text ?? '.');
  const inline = build.has('dockerfile_inline');
  const inherits = inheritsContext(file, service);
  const isElsewhere = /^[a-z+]+:\/\/|^git@|\$\{?\w/.test(context);
  if (isElsewhere || (inherits && !build.has('dockerfile'))) {
    return { context: undefined, dockerfile: undefined, inline, inherits, at: build };
  }
  const folder = joinPath(folderOf(file.path), context);
  const name = fill(build.get('dockerfile').text ?? 'Dockerfile');
  const isKnown = !inline && !/\$\{?\w/.test(name);
  return {
    context: folder,
    dockerfile: isKnown ? joinPath(folder, name) : undefined,
    inline,
    inherits,
    at: build,
  };
}

/** `compose.override.yaml`, `docker-compose.dev.yml`: merged over another file, key by key. */
const OVERLAY = /^(?:docker-)?compose[.-].+\.ya?ml$/;

function inheritsContext(file: SourceFile, service: View): boolean {
  const build = service.get('build');
  if (build.type !== 'map' || build.has('context') || build.has('dockerfile_inline')) return false;
  return service.has('extends') || OVERLAY.test(baseName(file.path));
}

function readEnvironment(view: View): readonly ComposeVariable[] {
  if (view.type === 'map') {
    return view.entries.map((entry) => ({
      name: entry.key,
      nameMark: entry.keyMark,
      value: entry.text,
      valueMark: entry.mark,
    }));
  }
  return view.items.flatMap((item) => {
    const text = item.text;
    if (text === undefined) return [];
    const equals = text.indexOf('=');
    const end = equals < 0 ? text.length : equals;
    return [
      {
        name: text.slice(0, end),
        nameMark: item.part(0, end),
        value: equals < 0 ? undefined : text.slice(equals + 1),
        valueMark: equals < 0 ? item.mark : item.part(equals + 1, text.length),
      },
    ];
  });
}
