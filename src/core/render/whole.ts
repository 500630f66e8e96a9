/** What a kustomization needs that these files do not show in full. */
import { joinPath } from '../files/source.ts';
import { publicAddress } from '../text/public-address.ts';
import type { Kustomization } from '../workspace/structure.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { View } from '../yaml/view.ts';

/** Why building could do more than read the files that we have read. */
export interface Obstacle {
  /** `remote`: it would be fetched. `unseen`: it may hold anything. `unclear`: the file itself. */
  readonly why: 'remote' | 'unseen' | 'unclear';
  /** The address, the path or the file, as it may be shown. */
  readonly text: string;
}

/** All obstacles of a kustomization, without those that it lists. */
export function obstaclesOf(kustomization: Kustomization, workspace: Workspace): Obstacle[] {
  const { path, view, folder } = kustomization;
  if (isUnclear(kustomization, workspace)) return [{ why: 'unclear', text: path }];
  const charts = view.keys.filter((key) => HELM.has(key));
  const lists = LISTS.flatMap((field) => view.get(field).items);
  return [
    ...[...charts, ...addressesIn(view)].map(remote),
    ...lists.flatMap((item) => listed(item, folder, workspace)),
    ...PLUGINS.flatMap((field) => view.get(field).items).flatMap((item) =>
      plugin(item, folder, workspace),
    ),
  ];
}

/** What can be a folder, with a kustomization in it. */
const LISTS = ['resources', 'bases', 'components'];

/** Their files are instructions, which can name further addresses. */
const PLUGINS = ['generators', 'transformers', 'validators'];

/** Has Helm fetch charts. */
const HELM = new Set(['helmCharts', 'helmChartInflationGenerator', 'helmGlobals']);

/** Everything else that a kustomization may say. */
const KNOWN = new Set(
  `apiVersion kind metadata namespace namePrefix nameSuffix nameReference commonLabels labels
  commonAnnotations images replicas patches patchesStrategicMerge patchesJson6902 replacements vars
  configMapGenerator secretGenerator generatorOptions configurations crds openapi buildMetadata
  sortOptions`
    .split(/\s+/)
    .concat(LISTS, PLUGINS),
);

const DEEPEST = 50;

/**
 * Where readers differ: keys that stand twice, that are written in another case or that are merged in,
 * aliases, several documents, broken YAML.
 */
function isUnclear({ path, view }: Kustomization, workspace: Workspace): boolean {
  const documents = workspace.file(path)?.documents.filter((one) => one.tree.root !== undefined);
  const tree = documents?.[0]?.tree;
  if (documents?.length !== 1 || tree === undefined) return true;
  if (tree.errors.length > 0 || tree.anchors.size > 0) return true;
  return view.keys.some((key) => !KNOWN.has(key) && !HELM.has(key)) || hasTwice(view, 0);
}

function hasTwice(view: View, depth: number): boolean {
  if (depth > DEEPEST || view.duplicateKeys.length > 0 || view.has('<<')) return true;
  return [...view.entries, ...view.items].some((child) => hasTwice(child, depth + 1));
}

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/** What holds texts that are no paths. */
const PLAIN = new Set(
  `literals patch commonAnnotations annotations commonLabels labels metadata images vars replicas
  generatorOptions buildMetadata`.split(/\s+/),
);

/** Any file that is named, whatever for, is fetched where its path begins like an address. */
function addressesIn(view: View): readonly string[] {
  const children = [...view.entries.filter(({ key }) => !PLAIN.has(key)), ...view.items];
  if (children.length > 0) return children.flatMap(addressesIn);
  const text = view.text?.trim() ?? '';
  // The key of a generated file stands before its path.
  const named = SCHEME.test(text) ? text : text.slice(text.indexOf('=') + 1);
  return SCHEME.test(named) ? [named] : [];
}

const remote = (text: string): Obstacle => ({ why: 'remote', text: publicAddress(text) });

/** Kustomize takes them for a repository, whether or not there is such a folder. */
const REPOSITORY = /^(?:github\.com|gh)[/:]|[:@?]|\.git(?:\/|$)|_git\//i;

/** Begins like a host: taken for a repository where no such file is. */
const HOST_LIKE = /^[\w-]+(?:\.[\w-]+)+\//;

function listed(item: View, folder: string, workspace: Workspace): readonly Obstacle[] {
  const { text } = item;
  if (text === undefined || text.includes('\n')) return [unseen(text ?? '?')];
  const path = joinPath(folder, text);
  const isFile = workspace.paths.has(path);
  if (REPOSITORY.test(text) && !(isFile && !text.includes('://'))) return [remote(text)];
  if (text.startsWith('/')) return [unseen(text)];
  if (isFile || workspace.structure.kustomizations.has(path)) return [];
  return [HOST_LIKE.test(text) ? remote(text) : unseen(text)];
}

const unseen = (text: string): Obstacle => ({
  why: 'unseen',
  text: publicAddress(text.split('\n', 1)[0] ?? ''),
});

/** Anywhere in the instructions of a plugin. */
const ADDRESS = /:\/\/|git@|\?ref=|github\.com/;

function plugin(item: View, folder: string, workspace: Workspace): readonly Obstacle[] {
  const { text = '?' } = item;
  const isInline = text.includes('\n') || text.startsWith('{');
  const source = isInline ? text : workspace.file(joinPath(folder, text))?.text;
  return source === undefined || ADDRESS.test(source) ? [unseen(text)] : [];
}
