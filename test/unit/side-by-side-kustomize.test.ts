/** What the real kustomize makes of the copies that we write. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runSideBySide } from '../../src/core/side-by-side/side-by-side.ts';
import { copyableStacks } from '../../src/core/side-by-side/stack-copies.ts';
import { sampleWorkspace } from '../support/ask.ts';
import { folderWith } from '../support/folders.ts';
import { findKustomize } from '../support/kustomize.ts';

const WORKSPACES = fileURLToPath(new URL('../workspaces', import.meta.url));

const kustomize = await findKustomize();
if (kustomize === undefined)
  console.log('Left out: building the copies of stacks, for want of kustomize or of Go for it.');

interface Built {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function build(folder: string): readonly Built[] {
  const text = execFileSync(kustomize ?? '', ['build', folder], { encoding: 'utf8' });
  return parseAllDocuments(text).map((document) => document.toJS() as Built);
}

const title = ({ kind, metadata }: Built): string =>
  kind === 'Namespace' ? kind : `${kind}/${metadata.name.replace(/-[0-9a-z]{10}$/, '')}`;

/** Copies a stack of a sample into `copy`, in a folder of its own. */
function copiedSample(sample: string, stackFolder: string) {
  const workspace = sampleWorkspace(sample);
  const stack = copyableStacks(workspace).find(({ folder }) => folder === stackFolder);
  if (stack === undefined) throw new Error(`${sample} has no stack in ${stackFolder}.`);
  const made = runSideBySide(workspace, stack, 'copy');
  if ('refused' in made) throw new Error(made.refused);
  const root = folderWith();
  cpSync(path.join(WORKSPACES, sample), root, { recursive: true });
  for (const edit of made.edits) {
    const file = path.join(root, edit.path);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'create' in edit ? edit.create : '');
  }
  return { root, made };
}

describe.skipIf(kustomize === undefined)('kustomize builds the copy of', () => {
  it.each([
    ['shop', 'deploy/blue', 'deploy/overlays/blue', 'blue'],
    ['shop', 'deploy/green', 'deploy/overlays/green', 'green'],
    ['shop', 'deploy/search/base', 'deploy/search/overlays/staging', 'staging'],
    ['clean', 'deploy/base', 'deploy/staging', 'guestbook-staging'],
  ])('%s %s', (sample, stackFolder, first, namespace) => {
    const { root, made } = copiedSample(sample, stackFolder);
    const copy = build(path.join(root, made.folder));
    const namespaces = copy.map(({ kind, metadata }) =>
      kind === 'Namespace' ? metadata.name : metadata.namespace,
    );
    expect(new Set(namespaces)).toEqual(new Set(['copy']));
    const before = build(path.join(root, first));
    expect(new Set(before.map(({ metadata }) => metadata.namespace ?? namespace))).toEqual(
      new Set([namespace]),
    );
    const withoutNamespace = (all: readonly Built[]): readonly string[] =>
      all
        .map(title)
        .filter((one) => one !== 'Namespace')
        .sort();
    expect(withoutNamespace(copy)).toEqual(withoutNamespace(before));
    expect(copy.length).toBeGreaterThan(2);
  });
});
