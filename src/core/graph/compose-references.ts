/** The graph's references inside Compose files: services, networks, volumes, files, hosts. */
import type { ComposeFile, ComposeService } from '../compose/compose.ts';
import { startOf } from './model.ts';
import type { GraphPlace, GraphReference, ReferenceState } from './model.ts';
import { extractHosts } from '../hosts/hosts.ts';
import { fileOrFolder, fileTarget } from './kustomization-references.ts';
import type { Scope } from '../workspace/scope.ts';
import { folderOf, joinPath } from '../files/source.ts';
import type { Mark, View } from '../yaml/view.ts';

type Section = 'services' | 'networks' | 'volumes' | 'secrets' | 'configs';

const KINDS: Readonly<Record<Section, string>> = {
  services: 'ComposeService',
  networks: 'ComposeNetwork',
  volumes: 'ComposeVolume',
  secrets: 'ComposeSecret',
  configs: 'ComposeConfig',
};

/** A name in a service that stands for an entry of a section. */
interface Named {
  readonly section: Section;
  readonly mark: Mark;
  readonly name: string;
  readonly field: string;
}

export function composeReferences(compose: ComposeFile, scope: Scope): readonly GraphReference[] {
  const family = scope.composeFiles.filter(
    ({ file }) => folderOf(file.path) === folderOf(compose.file.path),
  );
  return compose.services.flatMap((service) => [
    ...namesIn(service).map((named) => namedReference(service, named, family)),
    ...hostNames(service, family),
    ...fileReferences(service, scope),
  ]);
}

const fromService = (service: ComposeService, mark: Mark): GraphReference['from'] => ({
  path: service.file.path,
  mark,
  object: { kind: 'ComposeService', name: service.name },
});

function namedReference(
  service: ComposeService,
  { section, mark, name, field }: Named,
  family: readonly ComposeFile[],
): GraphReference {
  const to = entries(section, name, family);
  const given = section === 'networks' && name === 'default';
  const open = name.includes('$') || family.some(({ view }) => view.has('include'));
  const absent: ReferenceState = given ? 'external' : open ? 'unknown' : 'missing';
  return {
    from: fromService(service, mark),
    field,
    target: { kind: KINDS[section], namespace: '', name },
    state: to.length > 0 ? 'resolved' : absent,
    to,
  };
}

/** Files of one folder override each other, so each of them can define a name. */
function entries(
  section: Section,
  name: string,
  family: readonly ComposeFile[],
): readonly GraphPlace[] {
  return family
    .filter(({ view }) => view.get(section).has(name))
    .map(({ file, view }) => ({ path: file.path, mark: view.get(section, name).keyMark }));
}

function namesIn({ view, name }: ComposeService): readonly Named[] {
  const lists = (['networks', 'secrets', 'configs'] as const).flatMap((section) =>
    listed(view.get(section), section, `services.${name}.${section}`),
  );
  return [
    ...listed(view.get('depends_on'), 'services', `services.${name}.depends_on`),
    ...listed(view.get('links'), 'services', `services.${name}.links`),
    ...lists,
    ...view.get('volumes').items.flatMap((item) => volume(item, `services.${name}.volumes[]`)),
    ...modeOf(view.get('network_mode'), `services.${name}.network_mode`),
    ...extended(view.get('extends'), `services.${name}.extends`),
  ];
}

/** A list of names or of maps with a `source`, or a map with the names as keys. */
function listed(view: View, section: Section, field: string): readonly Named[] {
  if (view.type === 'map') {
    return view.entries.map(({ key, keyMark }) => ({ section, mark: keyMark, name: key, field }));
  }
  return view.items.flatMap((item) => {
    const at = item.type === 'map' ? item.get('source') : item;
    const name = section === 'services' ? at.text?.split(':')[0] : at.text;
    if (name === undefined || name === '') return [];
    return [{ section, mark: at.part(0, name.length), name, field: `${field}[]` }];
  });
}

