/** Where a rule says that the API server refuses an object, this one does, and for that reason. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { readWorkspace } from '../../src/cli/read-workspace.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import type { Rule } from '../../src/core/lint/rule.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { isClaim } from '../../src/dev/verdict/judge.ts';
import { ownRules, rules as allRules } from '../../src/topics/rules.ts';
import { applyFirstFixes, loadCase, readCases } from '../support/fixtures.ts';
import { schema } from '../support/schema.ts';
import { addCustomKinds, MINOR, tryCreate } from './api-server.ts';
import { objectAt } from '../../src/dev/control-plane/sent-objects.ts';
import type { SentObject } from '../../src/dev/control-plane/sent-objects.ts';

/** What the server says then, by rule. */
const THEIRS: Readonly<Record<string, RegExp>> = {
  // Whatever its own code says, or its decoder.
  'duplicate-key': /already set in map/,
  'invalid-value':
    /Invalid value|Unsupported value|Forbidden|Duplicate value|Not found|Required value|must (?:be|match)|quantities must|unable to parse|cannot unmarshal|May not be/,
  'missing-field': /Required value|Invalid value|Unsupported value|is required/,
  'unknown-field': /unknown field/,
  'unknown-kind': /is not served$/,
  'wrong-type': /cannot unmarshal|unrecognized type|quantities must/,
  'config-value-type': /cannot unmarshal (?:number|bool|object|array) into Go struct field/,
  'external-name-invalid': /spec\.externalName: (?:Invalid|Required) value/,
  'ingress-class-conflict': /must match `ingressClassName` when both are specified/,
  'ingress-v1-shape': /unknown field "spec\.|pathType: Required value/,
  'removed-api': /is not served$/,
  'secret-encoding':
    /illegal base64 data|cannot unmarshal number into Go struct field Secret\.data/,
  'selector-mismatch':
    /`selector` does not match template `labels`|`selector` (?:not|will be) auto-generated/,
  'service-without-endpoints': /may not be (?:in the )?|must be (?:a valid IP|an IPv6) address/,
};

/** Errors that claim something else. */
const OTHER_PROMISES: Readonly<Record<string, string>> = {
  'duplicate-object': 'kustomize or Helm refuses the two files together',
  'external-name-invalid': 'cannot work: an IPv4 address is taken, and no name server answers it',
  'secret-in-image': 'publishes a secret for good; a Dockerfile goes to no API server',
};

type Files = ReadonlyMap<string, string>;

const rules = allRules.filter((rule) => !ownRules.includes(rule));

function findingsIn(workspace: Workspace, rule: Rule): readonly Finding[] {
  const linter = new Linter(workspace, [rule], { kubernetesMinor: MINOR, schema: () => schema });
  return workspace.files.flatMap(({ path }) => linter.findings(path));
}

/** The object with this one finding alone, where the fixes of the others do not take it away, too. */
function alone(rule: Rule, files: Files, finding: Finding): SentObject | undefined {
  const others = findingsIn(loadCase(files), rule).filter(
    ({ path, span }) => path !== finding.path || span.start !== finding.span.start,
  );
  const workspace = loadCase(applyFirstFixes(files, others));
  const left = findingsIn(workspace, rule).find(({ message }) => message === finding.message);
  return left === undefined ? undefined : objectAt(workspace, left);
}

/** What should be refused for the reason that we give, and is not. */
async function surprise(finding: Finding, sent: SentObject): Promise<readonly string[]> {
  const { message } = await tryCreate(sent);
  if (THEIRS[finding.rule]?.test(message) === true) return [];
  return [`${sent.title}: we say: ${finding.message} The server: ${message || 'accepted'}`];
}

before(addCustomKinds);

void describe(`Kubernetes 1.${String(MINOR)} refuses what`, () => {
  const cases = rules.flatMap((rule) =>
    readCases(rule.id).map((one) => ({
      ...one,
      rule,
      findings: findingsIn(loadCase(one.files), rule),
    })),
  );

  for (const { rule, name, files, findings } of cases) {
    const workspace = loadCase(files);
    const about = findings
      .filter(isClaim)
      .map((finding) => ({ finding, whole: objectAt(workspace, finding) }))
      .filter(({ whole }) => whole !== undefined);
    if (about.length === 0) continue;
    void it(`${rule.id} says it does: ${name}`, async () => {
      const found: string[] = [];
      for (const { finding, whole } of about) {
        const sent = alone(rule, files, finding) ?? whole;
        if (sent !== undefined) found.push(...(await surprise(finding, sent)));
      }
      assert.deepEqual(found, []);
    });
  }

  void it('every rule that says so is listed, and every Error that promises something else', () => {
    const findings = cases.flatMap((one) => one.findings);
    const ids = (list: readonly Finding[]): readonly string[] =>
      [...new Set(list.map(({ rule }) => rule))].sort();
    assert.deepEqual(ids(findings.filter(isClaim)), Object.keys(THEIRS).sort());
    const others = findings.filter((one) => one.severity === 'error' && !isClaim(one));
    assert.deepEqual(ids(others), Object.keys(OTHER_PROMISES).sort());
  });
});

// Manifests of others, which are no part of the project: a folder of folders, each a workspace.
const corpus = process.env['NEXT_STEPS_CORPUS'];
if (corpus !== undefined) {
  void describe(`Kubernetes 1.${String(MINOR)} refuses what we say it does, in`, () => {
    const entries = readdirSync(corpus, { withFileTypes: true });
    for (const { name: folder } of entries.filter((entry) => entry.isDirectory())) {
      void it(folder, async () => {
        const read = readWorkspace({ paths: [join(corpus, folder)] }, corpus);
        if (typeof read === 'string') throw new Error(read);
        const found: string[] = [];
        for (const finding of rules.flatMap((rule) => findingsIn(read.workspace, rule))) {
          const sent = isClaim(finding) ? objectAt(read.workspace, finding) : undefined;
          if (sent !== undefined) found.push(...(await surprise(finding, sent)));
        }
        assert.deepEqual(found, []);
      });
    }
  });
}
