import type { Dependency } from '../workspace/dependency.ts';
import type { Finding, SilencedBy } from './finding.ts';
import type { FileEdit, Fix } from './fix.ts';
import { isSameProblem } from './found.ts';
import type { Found } from './found.ts';
import type { JudgedSilence, LintRule, Severity } from './rule.ts';
import { markOf } from '../yaml/mark.ts';
import { Scope } from '../workspace/scope.ts';
import type { ScopeOptions } from '../workspace/scope.ts';
import { hasLooked, silences, silencesIn } from './silences.ts';
import type { Silence } from './silences.ts';
import type { SourceDocument, SourceFile } from '../files/source.ts';
import { hasLoneReturn } from '../text/text.ts';
import type { Span } from '../text/text.ts';
import { absolute } from '../yaml/view.ts';
import type { Mark } from '../yaml/view.ts';
import { onceFor } from '../workspace/per-scope.ts';
import { Verdicts } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';
import { concerns, nodesOf, visitOf } from './visits.ts';
import type { Visit } from './visits.ts';
import type { Workspace, WorkspaceChange } from '../workspace/workspace.ts';

export { markOf } from '../yaml/mark.ts';
export type * from './finding.ts';
export type { ObjectName } from './visits.ts';

export interface LintOptions extends ScopeOptions {
  /** The severity that the settings give a rule for a file; undefined keeps the rule's own. */
  readonly severityOf?: (rule: string, path: string) => Severity | 'off' | undefined;
  /** Shows findings that are silenced, too. */
  readonly ignoreSilence?: boolean;
  /** True where only some files of a project are known: rules may then find less than they would. */
  readonly partial?: boolean;
  /** Told of a rule that threw; the other rules go on. */
  readonly onError?: (error: unknown, where: string) => void;
  /** For one pass over files that do not change: nothing is remembered. */
  readonly singlePass?: boolean;
}

/** A node to show, with the file and the document that hold it. */
interface Shown {
  readonly visit: Visit;
  readonly path: string;
  readonly document: SourceDocument;
}

/** What became of a file's verdicts. */
interface Looked {
  readonly verdicts: readonly Verdict[];
  readonly silencing: Silencing;
  readonly findings: Finding[];
}

/** The silences of a file, and those of them that have silenced something. */
interface Silencing {
  readonly all: readonly Silence[];
  readonly used: Set<Silence>;
}

/**
 * Runs rules over documents and remembers what they said, until the document or something that a
 * rule asked about changes.
 */
export class Linter {
  readonly #workspace: Workspace;
  readonly #rules: readonly LintRule[];
  /** The kinds that some rule asks for; all others are shown to the same rules. */
  readonly #kinds: ReadonlySet<string>;
  /** By node, kind and whether it is a patch. */
  readonly #rulesOf = new Map<string, readonly LintRule[]>();
  readonly #options: LintOptions;
  /** Of a single pass: files stand still, so one Scope serves all documents of a cluster version. */
  readonly #scopes = new Map<number | undefined, Scope>();
  readonly #verdicts: Verdicts;

  constructor(workspace: Workspace, rules: readonly LintRule[], options: LintOptions = {}) {
    this.#workspace = workspace;
    this.#verdicts = new Verdicts(workspace);
    this.#rules = rules;
    this.#kinds = new Set(rules.flatMap((rule) => rule.kinds ?? []));
    this.#options = options;
  }

  /** The files whose findings may be different after a change, the changed ones among them. */
  stale(change: WorkspaceChange): ReadonlySet<string> {
    return this.#verdicts.stale(change);
  }

