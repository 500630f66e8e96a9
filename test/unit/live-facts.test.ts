import { describe, expect, it } from 'vitest';
import { joinGuides } from '../../src/core/guide/guide.ts';
import type { GuideTopic } from '../../src/core/guide/guide.ts';
import { ageOf } from '../../src/core/live/age.ts';
import { joinAnswers } from '../../src/core/live/join-answers.ts';
import type { JsonObject } from '../../src/core/live/json.ts';
import { LiveCluster } from '../../src/core/live/live-cluster.ts';
import type { Live } from '../../src/core/live/live-cluster.ts';
import { liveText } from '../../src/core/live/live-text.ts';
import { handEdits, managedBy } from '../../src/core/live/managers.ts';
import { enforcementIn } from '../../src/core/live/network-plugins.ts';
import { providerOf, providerOfCluster, roleOf } from '../../src/core/live/providers.ts';
import { liveObject, livePath } from '../../src/core/live/snapshot.ts';
import type { ContextFacts, Gap, Snapshot } from '../../src/core/live/snapshot.ts';
import { isSystemNamespace } from '../../src/core/live/system-objects.ts';

const context = (name: string, more: Partial<ContextFacts> = {}): ContextFacts => ({
  ...{ name, cluster: '', user: '', file: 'config' },
  ...more,
});

function cluster(objects: readonly JsonObject[], more: Partial<Snapshot> = {}): LiveCluster {
  const here = context('dev');
  return new LiveCluster({
    ...{ context: here, contexts: [here], takenAt: 0, gaps: [], groups: new Map([['', ['v1']]]) },
    objects: objects.map((object) => liveObject(here.name, object)),
    ...more,
  });
}

const named = (kind: string, name: string, metadata: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: 'v1', kind },
  metadata: { name, ...metadata },
});

function live(metadata: JsonObject): Live {
  const [only] = cluster([named('Service', 'web', { namespace: 'shop', ...metadata })]).objects(
    'Service',
  );
  return only!;
}

describe('how old facts are', () => {
  const MINUTE = 60_000;
  it.each([
    [MINUTE - 1, 'just now'],
    [MINUTE, '1 min ago'],
    [3.9 * MINUTE, '3 min ago'],
    [60 * MINUTE, '1 h ago'],
    [24 * 60 * MINUTE, '1 day ago'],
    [49 * 60 * MINUTE, '2 days ago'],
  ])('after %d ms', (passed, words) => {
    expect(ageOf(1000, 1000 + passed)).toBe(words);
  });
});

describe('a guide over several folders', () => {
  const topicWith = (evidence: readonly object[]): readonly GuideTopic[] => [
    {
      ...{ id: 't', title: 'T', checked: true, beginning: false },
      slides: [{ id: 'S1', title: 'S', markdown: '', items: [{ state: 'done', evidence }] }],
    } as unknown as GuideTopic,
  ];

  it('says what the cluster says once', () => {
    const live = { text: 'Live.', cluster: 'dev' };
    const file = { text: 'In a file.' };
    const [topic] = joinGuides([topicWith([live, file]), topicWith([live, file])]);
    expect(topic?.slides[0]?.items[0]?.evidence).toEqual([
      { ...live, part: 0 },
      { ...file, part: 0 },
      { ...file, part: 1 },
    ]);
  });
});

