/** What we write, and what we call good, is what this API server takes. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { expandSnippet } from '../../src/core/completion/snippet.ts';
import { ownRules, rules as allRules } from '../../src/topics/rules.ts';
import { loadCase, readCases } from '../support/fixtures.ts';
import { manifests } from '../unit/snippet-files.ts';
import { addCustomKinds, MINOR, tryCreate } from './api-server.ts';
import { wholeObjects } from '../../src/dev/control-plane/sent-objects.ts';
import type { SentObject } from '../../src/dev/control-plane/sent-objects.ts';

const OLD_VERSION = 'the fixture is about a version that is not served any more';
const FOREIGN = 'a kind of an operator that the fixture only mentions';

/** Objects of the fixtures that no server takes, each for a reason that is not ours to correct. */
const REFUSED: Readonly<Record<string, string>> = {
  'egress-blocks-dns/openshift.yaml Route/web': FOREIGN,
  'ingress-backend-port/old.yaml Ingress/web': OLD_VERSION,
  'secret-committed/crlf.yaml SecretStore/vault': FOREIGN,
  'secret-committed/external.yaml SecretStore/vault': FOREIGN,
};

/** Versions that a fix may write for the newest cluster, and the first minor that serves them. */
const SERVED_SINCE: Readonly<Record<string, number>> = { 'resource.k8s.io/v1': 34 };

/** Snippets that are for kustomize, not for a cluster. */
const NO_OBJECTS = ['k8s-kustomization'];

interface Example {
  readonly name: string;
  readonly objects: readonly SentObject[];
}

const rules = allRules.filter((rule) => !ownRules.includes(rule));

const snippets = manifests.map(({ prefix, body }) => example(prefix, expandSnippet(body)));

const goodExamples = rules.flatMap(({ id }) =>
  readCases(id)
    .filter(({ name }) => /^example\.good(?:\.|$)/.test(name))
    .map(({ files }) => {
      const workspace = loadCase(files);
      return {
        name: id,
        objects: [...files.keys()].flatMap((path) => wholeObjects(workspace, path)),
      };
    }),
);

const fixed: readonly Example[] = rules.flatMap(({ id }) =>
  readCases(id).flatMap(({ name, files, fixed }) => {
    if (fixed === undefined) return [];
    const workspace = loadCase(new Map([...files, ...fixed]));
    const objects = [...fixed.keys()].flatMap((path) => wholeObjects(workspace, path));
    return [{ name: `${id}/${name}`, objects }];
  }),
);

function example(name: string, text: string): Example {
  const file = 'example.yaml';
  return { name, objects: wholeObjects(loadCase(new Map([[file, text]])), file) };
}

function withObjects(examples: readonly Example[]): readonly Example[] {
  return examples.filter(({ objects }) => objects.length > 0);
}

/** What the server says to the objects that it should take, and takes not; or the other way round. */
async function surprises({ name, objects }: Example): Promise<readonly string[]> {
  const found: string[] = [];
  for (const object of objects) {
    const key = `${name} ${object.title}`;
    const isTooNew = (SERVED_SINCE[object.apiVersion] ?? 0) > MINOR;
    const { accepted, message } = await tryCreate(object);
    if (accepted === (isTooNew || key in REFUSED))
      found.push(`${key}: ${accepted ? 'is accepted' : message}`);
  }
  return found;
}

before(addCustomKinds);

void describe(`Kubernetes 1.${String(MINOR)} accepts the snippet`, () => {
  for (const snippet of withObjects(snippets)) {
    void it(snippet.name, async () => {
      assert.deepEqual(await surprises(snippet), []);
    });
  }

  void it('of every manifest', () => {
    const others = snippets.filter(({ objects }) => objects.length === 0).map(({ name }) => name);
    assert.deepEqual(others, NO_OBJECTS);
  });
});

void describe(`Kubernetes 1.${String(MINOR)} accepts, after the fixes,`, () => {
  for (const fixture of withObjects(fixed)) {
    void it(fixture.name, async () => {
      assert.deepEqual(await surprises(fixture), []);
    });
  }

  void it('all but objects that are there', () => {
    const known = fixed.flatMap(({ name, objects }) =>
      objects.map(({ title }) => `${name} ${title}`),
    );
    assert.deepEqual(
      Object.keys(REFUSED).filter((key) => !known.includes(key)),
      [],
    );
  });
});

void describe(`Kubernetes 1.${String(MINOR)} accepts the good example of`, () => {
  for (const good of withObjects(goodExamples)) {
    void it(good.name, async () => {
      assert.deepEqual(await surprises(good), []);
    });
  }
});