  /** The findings of a file in text order. */
  findings(path: string): readonly Finding[] {
    const file = this.#workspace.file(path);
    if (file === undefined) return [];
    const { verdicts, silencing, findings } = this.#look(file);
    const more = this.#aboutSilences(file, verdicts, silencing);
    findings.push(...this.#shown(file, more, silencing));
    findings.sort((a, b) => a.span.start - b.span.start || a.rule.localeCompare(b.rule));
    return findings.filter((finding, index) => !isRepeated(finding, findings[index - 1]));
  }

  /** What all rules say that look at the file itself, and what of it is silenced. */
  #look(file: SourceFile): Looked {
    const objects = this.#workspace.objectsIn(file.path);
    const silencing = { all: silencesIn(file.text, objects), used: new Set<Silence>() };
    const verdicts = file.documents.map((document) => this.#verdict(file, document));
    const findings = verdicts.flatMap(({ found }) => this.#shown(file, found, silencing));
    return { verdicts, silencing, findings };
  }

  #shown(file: SourceFile, found: readonly Found[], silencing: Silencing): Finding[] {
    return found.flatMap((one) => this.#finding(file, one, silencing) ?? []);
  }

  /** What the rules about silences say, now that it is known what each one has done. */
  #aboutSilences(
    file: SourceFile,
    verdicts: readonly Verdict[],
    silencing: Silencing,
  ): readonly Found[] {
    const [document] = file.documents;
    const rules = this.#rules.filter((rule) => 'silences' in rule.check);
    if (silencing.all.length === 0 || document === undefined || rules.length === 0) return [];
    const failed = new Set(verdicts.flatMap((verdict) => [...verdict.failed]));
    const judged = silencing.all.map((silence): JudgedSilence => {
      if (silencing.used.has(silence)) return { ...silence, state: 'used' };
      const rule = this.#rules.find(({ id }) => id === silence.rule);
      const looked = rule && !failed.has(rule) && this.#hasLooked(rule, silence, file);
      return { ...silence, state: looked === true ? 'unused' : 'unknown' };
    });
    const mark = ({ start, end }: Span): Mark => ({
      ...{ document, start: start - document.start, end: end - document.start },
    });
    const visit = visitOf('silences', { file, silences: judged, mark }, undefined);
    const shown = { visit, path: file.path, document };
    return rules.flatMap((rule) => this.#ask(rule, shown, this.#scopeFor(file.path)) ?? []);
  }

  #hasLooked(rule: LintRule, silence: Silence, file: SourceFile): boolean {
    if (this.#options.partial === true || this.#severityOf(rule.id, file.path) === 'off')
      return false;
    return hasLooked(rule, silence, file, (document) => nodesOf(this.#workspace, file, document));
  }

  #severityOf(rule: string, path: string): Severity | 'off' | undefined {
    return this.#workspace.project.severityOf(rule, path) ?? this.#options.severityOf?.(rule, path);
  }

  #verdict(file: SourceFile, document: SourceDocument): Verdict {
    const known = this.#verdicts.of(document);
    if (known !== undefined) return known;
    if (this.#options.singlePass === true)
      return this.#run(file, document, this.#sharedScope(file.path));
    const asked = new Set<Dependency>();
    const verdict = this.#run(file, document, this.#scopeFor(file.path, asked));
    this.#verdicts.remember(file.path, document, verdict, asked);
    return verdict;
  }

  #scopeFor(path: string, asked?: Set<Dependency>): Scope {
    return new Scope(this.#workspace, { ...this.#options, path }, asked);
  }

  #sharedScope(path: string): Scope {
    const minor = this.#workspace.project.kubernetesMinorOf(path);
    const scope = this.#scopes.get(minor) ?? this.#scopeFor(path);
    this.#scopes.set(minor, scope);
    return scope;
  }

  #run(file: SourceFile, document: SourceDocument, scope: Scope): Verdict {
    const found: Found[] = [];
    const failed = new Set<LintRule>();
    for (const visit of nodesOf(this.#workspace, file, document)) {
      for (const rule of this.#rulesFor(visit)) {
        const said = this.#ask(rule, { visit, path: file.path, document }, scope);
        if (said === undefined) failed.add(rule);
        else found.push(...said);
      }
    }
    return { found, failed };
  }

  /** The rules that want to be shown a node; worked out once for each kind. */
  #rulesFor(visit: Visit): readonly LintRule[] {
    const { node, object, patch } = visit;
    const kind = object !== undefined && this.#kinds.has(object.kind) ? object.kind : '';
    const id = `${node} ${kind} ${String(patch)}`;
    const known = this.#rulesOf.get(id);
    if (known !== undefined) return known;
    const rules = this.#rules.filter((rule) => node in rule.check && concerns(rule, visit));
    this.#rulesOf.set(id, rules);
    return rules;
  }

  /** What a rule says about a node; undefined where it threw. */
  #ask(
    rule: LintRule,
    { visit, path, document }: Shown,
    scope: Scope,
  ): readonly Found[] | undefined {
    const { object, name } = visit;
    try {
      const found: Found[] = [];
      for (const problem of visit.check(rule.check, scope))
        found.push({ rule, problem, document, object, name });
      return found;
    } catch (error) {
      this.#options.onError?.(error, `rule ${rule.id} on ${path}`);
      return undefined;
    }
  }

