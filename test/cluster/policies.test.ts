/** The network policies that we derive are such that this API server takes them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readWorkspace } from '../../src/cli/read-workspace.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { isolationYaml } from '../../src/core/isolation/policy-yaml.ts';
import { loadCase } from '../support/fixtures.ts';
import { MINOR, tryCreate } from './api-server.ts';
import { wholeObjects } from '../../src/dev/control-plane/sent-objects.ts';
import type { SentObject } from '../../src/dev/control-plane/sent-objects.ts';

const WORKSPACES = join(import.meta.dirname, '../workspaces');

function policiesOf(folder: string): readonly SentObject[] {
  const read = readWorkspace({ paths: [folder] }, WORKSPACES);
  if (typeof read === 'string') throw new Error(read);
  const { workspace } = read;
  const text = isolationYaml(deriveIsolation(workspace), { workspace });
  return wholeObjects(loadCase(new Map([['policies.yaml', text]])), 'policies.yaml');
}

async function refused(objects: readonly SentObject[]): Promise<readonly string[]> {
  const answers = await Promise.all(
    objects.map(async (object) => ({ ...(await tryCreate(object)), object })),
  );
  return answers
    .filter(({ accepted }) => !accepted)
    .map(({ message, object }) => `${object.namespace ?? ''} ${object.title}: ${message}`);
}

/** Everything that a rule can hold: addresses of both versions, parts left out, a name to choose. */
const EVERY_RULE = new Map([
  [
    'all.yaml',
    `apiVersion: v1
kind: Pod
metadata: { name: 'web', namespace: policies, labels: { app: web, version: '1.0', on: 'true' } }
spec:
  containers:
    - name: web
      image: web:1
      ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 53, protocol: UDP }]
      env:
        - { name: API_URL, value: 'https://api.example.com' }
        - { name: DB_HOST, value: db }
        - { name: OTHER_HOST, value: outside.example.com }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: policies }
spec:
  selector: { app: web }
  ports: [{ name: a, port: 80 }, { name: b, port: 53, protocol: UDP }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: policies }
spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: policies }
spec: { ports: [{ port: 5432 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: db-1, namespace: policies, labels: { kubernetes.io/service-name: db } }
addressType: IPv6
endpoints: [{ addresses: ['2001:db8::5'] }]
ports: [{ port: 5432 }]
`,
  ],
]);

void describe(`Kubernetes 1.${String(MINOR)} accepts the network policies derived from`, () => {
  for (const folder of ['shop', 'clean']) {
    void it(folder, async () => {
      const policies = policiesOf(folder);
      assert.ok(policies.length > 2);
      assert.deepEqual(await refused(policies), []);
    });
  }

  void it('a workspace with every kind of rule', async () => {
    const workspace = loadCase(EVERY_RULE);
    const text = isolationYaml(deriveIsolation(workspace), { workspace });
    for (const part of ['"2001:db8::5/128"', 'except:', 'CHOOSE-A-NAMESPACE', 'version: "1.0"'])
      assert.ok(text.includes(part), part);
    const policies = wholeObjects(loadCase(new Map([['policies.yaml', text]])), 'policies.yaml');
    assert.deepEqual(
      policies.map(({ title }) => title),
      ['default-deny', 'allow-dns', 'allow-web'].map((name) => `NetworkPolicy/${name}`),
    );
    assert.deepEqual(await refused(policies), []);
  });
});
