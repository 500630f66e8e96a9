import type { ComposeService } from '../../core/compose/compose.ts';
import { composeSurroundings, variablesOf } from '../../core/compose/project.ts';
import {
  isAside,
  isDone,
  isOpen,
  isPartly,
  markOfMatch,
  ownPaths,
  quotedNames,
} from '../../core/guide/evidence.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { folderGuides, guidePaths } from '../../core/guide/guide-texts.ts';
import { baseName, folderOf, joinPath } from '../../core/files/source.ts';
import type { SourceFile } from '../../core/files/source.ts';
import { placesOfWord } from '../../core/text/words.ts';
import type { Mark } from '../../core/yaml/view.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';

/** What a developer types to start the application in containers. */
const STARTS =
  /docker[- ]compose\b[^\n`'"]{0,200}\b(?:up|watch|run)\b|\btilt up\b|\bskaffold (?:dev|run)\b|\bdevspace dev\b|\bgarden (?:dev|deploy)\b|\bpodman[- ]compose\b[^\n`'"]{0,200}\bup\b|\bdotnet run --project \S*AppHost|\baspire run\b|\bokteto up\b|\bwerf (?:up|compose up)\b|\bvagrant up\b|\bsail up\b|\bddev start\b|\bazd up\b/;
/** An image that is made from the source and started: the two stand close to each other. */
const BUILDS_AND_RUNS =
  /\b(?:docker|podman)(?: buildx)? build\b[\s\S]{1,1500}?\b(?:docker|podman) run\b/;
/** Manifests or a chart of this repository, brought to a cluster. */
const APPLIES =
  /\bkubectl (?:apply|create) (?:-\w \S+ )*(?:-[fk]|--filename|--kustomize)[ =]*["']?(?!https?:)[\w./-]+|\bhelm (?:install|upgrade)\b[^\n`]{0,120}? \.{0,2}\/[\w./-]+/;
const STARTING_FILES =
  /^(?:(?:GNU)?Makefile|[\w-]+\.mk|Taskfile\.ya?ml|\.?justfile|[\w-]+\.just|package\.json|Procfile|[\w.-]+\.sh)$/i;
const DEV_CONTAINER = /^(?:\.devcontainer\/(?:[^/]+\/)?)?\.?devcontainer\.json$/;
const LIVE_TOOLS = /^(?:Tiltfile|skaffold\.ya?ml|devspace\.yaml)$/;

function developersCanRun(scope: Scope): Answer {
  const start = startEvidence(scope);
  const container = devContainerEvidence(scope);
  const live = liveEvidence(scope);
  const lacking = undocumentedVariables(scope);
  const evidence = [...start, ...container, ...live];
  if (start.length === 0 && container.length === 0 && live.length === 0) {
    return whereNothingIsBuilt(scope) ?? withoutStart(scope);
  }
  if (start.length === 0) {
    return isPartly(
      [...lacking, ...evidence],
      'Say in the README how to start the application in containers.',
    );
  }
  if (lacking.length > 0) {
    return isPartly(
      [...lacking, ...evidence],
      'List these variables in ".env.example", or give them defaults.',
    );
  }
  return isDone(evidence);
}

function withoutStart(scope: Scope): Answer {
  const compose = scope.composeFiles.find(({ file }) => !isAside(file.path))?.file.path;
  const next = 'Say in the README how to start the application with "docker compose up".';
  if (compose === undefined) {
    return isOpen('Nothing here tells a developer how to run the application in containers.');
  }
  const text = `"${compose}" is here, and nothing tells a developer how to use it.`;
  return isPartly({ text, path: compose }, next);
}

/** Places that say how to start: README, Makefile and the like; one for each file, at most three. */
function startEvidence(scope: Scope): readonly Evidence[] {
  const paths = [...guidePaths(scope), ...scriptPaths(scope), ...folderGuides(scope)];
  const found = [...new Set(paths)].flatMap((path) => {
    const file = scope.file(path);
    const at = file && startIn(file);
    return at === undefined ? [] : [{ text: `"${path}" says how to start it.`, path, at }];
  });
  return found.slice(0, 3);
}

function scriptPaths(scope: Scope): readonly string[] {
  return ownPaths(scope).filter((path) => STARTING_FILES.test(baseName(path)));
}

function startIn(file: SourceFile): Mark | undefined {
  return (
    markOfMatch(file, STARTS) ?? markOfMatch(file, BUILDS_AND_RUNS) ?? markOfMatch(file, APPLIES)
  );
}

function devContainerEvidence(scope: Scope): readonly Evidence[] {
  return scope
    .filesBelow('')
    .filter((path) => DEV_CONTAINER.test(path))
    .slice(0, 1)
    .map((path) => ({ text: `"${path}" describes a dev container.`, path }));
}

/** What takes over changes of the code while it runs: a plus, and no condition. */
function liveEvidence(scope: Scope): readonly Evidence[] {
  const tool = ownPaths(scope).find((path) => LIVE_TOOLS.test(baseName(path)));
  if (tool !== undefined) {
    return [{ text: `"${tool}" brings code changes into running containers.`, path: tool }];
  }
  return scope.composeFiles
    .filter(({ file }) => !isAside(file.path))
    .flatMap((compose) => compose.services)
    .flatMap((service) => liveService(service, scope) ?? []);
}

function liveService(service: ComposeService, scope: Scope): Evidence | undefined {
  const { name, view, file } = service;
  const watch = view.get('develop', 'watch');
  if (watch.exists) {
    const text = `"${name}" watches its source.`;
    return { text, path: file.path, at: watch.keyMark };
  }
  const mounted = view.get('volumes').items.find((volume) => {
    const source = volume.get('source').text ?? volume.text?.split(':')[0] ?? '';
    if (!/^\.{1,2}(?:\/|$)/.test(source)) return false;
    const folder = joinPath(folderOf(file.path), source);
    return !scope.hasFile(folder) && scope.filesBelow(folder).some(isSource);
  });
  if (mounted === undefined) return undefined;
  const text = `"${name}" runs straight from a mounted source folder.`;
  return { text, path: file.path, at: mounted };
}

function isSource(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|go|rb|php|java|kt|cs|rs|exs?|scala|html|css)$/.test(path);
}

const EXAMPLES = [
  ...['.env.example', '.env.sample', '.env.template', '.env.dist', 'example.env'],
  ...['.example.env', '.sample.env', 'env.example', 'sample.env', '.env-example', 'env.sample'],
];

/** Variables that Compose needs from outside, and that nothing tells a newcomer of. */
function undocumentedVariables(scope: Scope): readonly Evidence[] {
  const around = composeSurroundings(scope);
  const told = [...guidePaths(scope), ...folderGuides(scope), ...scriptPaths(scope)]
    .map((path) => scope.file(path)?.text ?? '')
    .join('\n');
  return scope.composeFiles
    .filter(({ file }) => !isAside(file.path))
    .flatMap(({ file }) => {
      const document = file.documents[0];
      const folder = folderOf(file.path);
      const paths = EXAMPLES.map((name) => joinPath(folder, name));
      const example = paths.find((path) => scope.hasFile(path));
      const text = example === undefined ? '' : scope.file(example)?.text;
      // An example file that is not read may well name them all, and so may the values themselves.
      if (document === undefined || text === undefined) return [];
      const listed = namesSet(text);
      const set = variablesOf(file, around);
      const needed = neededVariables(document.text).filter(
        ({ name }) => !listed.has(name) && !set.has(name) && placesOfWord(told, name).length === 0,
      );
      const [first] = needed;
      if (first === undefined) return [];
      const names = quotedNames([...new Set(needed.map(({ name }) => name))]);
      const at = { document, start: first.start, end: first.end };
      return [{ text: `"${file.path}" needs ${names} from outside.`, path: file.path, at }];
    });
}

/** The names that the lines of an environment file give a value to. */
function namesSet(text: string): ReadonlySet<string> {
  const lines = text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)=/gm);
  return new Set([...lines].map(([, name = '']) => name));
}

