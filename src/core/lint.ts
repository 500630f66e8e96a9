import { readCompose } from './compose.ts';
import type { Fix } from './fix.ts';
import type { KubernetesObject } from './manifest.ts';
import { workloadOf } from './manifest.ts';
import type { Problem, Rule, RuleChecks, RuleNodes, Severity } from './rule.ts';
import { Scope } from './scope.ts';
import type { ScopeOptions } from './scope.ts';
import { folderOf } from './source.ts';
import type { SourceDocument, SourceFile } from './source.ts';
import { allowedAt, allowedInFile, allowedOnObject } from './suppress.ts';
import type { Span } from './text.ts';
import { absolute, View } from './view.ts';
import type { Mark } from './view.ts';
import type { Workspace, WorkspaceChange } from './workspace.ts';

/** Which object a finding is about: of Kubernetes, or the Dockerfile or Compose service it is in. */
export interface ObjectName {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface RelatedPlace {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly span: Span;
  readonly object: ObjectName | undefined;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}

export interface LintOptions extends ScopeOptions {
  /** The severity that the settings give a rule for a file; undefined keeps the rule's own. */
  readonly severityOf?: (rule: string, path: string) => Severity | 'off' | undefined;
  /** Shows findings that are silenced, too. */
  readonly ignoreSilence?: boolean;
  /** Told of a rule that threw; the other rules go on. */
  readonly onError?: (error: unknown, where: string) => void;
  /** For one pass over files that do not change: nothing is remembered. */
  readonly singlePass?: boolean;
}

interface Found {
  readonly rule: Rule;
  readonly problem: Problem;
  readonly object: KubernetesObject | undefined;
  readonly name: ObjectName | undefined;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What the rules said about one document, and the questions they asked for it. */
interface Verdict {
  readonly found: readonly Found[];
  readonly asked: ReadonlySet<string>;
}

/**
 * Runs rules over documents and remembers what they said, until the document or something that a
 * rule asked about changes.
 */
export class Linter {
  readonly #workspace: Workspace;
  readonly #rules: readonly Rule[];
  /** The kinds that some rule asks for; all others are shown to the same rules. */
  readonly #kinds: ReadonlySet<string>;
  /** By node, kind and whether it is a patch. */
  readonly #rulesOf = new Map<string, readonly Rule[]>();
  readonly #options: LintOptions;
  /** Of a single pass: files stand still, so one Scope serves all documents. */
  readonly #scope: Scope | undefined;
  readonly #verdicts = new Map<SourceDocument, Verdict>();
  /** Who asked about a facet: the documents, with the files they are in. */
  readonly #askers = new Map<string, Map<SourceDocument, string>>();
  readonly #documentsOf = new Map<string, readonly SourceDocument[]>();

  constructor(workspace: Workspace, rules: readonly Rule[], options: LintOptions = {}) {
    this.#workspace = workspace;
    this.#rules = rules;
    this.#kinds = new Set(rules.flatMap((rule) => rule.kinds ?? []));
    this.#options = options;
    this.#scope = options.singlePass === true ? new Scope(workspace, options) : undefined;
  }

  /** The files whose findings may be different after a change, the changed ones among them. */
  stale(change: WorkspaceChange): ReadonlySet<string> {
    const paths = new Set(change.paths);
    for (const facet of change.facets) {
      for (const [document, path] of this.#askers.get(facet) ?? []) {
        this.#forget(document);
        paths.add(path);
      }
    }
    for (const path of change.paths) this.#forgetGone(path);
    return paths;
  }

  #forgetGone(path: string): void {
    const now = new Set(this.#workspace.file(path)?.documents);
    for (const document of this.#documentsOf.get(path) ?? []) {
      if (!now.has(document)) this.#forget(document);
    }
    this.#documentsOf.set(path, [...now]);
  }

  #forget(document: SourceDocument): void {
    for (const facet of this.#verdicts.get(document)?.asked ?? []) {
      this.#askers.get(facet)?.delete(document);
    }
    this.#verdicts.delete(document);
  }

