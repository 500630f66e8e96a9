import {
  doesNotApply,
  isDone,
  isOpen,
  isPartly,
  markOfMatch,
  needsTeam,
  ownPaths,
  quotedNames,
} from '../../core/guide/evidence.ts';
import { isSketch } from '../../core/guide/chart-sketch.ts';
import { folderGuides, guidePaths } from '../../core/guide/guide-texts.ts';
import { readReleases } from '../../core/guide/releases.ts';
import { readBuiltComponents, workloadOfComponent } from '../../core/pipelines/image-sources.ts';
import type { BuiltComponent } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName, folderOf } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';

/** Headings under which people say how to start, in Markdown, AsciiDoc and reStructuredText. */
const ONBOARDING =
  /^(?:#{1,5}[ \t]+|=+[ \t]+|(?=[^\n]{3,80}\n[-=~^]{3,}[ \t]*$))[^\n]*\b(?:getting started|get(?:ting)? up and running|get started|quick[- ]?start|start here|set(?:ting)?[- ]?up|develop(?:ment|ing|ers?)?|install(?:ation|ing)?|running|run (?:it|the|this|locally|in)|local(?:ly)?|on-?boarding|how to (?:run|start|build|use|install|contribute)|build(?:ing)?|deploy(?:ing|ment)?|prerequisites?|requirements?|bootstrap(?:ping)?|usage|try (?:it|this)|hacking|contributing|tutorial|demo|provision\w*|steps|instructions?)\b[^\n]*/im;
/** Documents that are about it as a whole. */
const ONBOARDING_FILE =
  /(?:^|\/)(?:\w+[-_])*(?:development|developing|developers?(?:[-_]guide)?|how[-_]to[-_](?:run|build|start|use|install|deploy)|getting[-_]started|quick[-_]?start|setup|installation|install|onboarding|hacking)(?:[-_]\w+)*\.\w+$/i;

function devContainer(scope: Scope): Evidence | undefined {
  const path = scope
    .filesBelow('')
    .find((one) => /^(?:\.devcontainer\/(?:[^/]+\/)?)?\.?devcontainer\.json$/.test(one));
  return path === undefined ? undefined : { text: `"${path}" sets everything up.`, path };
}

/** S25.2: a way in for someone new. */
function onboarding(scope: Scope): Answer {
  const paths = guidePaths(scope);
  const headings = paths.flatMap((path): readonly Evidence[] => {
    if (ONBOARDING_FILE.test(path)) return [{ text: `"${path}" is for people who start.`, path }];
    const file = scope.file(path);
    const at = file && markOfMatch(file, ONBOARDING);
    return at === undefined ? [] : [{ text: `"${path}" has a section for it.`, path, at }];
  });
  const container = devContainer(scope);
  const evidence = [...headings.slice(0, 3), ...(container ? [container] : [])];
  if (evidence.length > 0) return isDone(evidence);
  const next = 'Write a section "Getting started" in the README.';
  const [first] = paths;
  if (first !== undefined) {
    return isPartly({ text: `"${first}" has no section on getting started.`, path: first }, next);
  }
  const [deep] = folderGuides(scope);
  if (deep === undefined) return isOpen('No README here that explains this project.', next);
  return isPartly({ text: `"${deep}" is for its own folder only.`, path: deep }, next);
}

/** Files that name the tools with their versions, or bring them along. */
const TOOL_LISTS =
  /^(?:\.tool-versions|mise\.toml|\.mise\.toml|flake\.nix|shell\.nix|devbox\.json|Brewfile|\.sdkmanrc)$/;

/** S25.3: the tools that the files here ask for. */
function toolsToInstall(scope: Scope): Answer {
  const tools = neededTools(scope);
  const lists = ownPaths(scope)
    .filter(
      (path) =>
        TOOL_LISTS.test(baseName(path)) || /(?:^|\/)\.?mise\/config(?:\.\w+)?\.toml$/.test(path),
    )
    .filter((path) => /^(?:\.?config\/|\.?mise\/)*[^/]+$/.test(path))
    .map((path): Evidence => ({ text: `"${path}" lists the tools.`, path }));
  const container = devContainer(scope);
  const evidence = [...lists, ...(container ? [container] : [])];
  if (evidence.length > 0) return isDone([...evidence, ...tools]);
  if (tools.length === 0) return doesNotApply('No file here asks for a tool that we know.');
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
    ['just', named(/^\.?justfile$|\.just$/)],
    ['node', named(/^package\.json$/)],
    ['python', named(/^(?:requirements\.txt|pyproject\.toml|Pipfile)$/)],
    ['go', named(/^go\.mod$/)],
    ['java', named(/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/)],
    ['dotnet', named(/\.csproj$/)],
    ['ruby', named(/^Gemfile$/)],
    ['rust', named(/^Cargo\.toml$/)],
    ['php', named(/^composer\.json$/)],
  ];
  return needs.flatMap(([tool, path]) =>
    path === undefined ? [] : [{ tool, text: `"${path}" needs ${tool}.`, path }],
  );
}

/** A manifest that is applied as it is; the templates of a chart need Helm instead. */
function plainManifest(scope: Scope): string | undefined {
  return readWorkloads(scope).find((object) => !isSketch(object))?.path;
}