describe('a live object', () => {
  it('is a document to read, with the managers of its fields', () => {
    const object = named('ConfigMap', 'on', { namespace: 'shop', creationTimestamp: null });
    const managedFields = [
      {
        ...{ manager: 'kubectl-edit', operation: 'Update', time: '2026-12-01T03:00:00Z' },
        fieldsV1: { 'f:data': { 'f:a': {} } },
      },
    ];
    const { metadata } = object as { metadata: JsonObject };
    const whole = { ...object, metadata: { ...metadata, managedFields } };
    expect(liveText(liveObject('dev', whole))).toBe(
      [
        '# kubectl-edit on 2026-12-01: data.a',
        'apiVersion: v1',
        'kind: ConfigMap',
        'metadata:',
        '  name: "on"',
        '  namespace: shop',
        '',
      ].join('\n'),
    );
  });

  it('has a path that tells where it is, whatever its context is called', () => {
    const path = livePath('arn:aws:eks:eu-west-1:1:cluster/prod', named('Node', 'a'));
    expect(path).toBe('cluster:arn%3Aaws%3Aeks%3Aeu-west-1%3A1%3Acluster%2Fprod/-/Node/a.yaml');
  });

  it('is kept without managers and without the copy that kubectl leaves in it', () => {
    const copy = { 'kubectl.kubernetes.io/last-applied-configuration': '{}', kept: 'yes' };
    const fieldsV1 = {
      'f:spec': {
        'f:replicas': {},
        'f:ports': { '.': {}, 'k:{"port":80}': { '.': {}, 'f:port': {} } },
      },
      'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/name': {} } },
    };
    const time = '2026-11-01T10:00:00Z';
    const managedFields = [
      { manager: 'kubectl-edit', operation: 'Update', time, fieldsV1 },
      { manager: 'kubelet', operation: 'Update', subresource: 'status', fieldsV1 },
    ];
    const object = liveObject('dev', named('Service', 'a', { annotations: copy, managedFields }));
    expect(JSON.parse(object.text)).toEqual(
      named('Service', 'a', { annotations: { kept: 'yes' } }),
    );
    expect(object.managers).toEqual([
      {
        ...{ name: 'kubectl-edit', operation: 'Update', time },
        fields: [
          'spec.replicas',
          'spec.ports[{"port":80}].port',
          'metadata.labels["app.kubernetes.io/name"]',
        ],
      },
      { name: 'kubelet', operation: 'Update', fields: [] },
    ]);
  });

  it('is an object of a workspace, even where its name is that of another sort of file', () => {
    const names = ['values', 'compose', 'kustomization', 'readme', 'Chart'];
    const maps = names.map((name) => named('ConfigMap', name, { namespace: 'testdata' }));
    const { scope } = cluster(maps);
    expect(
      scope
        .objects('ConfigMap')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.sort());
    expect(scope.objectsIn('ConfigMap', 'testdata')).toHaveLength(names.length);
  });
});

describe('who manages an object', () => {
  const by = (metadata: JsonObject): string => {
    const found = managedBy(live(metadata));
    return found === undefined ? 'nobody' : `${found.tool}: ${found.sign}`;
  };
  const managers = (...all: readonly string[]): JsonObject => ({
    managedFields: all.map((manager) => ({ manager, operation: 'Update' })),
  });
  const cases: readonly (readonly [JsonObject, string])[] = [
    [{}, 'nobody'],
    [
      { labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
      'Helm: app.kubernetes.io/managed-by: Helm',
    ],
    [{ annotations: { 'meta.helm.sh/release-name': 'a' } }, 'Helm: meta.helm.sh/release-name'],
    [
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'argocd.argoproj.io/tracking-id': 'a' },
      },
      'Argo CD: argocd.argoproj.io/tracking-id',
    ],
    [
      { labels: { 'kustomize.toolkit.fluxcd.io/name': 'a' } },
      'Flux: kustomize.toolkit.fluxcd.io/name',
    ],
    [
      { labels: { 'app.kubernetes.io/managed-by': 'spinnaker' } },
      'Spinnaker: app.kubernetes.io/managed-by: spinnaker',
    ],
    [managers('kubectl-client-side-apply'), 'kubectl: field manager kubectl-client-side-apply'],
    [managers('helm', 'kubectl-edit', 'kube-controller-manager'), 'Helm: field manager helm'],
    [managers('my-operator'), 'nobody'],
  ];
  for (const [metadata, expected] of cases) {
    it(expected, () => {
      expect(by(metadata)).toBe(expected);
    });
  }

  it('and what was changed by hand', () => {
    const fieldsV1 = { 'f:spec': { 'f:replicas': {} } };
    const time = '2026-11-02T09:00:00Z';
    const edit = { manager: 'kubectl-edit', operation: 'Update', time, fieldsV1 };
    const apply = { manager: 'kubectl-client-side-apply', operation: 'Update', time, fieldsV1 };
    expect(handEdits(live({ managedFields: [apply, edit] }))).toEqual([
      'spec.replicas by kubectl-edit on 2026-11-02',
    ]);
  });
});

