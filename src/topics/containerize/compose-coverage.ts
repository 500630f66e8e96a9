import type { ComposeFile, ComposeService, ComposeVariable } from '../../core/compose/compose.ts';
import { linkNames, namesOnNetwork } from '../../core/compose/project.ts';
import { isDone, isOpen, isPartly, ownPaths, quotedNames } from '../../core/guide/evidence.ts';
import { extractHosts } from '../../core/hosts/hosts.ts';
import { isAgent, readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import type { BuiltComponent } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName, folderOf, joinPath } from '../../core/files/source.ts';
import { composeIsWhole, readComposeFiles } from '../../core/pipelines/composed-services.ts';
import { aspireHosts } from '../../core/pipelines/image-substitutes.ts';
import { endsOf, plainName } from '../../core/text/name-words.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';

/** Other files that start an application for developers. */
const OTHER_STARTERS = /^(?:Tiltfile|skaffold\.ya?ml|devspace\.yaml|garden\.ya?ml)$/;

function wholeApplication(scope: Scope): Answer {
  const files = mainFirst(readComposeFiles(scope));
  const broken = brokenCompose(scope);
  if (files.length === 0) return broken ?? withoutCompose(scope);
  const services = files.flatMap((file) => file.services);
  const components = readBuiltComponents(scope);
  const run = whatRuns(services);
  const absent = components.filter(
    (one) => !isRun(one, run) && !LOAD.test(one.name) && !isAgent(one, scope),
  );
  const known = new Set(
    services.flatMap((one) => [...namesOnNetwork(one), ...linkNames(one).keys()]),
  );
  const homeless = services.flatMap((service) => missingHosts(service, known));
  const evidence = [
    ...files.map(fileEvidence),
    ...absent.map(absentEvidence),
    ...homeless.map(({ evidence }) => evidence),
  ];
  if (broken !== undefined) {
    return isPartly([...broken.evidence, ...evidence], broken.next ?? '');
  }
  const [lost] = homeless;
  if (absent.length > 0) {
    const names = quotedNames(absent.map(({ name }) => name));
    if (!composeIsWhole(scope)) return isPartly(evidence);
    return isPartly(evidence, `Add ${names} to "${files[0]?.file.path ?? 'compose.yaml'}".`);
  }
  if (lost === undefined) return isDone(evidence);
  return isPartly(evidence, `Add a service "${lost.host}" to "${lost.path}".`);
}

/** What only keeps the application busy is started by those who want it. */
const LOAD = /load-?(?:gen\w*|test\w*)/i;

/** The file that "docker compose up" reads at the top before those of other folders and occasions. */
function mainFirst(files: readonly ComposeFile[]): readonly ComposeFile[] {
  const rank = ({ file }: ComposeFile): number =>
    file.path.split('/').length * 10 +
    (/^(?:docker-)?compose\.ya?ml$/i.test(baseName(file.path)) ? 0 : 5) +
    (file.documents[0]?.view.has('include') === true ? 0 : 2);
  const size = ({ services }: ComposeFile): number => services.length;
  return files.toSorted((a, b) => rank(a) - rank(b) || size(b) - size(a));
}

function fileEvidence({ file, view, services }: ComposeFile): Evidence {
  const names = quotedNames(services.map(({ name }) => name));
  return {
    text: `"${file.path}" starts ${names}.`,
    path: file.path,
    at: view.get('services').keyMark,
  };
}

function absentEvidence({ name, path, at }: BuiltComponent): Evidence {
  return { text: `"${name}" is in no Compose file.`, path, ...(at !== undefined && { at }) };
}

/** A Compose file that cannot be read, or holds no services. */
function brokenCompose(scope: Scope): Answer | undefined {
  for (const path of ownPaths(scope)) {
    const file = scope.file(path);
    const document = file?.kind === 'compose' ? file.documents[0] : undefined;
    const error = document?.tree.errors[0];
    if (document === undefined || error === undefined) continue;
    const at = { document, start: error.start, end: error.end };
    const text = `"${path}" cannot be read as YAML.`;
    return isPartly({ text, path, at }, `Correct the YAML of "${path}".`);
  }
  return undefined;
}

function withoutCompose(scope: Scope): Answer {
  const nothing = whereNothingIsBuilt(scope);
  if (nothing !== undefined) return nothing;
  const [host] = aspireHosts(scope);
  if (host !== undefined) {
    const text = `No Compose file, but "${host}" starts the application, too.`;
    return isPartly({ text, path: host });
  }
  const other = ownPaths(scope).find((path) => OTHER_STARTERS.test(baseName(path)));
  if (other === undefined) {
    return isOpen(
      'No Compose file in this workspace.',
      'Write a "compose.yaml" that starts the whole application.',
      { kind: 'snippet', prefix: 'compose-file' },
    );
  }
  return isPartly({
    text: `No Compose file, but "${other}" starts the application, too.`,
    path: other,
  });
}

/** What services run: by their names and images, and what they are built from or mount. */
interface Run {
  readonly names: ReadonlySet<string>;
  readonly dockerfiles: ReadonlySet<string | undefined>;
  readonly folders: ReadonlySet<string | undefined>;
}

function whatRuns(services: readonly ComposeService[]): Run {
  return {
    names: new Set(
      services
        .flatMap(({ name, image }) => [name, imageName(image.text) ?? name])
        .map(plainName)
        .flatMap((name) => [name, ...endsOf(name)]),
    ),
    dockerfiles: new Set(services.map(({ build }) => build?.dockerfile)),
    folders: new Set(
      services.flatMap((service) => [service.build?.context, ...mountedFolders(service)]),
    ),
  };
}

function imageName(image: string | undefined): string | undefined {
  return image?.replace(/^.*\//, '').replace(/[:@].*$/, '');
}

function mountedFolders({ view, file }: ComposeService): readonly string[] {
  return view.get('volumes').items.flatMap((volume) => {
    const source = volume.get('source').text ?? volume.text?.split(':')[0] ?? '';
    return source.startsWith('.') ? [joinPath(folderOf(file.path), source)] : [];
  });
}

/** Whether a service builds a component, mounts its source, or has its name. */
function isRun({ name, source, folder }: BuiltComponent, run: Run): boolean {
  const isBuilt = source?.path !== undefined && run.dockerfiles.has(source.path);
  const names = [plainName(name), ...endsOf(plainName(name))];
  return names.some((one) => run.names.has(one)) || isBuilt || run.folders.has(folder);
}

interface LostHost {
  readonly host: string;
  readonly path: string;
  readonly evidence: Evidence;
}

/** Hosts of one label in a service's environment that no service answers to. */
function missingHosts(service: ComposeService, names: ReadonlySet<string>): readonly LostHost[] {
  const { path } = service.file;
  const isOutside = service.view.has('external_links') || service.view.has('extra_hosts');
  if (isOutside || service.view.get('network_mode').exists) return [];
  return service.environment.flatMap((variable) =>
    hostsOf(variable)
      .filter((host) => !names.has(host))
      .map((host) => {
        const text = `"${variable.name}" of "${service.name}" names the host "${host}", which no service here has.`;
        return { host, path, evidence: { text, path, at: variable.valueMark } };
      }),
  );
}

function hostsOf({ name, value }: ComposeVariable): readonly string[] {
  if (value === undefined) return [];
  const hosts = extractHosts(value, { name }).map(({ host }) => host);
  return hosts.filter((host) => /^[a-z][\w-]*$/i.test(host) && host !== 'localhost');
}

export const composeChecks: readonly Check[] = [{ item: 'S22.3', answer: wholeApplication }];
