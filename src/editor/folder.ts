import * as vscode from 'vscode';
import { Linter } from '../core/lint/lint.ts';
import type { LiveCluster } from '../core/live/live-cluster.ts';
import type { LintRule } from '../core/lint/rule.ts';
import type { Schema } from '../core/schema/schema.ts';
import { Scope } from '../core/workspace/scope.ts';
import type { ScopeOptions } from '../core/workspace/scope.ts';
import type { FileKind } from '../core/files/source.ts';
import { fileKind } from '../core/files/source.ts';
import { Workspace } from '../core/workspace/workspace.ts';
import type { FileChange, WorkspaceChange } from '../core/workspace/workspace.ts';
import type { Exclusion } from './exclude.ts';
import { readExclusion } from './exclude.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { servesKubernetes } from './yaml-extension.ts';
import type { YamlService } from './yaml-extension.ts';

/** One workspace folder, or one file outside of any, with its index and its linter. */
export interface Folder {
  readonly uri: vscode.Uri;
  readonly workspace: Workspace;
  readonly linter: Linter;
  readonly settings: Settings;
  readonly exclusion: Exclusion;
  /** The cluster that the person has chosen. */
  readonly cluster: () => LiveCluster | undefined;
  /** False for a file that is open without a folder. */
  readonly isFolder: boolean;
}

export interface FolderServices {
  readonly rules: readonly LintRule[];
  readonly schema: () => Schema | undefined;
  readonly cluster: () => LiveCluster | undefined;
  readonly onError: (error: unknown, where: string) => void;
}

export function createFolder(uri: vscode.Uri, isFolder: boolean, services: FolderServices): Folder {
  const settings = readSettings(uri);
  const { defaultNamespace } = settings;
  const workspace = new Workspace(defaultNamespace === undefined ? {} : { defaultNamespace });
  const linter = new Linter(workspace, services.rules, {
    ...versionOf(settings),
    ...voiceOf({ uri, isFolder, settings, workspace }, 'validate'),
    onError: services.onError,
    schema: services.schema,
    cluster: services.cluster,
    severityOf: (rule) => settings.severities.get(rule),
    partial: !isFolder,
  });
  const { globs, excludes } = readExclusion(uri, settings.exclude);
  return {
    uri,
    workspace,
    linter,
    settings,
    isFolder,
    cluster: services.cluster,
    exclusion: {
      globs,
      excludes: (path) => excludes(path) || workspace.project.excludes(path),
    },
  };
}

/** The file that the core calls `path`. */
export function uriIn(folder: Pick<Folder, 'uri' | 'isFolder'>, path: string): vscode.Uri {
  return folder.isFolder
    ? vscode.Uri.joinPath(folder.uri, path)
    : vscode.Uri.joinPath(folder.uri, '..', path);
}

/** What the core calls a file of this folder. */
export function pathIn(folder: Pick<Folder, 'uri' | 'isFolder'>, uri: vscode.Uri): string {
  const root = folder.isFolder ? folder.uri.path : folder.uri.path.replace(/\/[^/]*$/, '');
  const base = root.endsWith('/') ? root : `${root}/`;
  return uri.path.startsWith(base) ? uri.path.slice(base.length) : uri.path.replace(/^\/+/, '');
}

/** Diffs, outputs and our own pages are not the user's files. */
export function isShown(document: vscode.TextDocument): boolean {
  return ![
    'output',
    'git',
    'gitfs',
    'vscode',
    'comment',
    'next-steps',
    'next-steps-change',
    'next-steps-cluster',
  ].includes(document.uri.scheme);
}

/** The language that the user sees a document as can say more than its name. */
export function kindOf(document: vscode.TextDocument, path: string): FileKind {
  const byName = fileKind(path);
  if (byName !== 'text' && byName !== 'yaml') return byName;
  if (document.languageId === 'dockerfile') return 'dockerfile';
  if (document.languageId === 'dockercompose') return 'compose';
  return document.languageId === 'yaml' && byName === 'text' ? 'yaml' : byName;
}

export function scopeOf(folder: Folder): Scope {
  return new Scope(folder.workspace, { ...versionOf(folder.settings), cluster: folder.cluster });
}

/** The chosen cluster version, for what asks the core. */
export function versionOf({ kubernetesMinor }: Settings): { readonly kubernetesMinor?: number } {
  return kubernetesMinor === undefined ? {} : { kubernetesMinor };
}

/** Who says what a schema tells, for what asks the core. */
export function voiceOf(
  folder: Pick<Folder, 'uri' | 'isFolder' | 'settings' | 'workspace'>,
  service: YamlService,
): Pick<ScopeOptions, 'schemaMode' | 'hasOtherSchema'> {
  return {
    schemaMode: folder.settings.schemaMode,
    hasOtherSchema: (path) => {
      const file = folder.workspace.file(path);
      return file?.kind === 'yaml' && servesKubernetes(uriIn(folder, path), file, service);
    },
  };
}

/** Takes a change into the index and says which files must be linted again. */
export function takeChange(
  folder: Folder,
  changes: Iterable<FileChange>,
  listed: readonly string[] = [],
): ReadonlySet<string> {
  return staleAfter(folder, folder.workspace.change(changes, listed));
}

export function staleAfter(folder: Folder, change: WorkspaceChange): ReadonlySet<string> {
  return folder.linter.stale(change);
}
