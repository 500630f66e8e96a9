import type { ComposeService } from '../../core/compose/compose.ts';
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
import { baseName, folderOf, joinPath } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';

/** What a developer types to start the application in containers. */
const STARTS =
  /docker[- ]compose\b[^\n`'"]{0,200}\b(?:up|watch|run)\b|\btilt up\b|\bskaffold (?:dev|run)\b|\bdevspace dev\b|\bgarden (?:dev|deploy)\b|\bpodman[- ]compose\b[^\n`'"]{0,200}\bup\b/;
const STARTING_FILES =
  /^(?:(?:README|CONTRIBUTING|DEVELOPMENT)(?:\.\w+)?|(?:GNU)?Makefile|Taskfile\.ya?ml|justfile|package\.json|Procfile)$/i;
const DEV_CONTAINER = /^(?:\.devcontainer\/(?:[^/]+\/)?)?\.?devcontainer\.json$/;
const LIVE_TOOLS = /^(?:Tiltfile|skaffold\.ya?ml|devspace\.yaml)$/;

function developersCanRun(scope: Scope): Answer {
  const start = startEvidence(scope);
  const container = devContainerEvidence(scope);
  const live = liveEvidence(scope);
  const lacking = undocumentedVariables(scope);
  const evidence = [...start, ...container, ...live.evidence];
  if (start.length === 0 && container.length === 0 && live.evidence.length === 0) {
    return isOpen(
      'Nothing here tells a developer how to run the application in containers.',
      'Say in the README how to start the application with "docker compose up".',
    );
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
  if (container.length > 0 || live.complete) return isDone(evidence);
  return isPartly(
    [...live.evidence, ...start],
    'Let containers take over code changes: "develop.watch" in the Compose file, or a dev container.',
  );
}

/** Places that say how to start: README, Makefile and the like; one for each file, at most three. */
function startEvidence(scope: Scope): readonly Evidence[] {
  const found = ownPaths(scope)
    .filter((path) => STARTING_FILES.test(baseName(path)))
    .flatMap((path) => {
      const file = scope.file(path);
      const at = file === undefined ? undefined : markOfMatch(file, STARTS);
      return at === undefined ? [] : [{ text: `"${path}" says how to start it.`, path, at }];
    });
  return found.slice(0, 3);
}

function devContainerEvidence(scope: Scope): readonly Evidence[] {
  return scope
    .filesBelow('')
    .filter((path) => DEV_CONTAINER.test(path))
    .slice(0, 1)
    .map((path) => ({ text: `"${path}" describes a dev container.`, path }));
}

/** Which containers take over changes of the code while they run. */
function liveEvidence(scope: Scope): { evidence: readonly Evidence[]; complete: boolean } {
  const tool = ownPaths(scope).find((path) => LIVE_TOOLS.test(baseName(path)));
  if (tool !== undefined) {
    const text = `"${tool}" brings code changes into running containers.`;
    return { evidence: [{ text, path: tool }], complete: true };
  }
  const services = scope.composeFiles
    .filter(({ file }) => !isAside(file.path))
    .flatMap((compose) => compose.services);
  const live = services.flatMap((service) => liveService(service, scope) ?? []);
  const names = new Set(live.map(({ name }) => name));
  const built = services.filter(({ build }) => build !== undefined);
  return {
    evidence: live.map(({ evidence }) => evidence),
    complete: names.size > 0 && built.every(({ name }) => names.has(name)),
  };
}

function liveService(
  service: ComposeService,
  scope: Scope,
): { name: string; evidence: Evidence } | undefined {
  const { name, view, file } = service;
  const watch = view.get('develop', 'watch');
  if (watch.exists) {
    const text = `"${name}" watches its source.`;
    return { name, evidence: { text, path: file.path, at: watch.keyMark } };
  }
  const mounted = view.get('volumes').items.find((volume) => {
    const source = volume.get('source').text ?? volume.text?.split(':')[0] ?? '';
    if (!/^\.{1,2}(?:\/|$)/.test(source)) return false;
    const folder = joinPath(folderOf(file.path), source);
    return !scope.hasFile(folder) && scope.filesBelow(folder).some(isSource);
  });
  if (mounted === undefined) return undefined;
  const text = `"${name}" runs straight from a mounted source folder.`;
  return { name, evidence: { text, path: file.path, at: mounted } };
}

function isSource(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|go|rb|php|java|kt|cs|rs|exs?|scala|html|css)$/.test(path);
}

const EXAMPLES = ['.env.example', '.env.sample', '.env.template', '.env.dist', 'example.env'];

/** Variables that Compose needs from outside, and that nothing tells a newcomer of. */
function undocumentedVariables(scope: Scope): readonly Evidence[] {
  return scope.composeFiles
    .filter(({ file }) => !isAside(file.path))
    .flatMap(({ file }) => {
      const document = file.documents[0];
      const folder = folderOf(file.path);
      const paths = EXAMPLES.map((name) => joinPath(folder, name));
      const example = paths.find((path) => scope.hasFile(path));
      const text = example === undefined ? '' : scope.file(example)?.text;
      // An example file that is not read may well name them all.
      if (document === undefined || text === undefined) return [];
      const told = namesSet(text);
      const needed = neededVariables(document.text).filter(({ name }) => !told.has(name));
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
    return [{ name, start: match.index, end: match.index + whole.length }];
  });
}

export const developerChecks: readonly Check[] = [{ item: 'S22.4', answer: developersCanRun }];
