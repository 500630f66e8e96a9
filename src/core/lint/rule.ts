import type { ComposeFile, ComposeService } from '../compose/compose.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Fix } from './fix.ts';
import type { HalfManifest } from '../kubernetes/half-manifest.ts';
import type { Container, KubernetesObject, Workload } from '../kubernetes/manifest.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Silence } from './silences.ts';
import type { SourceFile } from '../files/source.ts';
import type { Kustomization } from '../workspace/structure.ts';
import type { Mark, View } from '../yaml/view.ts';

/**
 * How sure and how grave. Error: it is rejected, cannot work, or publishes a secret for good.
 * Warning: it will probably break, or it leaks. Information: advice worth a look now. Hint: a thought.
 */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The Dockerfile with the file and document it stands in. */
export interface DockerfileNode {
  readonly file: SourceFile;
  readonly dockerfile: Dockerfile;
  /** A mark for a span of the Dockerfile. */
  mark(span: { readonly start: number; readonly end: number }): Mark;
}

/**
 * A silence with what it did. `unknown` where that cannot be told: its rule did not run, or not
 * over all that it covers.
 */
export type JudgedSilence = Silence & { readonly state: 'used' | 'unused' | 'unknown' };

/** What silences findings in a file, after all other rules have run over it. */
export interface SilencesNode {
  readonly file: SourceFile;
  readonly silences: readonly JudgedSilence[];
  /** A mark for a span of the file. */
  mark(span: { readonly start: number; readonly end: number }): Mark;
}

/** What a rule can ask to be shown. `object` and below come only as whole objects. */
export interface RuleNodes {
  readonly object: KubernetesObject;
  readonly workload: Workload;
  readonly container: Container;
  /** Comes in place of an object. */
  readonly halfManifest: HalfManifest;
  readonly kustomization: Kustomization;
  readonly dockerfile: DockerfileNode;
  readonly composeFile: ComposeFile;
  readonly composeService: ComposeService;
  readonly projectFile: SourceFile;
  readonly silences: SilencesNode;
}

export interface Related {
  readonly path: string;
  readonly at: View | Mark;
  readonly message: string;
}

/** What a rule found, at the exact key or value. */
export interface Problem {
  /** A view means its value. */
  readonly at: View | Mark;
  /** One or two short sentences: what, why, and what to do. */
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly Related[];
}

export type RuleChecks = {
  readonly [Node in keyof RuleNodes]?: (node: RuleNodes[Node], scope: Scope) => Iterable<Problem>;
};

/** The text of a rule's page; its examples lie beside the fixtures. */
export interface RuleDocs {
  /** Why it matters, in a few sentences of Markdown. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

/** The smallest file that a rule finds something in, and the same file when all is right. */
export interface RuleExamples {
  readonly language: 'yaml' | 'dockerfile';
  readonly bad: string;
  readonly good: string;
}

export interface Rule {
  /** Kebab-case; the file's name and the fixture folder's. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence. */
  readonly summary: string;
  /** The statements of the deck it stands on, such as `S2.5`; empty for facts that are newer. */
  readonly deck: readonly string[];
  /** Only these kinds come to `object`, `workload` and `container`; all where it is missing. */
  readonly kinds?: readonly string[];
  /** True where the rule also holds for kustomize patches. */
  readonly patches?: boolean;
  /** True where it speaks of what is missing: said when the file is saved. */
  readonly waits?: boolean;
  /** True where it speaks of the file more than of the object, so that rendered objects are left out. */
  readonly ofFiles?: boolean;
  readonly docs: RuleDocs;
  /**
   * Reads what the rule keeps of an object for the sake of all others, while the object is parsed.
   * Without it, the first one to ask would have to parse every object of the kind.
   */
  readonly note?: (object: KubernetesObject) => void;
  readonly check: RuleChecks;
}

/** A rule as the linter and the editor know it: its page is a file of its own there. */
export type LintRule = Omit<Rule, 'docs'>;

export function defineRule(rule: Rule): Rule {
  return rule;
}