/** What is not closed takes its whole line, so that no text makes the search go back. */
const VARIABLE = /(\$\$)|\$\{(\w+)(:?[-+?])?[^}\n]*(\}?)|\$([A-Za-z_]\w*)/g;

/** What every shell sets by itself. */
const OF_THE_SHELL: ReadonlySet<string> = new Set([
  ...[
    'PWD',
    'OLDPWD',
    'HOME',
    'USER',
    'LOGNAME',
    'UID',
    'EUID',
    'GID',
    'SHELL',
    'PATH',
    'HOSTNAME',
  ],
  ...[
    'LANG',
    'TERM',
    'TMPDIR',
    'DISPLAY',
    'XDG_RUNTIME_DIR',
    'SSH_AUTH_SOCK',
    'COMPOSE_PROJECT_NAME',
  ],
]);

/** `$X`, `${X}` and `${X:?..}`; with a default (`:-`) or an alternative (`:+`) nothing is needed. */
function neededVariables(
  text: string,
): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
  const code = text.replace(/(^|\s)#.*$/gm, (comment) => ' '.repeat(comment.length));
  return [...code.matchAll(VARIABLE)].flatMap((match) => {
    const [whole, escaped, braced, operator, closed, bare] = match;
    const name = braced ?? bare;
    if (escaped !== undefined || name === undefined || closed === '') return [];
    if (operator !== undefined && !operator.endsWith('?')) return [];
    if (OF_THE_SHELL.has(name)) return [];
    return [{ name, start: match.index, end: match.index + whole.length }];
  });
}

export const developerChecks: readonly Check[] = [{ item: 'S22.4', answer: developersCanRun }];
