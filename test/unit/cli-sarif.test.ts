import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { artifactLocation } from '../../src/cli/sarif-locations.ts';
import { mayHoldSecret } from '../../src/cli/secret-texts.ts';
import { ROOT } from '../../src/dev/project.ts';
import { rules } from '../../src/topics/rules.ts';
import { folderWith } from '../support/folders.ts';
import type { Files } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';
import { readSarif, replaced, schemaErrors } from '../support/sarif.ts';
import type { Result, Run } from '../support/sarif.ts';

function sarif(files: Files, ...options: readonly string[]): Run {
  const folder = folderWith(files);
  return readSarif(runIn(folder, ['check', '--format', 'sarif', ...options, '.']).output);
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx
`;
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  PORT: 8080\n';
const ONLY = ['--rule', 'image-tag'];

describe('a SARIF log', () => {
  it('names the tool, its rules with their pages, and each finding with its place', () => {
    const run = sarif({ 'my deploy/web#1.yaml': POD }, ...ONLY);
    const { driver } = run.tool;
    expect(driver.name).toBe('Next Steps for Kubernetes');
    expect(driver.rules.map(({ id, name }) => [id, name])).toEqual([['image-tag', 'ImageTag']]);
    expect(driver.rules[0]?.help.markdown).toContain('# next-steps: allow image-tag: ');
    const [result, ...others] = run.results;
    expect(others).toEqual([]);
    expect(result).toMatchObject({ ruleId: 'image-tag', ruleIndex: 0, level: 'note' });
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'my%20deploy/web%231.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 9, startColumn: 14, endLine: 9, endColumn: 19 },
        },
        logicalLocations: [{ name: 'web', fullyQualifiedName: 'shop/Pod/web', kind: 'resource' }],
      },
    ]);
  });

  it('is held to the official schema', () => {
    const region = { startLine: 0 };
    const result = { message: {}, locations: [{ physicalLocation: { region } }], colour: 1 };
    const driver = { name: 'x' };
    expect(
      schemaErrors({ version: '2.1.0', runs: [{ tool: { driver }, results: [result] }] }),
    ).toEqual(
      expect.arrayContaining([
        '/runs/0/results/0 must NOT have additional properties',
        '/runs/0/results/0/locations/0/physicalLocation/region/startLine must be >= 1',
      ]),
    );
  });

  it('has all rules and no result where all is well, and says what was not read', () => {
    const run = sarif({ 'a.yaml': 'kind: [\n' });
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    const [invocation] = run.invocations;
    expect(invocation?.executionSuccessful).toBe(true);
    const [note] = invocation?.toolExecutionNotifications ?? [];
    expect(note?.message.text).toMatch(/^Not checked: /);
    expect(note?.locations[0]?.physicalLocation.region?.startLine).toBe(2);
  });

  it('is valid in every part over all fixtures and the sample shop', () => {
    const seen = { fixes: 0, related: 0, suppressed: 0 };
    for (const folder of ['test/fixtures', 'test/workspaces/shop']) {
      const typed = ['check', '--format', 'sarif', '--no-silence', '.'];
      const { results } = readSarif(runIn(path.join(ROOT, folder), typed).output);
      expect(results.length).toBeGreaterThan(20);
      const prints = results.map(({ partialFingerprints }) => partialFingerprints['finding/v1']);
      expect(new Set(prints).size).toBe(prints.length);
      for (const { fixes, relatedLocations, suppressions } of results) {
        seen.fixes += fixes?.length ?? 0;
        seen.related += relatedLocations?.length ?? 0;
        seen.suppressed += suppressions?.length ?? 0;
      }
    }
    expect(seen.fixes).toBeGreaterThan(50);
    expect(seen.related).toBeGreaterThan(5);
    expect(seen.suppressed).toBeGreaterThan(2);
  });
});

describe('fixes of a SARIF log', () => {
  it('change the text as the quick fix does', () => {
    const [result] = sarif({ 'web.yaml': CONFIG }, '--rule', 'config-value-type').results;
    const [change] = result?.fixes?.[0]?.artifactChanges ?? [];
    expect(change?.artifactLocation.uri).toBe('web.yaml');
    expect(replaced(CONFIG, change?.replacements ?? [])).toBe(CONFIG.replace('8080', '"8080"'));
  });

  it('make a new file from nothing', () => {
    const files = { Dockerfile: 'FROM node:24.1.0\nCOPY . .\n', '.env': 'A=b\n' };
    const { results } = sarif(files, '--rule', 'sensitive-file-in-context');
    const changes = results.flatMap(({ fixes }) => fixes ?? []).map((fix) => fix.artifactChanges);
    const start = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
    expect(changes).toEqual([
      [
        {
          artifactLocation: { uri: '.dockerignore', uriBaseId: '%SRCROOT%' },
          replacements: [{ deletedRegion: start, insertedContent: { text: '.env\n' } }],
        },
      ],
    ]);
  });

  it('never carry a secret value, though the quick fix writes it into a file', () => {
    const SECRET = 'hunter2hunter2';
    const pod = POD.replace(
      'image: nginx',
      `image: nginx:1.27.3\n      env:\n        - name: DB_PASSWORD\n          value: ${SECRET}`,
    );
    const files = {
      'pod.yaml': pod,
      'config.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  db-password: ${SECRET}\n`,
      'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  connection: ${SECRET}!\n`,
      'number.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: {name: n}\nstringData:\n  pin: 48151623\n',
      Dockerfile: `FROM node:24.1.0\nENV DB_PASSWORD=${SECRET}\nRUN npm ci\n`,
      'compose.yaml': `services:\n  other:\n    image: other:1.0.0\n    environment:\n      API_TOKEN: ${SECRET}\n`,
    };
    const folder = folderWith(files);
    const { output } = runIn(folder, ['check', '--format', 'sarif', '--no-silence', '.']);
    const { results } = readSarif(output);
    const found = new Set(results.map(({ ruleId }) => ruleId));
    for (const rule of [
      'secret-in-env',
      'secret-in-config-map',
      'secret-encoding',
      'secret-in-image',
      'config-value-type',
    ])
      expect(found).toContain(rule);
    expect(output).not.toContain(SECRET);
    expect(output).not.toContain(Buffer.from(`${SECRET}!`).toString('base64'));
    expect(output).not.toContain('48151623');
  });

  it.each([
    ['PASSWORD: hunter2hunter2', true],
    ['  - name: DB_PASSWORD\n    value: hunter2hunter2', true],
    ['"apiToken": "a1b2c3d4e5",', true],
    ['ENV TOKEN=a1b2c3d4e5', true],
    ['TOKEN=a1b2c3d4e5', true],
    ['postgres://shop:hunter2@db:5432/shop', true],
    ['apiVersion: v1\nkind: Secret\nstringData:\n  a: b', true],
    ['valueFrom:\n  secretKeyRef:\n    name: web-secrets\n    key: password', false],
    ['name: web\nvalue: blue', false],
    ['PASSWORD: <password>', false],
  ])('%j may hold one: %s', (text, expected) => {
    expect(mayHoldSecret(text)).toBe(expected);
  });

  it('never carry what a rule about secrets has marked, over all fixtures', () => {
    const fixtures = path.join(ROOT, 'test/fixtures');
    const marked = new Set<string>();
    const { output } = runIn(fixtures, ['check', '--format', 'sarif', '--no-silence', '.']);
    for (const { ruleId, locations } of readSarif(output).results) {
      if (!['secret-in-env', 'secret-in-config-map'].includes(ruleId)) continue;
      const { artifactLocation: at, region } = locations[0]!.physicalLocation;
      // The examples stand in the pages of the rules, which the log holds for all to read.
      if (at.uri.includes('/example.')) continue;
      const file = path.join(fixtures, decodeURIComponent(at.uri));
      if (region === undefined || region.startLine !== region.endLine) continue;
      const line = readFileSync(file, 'utf8').split('\n')[region.startLine - 1]!;
      const text = line.slice(region.startColumn - 1, region.endColumn - 1);
      if (text.length > 7) marked.add(text);
    }
    expect(marked.size).toBeGreaterThan(3);
    for (const text of marked) expect(output.includes(text), text).toBe(false);
  });
});

