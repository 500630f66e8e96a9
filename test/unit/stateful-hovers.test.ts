import { describe, expect, it } from 'vitest';
import { hovers } from '../../src/topics/stateful/hovers.ts';
import { hovered } from '../support/hovered.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
  hovered(hovers, files).lines;

const ALIAS = `apiVersion: v1
kind: Service
metadata:
  name: mail
  namespace: blue
spec:
  type: ExternalName
  externalName: smtp.example.com
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: erp
  namespace: blue
spec:
  ports:
    - name: https
      port: 443
`;

const SLICE = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: erp-1
  namespace: blue
  labels:
    kubernetes.io/service-name: erp
addressType: IPv4
endpoints:
  - addresses: [192.0.2.10, 192.0.2.11]
ports:
  - name: https
    port: 8443
`;

const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  namespace: blue
spec:
  serviceName: db-headless
  replicas: 5
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
          image: postgres:16.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 10Gi
`;

const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: wiki
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 5Gi
`;

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: wiki
spec:
  containers:
    - name: wiki
      image: registry.example.com/wiki:1.0.0
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: wiki
`;

describe('hovers on services outside the cluster', () => {
  it('shows what an alias leads to', () => {
    const { word, lines: shown } = hovered(hovers, {
      'mail.yaml': ALIAS.replace('externalName', '¦externalName'),
    });
    expect(word).toBe('externalName');
    expect(shown[1]).toBe('mail.blue.svc.cluster.local → smtp.example.com @mail.yaml');
    expect(shown.at(-1)).toBe('slide S4');
    expect(lines({ 'mail.yaml': ALIAS.replace('ExternalName', '¦ExternalName') })).toEqual(shown);
    // Where it leads, the hover on host names says.
    expect(lines({ 'mail.yaml': ALIAS.replace('smtp', '¦smtp') })).toEqual([]);
  });

  it('shows the Service and the addresses of a slice', () => {
    const files = { 'erp.yaml': SERVICE, 'slice.yaml': SLICE.replace('EndpointS', '¦EndpointS') };
    expect(lines(files).slice(1, 4)).toEqual([
      'Service erp @erp.yaml',
      '192.0.2.10:8443 @slice.yaml',
      '192.0.2.11:8443 @slice.yaml',
    ]);
    expect(lines({ 'slice.yaml': SLICE.replace('name: erp\n', 'name: ¦erp\n') })[1]).toBe(
      'Service erp: not in this workspace.',
    );
  });

  it('says that Endpoints are deprecated', () => {
    const text =
      'apiVersion: v1\nkind: ¦Endpoints\nmetadata:\n  name: erp\nsubsets:\n  - addresses:\n      - ip: 192.0.2.10\n';
    const shown = lines({ 'erp.yaml': text });
    expect(shown[0]).toContain('deprecated since Kubernetes 1.33');
    expect(shown[2]).toBe('192.0.2.10 @erp.yaml');
  });

  it('shows who answers for a Service without a selector', () => {
    const service = SERVICE.replace('kind: S', 'kind: ¦S');
    expect(lines({ 'erp.yaml': service, 'slice.yaml': SLICE })[1]).toBe(
      'EndpointSlice/erp-1 @slice.yaml',
    );
    expect(lines({ 'erp.yaml': service })[1]).toBe('Nothing in this workspace supplies them yet.');
    expect(lines({ 'erp.yaml': `${service}  selector:\n    app: erp\n` })).toEqual([]);
  });
});

describe('hovers on storage', () => {
  it('shows the names of the pods of a StatefulSet, the first three', () => {
    expect(lines({ 'db.yaml': SET.replace('StatefulSet', '¦StatefulSet') }).slice(1)).toEqual([
      'db-0.db-headless.blue.svc.cluster.local',
      'db-1.db-headless.blue.svc.cluster.local',
      'db-2.db-headless.blue.svc.cluster.local',
      'and 2 more',
      'slide S5',
    ]);
  });

  it('shows the names of the claims with dashes', () => {
    expect(lines({ 'db.yaml': SET.replace('volumeClaimT', '¦volumeClaimT') }).slice(1, 3)).toEqual([
      'data-db-0',
      'data-db-1',
    ]);
  });

  it('shows a claim where it is written and where it is named', () => {
    const claim = 'PersistentVolumeClaim/wiki: 5Gi, ReadWriteOnce, fast @claim.yaml';
    const files = { 'claim.yaml': CLAIM, 'pod.yaml': POD.replace('claimName: w', 'claimName: ¦w') };
    expect(lines(files).slice(1)).toEqual([claim, 'used by Pod/wiki @pod.yaml', 'slide S5']);
    const own = { 'claim.yaml': CLAIM.replace('kind: P', 'kind: ¦P'), 'pod.yaml': POD };
    expect(lines(own).slice(1, 3)).toEqual([claim, 'used by Pod/wiki @pod.yaml']);
    expect(lines({ 'pod.yaml': POD.replace('claimName: w', 'claimName: ¦w') })[1]).toBe(
      'No such claim in this workspace.',
    );
  });

  it('shows the storage class that a claim names', () => {
    const storageClass =
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: ebs.csi.aws.com\nvolumeBindingMode: WaitForFirstConsumer\n';
    const files = { 'class.yaml': storageClass, 'claim.yaml': CLAIM.replace('fast', '¦fast') };
    expect(lines(files)[1]).toBe('fast: ebs.csi.aws.com, WaitForFirstConsumer, Delete @class.yaml');
  });

  it('says where a database keeps its data', () => {
    const kept = lines({ 'db.yaml': SET.replace('postgres:', '¦postgres:') });
    expect(kept.slice(1)).toEqual([
      'Here its data is on the volume "data". @db.yaml',
      'slide S4',
      'slide S5',
    ]);
    const lost = lines({
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: db\nspec:\n  containers:\n    - name: db\n      image: ¦mongo:7.0.15\n',
    });
    expect(lost[1]).toMatch(/^Here its data goes with the pod: no claim at \/data\/db/);
    expect(lines({ 'pod.yaml': POD.replace('registry.', '¦registry.') })).toEqual([]);
  });
});
