import type { LintOptions } from '../core/lint/lint.ts';
import { obstaclesTo, renderTargets } from '../core/render/target.ts';
import type { RenderTarget } from '../core/render/target.ts';
import type { Obstacle } from '../core/render/whole.ts';
import { INSTALL_PAGES, toolCalls, toolProblem } from '../core/render/tools.ts';
import type { ToolOutcome } from '../core/render/tools.ts';
import { checkRendered } from '../core/render/rendered.ts';
import type { Rule } from '../core/lint/rule.ts';
import type { CheckRequest } from './arguments.ts';
import { checked } from './check.ts';
import type { CheckedFinding, CheckOptions, ReportedError } from './check.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { runTool } from './run-tool.ts';
import { readSchema } from './schema.ts';

export interface Rendering {
  readonly findings: readonly CheckedFinding[];
  /** What could not be rendered, and why. */
  readonly errors: readonly ReportedError[];
}

/**
 * Renders each chart and overlay with the user's own tools, and lints what comes out. What would
 * have to be fetched from elsewhere is left out.
 * @returns the reason where a tool is missing
 */
export function render(
  read: ReadWorkspace,
  rules: readonly Rule[],
  { ignoreSilence }: Pick<CheckRequest, 'ignoreSilence'>,
  { isWanted = () => true }: CheckOptions = {},
): Rendering | string {
  const findings: CheckedFinding[] = [];
  const errors: ReportedError[] = [];
  for (const target of renderTargets(read.workspace)) {
    const outcome = outcomeOf(target, read);
    if (outcome.state === 'missing')
      return `${toolProblem(target, outcome)} See ${INSTALL_PAGES[target.tool]}`;
    if (outcome.state === 'done')
      findings.push(
        ...lint(target, outcome.output, {
          read,
          rules,
          options: { ignoreSilence, schema: readSchema },
        }),
      );
    else errors.push({ file: read.shown(target.path), message: outcome.problem });
  }
  return { findings: findings.filter(({ source }) => isWanted(source.path)), errors };
}

type Outcome =
  | Extract<ToolOutcome, { readonly state: 'done' | 'missing' }>
  | { readonly state: 'refused'; readonly problem: string };

function outcomeOf(target: RenderTarget, { workspace, absolute, shown }: ReadWorkspace): Outcome {
  const problem = withheld(obstaclesTo(target, workspace), shown);
  if (problem !== undefined) return { state: 'refused', problem };
  const folder = absolute(target.folder);
  let outcome: ToolOutcome = { state: 'missing' };
  for (const call of toolCalls(target)) {
    outcome = runTool(call, folder);
    if (outcome.state !== 'missing') break;
  }
  if (outcome.state === 'done' || outcome.state === 'missing') return outcome;
  const failure = outcome.state === 'cancelled' ? 'Stopped.' : toolProblem(target, outcome);
  return { state: 'refused', problem: `Not rendered. ${failure}` };
}

/** Why a target is not given to its tool. */
function withheld(
  obstacles: readonly Obstacle[],
  shown: (path: string) => string,
): string | undefined {
  for (const [why, sentence] of Object.entries(REASONS)) {
    const texts = obstacles.filter((one) => one.why === why).map(({ text }) => text);
    const names = why === 'unclear' ? texts.map(shown) : texts;
    if (names.length > 0) return `Not rendered: "${names.join('", "')}" ${sentence}`;
  }
  return undefined;
}

/** Nothing may be fetched, so what is not known in full is not built. */
const REASONS: Readonly<Record<Obstacle['why'], string>> = {
  remote: 'would have to be fetched.',
  unseen: 'is not among the files that were read, and could have something fetched.',
  unclear: 'can be read in several ways, and could have something fetched.',
};

interface Asked {
  readonly read: ReadWorkspace;
  readonly rules: readonly Rule[];
  readonly options: LintOptions;
}

function lint(
  target: RenderTarget,
  output: string,
  { read, rules, options }: Asked,
): readonly CheckedFinding[] {
  const { workspace, shown } = read;
  const { findings } = checkRendered(workspace, { target, output, rules, options });
  return findings.map((finding) => {
    const rangeOf = rangesIn(workspace.file(finding.path)?.text ?? '');
    return checked(finding, rangeOf(finding.span), shown);
  });
}