describe('fingerprints', () => {
  const print = ({ partialFingerprints }: Result): string | undefined =>
    partialFingerprints['finding/v1'];

  it('stay while lines above come and go', () => {
    const before = sarif({ 'web.yaml': POD }, ...ONLY).results.map(print);
    const after = sarif({ 'web.yaml': `# ours\n\n${POD}` }, ...ONLY).results.map(print);
    expect(after).toEqual(before);
  });

  it('tell two findings of one object, two objects and two files apart', () => {
    const two = POD + POD.slice(POD.indexOf('    - name')).replace('name: web', 'name: sidecar');
    const other = POD.replace('name: web', 'name: other');
    const files = { 'a.yaml': `${two}---\n${other}`, 'b.yaml': POD };
    const prints = sarif(files, ...ONLY).results.map(print);
    expect(prints).toHaveLength(4);
    expect(new Set(prints).size).toBe(4);
  });
});

describe('suppressions', () => {
  const line = POD.replace(
    '      image',
    '      # next-steps: allow image-tag: a demo\n      image',
  );
  const files = {
    'line.yaml': line,
    'off/pod.yaml': POD,
    'off/.next-steps.yaml': 'rules: {image-tag: off}\n',
    'web.yaml': POD,
  };

  it('are asked for by --no-silence, with their reason', () => {
    const { results } = sarif(files, ...ONLY, '--no-silence');
    expect(
      results.map(({ locations, suppressions }) => [
        locations[0]?.physicalLocation.artifactLocation.uri,
        suppressions,
      ]),
    ).toEqual([
      ['line.yaml', [{ kind: 'inSource', status: 'accepted', justification: 'a demo' }]],
      ['off/pod.yaml', [{ kind: 'external', status: 'accepted' }]],
      ['web.yaml', undefined],
    ]);
    expect(sarif(files, ...ONLY).results).toHaveLength(1);
  });
});

describe('locations', () => {
  it('are URIs', () => {
    expect(artifactLocation('../a b/c:1.yaml')).toEqual({
      uri: '../a%20b/c%3A1.yaml',
      uriBaseId: '%SRCROOT%',
    });
    expect(artifactLocation('D:/a b/c.yaml')).toEqual({ uri: 'file:///D:/a%20b/c.yaml' });
  });
});
