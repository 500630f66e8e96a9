/** Policies, overlays and new files hold the names of a workspace, whatever these are. */
import { describe, expect, it } from 'vitest';
import { newManifest } from '../../src/core/lint/new-file.ts';
import { createdText } from '../../src/core/lint/fix.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { isolationYaml } from '../../src/core/isolation/policy-yaml.ts';
import { runSideBySide } from '../../src/core/side-by-side/side-by-side.ts';
import { copyableStacks } from '../../src/core/side-by-side/stack-copies.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { workspaceOf } from '../support/ask.ts';
import { NASTY_TEXTS, VALID_NAMES } from '../support/nasty.ts';
import { allReadings, readings } from '../support/yaml-readers.ts';

const json = JSON.stringify;

/** Two pods of one namespace, of which the first calls the second. */
function talking(name: string): Readonly<Record<string, string>> {
  const pod = (own: string, env: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${own}, namespace: ${json(name)}, labels: { ${json(name)}: ${json(name)}, app: ${own} } }
spec:
  containers:
    - { name: main, image: "example.com/a:1", env: [{ name: DB, value: "${env}" }] }
`;
  const service = `apiVersion: v1
kind: Service
metadata: { name: db, namespace: ${json(name)} }
spec: { selector: { ${json(name)}: ${json(name)}, app: db }, ports: [{ port: 80 }] }
`;
  return { 'all.yaml': [pod('web', 'http://db:80'), pod('db', ''), service].join('---\n') };
}

describe('policies', () => {
  it.each(VALID_NAMES.filter((name) => !name.includes('.')))(
    'of namespace %j say its name and labels',
    (name) => {
      const workspace = workspaceOf(talking(name));
      const yaml = isolationYaml(deriveIsolation(workspace), { workspace });
      for (const documents of allReadings(yaml)) {
        const policies = documents.filter((one) => one !== null);
        expect(policies.length).toBeGreaterThan(1);
        for (const policy of policies)
          expect(policy).toMatchObject({ metadata: { namespace: name } });
        expect(policies).toContainEqual(
          expect.objectContaining({
            spec: expect.objectContaining({
              podSelector: { matchLabels: { [name]: name, app: 'db' } },
            }) as unknown,
          }),
        );
      }
    },
  );
});

describe('overlays', () => {
  /** What a path cannot hold is no name of a file. */
  const names = NASTY_TEXTS.filter((name) => name !== '' && !/^\.+$|[/\\]/.test(name));

  it.each(names)('list the file %j', (name) => {
    const file = `${name}.yaml`;
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n';
    const workspace = workspaceOf({ [`base/${file}`]: pod });
    const [stack] = copyableStacks(workspace);
    const made = stack && runSideBySide(workspace, stack, '123');
    if (made === undefined || 'refused' in made) throw new Error('There is no copy.');
    const texts = made.edits.map((edit) => ('create' in edit ? createdText(edit) : ''));
    expect(
      texts.flatMap((text) => readings(text).map((one) => (one as Overlay).resources)),
    ).toEqual(expect.arrayContaining([[file]]));
    const all = texts.flatMap(readings) as readonly Overlay[];
    expect(
      all.filter(({ kind, namespace }) => kind === 'Kustomization' && namespace === '123'),
    ).toHaveLength(3);
    expect(
      all.filter(({ kind, metadata }) => kind === 'Namespace' && metadata?.name === '123'),
    ).toHaveLength(3);
  });

  interface Overlay {
    readonly kind: string;
    readonly namespace?: string;
    readonly resources?: readonly string[];
    readonly metadata?: { readonly name: string };
  }
});

describe('new manifests', () => {
  it.each(NASTY_TEXTS)('of an object %j stay in their folder', (name) => {
    const scope = new Scope(workspaceOf({ 'a/b/web.yaml': 'a: 1\n' }));
    const part = { map: 'data', key: name, value: name };
    const edits = newManifest(scope, 'a/b/web.yaml', { name, documents: [{ kind: name }], part });
    for (const edit of edits) {
      expect(edit.path).toMatch(/^a\/b\/[^/\\\n]*\.yaml$/);
      for (const read of readings('create' in edit ? createdText(edit) : ''))
        expect(read).toEqual({ kind: name, data: { [name]: name } });
    }
  });
});
