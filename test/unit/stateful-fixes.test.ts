import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import type { Rule } from '../../src/core/lint/rule.ts';
import { databaseWithoutStorage } from '../../src/topics/stateful/rules/database-without-storage.ts';
import { serviceWithoutEndpoints } from '../../src/topics/stateful/rules/service-without-endpoints.ts';
import { lintCase } from '../support/fixtures.ts';

/** The fixes of the only finding, title to text of the one file. */
function fixes(rule: Rule, text: string): ReadonlyMap<string, string> {
  const [finding, ...others] = lintCase(new Map([['all.yaml', text]]), [rule]);
  expect(others).toEqual([]);
  return new Map(
    (finding?.fixes ?? []).map(({ title, edits }) => {
      const changes = edits().flatMap((edit) => ('edits' in edit ? edit.edits : []));
      return [title, applyEdits(text, changes)];
    }),
  );
}

const deployment = (replicas: number, image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  replicas: ${String(replicas)}
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: db
          image: ${image}
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  type: ClusterIP
  selector:
    app: db
  ports:
    - port: 5432
`;

const INSIDE = 'Keep the data: StatefulSet with a claim and a headless Service';
const OUTSIDE = 'Use a managed PostgreSQL outside the cluster (ExternalName)';

describe('database-without-storage', () => {
  it('offers an alias for a managed database in the place of the workload', () => {
    const text = `${deployment(1, 'postgres:16.4')}---\n${SERVICE}`;
    const offered = fixes(databaseWithoutStorage, text);
    expect([...offered.keys()]).toEqual([INSIDE, OUTSIDE]);
    expect(offered.get(OUTSIDE)).toBe(
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  type: ExternalName\n  externalName: mydb.abc123.eu-west-1.rds.amazonaws.com\n',
    );
  });

  it('offers no rewriting that it cannot finish', () => {
    const offered = (text: string): readonly string[] => [
      ...fixes(databaseWithoutStorage, text).keys(),
    ];
    expect(offered(deployment(1, 'postgres:16.4'))).toEqual([INSIDE]);
    // several pods, an image whose data path depends on its version, another builder's image
    expect(offered(deployment(2, 'postgres:16.4'))).toEqual([]);
    expect(offered(deployment(1, 'postgres:bookworm'))).toEqual([]);
    expect(offered(deployment(1, 'registry.example.com/postgres:16.4'))).toEqual([]);
  });

  it('mounts the volume where the release of PostgreSQL keeps its data', () => {
    const mounted = (image: string): string | undefined =>
      /mountPath: (.*)/.exec(
        fixes(databaseWithoutStorage, deployment(1, image)).get(INSIDE) ?? '',
      )?.[1];
    expect(mounted('postgres:17.2-alpine')).toBe('/var/lib/postgresql/data');
    expect(mounted('postgres:18.1')).toBe('/var/lib/postgresql');
    expect(mounted('postgres')).toBe('/var/lib/postgresql');
    expect(mounted('docker.io/library/postgres:9.6')).toBe('/var/lib/postgresql/data');
    expect(mounted('bitnami/postgresql:16.4.0')).toBe('/bitnami/postgresql');
  });
});

describe('service-without-endpoints', () => {
  it('offers the selector of a workload of that name first', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  ports:\n    - port: 80\n';
    const offered = fixes(
      serviceWithoutEndpoints,
      `${service}---\n${deployment(1, 'nginx:1.29.3')}`,
    );
    expect([...offered.keys()]).toEqual([
      'Select the pods of "db"',
      'Write an EndpointSlice for "db"',
    ]);
  });
});
