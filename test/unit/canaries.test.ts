/** No secret of any source is in anything that is shown. */
import { describe, expect, it } from 'vitest';
import { documentErrors } from '../../src/cli/document-errors.ts';
import { readWorkspace } from '../../src/cli/read-workspace.ts';
import type { ReadWorkspace } from '../../src/cli/read-workspace.ts';
import { callRootAt, incomingCalls, outgoingCalls } from '../../src/core/calls/call-hierarchy.ts';
import { completionsAt } from '../../src/core/completion/completion.ts';
import { fileLinks, hostHints } from '../../src/core/graph/navigation.ts';
import { referencesAt } from '../../src/core/graph/graph.ts';
import { countedObjects, usesText } from '../../src/core/graph/uses.ts';
import { findSymbols } from '../../src/core/graph/workspace-symbols.ts';
import { guide } from '../../src/core/guide/guide.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { isolationYaml } from '../../src/core/isolation/policy-yaml.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { renameableAt } from '../../src/core/rename/rename.ts';
import { obstaclesTo, renderTargets } from '../../src/core/render/target.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { topics } from '../../src/topics/deck.ts';
import { rules } from '../../src/topics/rules.ts';
import { canaries } from '../support/canaries.ts';
import { folderWith } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';
import { all as allSnippets } from './snippet-files.ts';

const { files, placeOf } = canaries();
const words = [...placeOf.keys()];

/** Where the secrets stand that a text shows. */
const leaks = (text: string): string[] =>
  words.filter((word) => text.includes(word)).map((word) => placeOf.get(word) ?? '');

/** What is shown of an answer: places in documents are positions, not texts. */
function shown(answer: unknown): string {
  const hidden = new Set(['at', 'document', 'parent', 'view', 'mark', 'place', 'plan', 'node']);
  const seen = new Set<unknown>();
  return JSON.stringify([answer], (name, value: unknown) => {
    if (hidden.has(name) || typeof value === 'function') return undefined;
    if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return undefined;
    seen.add(value);
    return value;
  });
}

function workspaceWith(): ReadWorkspace {
  const read = readWorkspace({ paths: ['.'] }, folderWith(files));
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** The offsets of each word that is no part of another. */
function* offsets(text: string): Iterable<number> {
  for (const { index, 0: word } of text.matchAll(/[\w.-]+/g))
    yield index + Math.min(1, word.length);
}

type Asked = (path: string, offset: number) => unknown;

const { workspace, errors } = workspaceWith();

describe('of all canaries', () => {
  it('there are many, and what is known by name only holds the rest', () => {
    expect(words.length).toBeGreaterThan(120);
    const texts = workspace.files.map(({ text }) => text).join('\n');
    const unread = words.filter((word) => !texts.includes(word)).map((word) => placeOf.get(word));
    const inBase64 = [
      'binaryData',
      'data',
      'data with a line break',
      'host in data',
      'registry login',
    ];
    expect(unread.filter((place) => !inBase64.includes(place ?? '')).sort()).toEqual([
      '.docker/config.json',
      '.env',
      '.env beside no Compose file',
      '.env.json',
      '.env.yaml',
      'credentials.json',
      'file tls.key',
      'id_rsa',
      'id_rsa.yaml',
      'key of a kubeconfig',
      'key of a kubeconfig, encoded',
      'kubeconfig',
      'login in .env',
      'longer value in .env',
      'service-account.json',
    ]);
  });

  it('none is in a finding, the title of a fix or an error', () => {
    const linter = new Linter(workspace, rules, { ignoreSilence: true });
    let count = 0;
    for (const { path } of workspace.files)
      for (const { message, fixes, related, object } of linter.findings(path)) {
        count++;
        const titles = fixes.map(({ title }) => title);
        expect(leaks(shown([message, titles, related.map((one) => one.message), object]))).toEqual(
          [],
        );
      }
    expect(count).toBeGreaterThan(25);
    expect(leaks(shown([errors, workspace.files.flatMap(documentErrors)]))).toEqual([]);
  });

  it('those that a fix writes into a file are marked, so that no report holds them', () => {
    const linter = new Linter(workspace, rules, { ignoreSilence: true });
    const unmarked = workspace.files.flatMap(({ path }) =>
      linter
        .findings(path)
        .flatMap(({ rule, fixes }) =>
          fixes
            .filter((fix) => fix.confidential !== true && leaks(shown(fix.edits())).length > 0)
            .map(({ title }) => `${rule}: ${title}`),
        ),
    );
    expect(unmarked).toEqual([]);
  });

  it.each<[string, Asked]>([
    [
      'hover',
      (path, offset) =>
        hoverAt(
          workspace,
          topics.flatMap(({ hovers }) => hovers),
          { path, offset },
          {},
        )?.parts,
    ],
    ['rename', (path, offset) => renameableAt(workspace, { path, offset })],
    [
      'call hierarchy',
      (path, offset) => {
        const root = callRootAt(workspace, { path, offset });
        return root && [root, incomingCalls(workspace, root), outgoingCalls(workspace, root)];
      },
    ],
  ])('none is in a %s', (_, ask) => {
    const found = new Set<string>();
    for (const { path, text } of workspace.files)
      for (const offset of offsets(text))
        for (const place of leaks(shown(ask(path, offset)))) found.add(place);
    expect([...found]).toEqual([]);
  });

  it('none is proposed, not even the half-typed one before the cursor', () => {
    const found = workspace.files.flatMap(({ path, text, kind }) =>
      [...offsets(text)]
        .flatMap((offset) => completionsAt(workspace, allSnippets, { path, kind, text, offset }))
        .flatMap(({ label, description, insert }) => leaks(shown([label, description, insert]))),
    );
    expect(found).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    [
      'references',
      () =>
        workspace.files.map(({ path }) =>
          referencesAt(workspace, path).map(({ from, field, target, state, ...rest }) => [
            from.object,
            field,
            target,
            state,
            Object.keys(rest),
          ]),
        ),
    ],
    [
      'hints',
      () =>
        workspace.files.map(({ path, text }) =>
          hostHints(workspace, path, { start: 0, end: text.length }),
        ),
    ],
    ['links', () => workspace.files.map(({ path }) => fileLinks(workspace, path))],
    [
      'lenses',
      () =>
        workspace.files.map(({ path }) =>
          countedObjects(workspace, path).map(({ span }) => usesText(workspace, path, span.start)),
        ),
    ],
    ['symbols', () => findSymbols(workspace, '')],
    ['map', () => stackMap(workspace)],
    ['guide', () => guide(topics, new Scope(workspace))],
    ['network policies', () => isolationYaml(deriveIsolation(workspace), { workspace })],
    ['rendering', () => renderTargets(workspace).map((target) => obstaclesTo(target, workspace))],
  ])('none is in %s', (_, ask) => {
    expect(leaks(shown(ask()))).toEqual([]);
  });

  it.each([
    'check --no-silence',
    'check --no-silence --format json',
    'check --no-silence --format sarif',
    'check --no-silence --format github',
    'guide',
    'guide --format json',
    'graph',
    'graph --format json',
    'resolve redis.back --from shop',
    'resolve redis.back --from shop --format json',
    'policies',
    'check --fix --format json',
  ])('none is printed by %s', (typed) => {
    const { output, notes } = runIn(folderWith(files), [...typed.split(' '), '.']);
    expect(leaks(output + notes)).toEqual([]);
    expect(output.length).toBeGreaterThan(20);
  });
});
