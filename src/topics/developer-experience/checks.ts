import {
  isDone,
  isOpen,
  isPartly,
  isUnknown,
  markOfMatch,
  ownPaths,
  quotedNames,
} from '../../core/guide/evidence.ts';
import { readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import type { BuiltComponent } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName, folderOf } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { lineStart } from '../../core/text/text.ts';
import { placesOfWord } from '../../core/text/words.ts';
import { readWorkloads, workloadRunning } from '../../core/guide/workloads.ts';

const GUIDES = /^(?:README|CONTRIBUTING|DEVELOPMENT)(?:\.\w+)?$/i;
const ONBOARDING =
  /^(?:#{1,4}[ \t]+|=+[ \t]+)[^\n]*\b(?:getting started|get started|quick ?start|set(?:ting)? ?up|development|developing|installation|install|running|run (?:it|locally)|local(?:ly)?|on-?boarding|how to (?:run|start|build))\b[^\n]*/im;

/** Guides for people who join: at the top and in the folders of components, nearest first. */
function guides(scope: Scope): readonly string[] {
  const found = ownPaths(scope).filter((path) => GUIDES.test(baseName(path)));
  return [...found].sort((a, b) => a.split('/').length - b.split('/').length);
}

function devContainer(scope: Scope): Evidence | undefined {
  const path = scope
    .filesBelow('')
    .find((one) => /^(?:\.devcontainer\/(?:[^/]+\/)?)?\.?devcontainer\.json$/.test(one));
  return path === undefined ? undefined : { text: `"${path}" sets everything up.`, path };
}

/** S25.2: a way in for someone new. */
function onboarding(scope: Scope): Answer {
  const paths = guides(scope);
  const headings = paths.flatMap((path): readonly Evidence[] => {
    const file = scope.file(path);
    const at = file && markOfMatch(file, ONBOARDING);
    return at === undefined ? [] : [{ text: `"${path}" has a section for it.`, path, at }];
  });
  const container = devContainer(scope);
  const evidence = [...headings.slice(0, 3), ...(container ? [container] : [])];
  if (evidence.length > 0) return isDone(evidence);
  const next = 'Write a section "Getting started" in the README.';
  const [first] = paths;
  if (first === undefined) return isOpen('No README here.', next);
  return isPartly({ text: `"${first}" has no section on getting started.`, path: first }, next);
}

/** Files that name the tools with their versions, or bring them along. */
const TOOL_LISTS =
  /^(?:\.tool-versions|mise\.toml|\.mise\.toml|flake\.nix|shell\.nix|devbox\.json|Brewfile|\.sdkmanrc)$/;

/** S25.3: the tools that the files here ask for. */
function toolsToInstall(scope: Scope): Answer {
  const tools = neededTools(scope);
  const lists = ownPaths(scope)
    .filter((path) => TOOL_LISTS.test(baseName(path)))
    .map((path): Evidence => ({ text: `"${path}" lists the tools.`, path }));
  const container = devContainer(scope);
  const evidence = [...lists, ...(container ? [container] : [])];
  if (evidence.length > 0) return isDone([...evidence, ...tools]);
  if (tools.length === 0) return isUnknown('No file here asks for a tool that we know.');
  const next = 'List these tools with their versions: in the README, or in a dev container.';
  const guide = namingGuide(scope, tools);
  return guide === undefined ? isPartly(tools, next) : isDone([guide, ...tools]);
}

interface Need extends Evidence {
  readonly tool: string;
}

/** Each tool with the first file that needs it. */
function neededTools(scope: Scope): readonly Need[] {
  const paths = ownPaths(scope);
  const named = (pattern: RegExp): string | undefined =>
    paths.find((path) => pattern.test(baseName(path)));
  const needs: readonly (readonly [tool: string, path: string | undefined])[] = [
    ['docker', named(/^(?:Dockerfile|Containerfile)$|^(?:docker-)?compose\.ya?ml$/)],
    ['kubectl', plainManifest(scope) ?? named(/^kustomization\.ya?ml$/)],
    ['helm', named(/^(?:Chart\.yaml|helmfile\.ya?ml)$/)],
    ['tilt', named(/^Tiltfile$/)],
    ['skaffold', named(/^skaffold\.ya?ml$/)],
    ['devspace', named(/^devspace\.yaml$/)],
    ['terraform', named(/\.tf$/)],
    ['make', named(/^(?:GNU)?Makefile$/)],
    ['task', named(/^Taskfile\.ya?ml$/)],
    ['just', named(/^justfile$/)],
  ];
  return needs.flatMap(([tool, path]) =>
    path === undefined ? [] : [{ tool, text: `"${path}" needs ${tool}.`, path }],
  );
}

/** A manifest that is applied as it is; the templates of a chart need Helm instead. */
function plainManifest(scope: Scope): string | undefined {
  return readWorkloads(scope).find((object) => scope.roleOf(object) !== 'template')?.path;
}

/** Tools whose names are everyday words: only as code or as a command are they meant. */
const EVERYDAY: readonly string[] = ['make', 'task', 'just'];

/** A guide that names all of the tools. */
function namingGuide(scope: Scope, tools: readonly Need[]): Evidence | undefined {
  for (const path of guides(scope)) {
    const text = scope.file(path)?.text ?? '';
    const all = tools.every(({ tool }) =>
      EVERYDAY.includes(tool)
        ? isCommand(text, tool)
        : placesOfWord(text.toLowerCase(), tool).length > 0,
    );
    if (all) return { text: `"${path}" names them all.`, path };
  }
  return undefined;
}

/** Whether a word stands in backticks, or first in a line, behind a prompt too. */
function isCommand(text: string, word: string): boolean {
  return placesOfWord(text, word).some((at) => {
    const before = text.slice(lineStart(text, at), at);
    return before.endsWith('`') || ['', '$'].includes(before.trim());
  });
}

const ADDING =
  /^[#=]{1,4}[ \t]+[^\n]{0,100}\b(?:add(?:ing)?|new|creat(?:e|ing))\b[^\n]{0,100}\b(?:service|component|app(?:lication)?|microservice)\b[^\n]*/im;

/** S25.5: how a component comes in: written down, or to be seen from one that is there. */
function addingAComponent(scope: Scope): Answer {
  for (const path of guides(scope)) {
    const file = scope.file(path);
    const at = file && markOfMatch(file, ADDING);
    if (at !== undefined) return isDone({ text: `"${path}" explains it.`, path, at });
  }
  const [example] = readBuiltComponents(scope)
    .map((component) => ({ component, places: placesOf(component, scope) }))
    .sort((a, b) => b.places.length - a.places.length);
  if (example === undefined) return isUnknown('No component that is built here shows it.');
  const { component, places } = example;
  const text = `Like "${component.name}", a new one needs: ${quotedNames(places)}.`;
  return isUnknown(
    [{ text }, ...places.map((path): Evidence => ({ text: `"${path}" has a part of it.`, path }))],
    'Write down in the README what to add for a new component.',
  );
}

/** Every file that would have to be made or changed for one more component of this kind. */
function placesOf({ name, path, source }: BuiltComponent, scope: Scope): readonly string[] {
  const compose = scope.composeFiles.find(({ services }) =>
    services.some((service) => service.name === name),
  );
  const manifest = workloadRunning(name, scope)?.object;
  const kustomization =
    manifest && scope.structure.kustomizations.get(folderOf(manifest.path))?.path;
  const all = [path, source?.path, compose?.file.path, manifest?.path, kustomization];
  return [...new Set(all.filter((one) => one !== undefined))];
}

export const checks: readonly Check[] = [
  { item: 'S25.2', answer: onboarding },
  { item: 'S25.3', answer: toolsToInstall },
  { item: 'S25.5', answer: addingAComponent },
];
