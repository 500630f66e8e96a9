import * as vscode from 'vscode';
import { SEVERITIES } from '../core/lint/rule.ts';
import type { Severity } from '../core/lint/rule.ts';
import { schemaModeOf } from '../core/schema/voice.ts';
import type { SchemaMode } from '../core/schema/voice.ts';
import type { Program } from '../core/render/tools.ts';

/** The prefix of every setting, command and context key. */
export const SECTION = 'nextSteps';

export interface Settings {
  readonly diagnostics: 'off' | 'openFiles' | 'workspace';
  readonly hovers: boolean;
  readonly completion: boolean;
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  /** Undefined where nobody has chosen a version: rules then judge by the newest, and more gently. */
  readonly kubernetesMinor: number | undefined;
  readonly defaultNamespace: string | undefined;
  readonly schemaMode: SchemaMode;
  readonly exclude: readonly string[];
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
}

/** The settings as they hold for a file or folder; values of a wrong type count as not set. */
export function readSettings(scope: vscode.Uri | undefined): Settings {
  const settings = vscode.workspace.getConfiguration(SECTION, scope);
  const diagnostics = settings.get<unknown>('diagnostics.scope');
  const namespace = settings.get<unknown>('defaultNamespace');
  const exclude = settings.get<unknown>('exclude');
  return {
    diagnostics:
      settings.get<unknown>('diagnostics.enabled') === false
        ? 'off'
        : diagnostics === 'workspace'
          ? 'workspace'
          : 'openFiles',
    hovers: settings.get<unknown>('hover.enabled') !== false,
    completion: settings.get<unknown>('completion.enabled') !== false,
    inlayHints: settings.get<unknown>('inlayHints.enabled') === true,
    codeLens: settings.get<unknown>('codeLens.enabled') === true,
    kubernetesMinor: chosenMinor(settings),
    defaultNamespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    schemaMode: schemaModeOf(settings.get<unknown>('schema')) ?? 'auto',
    exclude: Array.isArray(exclude) ? exclude.filter((glob) => typeof glob === 'string') : [],
    severities: readSeverities(settings.get<unknown>('rules')),
  };
}

/** `1.34` is 34; the default that the settings editor shows is nobody's choice. */
function chosenMinor(settings: vscode.WorkspaceConfiguration): number | undefined {
  const set = settings.inspect<unknown>('kubernetesVersion');
  const version = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
  const minor = typeof version === 'string' ? /^v?1\.(\d{1,3})/.exec(version)?.[1] : undefined;
  return minor === undefined ? undefined : Number(minor);
}

function readSeverities(rules: unknown): ReadonlyMap<string, Severity | 'off'> {
  const severities = new Map<string, Severity | 'off'>();
  if (typeof rules !== 'object' || rules === null) return severities;
  for (const [rule, severity] of Object.entries(rules)) {
    const known = [...SEVERITIES, 'off' as const].find((name) => name === severity);
    if (known !== undefined) severities.set(rule, known);
  }
  return severities;
}

/** What the user calls a tool: a name on the PATH, or an absolute path. */
export function readProgram(scope: vscode.Uri, program: Program): string {
  const name = vscode.workspace.getConfiguration(SECTION, scope).get<unknown>(`tools.${program}`);
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : program;
}

/** Whether topics keep the order of the deck, whatever matters here. */
export function readsInDeckOrder(): boolean {
  return vscode.workspace.getConfiguration(SECTION).get<unknown>('guide.order') === 'deck';
}
