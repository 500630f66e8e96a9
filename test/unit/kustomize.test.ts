/** Effective namespaces and names against what the real `kustomize build` makes. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { isRead } from '../../src/core/files/reading.ts';
import type { Kustomization } from '../../src/core/workspace/structure.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { workspaceOf } from '../support/ask.ts';
import { build, findKustomize } from '../support/kustomize.ts';

const WORKSPACES = fileURLToPath(new URL('../workspaces', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Refused by kustomize itself, or not to be had without a network. */
const REFUSED: ReadonlySet<string> = new Set([
  'fixtures/config-reference-missing/generated',
  'fixtures/cross-namespace-host/half-documents',
  // Two of one name: kustomize says so, too.
  'fixtures/duplicate-object/listed/prod',
  'fixtures/ingress-backend-missing/remote',
  'fixtures/service-selects-nothing/remote',
]);

const kustomize = await findKustomize();
if (kustomize === undefined) {
  console.log(
    'Left out: the comparison with kustomize, for want of kustomize or of Go to build it.',
  );
}

function read(root: string): Workspace {
  const files: Record<string, string | undefined> = {};
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    const relative = path.relative(root, full).replaceAll('\\', '/');
    files[relative] = isRead(relative) ? fs.readFileSync(full, 'utf8') : undefined;
  }
  return workspaceOf(files);
}

/** The paths that one kustomization reaches, so that no other one says where they go. */
function reached(workspace: Workspace, start: string): ReadonlySet<string> {
  const paths = new Set<string>();
  const visit = (at: string): void => {
    const found = workspace.structure.kustomizations.get(at);
    if (paths.has(found?.path ?? at)) return;
    paths.add(found?.path ?? at);
    for (const next of found === undefined ? [] : [...found.resources, ...found.patches])
      visit(next);
  };
  visit(start);
  return paths;
}

/** `Service blue/web` for every object that we say a kustomization makes of its files. */
function ours(workspace: Workspace, start: Kustomization): readonly string[] {
  const files: Record<string, string | undefined> = {};
  for (const file of reached(workspace, start.folder)) files[file] = workspace.file(file)?.text;
  const alone = workspaceOf(files);
  return Object.keys(files)
    .filter((file) => !alone.structure.patches.has(file))
    .flatMap((file) => alone.objectsIn(file))
    .flatMap((object) =>
      alone
        .placements(object)
        .map(({ namespace, name }) => `${object.kind} ${namespace}/${name ?? ''}`),
    );
}

/** The same for what kustomize prints. */
function theirs(output: string): readonly string[] {
  const workspace = workspaceOf({ 'out.yaml': output });
  return workspace
    .objectsIn('out.yaml')
    .map(
      (object) =>
        `${object.kind} ${workspace.placements(object)[0]?.namespace ?? ''}/${object.name ?? ''}`,
    );
}

/** What generators make ends in a hash, and stands in no manifest. */
function isGenerated(line: string, workspace: Workspace): boolean {
  return [...workspace.structure.kustomizations.values()].some(({ generated }) =>
    generated.some(({ kind, name }) => line.startsWith(`${kind} `) && line.includes(name)),
  );
}

function compare(root: string, label: string): void {
  const workspace = read(root);
  for (const kustomization of workspace.structure.kustomizations.values()) {
    if (kustomization.view.get('kind').text === 'Component') continue;
    const name = [label, kustomization.folder].filter((part) => part !== '').join('/');
    it.skipIf(kustomize === undefined)(`agrees over ${name}`, () => {
      const output = build(kustomize ?? '', path.join(root, kustomization.folder));
      if (output === undefined) {
        expect(REFUSED).toContain(name);
        return;
      }
      const made = theirs(output).filter((line) => !isGenerated(line, workspace));
      expect([...new Set(ours(workspace, kustomization))].sort()).toEqual(
        [...new Set(made)].sort(),
      );
    });
  }
}

describe('the sample workspaces', () => {
  for (const name of fs.readdirSync(WORKSPACES)) {
    const root = path.join(WORKSPACES, name);
    if (fs.statSync(root).isDirectory()) compare(root, name);
  }
});

describe('the fixtures', () => {
  for (const rule of fs.readdirSync(FIXTURES).sort()) {
    for (const name of fs.readdirSync(path.join(FIXTURES, rule)).sort()) {
      const root = path.join(FIXTURES, rule, name);
      if (fs.statSync(root).isDirectory()) compare(root, `fixtures/${rule}/${name}`);
    }
  }
});

