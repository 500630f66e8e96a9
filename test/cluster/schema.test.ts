/** media/schema.json is what this API server publishes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { SchemaFile } from '../../src/core/schema/schema.ts';
import { MINORS } from '../../src/dev/control-plane/start.ts';
import { schemaText } from '../../src/dev/generate-schema.ts';
import { MINOR, server } from './api-server.ts';

const text = readFileSync(join(import.meta.dirname, '../../media/schema.json'), 'utf8');
const file = JSON.parse(text) as SchemaFile;

/** The kinds of a minor, as the file has them: versions with their kinds. */
function kindsOf(minor: number): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  for (const [key, [, minors]] of Object.entries(file.kinds)) {
    if (!minors.includes(minor)) continue;
    const at = key.lastIndexOf('/');
    const version = key.slice(0, at);
    kinds.set(version, [...(kinds.get(version) ?? []), key.slice(at + 1)]);
  }
  return kinds;
}

const sorted = (kinds: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  [...kinds].flatMap(([version, names]) => names.map((kind) => `${version}/${kind}`)).sort();

void describe(`media/schema.json, compared with Kubernetes 1.${String(MINOR)},`, () => {
  void it('has the kinds that it serves', async () => {
    const { kinds } = await server.published(MINOR);
    assert.deepEqual(sorted(kindsOf(MINOR)), sorted(kinds));
  });

  if (MINOR === Math.max(...MINORS)) {
    void it('has its fields: "npm run schema" would change nothing', async () => {
      const { schemas } = await server.published(MINOR);
      const minors = MINORS.map((minor) => ({ minor, kinds: kindsOf(minor), schemas }));
      assert.equal(schemaText(minors, await server.release()), text);
    });
  }
});
