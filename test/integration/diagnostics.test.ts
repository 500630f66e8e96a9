import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  closeEditors,
  deleteFile,
  extensionReady,
  findingLines,
  findings,
  findingsBecome,
  ourExtension,
  ruleOf,
  SOURCE,
  uriOf,
  writeFile,
} from './shop.ts';

/** One line of shop-findings.json; line and column from 1, the column only where the text is there twice. */
interface Expected {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly text: string;
}

const CRON_JOB = `apiVersion: batch/v1beta1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: '0 3 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: nightly
              image: nginx
`;

describe('diagnostics', () => {
  let documents: readonly vscode.TextDocument[];

  before(async () => {
    await extensionReady();
    const uris = await vscode.workspace.findFiles('**/{*.yaml,*.yml,Dockerfile}');
    documents = await Promise.all(uris.map((uri) => vscode.workspace.openTextDocument(uri)));
  });

  after(closeEditors);

  it('shows each finding of the shop under its exact text, and nothing else', async () => {
    const expected = readExpected();
    assert.equal(documents.length, 35);
    const unexplained = expected.filter(
      ({ file }) => !documents.some((document) => pathOf(document) === file),
    );
    assert.deepEqual(unexplained, []);
    for (const document of documents) {
      const here = expected.filter(({ file }) => file === pathOf(document));
      await findingsBecome(
        document,
        here.map((one) => asLine(one, document)),
      );
    }
  });

  it('names its source, and a code that links to the page of the rule', () => {
    const all = documents.flatMap((document) => findings(document.uri));
    assert.ok(all.length >= 36);
    for (const finding of all) {
      assert.equal(finding.source, SOURCE);
      assert.ok(typeof finding.code === 'object');
      assert.match(String(finding.code.value), /^[a-z]+(?:-[a-z\d]+)*$/);
      assert.ok(decodeURIComponent(finding.code.target.toString()).includes(ruleOf(finding)));
      assert.match(finding.message, /^\S.*[.?]$/);
    }
  });

  it('leads to the other places that explain a finding', () => {
    const related = (path: string, rule: string): readonly string[] =>
      findings(uriOf(path))
        .filter((finding) => ruleOf(finding) === rule)
        .flatMap((finding) => finding.relatedInformation ?? [])
        .map(({ location, message }) => {
          const line = location.range.start.line + 1;
          return `${vscode.workspace.asRelativePath(location.uri)}:${String(line)} ${message}`;
        });
    assert.deepEqual(related('deploy/blue/catalog.yaml', 'cross-namespace-host'), [
      'deploy/monitoring/prometheus.yaml:93 Service "pushgateway" in namespace "monitoring"',
    ]);
    assert.deepEqual(related('deploy/green/web.yaml', 'config-key-missing'), [
      'deploy/green/config.yaml:24 Secret "shop-secrets"',
    ]);
  });

  it('strikes through what is removed or deprecated', () => {
    const [removed] = findings(uriOf('deploy/green/ingress-old.yaml'));
    assert.deepEqual(removed?.tags, [vscode.DiagnosticTag.Deprecated]);
    const [mismatch] = findings(uriOf('deploy/green/cart.yaml'));
    assert.equal(mismatch?.tags?.length ?? 0, 0);
  });

  it('says nothing in chart templates, values and CI files about what it says elsewhere', async () => {
    const job = 'deploy/nightly.yaml';
    const silent = ['charts/newsletter/templates/nightly.yaml', '.github/workflows/nightly.yml'];
    const template = CRON_JOB.replace('name: nightly', 'name: {{ .Release.Name }}');
    await writeFile(job, CRON_JOB);
    for (const path of silent) await writeFile(path, template);
    try {
      const open = (path: string): Thenable<vscode.TextDocument> =>
        vscode.workspace.openTextDocument(uriOf(path));
      await findingsBecome(await open(job), [
        '1:13 removed-api warning "batch/v1beta1"',
        '14:22 image-tag information "nginx"',
      ]);
      for (const path of silent) assert.deepEqual(findingLines(await open(path)), [], path);
    } finally {
      for (const path of [job, ...silent]) await deleteFile(path);
    }
  });
});

const pathOf = (document: vscode.TextDocument): string =>
  vscode.workspace.asRelativePath(document.uri, false);

function readExpected(): readonly Expected[] {
  const file = join(ourExtension().extensionPath, 'test/workspaces/shop-findings.json');
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Expected[];
}

function asLine(expected: Expected, document: vscode.TextDocument): string {
  const { rule, severity, line, text } = expected;
  const column = expected.column ?? document.lineAt(line - 1).text.indexOf(text) + 1;
  return `${String(line)}:${String(column)} ${rule} ${severity} "${text}"`;
}
