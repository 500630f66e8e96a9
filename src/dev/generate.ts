/**
 * Writes what can be derived from the code: rule pages, the settings' list of rules, the schema of
 * project files and the tables below docs/. `npm run generate && git diff --exit-code` shows whether anything is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../core/lint/rule.ts';
import { rulePage } from '../core/lint/rule-page.ts';
import { topics } from '../topics/deck.ts';
import { rules } from '../topics/rules.ts';
import { readExamples } from './examples.ts';
import { ROOT } from './project.ts';
import { projectSchema } from './project-schema.ts';
import { docsTables } from './docs-tables.ts';

function writeIfChanged(file: string, text: string): void {
  const path = join(ROOT, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text);
  console.log(`wrote ${file}`);
}

function writeRulePages(): void {
  const folder = join(ROOT, 'media/rules');
  mkdirSync(folder, { recursive: true });
  const wanted = new Set(rules.map(({ id }) => `${id}.md`));
  for (const name of readdirSync(folder)) if (!wanted.has(name)) rmSync(join(folder, name));
  for (const rule of rules) {
    writeIfChanged(`media/rules/${rule.id}.md`, rulePage(rule, readExamples(rule.id)));
  }
}

/** For the command line, which has no pages. */
function writeExamples(): void {
  const examples = rules.map(({ id }) => ({ id, ...readExamples(id) }));
  writeIfChanged('src/cli/examples.json', `${JSON.stringify(examples, undefined, 2)}\n`);
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Record<string, { properties?: Record<string, unknown> }>;
    }[];
  };
}

/** Each rule gets its entry in the settings, so that they are offered and checked. */
function writeSettings(): void {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  for (const { properties } of manifest.contributes.configuration) {
    const setting = properties['nextSteps.rules'];
    if (setting)
      setting.properties = Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)]));
  }
  writeIfChanged('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function ruleSetting({ summary, severity }: Rule): unknown {
  return {
    enum: ['off', 'hint', 'information', 'warning', 'error'],
    description: `${summary} Its own severity: ${severity}.`,
  };
}

const BLOCK = /(<!-- generated -->\n)[\s\S]*?(<!-- end -->)/;

/** Replaces what stands between `<!-- generated -->` and `<!-- end -->` of each page. */
function writeDocs(): void {
  for (const [name, table] of Object.entries(docsTables(topics, rules))) {
    const file = `docs/${name}.md`;
    const text = readFileSync(join(ROOT, file), 'utf8');
    writeIfChanged(
      file,
      text.replace(BLOCK, (_, open: string, close: string) => `${open}\n${table}\n\n${close}`),
    );
  }
}

writeRulePages();
writeExamples();
writeSettings();
writeIfChanged(
  'media/next-steps.schema.json',
  `${JSON.stringify(projectSchema(rules), undefined, 2)}\n`,
);
writeDocs();