describe('components, prefixes and kinds with names of their own', () => {
  const service = (name: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\n`;
  const kind = (apiVersion: string, what: string, name: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${what}\nmetadata: { name: ${name} }\n`;
  const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
  const files: Readonly<Record<string, string>> = {
    'app/kustomization.yaml':
      'resources: [all.yaml, ../inner]\ncomponents: [../one, ../two]\nnamePrefix: app-\n',
    'app/all.yaml': [
      service('web'),
      kind('v1', 'Namespace', 'shop'),
      kind('rbac.authorization.k8s.io/v1', 'ClusterRole', 'reader'),
      kind('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.com'),
      kind('apiregistration.k8s.io/v1', 'APIService', 'v1.example.com'),
      kind('example.com/v1', 'Thing', 'thing'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: own, namespace: elsewhere }\n',
    ].join('---\n'),
    'inner/kustomization.yaml': 'resources: [inner.yaml]\nnamespace: inner\nnameSuffix: -in\n',
    'inner/inner.yaml': service('db'),
    'one/kustomization.yaml': `${component}namePrefix: one-\nnamespace: first\nresources: [one.yaml]\n`,
    'one/one.yaml': service('one'),
    'two/kustomization.yaml': `${component}nameSuffix: -two\nnamespace: second\nresources: [two.yaml]\ncomponents: [../three]\n`,
    'two/two.yaml': service('two'),
    'three/kustomization.yaml': `${component}namePrefix: three-\nresources: [three.yaml]\n`,
    'three/three.yaml': service('three'),
    'over/kustomization.yaml': 'resources: [../app]\nnameSuffix: -over\n',
    'last/kustomization.yaml': 'resources: [../over]\nnamespace: last\n',
  };
  compareFiles(files);
});

describe('objects that patches take away', () => {
  const object = (apiVersion: string, kind: string, name: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
  const deletion = (kind: string, name: string): string =>
    `${object('v1', kind, name)}$patch: delete\n`;
  const inline = (patch: string): string =>
    `patches:\n  - patch: |-\n${patch.replaceAll(/^(?=.)/gm, '      ')}`;
  const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
  compareFiles({
    'base/kustomization.yaml': 'resources: [all.yaml]\nnamePrefix: b-\n',
    'base/all.yaml': [
      object('v1', 'Service', 'web'),
      object('v1', 'Service', 'web-admin'),
      object('v1', 'Service', 'db'),
      object('v1', 'ConfigMap', 'web'),
      object('example.com/v1', 'Thing', 'web'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: one }\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: two }\n',
    ].join('---\n'),
    'own-name/kustomization.yaml': `resources: [../base]\n${inline(deletion('Service', 'web'))}`,
    'new-name/kustomization.yaml': `resources: [../base]\nnamePrefix: n-\n${inline(deletion('Service', 'b-web'))}`,
    'file/kustomization.yaml': 'resources: [../base]\npatches: [{ path: gone.yaml }]\n',
    'file/gone.yaml': `${deletion('Service', 'db')}---\n${deletion('ConfigMap', 'web')}`,
    'old-field/kustomization.yaml': `resources: [../base]\npatchesStrategicMerge:\n  - gone.yaml\n  - |-\n${deletion('Service', 'db').replaceAll(/^(?=.)/gm, '    ')}`,
    'old-field/gone.yaml': deletion('ConfigMap', 'web'),
    'space/kustomization.yaml': `resources: [../base]\n${inline(deletion('ConfigMap', 'settings').replace('settings', 'settings, namespace: two'))}`,
    'pattern/kustomization.yaml': `resources: [../base]\n${inline(deletion('Any', 'any'))}    target: { kind: Service, name: we.*|none }\n`,
    'kinds/kustomization.yaml': `resources: [../base]\n${inline(deletion('Any', 'any'))}    target: { group: example.com, name: b-.* }\n`,
    'spaces/kustomization.yaml': `resources: [../base]\n${inline(deletion('Any', 'any'))}    target: { kind: ConfigMap, namespace: one|default }\n`,
    'inside/kustomization.yaml': `resources: [../base]\ncomponents: [../first, ../second]\n`,
    'first/kustomization.yaml': `${component}nameSuffix: -first\n${inline(deletion('Service', 'web-admin'))}`,
    'second/kustomization.yaml': `${component}resources: [late.yaml]\n${inline(deletion('Service', 'b-db-first'))}`,
    'second/late.yaml': object('v1', 'Service', 'web-admin'),
    'around/kustomization.yaml': `resources: [../inside]\nnameSuffix: -over\n${inline(deletion('Service', 'web'))}`,
    'replaced/kustomization.yaml': `resources: [../base]\n${inline(`${object('v1', 'Service', 'db')}$patch: replace\nspec: { type: ExternalName, externalName: db.example.com }\n`)}`,
    'inner-part/kustomization.yaml': `resources: [../base]\n${inline('apiVersion: v1\nkind: Service\nmetadata:\n  name: db\n  labels:\n    $patch: delete\n')}`,
  });
});

/** Writes files to a folder, and compares what becomes of each kustomization in it. */
function compareFiles(files: Readonly<Record<string, string>>): void {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'next-steps-kustomize-'));
  afterAll(() => {
    fs.rmSync(root, { recursive: true });
  });
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  compare(root, 'made-up');
}