/** `data:/var/lib/data` names a volume; what starts like a path is a folder of the host. */
function volume(item: View, field: string): readonly Named[] {
  const isMap = item.type === 'map';
  const at = isMap ? item.get('source') : item;
  if (isMap && item.get('type').text !== 'volume') return [];
  const name = isMap ? at.text : /^([\w][\w.-]*):/.exec(at.text ?? '')?.[1];
  if (name === undefined) return [];
  return [{ section: 'volumes', mark: at.part(0, name.length), name, field }];
}

function modeOf(at: View, field: string): readonly Named[] {
  const name = /^service:(.+)$/.exec(at.text ?? '')?.[1];
  if (name === undefined) return [];
  const mark = at.part('service:'.length, `service:${name}`.length);
  return [{ section: 'services', mark, name, field }];
}

function extended(view: View, field: string): readonly Named[] {
  const at = view.type === 'map' ? view.get('service') : view;
  if (at.text === undefined || view.has('file')) return [];
  return [{ section: 'services', mark: at.mark, name: at.text, field }];
}

/** Services of one Compose project reach each other by name. */
function hostNames(
  service: ComposeService,
  family: readonly ComposeFile[],
): readonly GraphReference[] {
  return service.environment.flatMap(({ name, value, valueMark }) =>
    extractHosts(value ?? '', { name }).flatMap(({ host, span, port }) => {
      const to = entries('services', host, family);
      const mark = partOf(valueMark, value ?? '', span);
      const inside = to.length > 0 || !host.includes('.');
      return [
        {
          from: fromService(service, mark),
          field: `services.${service.name}.environment.${name}`,
          target: {
            ...{ kind: inside ? 'ComposeService' : 'Host', namespace: '', name: host },
            ...(inside && port !== undefined && { key: String(port) }),
          },
          state: to.length > 0 ? 'resolved' : inside ? 'unknown' : 'external',
          to,
        } satisfies GraphReference,
      ];
    }),
  );
}

/** The whole value where it is not written as it reads. */
function partOf(mark: Mark, value: string, span: { start: number; end: number }): Mark {
  const { document, start, end } = mark;
  if (document.text.slice(start, end) !== value) return mark;
  return { document, start: start + span.start, end: start + span.end };
}

function fileReferences(service: ComposeService, scope: Scope): readonly GraphReference[] {
  return composePaths(service).map(({ mark, path, field, folder }) => {
    // A build context leads to what builds it.
    const best = folder ? (service.build?.dockerfile ?? path) : path;
    const found = folder ? fileOrFolder(path, scope).to : undefined;
    const to = scope.hasFile(best) ? startOf(best, scope.file(best)) : found;
    return {
      from: fromService(service, mark),
      field,
      target: fileTarget(folder ? 'Folder' : 'File', path),
      // Such files are often kept out of the repository.
      state: to === undefined ? ('unknown' as const) : ('resolved' as const),
      to: to === undefined ? [] : [to],
    };
  });
}

export interface ComposePath {
  readonly mark: Mark;
  readonly path: string;
  readonly field: string;
  readonly folder: boolean;
}

/** The build context, its Dockerfile, and files with variables. */
export function composePaths(service: ComposeService): readonly ComposePath[] {
  const { file, view, name, build } = service;
  const own = folderOf(file.path);
  const context =
    view.get('build').type === 'map' ? view.get('build', 'context') : view.get('build');
  const dockerfile = view.get('build', 'dockerfile');
  const env = view.get('env_file');
  const items = env.type === 'sequence' ? env.items : [env];
  return [
    ...(context.text !== undefined && build?.context !== undefined
      ? [{ mark: context.mark, path: build.context, field: `services.${name}.build`, folder: true }]
      : []),
    ...(dockerfile.text !== undefined && build?.dockerfile !== undefined
      ? [
          {
            ...{ mark: dockerfile.mark, path: build.dockerfile },
            ...{ field: `services.${name}.build.dockerfile`, folder: false },
          },
        ]
      : []),
    ...items
      .map((item) => (item.type === 'map' ? item.get('path') : item))
      .filter((at) => at.text !== undefined && !at.text.includes('$'))
      .map((at) => ({
        ...{ mark: at.mark, path: joinPath(own, at.text ?? '') },
        ...{ field: `services.${name}.env_file`, folder: false },
      })),
  ];
}