  /** The findings of a file in text order. */
  findings(path: string): readonly Finding[] {
    const file = this.#workspace.file(path);
    if (file === undefined) return [];
    const allowed = allowedInFile(file.text);
    const findings = file.documents.flatMap((document) =>
      this.#verdict(file, document).found.flatMap(
        (found) => this.#finding(file, found, allowed) ?? [],
      ),
    );
    return findings.sort((a, b) => a.span.start - b.span.start || a.rule.localeCompare(b.rule));
  }

  #verdict(file: SourceFile, document: SourceDocument): Verdict {
    const known = this.#verdicts.get(document);
    if (known !== undefined) return known;
    if (this.#scope !== undefined) {
      return { found: this.#run(file, document, this.#scope), asked: NOTHING };
    }
    const asked = new Set<string>([`place:${file.path}`]);
    const scope = new Scope(this.#workspace, this.#options, asked);
    const found = this.#run(file, document, scope);
    const verdict = { found, asked };
    this.#verdicts.set(document, verdict);
    for (const facet of asked) {
      const askers = this.#askers.get(facet) ?? new Map<SourceDocument, string>();
      askers.set(document, file.path);
      this.#askers.set(facet, askers);
    }
    return verdict;
  }

  #run(file: SourceFile, document: SourceDocument, scope: Scope): readonly Found[] {
    const found: Found[] = [];
    for (const visit of nodesOf(this.#workspace, file, document)) {
      for (const rule of this.#rulesFor(visit)) {
        for (const problem of this.#ask(rule, visit, scope, file.path))
          found.push({ rule, problem, object: visit.object, name: visit.name });
      }
    }
    return found;
  }

  /** The rules that want to be shown a node; worked out once for each kind. */
  #rulesFor(visit: Visit): readonly Rule[] {
    const { node, object, patch } = visit;
    const kind = object !== undefined && this.#kinds.has(object.kind) ? object.kind : '';
    const id = `${node} ${kind} ${String(patch)}`;
    const known = this.#rulesOf.get(id);
    if (known !== undefined) return known;
    const rules = this.#rules.filter((rule) => node in rule.check && concerns(rule, visit));
    this.#rulesOf.set(id, rules);
    return rules;
  }

  #ask(rule: Rule, visit: Visit, scope: Scope, path: string): readonly Problem[] {
    try {
      return [...visit.check(rule.check, scope)];
    } catch (error) {
      this.#options.onError?.(error, `rule ${rule.id} on ${path}`);
      return [];
    }
  }

  #finding(file: SourceFile, found: Found, allowed: ReadonlySet<string>): Finding | undefined {
    const { rule, problem, object } = found;
    const wanted = this.#options.severityOf?.(rule.id, file.path);
    if (wanted === 'off') return undefined;
    const span = absolute(markOf(problem.at));
    if (this.#options.ignoreSilence !== true) {
      if (allowed.has(rule.id) || allowedAt(file.text, span.start, rule.id)) return undefined;
      if (object !== undefined && allowedOnObject(object, rule.id)) return undefined;
    }
    return {
      rule: rule.id,
      severity: wanted ?? problem.severity ?? rule.severity,
      message: problem.message,
      path: file.path,
      span,
      object: found.name,
      fixes: problem.fixes ?? [],
      related: (problem.related ?? []).map(({ path, at, message }) => ({
        ...{ path, message },
        span: absolute(markOf(at)),
      })),
    };
  }
}

export function markOf(at: View | Mark): Mark {
  return at instanceof View ? at.mark : at;
}

/** One node of a document, with the call that shows it to a rule. */
interface Visit {
  readonly node: keyof RuleNodes;
  readonly object: KubernetesObject | undefined;
  readonly name: ObjectName | undefined;
  readonly patch: boolean;
  readonly check: (checks: RuleChecks, scope: Scope) => Iterable<Problem>;
}

function concerns(rule: Rule, visit: Visit): boolean {
  if (visit.patch && rule.patches !== true) return false;
  if (visit.object === undefined || rule.kinds === undefined) return true;
  return rule.kinds.includes(visit.object.kind);
}

function visitOf<Name extends keyof RuleNodes>(
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

function nodesOf(
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
  if (objects.length === 0 || document.tree.errors.length > 0) return [];
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

export function objectName(workspace: Workspace, object: KubernetesObject): ObjectName {
  const namespace = workspace.placements(object)[0]?.namespace ?? '';
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace !== '' && { namespace }),
    name: object.name ?? '',
  };
}
