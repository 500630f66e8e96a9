/** What the keys of a Compose file become once the application moves to a cluster. */
import type { ComposeFile, ComposeService } from '../../core/compose/compose.ts';
import type { HoverLine, HoverPart, HoverSource } from '../../core/hover/hover.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';

export const composeHover: HoverSource = (target, scope) => {
  if (target.in !== 'compose') return undefined;
  const { path, view, compose } = target;
  // The folder alone is the short form of `build`.
  if (target.on === 'value' && (path.length !== 3 || path[2] !== 'build')) return undefined;
  const [top, name, key, below] = path;
  if (path.length === 1) return topHover(top, compose);
  const service = compose.services.find((one) => top === 'services' && one.name === name);
  if (service === undefined) return undefined;
  if (path.length > 4 || typeof key !== 'string') return undefined;
  const word = path.length === 4 ? `${key}.${String(below)}` : key;
  const about = KEYS[word];
  if (about === undefined) return undefined;
  const lines = (LINES[word] ?? NO_LINES)(view, service, scope);
  return { parts: [{ markdown: about.text }, ...list(lines), { slide: about.slide }] };
};

const list = (lines: readonly HoverLine[]): readonly HoverPart[] =>
  lines.length === 0 ? [] : [{ list: lines }];

function topHover(
  key: string | number | undefined,
  compose: ComposeFile,
): { readonly parts: readonly HoverPart[] } | undefined {
  if (key === 'version') {
    const text =
      '`version` is obsolete: Compose reads every file by its newest rules, and warns about this line. It can go.';
    return { parts: [{ markdown: text }, { slide: 'S22' }] };
  }
  if (key !== 'services') return undefined;
  const text =
    '**The components of the application.** One `docker compose up` starts them all, for everyone the same way. In a cluster each becomes a workload, most often with a Service of the same name.';
  const lines = compose.services.map((service) => ({
    text: `${service.name}: ${origin(service)}`,
    path: service.file.path,
    at: service.view.keyMark,
  }));
  return { parts: [{ markdown: text }, ...list(lines), { slide: 'S18' }] };
}

function origin({ build, image, profiles }: ComposeService): string {
  const from = build === undefined ? `image ${image.text ?? 'not given'}` : 'built from source';
  return profiles.length === 0 ? from : `${from}, only with profile ${profiles.join(' or ')}`;
}

interface About {
  readonly text: string;
  readonly slide: string;
}

const KEYS: Readonly<Record<string, About>> = {
  build: {
    text: '**Built from source.** A cluster cannot build: it pulls. So CI has to build the same Dockerfile and push the image to a registry.',
    slide: 'S22',
  },
  depends_on: {
    text: '**The order of the start.** Kubernetes has no such order: all pods start at once, and again whenever they like. A component that waits and retries until its neighbours answer works in both worlds.',
    slide: 'S18',
  },
  profiles: {
    text: '**Only when asked for.** A plain `docker compose up` leaves this service out. That is a good place for tools that only developers need, and that no manifest has to have.',
    slide: 'S18',
  },
  healthcheck: {
    text: '**A check of Docker alone.** A cluster does not read it, neither here nor in the image: there, probes of the pod do this work.',
    slide: 'S18',
  },
  develop: {
    text: '**For the time of writing code.** Nothing of it goes to a cluster. Start it with `docker compose up --watch`.',
    slide: 'S22',
  },
  'develop.watch': {
    text: '**Code changes come into the running container**, by copying files or by a new build. Nothing has to be mounted, so the container stays like the one you ship.',
    slide: 'S22',
  },
  volumes: {
    text: '**Data and mounted folders.** A named volume becomes a claim in a cluster. A mounted folder of your machine does not travel: code belongs into the image, configuration into a ConfigMap.',
    slide: 'S18',
  },
};

type Lines = (view: View, service: ComposeService, scope: Scope) => readonly HoverLine[];

const NO_LINES: Lines = () => [];

const LINES: Readonly<Record<string, Lines>> = {
  build: (_view, { build, file }, scope) => {
    if (build === undefined) return [];
    const { context, dockerfile, inline } = build;
    if (context === undefined) return [{ text: 'From another place; not in this workspace.' }];
    const folder = { text: `Context: ${context === '' ? 'the top folder' : context}` };
    if (inline) return [folder, { text: 'The Dockerfile stands right here.', path: file.path }];
    if (dockerfile === undefined) return [folder];
    return scope.hasFile(dockerfile)
      ? [folder, { text: `Dockerfile: ${dockerfile}`, path: dockerfile }]
      : [folder, { text: `Dockerfile: ${dockerfile}, which does not exist` }];
  },
  depends_on: (view) =>
    view.type === 'map'
      ? view.entries.map((entry) => {
          const condition = entry.get('condition').text;
          return { text: condition === undefined ? entry.key : `${entry.key}: ${condition}` };
        })
      : view.items.flatMap(({ text }) => (text === undefined ? [] : [{ text }])),
  volumes: (view, { file }) =>
    view.items.map((item) => ({ text: volumeText(item), path: file.path, at: item })),
};

function volumeText(item: View): string {
  const source = item.get('source').text ?? item.text?.split(':')[0] ?? '';
  const type = item.get('type').text;
  if (type === 'tmpfs') return 'in memory';
  if (item.text?.includes(':') === false) return `${source}: a volume without a name`;
  const isFolder = type === 'bind' || /^[.~/$]|^[A-Za-z]:\\/.test(source);
  return isFolder ? `${source}: a folder of your machine` : `${source}: a named volume`;
}