/** How a text names each tool: by its own name, or by what people write instead. */
const NAMED: Readonly<Record<string, RegExp>> = {
  docker: /(?:^|[^\w.-])(?:docker|podman|container engine)(?![\w-])/im,
  kubectl: /(?:^|[^\w.-])(?:kubectl|oc|flux)(?![\w-])/im,
  helm: /(?:^|[^\w.-])helm(?![\w-])/im,
  tilt: /(?:^|[^\w.-])tilt(?![\w-])/im,
  skaffold: /(?:^|[^\w.-])skaffold(?![\w-])/im,
  devspace: /(?:^|[^\w.-])devspace(?![\w-])/im,
  terraform: /(?:^|[^\w.-])(?:terraform|tofu|opentofu|terragrunt)(?![\w-])/im,
  // Everyday words: only as code or as a command are they meant.
  make: /`make\b|^[ \t]*(?:\$ )?make\b/m,
  task: /`task\b|^[ \t]*(?:\$ )?task\b/m,
  just: /`just\b|^[ \t]*(?:\$ )?just\b/m,
  node: /(?:^|[^\w.-])(?:node(?:\.?js)?|npm|pnpm|yarn|nvm|volta|bun)(?![\w-])/im,
  python: /(?:^|[^\w.-])(?:python\d?|pip\d?|pyenv|poetry|uv|pipenv|conda|virtualenv)(?![\w-])/im,
  go: /(?:^|[^\w.-])(?:golang|go (?:install|build|run|mod|1\.\d+|version|toolchain)|install go|go\b[^\n]{0,20}(?:installed|1\.\d+|or (?:later|newer)))(?![\w-])/im,
  java: /(?:^|[^\w.-])(?:java|jdk|maven|mvnw?|gradlew?|sdkman)(?![\w-])/im,
  dotnet: /(?:^|[^\w.-])(?:dotnet|\.net)(?![\w-])/im,
  ruby: /(?:^|[^\w.-])(?:ruby|rbenv|bundler?|rvm)(?![\w-])/im,
  rust: /(?:^|[^\w.-])(?:rust(?:up|c)?|cargo)(?![\w-])/im,
  php: /(?:^|[^\w.-])(?:php|composer)(?![\w-])/im,
};
/** Runtimes that no one has to install where the program is started in containers. */
const RUNTIMES: readonly string[] = [
  'node',
  'python',
  'go',
  'java',
  'dotnet',
  'ruby',
  'rust',
  'php',
];

function names(text: string, tool: string): boolean {
  return NAMED[tool]?.test(text) === true;
}

/** Guides that name all of the tools between them. */
function namingGuide(scope: Scope, tools: readonly Need[]): Evidence | undefined {
  const texts = guidePaths(scope).map((path) => ({ path, text: scope.file(path)?.text ?? '' }));
  const all = texts.map(({ text }) => text).join('\n');
  const hasContainers = tools.some(({ tool }) => tool === 'docker') && names(all, 'docker');
  const wanted = tools.filter(({ tool }) => !(hasContainers && RUNTIMES.includes(tool)));
  if (wanted.length === 0 || !wanted.every(({ tool }) => names(all, tool))) return undefined;
  const first = texts.find(({ text }) => wanted.some(({ tool }) => names(text, tool)));
  if (first === undefined) return undefined;
  const isAlone = wanted.every(({ tool }) => names(first.text, tool));
  const text = isAlone ? `"${first.path}" names them all.` : 'The documents name them all.';
  return { text, path: first.path };
}

const ADDING =
  /^[#=]{1,5}[ \t]+[^\n]{0,100}\b(?:add(?:ing)?|new|creat(?:e|ing)|extend(?:ing)?|onboard(?:ing)?|contribut(?:e|ing) (?:a|an|new))\b[^\n]{0,100}\b(?:(?:micro)?services?|components?|app(?:lication)?s?|modules?|plugins?|packages?|charts?|workloads?|controllers?|functions?)\b[^\n]*/im;
const ADDING_FILE =
  /(?:^|\/)(?:\w+[-_])*(?:add(?:ing)?|new|creat(?:e|ing))[-_](?:an?[-_]|new[-_])*(?:\w+[-_])*(?:(?:micro)?service|component|app(?:lication)?|module|chart)s?\.\w+$/i;

/** S25.5: how a component comes in: written down, or to be seen from one that is there. */
function addingAComponent(scope: Scope): Answer {
  for (const path of guidePaths(scope)) {
    const file = scope.file(path);
    if (ADDING_FILE.test(path)) return isDone({ text: `"${path}" explains it.`, path });
    const at = file && markOfMatch(file, ADDING);
    if (at !== undefined) return isDone({ text: `"${path}" explains it.`, path, at });
  }
  const [example] = readBuiltComponents(scope)
    .map((component) => ({ component, places: placesOf(component, scope) }))
    .sort((a, b) => b.places.length - a.places.length);
  if (example === undefined) {
    return readWorkloads(scope).length + readReleases(scope).length > 0
      ? needsTeam('No document here says how a component is added.')
      : doesNotApply('No component is built or deployed here.');
  }
  const { component, places } = example;
  const text = `Like "${component.name}", a new one needs: ${quotedNames(places)}.`;
  return needsTeam(
    [{ text }, ...places.map((path): Evidence => ({ text: `"${path}" has a part of it.`, path }))],
    'Write down in the README what to add for a new component.',
  );
}

/** Every file that would have to be made or changed for one more component of this kind. */
function placesOf(component: BuiltComponent, scope: Scope): readonly string[] {
  const { name, path, source } = component;
  const compose = scope.composeFiles.find(({ services }) =>
    services.some((service) => service.name === name),
  );
  const manifest = workloadOfComponent(component, scope)?.object;
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
