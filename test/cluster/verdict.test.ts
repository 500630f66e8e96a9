/** Good objects with one mistake put into each: what we say of them is what this API server says. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Linter } from '../../src/core/lint/lint.ts';
import { readExamples } from '../../src/dev/examples.ts';
import type { SentObject } from '../../src/dev/control-plane/sent-objects.ts';
import { wholeObjects } from '../../src/dev/control-plane/sent-objects.ts';
import { isClaim, reasonOf } from '../../src/dev/verdict/judge.ts';
import { mutationsOf } from '../../src/dev/verdict/mutations.ts';
import type { Mutation } from '../../src/dev/verdict/mutations.ts';
import { expandSnippet } from '../../src/core/completion/snippet.ts';
import { rules } from '../../src/topics/rules.ts';
import { loadCase } from '../support/fixtures.ts';
import { schema } from '../support/schema.ts';
import { manifests } from '../unit/snippet-files.ts';
import { addCustomKinds, MINOR, tryCreate } from './api-server.ts';

/** So many of all mistakes are asked about, for the sake of time. */
const MOST = 700;
/** Of those that the server refuses, so many have to be found. */
const FOUND = 0.95;
const AT_ONCE = 8;

const FILE = 'example.yaml';

function objectsIn(text: string): readonly SentObject[] {
  return wholeObjects(loadCase(new Map([[FILE, text]])), FILE).filter(
    ({ apiVersion, kind }) => schema.shapeOf(apiVersion, kind) !== undefined,
  );
}

/** Each sort of mistake once for each kind. */
function allMutations(): readonly Mutation[] {
  const texts = [...manifests.map(({ body }) => expandSnippet(body)), ...rules.map(goodExample)];
  const all = texts.flatMap(objectsIn).flatMap((object) => [...mutationsOf(object)]);
  return [...new Map(all.map((one) => [`${one.sent.kind} ${one.what}`, one])).values()];
}

function goodExample({ id }: (typeof rules)[number]): string {
  const { language, good } = readExamples(id);
  return language === 'yaml' ? good : '';
}

interface Answer {
  readonly name: string;
  readonly accepted: boolean;
  readonly claims: readonly string[];
  readonly message: string;
}

async function ask({ what, sent }: Mutation): Promise<Answer> {
  const workspace = loadCase(new Map([[FILE, sent.text]]));
  const linter = new Linter(workspace, rules, { kubernetesMinor: MINOR, schema: () => schema });
  const claims = linter.findings(FILE).filter(isClaim);
  const { accepted, message } = await tryCreate(sent);
  const name = `${sent.kind}: ${what}`;
  return { name, accepted, message, claims: claims.map((claim) => claim.message) };
}

before(addCustomKinds);

void describe(`Of good objects with a mistake in them, Kubernetes 1.${String(MINOR)}`, () => {
  void it('accepts none that we call refused, and we find nearly all that it refuses', async () => {
    const all = allMutations();
    const step = Math.ceil(all.length / MOST);
    const asked = all.filter((_, i) => i % step === 0);
    const answers: Answer[] = [];
    for (let i = 0; i < asked.length; i += AT_ONCE)
      answers.push(...(await Promise.all(asked.slice(i, i + AT_ONCE).map(ask))));
    const wrong = answers.filter(({ accepted, claims }) => accepted && claims.length > 0);
    assert.deepEqual(
      wrong.map(({ name, claims }) => `${name}: ${claims.join(' ')}`),
      [],
    );
    const refused = answers.filter(({ accepted }) => !accepted);
    const silent = refused.filter(({ claims }) => claims.length === 0);
    assert.ok(refused.length > MOST / 4);
    const listed = silent.map(({ name, message }) => `${name}: ${reasonOf(message)}`);
    assert.ok(silent.length <= refused.length * (1 - FOUND), listed.join('\n'));
  });
});
