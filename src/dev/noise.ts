// `npm run noise -- [--samples N] [--rule ID]... PATH...`: findings for each rule and severity, with samples to judge by eye.
// Each folder directly below a PATH that holds `--apart` repositories side by side is a workspace of its own.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readWorkspace } from '../cli/read-workspace.ts';
import { readSchema } from '../cli/schema.ts';
import { Linter } from '../core/lint/lint.ts';
import type { Finding } from '../core/lint/lint.ts';
import { SEVERITIES } from '../core/lint/rule.ts';
import { LineMap } from '../core/text/text.ts';
import type { Workspace } from '../core/workspace/workspace.ts';
import { rules as allRules } from '../topics/rules.ts';

const { values, positionals } = parseArgs({
  options: {
    samples: { type: 'string', default: '3' },
    rule: { type: 'string', multiple: true, default: [] },
    apart: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error('Usage: npm run noise -- [--apart] [--samples N] [--rule ID]... PATH...');
  process.exit(2);
}

const standing = process.env['INIT_CWD'] ?? process.cwd();
const rules = allRules.filter(({ id }) => values.rule.length === 0 || values.rule.includes(id));
const samples = new Map<string, string[]>();
let objects = 0;
let files = 0;

for (const path of values.apart ? positionals.flatMap(foldersIn) : positionals) count(path);
report();

function foldersIn(path: string): readonly string[] {
  return readdirSync(resolve(standing, path)).map((name) => join(path, name));
}

function count(path: string): void {
  const read = readWorkspace({ paths: [path] }, standing);
  if (typeof read === 'string') {
    console.error(read);
    process.exit(2);
  }
  const { workspace, shown } = read;
  const linter = new Linter(workspace, rules, {
    singlePass: true,
    schema: readSchema,
    onError: (error, where) => {
      console.error(`${where}:`, error);
      process.exitCode = 1;
    },
  });
  for (const file of workspace.files) {
    files++;
    objects += workspace.objectsIn(file.path).length;
    for (const finding of linter.findings(file.path)) take(workspace, finding, shown(file.path));
  }
}

function take(workspace: Workspace, finding: Finding, file: string): void {
  const text = workspace.file(finding.path)?.text ?? '';
  const { start } = new LineMap(text).range(finding.span);
  const key = `${finding.severity} ${finding.rule}`;
  const place = `${file}:${String(start.line + 1)}:${String(start.character + 1)}`;
  const list = samples.get(key) ?? [];
  list.push(`    ${place}  ${finding.message}`);
  samples.set(key, list);
}

function report(): void {
  console.log(`${String(objects)} objects in ${String(files)} files`);
  for (const severity of SEVERITIES) {
    const found = [...samples].filter(([key]) => key.startsWith(`${severity} `));
    const total = found.reduce((sum, [, list]) => sum + list.length, 0);
    const rate = ((100 * total) / Math.max(1, objects)).toFixed(1);
    console.log(`\n${severity}: ${String(total)} (${rate} for 100 objects)`);
    for (const [key, list] of found.sort((a, b) => b[1].length - a[1].length)) {
      console.log(`  ${key.slice(severity.length + 1)}: ${String(list.length)}`);
      for (const line of list.slice(0, Number(values.samples))) console.log(line);
    }
  }
}
