import { describe, expect, it } from 'vitest';
import { lintCase } from '../support/fixtures.ts';
import { workspaceOf } from '../support/ask.ts';
import { deployment, env, service } from '../support/manifest-texts.ts';
import { toldShort } from '../support/told.ts';
import { resolveHost } from '../../src/cli/resolve.ts';
import { rules } from '../../src/topics/rules.ts';

const custom = (apiVersion: string, kind: string, name: string, spec = '{}'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: blue }\nspec: ${spec}\n`;

const asked = (made: string, host: string): string | undefined =>
  toldShort(
    workspaceOf({
      'made.yaml': made,
      'other.yaml': service('other', 'blue'),
      'web.yaml': deployment('web', env('API_URL', `http://${host}/`), '', 'blue'),
    }),
    'web.yaml',
  )[0];

describe('Services that somebody else makes', () => {
  it.each([
    [custom('serving.knative.dev/v1', 'Service', 'api'), 'api'],
    [custom('serving.knative.dev/v1', 'Service', 'api'), 'api.blue.svc.cluster.local'],
    [custom('kafka.strimzi.io/v1beta2', 'Kafka', 'events'), 'events-kafka-bootstrap'],
    [custom('postgresql.cnpg.io/v1', 'Cluster', 'pg'), 'pg-rw'],
    [custom('monitoring.coreos.com/v1', 'Prometheus', 'main'), 'prometheus-operated'],
  ])('of %j answer to %s', (made, host) => {
    const name = host.split('.')[0] ?? '';
    expect(asked(made, host)).toBe(`16 ${host}: resolved Service/${name} in blue @ made.yaml:3`);
  });

  it('are found by `resolve`, too', () => {
    const workspace = workspaceOf({
      'streams/README.md': '',
      'streams/made.yaml': custom('kafka.strimzi.io/v1beta2', 'Kafka', 'events'),
    });
    const read = { workspace, shown: (path: string) => path };
    const ask = (host: string) => resolveHost(read, { host, from: 'blue' }).state;
    expect(['events-kafka-bootstrap', 'events'].map(ask)).toEqual(['resolved', 'missing']);
  });

  it('are those of their own kind and name only', () => {
    const knative = custom('serving.knative.dev/v1', 'Service', 'api');
    expect(asked(knative, 'apis')).toContain('missing Service/apis');
    expect(asked(custom('example.com/v1', 'Service', 'api'), 'api')).toContain('missing');
  });
});

describe('kinds that only share a name with those of Kubernetes', () => {
  const finds = (text: string): readonly string[] =>
    lintCase(new Map([['a.yaml', text]]), rules).map(({ rule }) => rule);

  it.each([
    custom(
      'config.openshift.io/v1',
      'Ingress',
      'cluster',
      '{ domain: apps.example.com, backend: x }',
    ),
    custom('networking.internal.knative.dev/v1alpha1', 'Ingress', 'web', '{ rules: [] }'),
    custom(
      'serving.knative.dev/v1',
      'Service',
      'web',
      '{ type: NodePort, selector: { app: gone } }',
    ),
    custom(
      'projectcalico.org/v3',
      'NetworkPolicy',
      'web',
      '{ egress: [{ to: [{}] }], ingress: [{}] }',
    ),
    custom('batch.volcano.sh/v1alpha1', 'Job', 'train', '{ selector: { matchLabels: { a: b } } }'),
  ])('are judged by no rule: %s', (text) => {
    expect(finds(text)).toEqual([]);
  });
});

describe('pods of a StatefulSet', () => {
  it('are counted from its first ordinal on', () => {
    const set = [
      'apiVersion: apps/v1',
      'kind: StatefulSet',
      'metadata: { name: db, namespace: blue }',
      'spec:',
      '  serviceName: db',
      '  replicas: 2',
      '  ordinals: { start: 5 }',
      '  selector: { matchLabels: { app: db } }',
      '  template:',
      '    metadata: { labels: { app: db } }',
      '    spec: { containers: [{ name: db, image: "postgres:17.2" }] }',
      '---',
      'apiVersion: v1',
      'kind: Service',
      'metadata: { name: db, namespace: blue }',
      'spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }',
      '',
    ].join('\n');
    expect(asked(set, 'db-5.db')).toContain('resolved Service/db in blue');
    expect(asked(set, 'db-6.db')).toContain('resolved Service/db in blue');
    expect(asked(set, 'db-0.db')).not.toContain('resolved');
    expect(asked(set, 'db-7.db')).not.toContain('resolved');
  });

  it('are no more than a list can hold, whatever the file says', () => {
    expect(
      asked(
        'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db, namespace: blue }\nspec:\n  serviceName: db\n  replicas: 9007199254740991\n  template: { spec: { containers: [{ image: x }] } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: blue }\nspec: { clusterIP: None }\n',
        'db-0.db',
      ),
    ).toContain('resolved Service/db');
  });
});
