/** Which files of a folder are looked into, which are only known to exist, and which are left out. */
import { sensitiveFile } from './sensitive-files.ts';
import { baseName, fileKind } from './source.ts';

/** Folders of other people's code, of tools and of build results. */
const LEFT_OUT = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  '__pycache__',
  '.terraform',
  '.idea',
  '.gradle',
  '.cache',
  '.tox',
  '.vscode-test',
  'target',
  'dist',
  'out',
]);

export function isLeftOut(folderName: string): boolean {
  return LEFT_OUT.has(folderName);
}

/** The same as globs, for search interfaces that take them. */
export const LEFT_OUT_GLOBS: readonly string[] = [...LEFT_OUT].map((name) => `**/${name}/**`);

/** Texts that answer questions of the guide: how things are built, shipped and explained. */
const TELLING =
  /^(?:package\.json|devcontainer\.json|skaffold\.json|Makefile|GNUmakefile|[\w.-]+\.mk|Taskfile\.ya?ml|\.?justfile|[\w.-]+\.just|Tiltfile|Jenkinsfile(?:[.-][\w.-]+)?|[\w.-]+\.jenkinsfile|Procfile|mix\.exs|Pipfile|setup\.py|BUILD(?:\.bazel)?|application\.properties|fleet\.yaml|[\w.-]+\.(?:tf|bicep)|CODEOWNERS|OWNERS|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|composer\.json|requirements\.txt|pyproject\.toml|project\.toml|config\.ru|[\w.-]*\.?env\.(?:example|sample|template|dist)|\.?(?:example|sample)[-.]?env|(?:README|CONTRIBUTING|DEVELOP(?:MENT|ING|ERS?)?|HACKING|INSTALL(?:ATION)?|SETUP|GETTING[-_]?STARTED|QUICK[-_]?START|BUILDING|RUNNING|ONBOARDING)(?:\.\w+)?|\.gitignore|[\w.-]*\.?dockerignore|[\w.-]+\.(?:sh|csproj))$/i;

/** Documents whose names say that they tell people how to work here. */
const GUIDES =
  /^(?:docs?|documentation|\.github)\/(?:[^/]+\/)*[^/]*(?:develop|contribut|getting|start|install|set-?up|local|build|run|deploy|add|new|creat|onboard|kubernetes|k8s|cluster|readme|how-?to|guide|hack|minikube|kind|environment|prerequisite|require|workflow|bootstrap)[^/]*\.(?:md|markdown|mdx|rst|adoc)$/i;

/** Documents at the top are about the whole; those of lawyers and histories tell nothing of the work. */
function isTopDocument(path: string): boolean {
  return (
    /^[^/]+\.(?:md|markdown|rst|adoc)$/i.test(path) &&
    !/^(?:change|history|news|release|license|licence|notice|security|code[-_]of|authors|maintainers|governance|adopters|sponsors|third)/i.test(
      path,
    )
  );
}

/** JSON files that are never manifests and can be large. */
const OTHER_JSON =
  /^(?:package-lock|tsconfig[\w.-]*|composer|angular|\.eslintrc|.*\.min|.*-lock)\.json$/;

/**
 * Whether a file is known by its name only, as it usually holds secrets: `.env`, keys, logins. Such a
 * file is never opened. What a link leads to is asked about by its own path.
 * @param path the more folders it has, the more is recognised: `config.json` says less than
 * `.docker/config.json`
 */
export function isNameOnly(path: string): boolean {
  return sensitiveFile(path) !== undefined;
}

/** Whether the text of a file is read. */
export function isRead(path: string): boolean {
  if (isNameOnly(path)) return false;
  const name = baseName(path);
  if (TELLING.test(name) || GUIDES.test(path) || isTopDocument(path)) return true;
  const kind = fileKind(path);
  return kind === 'json' ? !OTHER_JSON.test(name) : kind !== 'text';
}
