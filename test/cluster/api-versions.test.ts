/** What the table of API versions says is what this API server serves. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEPRECATED, SERVED } from '../../src/core/kubernetes/api-version-table.ts';
import { apiStatus } from '../../src/core/kubernetes/api-versions.ts';
import { MINOR, server } from './api-server.ts';

/** A request in the form of an object; nobody has one in a file. */
const REQUESTS = ['Binding'];

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

const outdated: readonly Kind[] = DEPRECATED.trim()
  .split('\n')
  .flatMap((line) => {
    const [apiVersion = '', kinds = ''] = line.split(' | ');
    return kinds.split(' ').map((kind) => ({ apiVersion, kind }));
  });

async function isServed({ apiVersion, kind }: Kind): Promise<boolean> {
  return (await server.resourcesOf(apiVersion)).some((one) => one.kind === kind);
}

async function keep(
  kinds: readonly Kind[],
  test: (kind: Kind) => Promise<boolean>,
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const one of kinds) if (await test(one)) kept.push(`${one.apiVersion} ${one.kind}`);
  return kept;
}

void describe(`Kubernetes 1.${String(MINOR)}`, () => {
  const statuses = outdated.map((one) => ({
    ...one,
    status: apiStatus(one.apiVersion, one.kind, MINOR),
  }));

  void it('serves nothing that we call removed', async () => {
    const removed = statuses.filter(({ status }) => status?.state === 'removed');
    assert.ok(removed.length > 60);
    assert.deepEqual(await keep(removed, isServed), []);
  });

  void it('serves what we tell to write instead', async () => {
    const instead = statuses.flatMap(({ kind, status }) => {
      if (status === undefined || status.state === 'served') return [];
      const { apiVersion } = status.replacement ?? {};
      // Alpha and beta versions are off unless somebody turns them on.
      const isStable = apiVersion !== undefined && /(?:^|\/)v\d+$/.test(apiVersion);
      return isStable ? [{ apiVersion, kind }] : [];
    });
    assert.ok(instead.length > 60);
    assert.deepEqual(await keep(instead, async (one) => !(await isServed(one))), []);
  });

  for (const { apiVersion, namespaced = '', cluster = '' } of SERVED) {
    void it(`has in namespaces, of ${apiVersion}, what we think it has`, async () => {
      const served = await server.resourcesOf(apiVersion);
      for (const { kind, namespaced: isNamespaced } of served) {
        if (REQUESTS.includes(kind)) continue;
        const ours = (isNamespaced ? namespaced : cluster).split(' ');
        // Not named twice: the other list would be wrong.
        const other = (isNamespaced ? cluster : namespaced).split(' ');
        assert.deepEqual([kind, ours.includes(kind), other.includes(kind)], [kind, true, false]);
      }
    });
  }
});
