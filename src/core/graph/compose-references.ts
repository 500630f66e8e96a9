/** The graph's references inside Compose files: services, networks, volumes, files, hosts. */
import { readNamedCompose } from '../compose/compose.ts';
import type { ComposeBuild, ComposeFile, ComposeService } from '../compose/compose.ts';
import type { Variables } from '../compose/env-file.ts';
import { fillIn } from '../compose/interpolation.ts';
import {
  buildOf,
  composeProject,
  composeSurroundings,
  extendedBy,
  includedPaths,
  linkNames,
  namesOnNetwork,
  variablesOf,
  serviceNamed,
} from '../compose/project.ts';
import type { ComposeProject, IncludedPath } from '../compose/project.ts';
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
  const around = composeSurroundings(scope);
  const project = composeProject(compose, around);
  const variables = variablesOf(compose.file, around);
  return [
    ...includedPaths(compose).map((included) => includeReference(compose, included, scope)),
    ...compose.services.flatMap((service) => [
      ...namesIn(service).map((named) => namedReference(service, named, project)),
      ...extendsReference(service, scope),
      ...hostNames(service, project, variables),
      ...fileReferences(service, scope),
    ]),
  ];
}

function includeReference(
  { file }: ComposeFile,
  { at, path }: IncludedPath,
  scope: Scope,
): GraphReference {
  const base = { from: { path: file.path, mark: at.mark, object: undefined }, field: 'include[]' };
  if (path === undefined)
    return { ...base, target: fileTarget('File', at.text ?? ''), state: 'external', to: [] };
  const found = scope.hasFile(path) ? [startOf(path, scope.file(path))] : [];
  const absent = path.startsWith('..') ? 'unknown' : 'missing';
  return {
    ...base,
    target: fileTarget('File', path),
    state: found.length > 0 ? 'resolved' : absent,
    to: found,
  };
}

function extendsReference(service: ComposeService, scope: Scope): readonly GraphReference[] {
  const extended = extendedBy(service);
  if (extended === undefined) return [];
  const { at, name, path } = extended;
  const from = fromService(service, at.mark);
  const field = `services.${service.name}.extends`;
  const target = { kind: KINDS.services, namespace: '', name };
  const source = path === undefined ? undefined : scope.file(path);
  const compose = source && readNamedCompose(source);
  const found = compose && serviceNamed(compose.services, name);
  const to = found === undefined ? [] : [{ path: found.file.path, mark: found.view.keyMark }];
  const isKnown = compose !== undefined && !name.includes('$');
  const state = to.length > 0 ? 'resolved' : isKnown ? 'missing' : 'unknown';
  return [{ from, field, target, state, to }];
}

const fromService = (service: ComposeService, mark: Mark): GraphReference['from'] => ({
  path: service.file.path,
  mark,
  object: { kind: 'ComposeService', name: service.name },
});

function namedReference(
  service: ComposeService,
  { section, mark, name, field }: Named,
  { files, isWhole }: ComposeProject,
): GraphReference {
  const to = entries(section, name, files);
  const given = section === 'networks' && name === 'default';
  const open = name.includes('$') || !isWhole;
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

/** Services of one Compose project reach each other by name, by alias and by link. */
function hostNames(
  service: ComposeService,
  project: ComposeProject,
  variables: Variables,
): readonly GraphReference[] {
  return service.environment.flatMap(({ name, value = '', valueMark }) => {
    const { text, written } = fillIn(value, variables);
    return extractHosts(text, { name }).map(({ host, span, port }): GraphReference => {
      const services = servicesCalled(host, service, project);
      const to = services.map(({ file, view }) => ({ path: file.path, mark: view.keyMark }));
      const mark = partOf(valueMark, value, written(span));
      const inside = to.length > 0 || !host.includes('.');
      return {
        from: fromService(service, mark),
        field: `services.${service.name}.environment.${name}`,
        target: {
          ...{ kind: inside ? 'ComposeService' : 'Host', namespace: '' },
          name: services[0]?.name ?? host,
          ...(inside && port !== undefined && { key: String(port) }),
        },
        state: to.length > 0 ? 'resolved' : inside ? 'unknown' : 'external',
        to,
      };
    });
  });
}

/** A name of its own wins over the aliases of others. */
function servicesCalled(
  host: string,
  caller: ComposeService,
  { files }: ComposeProject,
): readonly ComposeService[] {
  const linked = linkNames(caller).get(host);
  const wanted = linked ?? host;
  const all = files.flatMap(({ services }) => services);
  const named = all.filter(({ name }) => name === wanted);
  return named.length > 0 ? named : all.filter((one) => namesOnNetwork(one).includes(wanted));
}

/** The whole value where it is not written as it reads. */
function partOf(mark: Mark, value: string, span: { start: number; end: number }): Mark {
  const { document, start, end } = mark;
  if (document.text.slice(start, end) !== value) return mark;
  return { document, start: start + span.start, end: start + span.end };
}

function fileReferences(service: ComposeService, scope: Scope): readonly GraphReference[] {
  const build = buildOf(service, composeSurroundings(scope));
  return composePaths(service, build).map(({ mark, path, field, folder }) => {
    // A build context leads to what builds it.
    const best = folder ? (build?.dockerfile ?? path) : path;
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

interface ComposePath {
  readonly mark: Mark;
  readonly path: string;
  readonly field: string;
  readonly folder: boolean;
}

/** The build context, its Dockerfile, and files with variables. */
function composePaths(
  { file, view, name }: ComposeService,
  build: ComposeBuild | undefined,
): readonly ComposePath[] {
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
