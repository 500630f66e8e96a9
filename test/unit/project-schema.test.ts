import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_KEYS, RULE_SETTINGS } from '../../src/core/project/project-file.ts';
import { ROOT } from '../../src/dev/project.ts';
import { projectSchema } from '../../src/dev/project-schema.ts';
import { rules } from '../../src/topics/rules.ts';

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly $defs: {
    readonly severity: { readonly enum: readonly string[] };
    readonly rules: {
      readonly properties: Readonly<Record<string, { readonly description: string }>>;
    };
  };
}

const readJson = (file: string): unknown =>
  JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as unknown;

describe('the schema of project files', () => {
  const schema = readJson('media/next-steps.schema.json') as Schema;

  it('offers every setting, every rule with its sentence, and every severity', () => {
    expect(Object.keys(schema.properties)).toEqual(PROJECT_KEYS);
    expect(schema.$defs.severity.enum).toEqual(RULE_SETTINGS);
    const { properties } = schema.$defs.rules;
    expect(Object.keys(properties)).toEqual(rules.map(({ id }) => id));
    for (const { id, summary } of rules) expect(properties[id]?.description).toContain(summary);
  });

  it('is generated anew when the rules change', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(projectSchema(rules))));
  });

  it('is contributed for the name that is read', () => {
    const { contributes } = readJson('package.json') as {
      contributes: { yamlValidation: unknown };
    };
    expect(contributes.yamlValidation).toEqual([
      { fileMatch: '.next-steps.yaml', url: './media/next-steps.schema.json' },
    ]);
  });
});