describe('a context', () => {
  const cases: readonly (readonly [ContextFacts, string])[] = [
    [context('kind-dev', { server: 'https://127.0.0.1:4000' }), 'kind, local, development'],
    [context('minikube'), 'minikube, local, development'],
    [context('x', { server: 'https://localhost:6443' }), 'this machine, local, development'],
    [
      context('arn:aws:eks:eu-west-1:1:cluster/shop-prod', {
        server: 'https://A1.gr7.eu-west-1.eks.amazonaws.com',
      }),
      'EKS, managed, production',
    ],
    [context('shop-staging', { server: 'https://a.b.azmk8s.io:443' }), 'AKS, managed, test'],
    [
      context('gke_p_z_dev', { command: '/usr/bin/gke-gcloud-auth-plugin' }),
      'GKE, managed, development',
    ],
    [context('pre-prod', { server: 'https://10.0.0.1' }), 'unknown, test'],
    [context('devops', { server: 'https://10.0.0.1' }), 'unknown, unknown'],
  ];
  for (const [one, expected] of cases) {
    it(`"${one.name}" is ${expected}`, () => {
      const provider = providerOf(one);
      const who = provider === undefined ? 'unknown' : `${provider.name}, ${provider.way}`;
      expect(`${who}, ${roleOf(one)}`).toBe(expected);
    });
  }

  it('on this machine is what its nodes say', () => {
    const node = { ...named('Node', 'a'), spec: { providerID: 'kind://docker/a/b' } };
    const here = context('mine', { server: 'https://127.0.0.1:4000' });
    expect(providerOfCluster(cluster([node], { context: here }))).toEqual({
      name: 'kind',
      way: 'local',
    });
  });
});

describe('what a cluster cannot tell', () => {
  const gap = (more: Partial<Gap>): Gap => ({
    ...{ kind: 'Pod', plural: 'pods', reason: 'forbidden', text: '' },
    ...more,
  });
  it('is known by namespace', () => {
    expect(cluster([]).knows('Pod', 'shop')).toBe(true);
    const all = cluster([], { gaps: [gap({})] });
    expect([all.knows('Pod', 'shop'), all.knows('Service', 'shop')]).toEqual([false, true]);
    const but = cluster([], { gaps: [gap({ except: 'shop' })] });
    expect([but.knows('Pod', 'shop'), but.knows('Pod', 'other')]).toEqual([true, false]);
    const one = cluster([], { gaps: [gap({ namespace: 'shop' })] });
    expect([one.knows('Pod', 'shop'), one.knows('Pod', 'other')]).toEqual([false, true]);
  });

  it('never makes an item open', () => {
    const line = (text: string) => [{ text }];
    const unknown = { state: 'unknown', evidence: line('forbidden') } as const;
    const open = { state: 'open', evidence: line('files'), next: 'Do it.' } as const;
    const done = { state: 'done', evidence: line('live') } as const;
    expect(joinAnswers(undefined, unknown)).toEqual(unknown);
    expect(joinAnswers({ ...unknown, evidence: line('files') }, unknown)).toEqual(unknown);
    expect(joinAnswers(open, unknown)).toEqual(open);
    expect(joinAnswers(unknown, done)).toEqual(done);
    expect(joinAnswers(open, done)).toEqual({
      ...{ state: 'partly', next: 'Do it.' },
      evidence: [...line('live'), ...line('files')],
    });
  });
});

describe('network policies', () => {
  const daemon = (name: string, args: readonly string[] = []): JsonObject => ({
    ...{ apiVersion: 'apps/v1', kind: 'DaemonSet' },
    metadata: { name, namespace: 'kube-system' },
    spec: { template: { spec: { containers: [{ name: 'aws-eks-nodeagent', args }] } } },
  });
  const told = (...objects: readonly JsonObject[]): string => {
    const found = enforcementIn(cluster(objects));
    return found.state === 'unknown' ? 'unknown' : `${found.state}: ${found.plugin}`;
  };
  it('are enforced or ignored by the plugin that is there', () => {
    expect(told()).toBe('unknown');
    expect(told(daemon('kube-flannel-ds'))).toBe('ignored: Flannel');
    expect(told(daemon('kube-flannel-ds'), daemon('calico-node'))).toBe('enforced: Calico');
    expect(told(daemon('kindnet'))).toBe('unknown');
    expect(told(daemon('aws-node'))).toBe('unknown');
    expect(told(daemon('aws-node', ['--enable-network-policy=true']))).toBe(
      'enforced: the VPC CNI of EKS',
    );
  });
});

describe('namespaces that clusters bring along', () => {
  for (const name of ['kube-system', 'local-path-storage', 'gke-managed-cim', 'amazon-cloudwatch'])
    it(name, () => {
      expect(isSystemNamespace(name)).toBe(true);
    });
  for (const name of ['default', 'shop', 'kube', 'monitoring', 'gke'])
    it(`and not ${name}`, () => {
      expect(isSystemNamespace(name)).toBe(false);
    });
});
