/** What a rendered result shows, for hand-written outputs of the tools. */
import type { LintOptions } from '../../src/core/lint/lint.ts';
import { renderTargets } from '../../src/core/render/target.ts';
import { checkRendered } from '../../src/core/render/rendered.ts';
import { LineMap } from '../../src/core/text/text.ts';
import { rules } from '../../src/topics/rules.ts';
import { workspaceOf } from './ask.ts';

export interface Told {
  readonly objects: number;
  /** Each as `path:line:column rule severity "text"`. */
  readonly findings: readonly string[];
  readonly elsewhere: number;
}

/** Lints an output as that of the target whose Chart.yaml or kustomization `path` is. */
export function rendered(
  files: Readonly<Record<string, string>>,
  path: string,
  output: string,
  options: LintOptions = {},
): Told {
  const workspace = workspaceOf(files);
  const target = renderTargets(workspace).find((one) => one.path === path);
  if (target === undefined) throw new Error(`${path} is no chart or overlay.`);
  const checked = checkRendered(workspace, { target, output, rules, options });
  const findings = checked.findings.map(({ path: file, rule, severity, span, ...finding }) => {
    const text = files[file] ?? '';
    const { line, character } = new LineMap(text).position(span.start);
    const silenced = finding.silenced === undefined ? '' : ` (${finding.silenced.by})`;
    const at = `${file}:${String(line + 1)}:${String(character + 1)}`;
    return `${at} ${rule} ${severity} "${text.slice(span.start, span.end)}"${silenced}`;
  });
  return { objects: checked.objects, findings, elsewhere: checked.elsewhere };
}
