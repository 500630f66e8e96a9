// `npm run new-rule -- TOPIC RULE-ID`: writes the rule file, its fixture folder and its line in rules.ts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.ts';

const [topic = '', id = ''] = process.argv.slice(2);
const listFile = join(ROOT, 'src/topics', topic, 'rules.ts');
const ruleFile = join(ROOT, 'src/topics', topic, 'rules', `${id}.ts`);

if (!/^[a-z]+(?:-[a-z0-9]+)*$/.test(id) || topic === '' || !existsSync(listFile)) {
  console.error(
    'Usage: npm run new-rule -- TOPIC RULE-ID (a folder of src/topics with a rules.ts, and a kebab-case name)',
  );
  process.exit(2);
}
if (existsSync(ruleFile)) {
  console.error(`There is a rule "${id}" already.`);
  process.exit(2);
}

const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const fixtures = join(ROOT, 'test/fixtures', id);

const rule = `import { defineRule } from '../../../core/rule.ts';

export const ${name} = defineRule({
  id: '${id}',
  severity: 'information',
  summary: 'One sentence: what it finds.',
  deck: [],
  docs: {
    why: 'Why it matters to somebody who met Kubernetes yesterday, in a few sentences.',
    fix: 'What to do.',
    bad: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: bad\\n',
    good: 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: good\\n',
    language: 'yaml',
    links: [],
  },
  kinds: ['ConfigMap'],
  check: {
    *object(object) {
      const name = object.view.get('metadata', 'name');
      if (name.text === 'bad') yield { at: name, message: 'What, why, and what to do.' };
    },
  },
});
`;

const fires = `apiVersion: v1
kind: ConfigMap
metadata:
  name: bad
  #     ^^^ ${id}
`;
const quiet = fires.replace('name: bad', 'name: good').replace(/ +# .*\n/, '');

mkdirSync(join(ROOT, 'src/topics', topic, 'rules'), { recursive: true });
mkdirSync(fixtures, { recursive: true });
writeFileSync(ruleFile, rule);
writeFileSync(join(fixtures, 'fires.yaml'), fires);
writeFileSync(join(fixtures, 'quiet.yaml'), quiet);

const [imports = '', list = ''] = readFileSync(listFile, 'utf8').split('\n/** In the order');
writeFileSync(
  listFile,
  `${imports}import { ${name} } from './rules/${id}.ts';\n
/** In the order${list.replace(/,?\s*\];\s*$/, `,\n  ${name},\n];\n`)}`,
);
console.log(
  `Wrote src/topics/${topic}/rules/${id}.ts and test/fixtures/${id}/. Next: npm run generate.`,
);
