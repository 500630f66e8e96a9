/** The Red Hat YAML extension, where it is installed: what it says need not be said twice. */
import * as vscode from 'vscode';
import type { SourceFile } from '../core/files/source.ts';
import { hasOtherSchema } from '../core/schema/voice.ts';

const ID = 'redhat.vscode-yaml';
/** Gives that extension a schema for every manifest. */
const KUBERNETES = 'ms-kubernetes-tools.vscode-kubernetes-tools';

/** What it does for a file. */
export type YamlService = 'validate' | 'hover' | 'completion';

/** Whether it does something for the YAML of a file, with whatever schema. */
export function servesYaml(uri: vscode.Uri, service: YamlService): boolean {
  if (vscode.extensions.getExtension(ID) === undefined) return false;
  return vscode.workspace.getConfiguration('yaml', uri).get<unknown>(service) !== false;
}

/** Whether it does so with a schema of Kubernetes. */
export function servesKubernetes(
  uri: vscode.Uri,
  { text }: SourceFile,
  service: YamlService,
): boolean {
  if (!servesYaml(uri, service)) return false;
  if (vscode.extensions.getExtension(KUBERNETES) !== undefined) return true;
  const schemas = vscode.workspace.getConfiguration('yaml', uri).get<unknown>('schemas');
  return hasOtherSchema(uri.path, text, { schemas, contributed: contributed() });
}

function contributed(): readonly unknown[] {
  return vscode.extensions.all.flatMap(({ packageJSON }) => {
    const { contributes } = packageJSON as { contributes?: { yamlValidation?: unknown } };
    const brought = contributes?.yamlValidation;
    return Array.isArray(brought) ? (brought as readonly unknown[]) : [];
  });
}

/** Tells when any of this may be different. */
export function onDidChangeYamlExtension(changed: () => void): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.extensions.onDidChange(changed),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml')) changed();
    }),
  );
}
