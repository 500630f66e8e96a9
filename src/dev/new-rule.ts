// `npm run new-rule -- TOPIC RULE-ID`: writes the rule file, its fixtures with the examples of its page, and its line in rules.ts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.ts';

/** What was written, by path from the root; or why nothing was, in one sentence. */
export type NewRule = { readonly files: readonly string[] } | { readonly refused: string };

/** @param root the folder of a checkout */
export function writeRule(topic: string, id: string, root = ROOT): NewRule {
  const list = `src/topics/${topic}/rules.ts`;
  const file = `src/topics/${topic}/rules/${id}.ts`;
  if (!/^[a-z]+(?:-[a-z0-9]+)*$/.test(id) || topic === '' || !existsSync(join(root, list)))
    return { refused: USAGE };
  if (existsSync(join(root, file))) return { refused: `There is a rule "${id}" already.` };
  const fixtures = `test/fixtures/${id}`;
  const written = {
    [file]: ruleText(id),
    [`${fixtures}/example.bad.yaml`]: `${EXAMPLE}  name: bad\n  #     ^^^ ${id}\n`,
    [`${fixtures}/example.good.yaml`]: `${EXAMPLE}  name: good\n`,
    [list]: listedIn(readFileSync(join(root, list), 'utf8'), id),
  };
  mkdirSync(join(root, `src/topics/${topic}/rules`), { recursive: true });
  mkdirSync(join(root, fixtures), { recursive: true });
  for (const [path, text] of Object.entries(written)) writeFileSync(join(root, path), text);
  return { files: Object.keys(written) };
}

const USAGE =
  'Usage: npm run new-rule -- TOPIC RULE-ID (a folder of src/topics with a rules.ts, and a kebab-case name)';

const EXAMPLE = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n';

const nameOf = (id: string): string =>
  id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const ruleText = (id: string): string => `import { defineRule } from '../../../core/lint/rule.ts';

export const ${nameOf(id)} = defineRule({
  id: '${id}',
  severity: 'information',
  summary: 'One sentence: what it finds.',
  deck: [],
  kinds: ['ConfigMap'],
  docs: {
    why: 'Why it matters to somebody who met Kubernetes yesterday, in a few sentences.',
    fix: 'What to do.',
    links: [],
  },
  check: {
    *object(object) {
      const name = object.view.get('metadata', 'name');
      if (name.text === 'bad') yield { at: name, message: 'What, why, and what to do.' };
    },
  },
});
`;

/** The rule comes last, with its import behind the others. */
function listedIn(text: string, id: string): string {
  const imports = text.lastIndexOf('\nimport ');
  const behind = text.indexOf('\n', imports + 1) + 1;
  const line = `import { ${nameOf(id)} } from './rules/${id}.ts';\n`;
  const rest = text.slice(behind).replace(/,?\s*\];\s*$/, `,\n  ${nameOf(id)},\n];\n`);
  return text.slice(0, behind) + line + rest;
}

if (import.meta.main) {
  const [topic = '', id = ''] = process.argv.slice(2);
  const result = writeRule(topic, id);
  if ('refused' in result) {
    console.error(result.refused);
    process.exitCode = 2;
  } else {
    console.log(`Wrote ${result.files.join(', ')}. Next: npm run generate.`);
  }
}
