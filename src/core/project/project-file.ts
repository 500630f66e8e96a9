/** What a `.next-steps.yaml` says, with whatever is wrong in it left out. */
import { globMatcher } from '../files/glob.ts';
import type { PathMatcher } from '../files/glob.ts';
import { SEVERITIES } from '../lint/rule.ts';
import type { Severity } from '../lint/rule.ts';
import { folderOf } from '../files/source.ts';
import { schemaModeOf } from '../schema/voice.ts';
import type { SchemaMode } from '../schema/voice.ts';
import type { View } from '../yaml/view.ts';

export const PROJECT_FILE = '.next-steps.yaml';

/** How grave a rule is taken to be. */
export type RuleSetting = Severity | 'off';

export const RULE_SETTINGS: readonly RuleSetting[] = [...SEVERITIES, 'off'];

export type RuleSettings = ReadonlyMap<string, RuleSetting>;

/** Other settings for rules in some of the files. */
export interface PathOverride {
  readonly matches: PathMatcher;
  readonly rules: RuleSettings;
}

/** Who looks after some of the files. */
export interface PathOwner {
  readonly matches: PathMatcher;
  readonly owner: string;
}

export interface ProjectFile {
  /** As the workspace names it; from its own folder for one that lies above the workspace. */
  readonly path: string;
  /** The folder of the workspace that it holds for; '' for all of it. */
  readonly folder: string;
  /** The path from its folder down to the workspace, where it lies above; else ''. */
  readonly inside: string;
  readonly rules: RuleSettings;
  /** In file order: later ones win. */
  readonly overrides: readonly PathOverride[];
  /** The cluster version that manifests are written for: 37 for 1.37. */
  readonly kubernetesMinor: number | undefined;
  readonly defaultNamespace: string | undefined;
  /** Who says what a schema tells. */
  readonly schemaMode: SchemaMode | undefined;
  /** In file order: later ones win. */
  readonly owners: readonly PathOwner[];
  readonly exclude: readonly string[];
}

/** The settings that the file may hold. */
export const PROJECT_KEYS = [
  'rules',
  'overrides',
  'kubernetesVersion',
  'defaultNamespace',
  'owners',
  'exclude',
  'schema',
] as const;

/**
 * Reads the settings of a project; what is unknown or of a wrong type counts as not set.
 * @param view the root of the file's first document
 * @param inside the path from the file's folder down to the workspace, for a file above it
 */
export function readProjectFile(path: string, view: View, inside = ''): ProjectFile {
  return {
    ...{ path, inside },
    folder: inside === '' ? folderOf(path) : '',
    rules: readRules(view.get('rules')),
    overrides: readOverrides(view),
    kubernetesMinor: minorOf(view.get('kubernetesVersion').text),
    defaultNamespace: namespaceOf(view.get('defaultNamespace').text),
    schemaMode: schemaModeOf(view.get('schema').text),
    owners: readOwners(view.get('owners')),
    exclude: readTexts(view.get('exclude')),
  };
}

/** One for each item of the list, in its order. */
export function readOverrides(view: View): readonly PathOverride[] {
  return view.get('overrides').items.map((item) => ({
    matches: globMatcher(readTexts(item.get('paths'))),
    rules: readRules(item.get('rules')),
  }));
}

function readOwners(view: View): readonly PathOwner[] {
  return view.entries.flatMap((entry) => {
    const owner = entry.text?.trim() ?? '';
    return owner === '' ? [] : [{ matches: globMatcher([entry.key]), owner }];
  });
}

function readRules(view: View): RuleSettings {
  return new Map(
    view.entries.flatMap((entry) => {
      const setting = ruleSettingOf(entry.text);
      return setting === undefined ? [] : [[entry.key, setting] as const];
    }),
  );
}

export function ruleSettingOf(text: string | undefined): RuleSetting | undefined {
  return RULE_SETTINGS.find((setting) => setting === text);
}

/** A list of texts; one alone may stand without a list. */
function readTexts(view: View): readonly string[] {
  const items = view.text === undefined ? view.items : [view];
  return items.flatMap((item) => item.text ?? []).filter((text) => text.trim() !== '');
}

/** 34 for `1.34`, `v1.34` and `1.34.2`. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** A name that a namespace can have. */
export function namespaceOf(name: string | undefined): string | undefined {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name ?? '') ? name : undefined;
}
