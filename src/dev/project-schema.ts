import { PROJECT_FILE, RULE_SETTINGS } from '../core/project/project-file.ts';
import type { PROJECT_KEYS } from '../core/project/project-file.ts';
import type { Rule } from '../core/lint/rule.ts';
import { SCHEMA_MODES } from '../core/schema/voice.ts';

/** The JSON schema of project files, from which editors complete and check them. */
export function projectSchema(rules: readonly Rule[]): unknown {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: PROJECT_FILE,
    description: 'What a project has decided for Next Steps, in every editor and in CI.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: SETTINGS,
    $defs: {
      severity: {
        enum: RULE_SETTINGS,
        description: 'How grave a rule is for this project, or "off".',
      },
      rules: {
        type: ['object', 'null'],
        description: 'How grave each rule is. What is not named keeps its own severity.',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
    },
  };
}

function ruleSchema({ summary, severity }: Rule): unknown {
  const description = `${summary} Its own severity: ${severity}.`;
  return { allOf: [{ $ref: '#/$defs/severity' }], description };
}

function globs(description: string): unknown {
  const glob = { type: 'string', minLength: 1 };
  const form = 'Globs: * stays inside a name, ** crosses folders, {a,b} is either, ! takes back.';
  return {
    description: `${description} ${form}`,
    anyOf: [glob, { type: 'array', items: glob }],
  };
}

const RULES = { $ref: '#/$defs/rules' };

const SETTINGS: Readonly<Record<(typeof PROJECT_KEYS)[number], unknown>> = {
  rules: RULES,
  overrides: {
    type: 'array',
    description: 'Other severities for some paths. Of several that match, the last one counts.',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['paths', 'rules'],
      properties: {
        paths: globs('The files and folders that it holds for, from the folder of this file.'),
        rules: RULES,
      },
    },
  },
  kubernetesVersion: {
    description: 'The oldest cluster version that the manifests must work with.',
    anyOf: [
      { type: 'string', pattern: String.raw`^v?1\.\d{1,3}(\.\d+)?$` },
      { type: 'number', minimum: 1, exclusiveMaximum: 2 },
    ],
    examples: ['1.34'],
  },
  defaultNamespace: {
    type: 'string',
    description: 'The namespace of objects that name none.',
    pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
  },
  owners: {
    type: ['object', 'null'],
    description:
      'Who looks after which files: a glob, and a team or a person. Of several that match, the last one counts. Findings name them, and the guide takes them as owners.',
    additionalProperties: { type: 'string', minLength: 1 },
    examples: [{ 'deploy/shop/**': 'team-shop' }],
  },
  exclude: globs('Files and folders that are not looked at, from the folder of this file.'),
  schema: {
    enum: SCHEMA_MODES,
    description:
      'Whether to say what the schema of Kubernetes tells about fields: "auto" leaves it to another extension of the editor that has a Kubernetes schema for the file.',
  },
};
