/** What the rules say about objects that Helm or kustomize has rendered, told at their sources. */
import { Linter, markOf } from '../lint/lint.ts';
import type { Finding, LintOptions } from '../lint/lint.ts';
import { locateInChart, readChartOutput } from './rendered-chart.ts';
import { locateInBuild, readBuildOutput } from './rendered-build.ts';
import type { RenderTarget } from './target.ts';
import type { LintRule } from '../lint/rule.ts';
import type { SourceFile } from '../files/source.ts';
import { silences, silencesIn } from '../lint/silences.ts';
import { lineStart } from '../text/text.ts';
import type { Place, Span } from '../text/text.ts';
import { absolute } from '../yaml/view.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { FileChange } from '../workspace/workspace.ts';

/** Rendered objects as files: each lies where its source is, so that what holds there holds for it. */
export interface RenderedFiles {
  readonly files: readonly FileChange[];
  /** True for files of the workspace whose objects these are, or that would change them again. */
  readonly replaces: (path: string) => boolean;
}

/** Where a part of a rendered file comes from; undefined where no file of the workspace holds it. */
export type Locate = (path: string, span: Span) => Place | undefined;

export interface RenderedCheck {
  /** How many objects came out. */
  readonly objects: number;
  /** What the sources alone do not show, at the place in them that it comes from; without fixes. */
  readonly findings: readonly Finding[];
  /** How many more there are in parts that no file of the workspace holds, such as packed charts. */
  readonly elsewhere: number;
}

export interface RenderedRequest {
  readonly target: RenderTarget;
  /** What the tool printed. */
  readonly output: string;
  readonly rules: readonly LintRule[];
  readonly options: LintOptions;
}

/** Lints what a tool has rendered, as one stack, beside what else the workspace holds around it. */
export function checkRendered(workspace: Workspace, request: RenderedRequest): RenderedCheck {
  const { target, output } = request;
  const rendered =
    target.tool === 'helm'
      ? readChartOutput(output, target, workspace)
      : readBuildOutput(output, target, workspace);
  const after = withRendered(workspace, target, rendered);
  const locate =
    target.tool === 'helm'
      ? locateInChart(after, workspace)
      : locateInBuild(after, target, workspace);
  const rules = request.rules.filter((rule) => rule.ofFiles !== true);
  const options = { ...request.options, singlePass: true, partial: true };
  const linter = new Linter(after, rules, options);
  const manifests = rendered.files.filter(({ kind }) => kind === 'yaml');
  const found = manifests.flatMap(({ path }) => linter.findings(path));
  const places = { locate, after, workspace };
  const located = found.map((finding) => atSource({ ...finding, rendered: target.tool }, places));
  const known = knownFindings(workspace, request);
  const here = located.filter((finding) => finding !== undefined);
  return {
    objects: manifests.flatMap(({ path }) => after.objectsIn(path)).length,
    findings: distinct(here).flatMap((finding) =>
      known(finding) ? [] : (silencedAtSource(finding, workspace, options) ?? []),
    ),
    elsewhere: located.length - here.length,
  };
}

function withRendered(
  workspace: Workspace,
  target: RenderTarget,
  { files, replaces }: RenderedFiles,
): Workspace {
  const stack = workspace.stackOf(target.path).id;
  const after = new Workspace({ ...workspace.options, singlePass: true, rendered: replaces });
  const isKept = ({ path, kind }: SourceFile): boolean =>
    !replaces(path) && !(kind === 'kustomization' && workspace.stackOf(path).id === stack);
  const kept = workspace.files.filter(isKept);
  const changes = kept.map(({ path, text, kind }): FileChange => ({ path, text, kind }));
  // What is left out was read: nothing is hidden in it.
  const left = new Set(workspace.files.filter((file) => !isKept(file)).map(({ path }) => path));
  for (const { path } of files) left.delete(path);
  after.change(
    [...changes, ...files],
    [...workspace.paths].filter((path) => !left.has(path)),
  );
  return after;
}

interface Places {
  readonly locate: Locate;
  readonly after: Workspace;
  readonly workspace: Workspace;
}

function atSource(finding: Finding, { locate, after, workspace }: Places): Finding | undefined {
  const place = locate(finding.path, finding.span);
  if (place === undefined) return undefined;
  const related = finding.related.flatMap((one) => {
    // Outside of what was rendered, texts are the same.
    const isKept = workspace.file(one.path)?.text === after.file(one.path)?.text;
    const at = isKept ? one : locate(one.path, one.span);
    return at === undefined ? [] : [{ ...at, message: one.message }];
  });
  return { ...finding, ...place, related, fixes: [] };
}

/** A loop of a template, or one value for all objects, gives the same finding many times. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const ids = new Set<string>();
  return findings.filter(({ rule, path, span }) => {
    const id = `${rule} ${String(span.start)} ${path}`;
    return ids.size < ids.add(id).size;
  });
}

/** Tells what the sources show by themselves, silenced or not. */
function knownFindings(
  workspace: Workspace,
  { rules, options }: RenderedRequest,
): (finding: Finding) => boolean {
  const linter = new Linter(workspace, rules, {
    ...options,
    ...{ singlePass: true, ignoreSilence: true },
  });
  const byPath = new Map<string, readonly Finding[]>();
  return ({ path, rule, span, message }) => {
    const text = workspace.file(path)?.text ?? '';
    const own = byPath.get(path) ?? linter.findings(path);
    byPath.set(path, own);
    return own.some(
      (one) =>
        one.rule === rule &&
        (one.message === message ||
          lineStart(text, one.span.start) === lineStart(text, span.start)),
    );
  };
}

/** A comment beside the source holds for what becomes of it. */
function silencedAtSource(
  finding: Finding,
  workspace: Workspace,
  { ignoreSilence }: LintOptions,
): Finding | undefined {
  const { path, rule, span } = finding;
  const objects = workspace.objectsIn(path);
  const object = objects.find((one) => {
    const { start, end } = absolute(markOf(one.view));
    return start <= span.start && span.start <= end;
  });
  const silence = silencesIn(workspace.file(path)?.text ?? '', objects).find((one) =>
    silences(one, { rule, start: span.start, object }),
  );
  if (silence === undefined) return finding;
  if (ignoreSilence !== true) return undefined;
  const by = silence.way === 'object' ? ('annotation' as const) : ('comment' as const);
  return { ...finding, silenced: { by } };
}
