/** The nodes of a document that rules are shown. */
import { readCompose } from '../compose/compose.ts';
import { halfManifest } from '../kubernetes/half-manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import type { Problem, LintRule, RuleChecks, RuleNodes } from './rule.ts';
import type { Scope } from '../workspace/scope.ts';
import { folderOf } from '../files/source.ts';
import type { SourceDocument, SourceFile } from '../files/source.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Which object a finding is about: of Kubernetes, or the Dockerfile or Compose service it is in. */
export interface ObjectName {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** One node of a document, with the call that shows it to a rule. */
export interface Visit {
  readonly node: keyof RuleNodes;
  readonly object: KubernetesObject | undefined;
  readonly name: ObjectName | undefined;
  readonly patch: boolean;
  readonly check: (checks: RuleChecks, scope: Scope) => Iterable<Problem>;
}

/** Whether a rule asks for a node, and may judge it. */
export function concerns(rule: LintRule, visit: Visit): boolean {
  if (visit.patch && rule.patches !== true) return false;
  if (visit.object === undefined || rule.kinds === undefined) return true;
  return rule.kinds.includes(visit.object.kind);
}

export function visitOf<Name extends keyof RuleNodes>(
  key: Name,
  node: RuleNodes[Name],
  name: ObjectName | undefined,
  owner?: { readonly object: KubernetesObject; readonly patch: boolean },
): Visit {
  return {
    node: key,
    object: owner?.object,
    name,
    patch: owner?.patch ?? false,
    check: (checks, scope) => checks[key]?.(node, scope) ?? [],
  };
}

export function nodesOf(
  workspace: Workspace,
  file: SourceFile,
  document: SourceDocument,
): readonly Visit[] {
  switch (file.kind) {
    case 'yaml':
    case 'json':
      return manifestNodes(workspace, file, document);
    case 'dockerfile':
      return [
        visitOf(
          'dockerfile',
          {
            file,
            dockerfile: document.dockerfile,
            mark: ({ start, end }) => ({ document, start, end }),
          },
          { kind: 'Dockerfile', name: file.path },
        ),
      ];
    case 'compose':
      return document === file.documents[0] ? composeNodes(file) : [];
    case 'kustomization': {
      const kustomization = workspace.structure.kustomizations.get(folderOf(file.path));
      if (kustomization?.path !== file.path || document !== file.documents[0]) return [];
      return [visitOf('kustomization', kustomization, { kind: 'Kustomization', name: file.path })];
    }
    case 'project':
      return document === file.documents[0]
        ? [visitOf('projectFile', file, { kind: 'ProjectFile', name: file.path })]
        : [];
    default:
      return [];
  }
}

function composeNodes(file: SourceFile): readonly Visit[] {
  const compose = readCompose(file);
  if (compose === undefined || compose.view.document.tree.errors.length > 0) return [];
  return [
    visitOf('composeFile', compose, { kind: 'ComposeFile', name: file.path }),
    ...compose.services.map((service) =>
      visitOf('composeService', service, { kind: 'ComposeService', name: service.name }),
    ),
  ];
}

function manifestNodes(
  workspace: Workspace,
  file: SourceFile,
  document: SourceDocument,
): readonly Visit[] {
  const objects = workspace.objectsOf(file.path, document);
  if (objects.length === 0) return halfNodes(workspace, file.path, document);
  if (document.tree.errors.length > 0) return [];
  return objects.flatMap((object) => {
    const role = workspace.roleOf(object);
    if (role === 'template') return [];
    const owner = { object, patch: role === 'patch' };
    const name = objectName(workspace, object);
    const workload = workloadOf(object);
    return [
      visitOf('object', object, name, owner),
      ...(workload === undefined ? [] : [visitOf('workload', workload, name, owner)]),
      ...(workload?.containers ?? []).map((container) =>
        visitOf('container', container, name, owner),
      ),
    ];
  });
}

/** A patch says as much of an object as it likes. */
function halfNodes(workspace: Workspace, path: string, document: SourceDocument): readonly Visit[] {
  const half = halfManifest(path, document);
  if (half === undefined || workspace.structure.patches.has(path)) return [];
  if (document.tree.errors.length > 0) return [];
  const name = {
    kind: half.view.get('kind').text ?? '',
    name: half.view.get('metadata', 'name').text ?? '',
  };
  return [visitOf('halfManifest', half, name)];
}

export function objectName(workspace: Workspace, object: KubernetesObject): ObjectName {
  const namespace = workspace.placements(object)[0]?.namespace ?? '';
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace !== '' && { namespace }),
    name: object.name ?? '',
  };
}