  #finding(file: SourceFile, found: Found, silencing: Silencing): Finding | undefined {
    const { rule, problem } = found;
    const span = absolute(markOf(problem.at));
    const wanted = this.#severityOf(rule.id, file.path);
    const silenced = this.#silencedBy(file, found, span.start, silencing);
    const shown = silenced === undefined || this.#options.ignoreSilence === true;
    if (!shown || (wanted === 'off' && silenced?.by !== 'project file')) return undefined;
    return {
      rule: rule.id,
      severity: (wanted === 'off' ? undefined : wanted) ?? problem.severity ?? rule.severity,
      message: problem.message,
      path: file.path,
      span,
      object: found.name,
      fixes: hasLoneReturn(file.text) ? [] : this.#fixes(file.path, found),
      related: (problem.related ?? []).map(({ path, at, message }) => ({
        ...{ path, message },
        span: absolute(markOf(at)),
      })),
      ...(rule.waits === true && { waits: true }),
      ...(silenced && { silenced }),
    };
  }

  /**
   * The fixes of what was found. A verdict outlives edits around its document and in files that its
   * fixes have not looked at yet, so the edits are made by asking the rule again when they are used.
   */
  #fixes(path: string, found: Found): readonly Fix[] {
    const { fixes = [] } = found.problem;
    if (this.#options.singlePass === true) return fixes;
    return fixes.map((fix) => ({ ...fix, edits: () => this.#editsNow(path, found, fix.title) }));
  }

  /** None where the finding, or this way to mend it, is not there any more. */
  #editsNow(path: string, { rule, document, problem }: Found, title: string): readonly FileEdit[] {
    const file = this.#workspace.file(path);
    if (file?.documents.includes(document) !== true) return [];
    const now = this.#said(file, document, rule).find((said) =>
      isSameProblem(said.problem, problem),
    );
    return now?.problem.fixes?.find((fix) => fix.title === title)?.edits() ?? [];
  }

  /** What one rule says about a document as everything is now. */
  #said(file: SourceFile, document: SourceDocument, rule: LintRule): readonly Found[] {
    if ('silences' in rule.check) {
      const { verdicts, silencing } = this.#look(file);
      return this.#aboutSilences(file, verdicts, silencing);
    }
    const scope = this.#scopeFor(file.path);
    return nodesOf(this.#workspace, file, document)
      .filter((visit) => this.#rulesFor(visit).includes(rule))
      .flatMap((visit) => this.#ask(rule, { visit, path: file.path, document }, scope) ?? []);
  }

  #silencedBy(
    file: SourceFile,
    { rule, object }: Found,
    start: number,
    { all, used }: Silencing,
  ): SilencedBy | undefined {
    if (this.#workspace.project.severityOf(rule.id, file.path) === 'off')
      return { by: 'project file' };
    const ofRule = byRule(all).get(rule.id) ?? [];
    const by = ofRule.filter((silence) => silences(silence, { rule: rule.id, start, object }));
    for (const silence of by) used.add(silence);
    const [first] = by;
    if (first === undefined) return undefined;
    const { reason, way } = first;
    return {
      by: way === 'object' ? 'annotation' : 'comment',
      ...(reason !== undefined && { reason }),
    };
  }
}

/** A file may hold thousands, and each finding asks. */
const byRule = onceFor((all: readonly Silence[]) => Map.groupBy(all, ({ rule }) => rule));

/** An anchor that is used twice is one place in the text: it says a thing once. */
function isRepeated({ span, rule, message }: Finding, before: Finding | undefined): boolean {
  const same = before?.rule === rule && before.message === message;
  return same && before.span.start === span.start && before.span.end === span.end;
}
