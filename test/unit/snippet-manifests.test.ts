import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { expandSnippet } from '../../src/core/completion/snippet.ts';
import { at, compose, documents, expanded, kubernetes, manifests } from './snippet-files.ts';
import type { Json } from './snippet-files.ts';

const KUSTOMIZE = 'kustomize.config.k8s.io/v1beta1';

function objects(...kinds: readonly string[]): readonly Json[] {
  const found = manifests.flatMap(({ body }) => documents(expandSnippet(body)));
  return kinds.length === 0 ? found : found.filter(({ kind }) => kinds.includes(String(kind)));
}

describe('the YAML', () => {
  it.each([...kubernetes, ...compose].map(({ prefix, body }) => [prefix, body] as const))(
    '%s parses without error or warning',
    (_prefix, body) => {
      const parsed = parseAllDocuments(expandSnippet(body));
      expect(parsed.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    },
  );

  it('names today’s API version of every kind', () => {
    const versions = objects().map(
      ({ kind, apiVersion }) => `${String(kind)} ${String(apiVersion)}`,
    );
    expect([...new Set(versions)].sort()).toEqual([
      'Application argoproj.io/v1alpha1',
      'ConfigMap v1',
      'DaemonSet apps/v1',
      'Deployment apps/v1',
      'EndpointSlice discovery.k8s.io/v1',
      'Endpoints v1',
      'GitRepository source.toolkit.fluxcd.io/v1',
      'HTTPRoute gateway.networking.k8s.io/v1',
      'Ingress networking.k8s.io/v1',
      'Kustomization kustomize.config.k8s.io/v1beta1',
      'Kustomization kustomize.toolkit.fluxcd.io/v1',
      'Namespace v1',
      'NetworkPolicy networking.k8s.io/v1',
      'PersistentVolume v1',
      'PersistentVolumeClaim v1',
      'Role rbac.authorization.k8s.io/v1',
      'RoleBinding rbac.authorization.k8s.io/v1',
      'Secret v1',
      'Service v1',
      'ServiceAccount v1',
      'ServiceMonitor monitoring.coreos.com/v1',
      'StatefulSet apps/v1',
      'StorageClass storage.k8s.io/v1',
    ]);
  });

  it('names every object so that the API server takes it', () => {
    const named = objects().filter((object) => object['apiVersion'] !== KUSTOMIZE);
    expect(named).toHaveLength(objects().length - 1);
    for (const object of named) {
      expect(at(object, 'metadata', 'name')).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/u);
    }
  });

  it('sets a namespace only where the kind lives in one of its own', () => {
    const set = objects().filter((object) => at(object, 'metadata', 'namespace') !== undefined);
    expect(set.map(({ kind, metadata }) => [kind, at(metadata, 'namespace')])).toEqual([
      ['Application', 'argocd'],
      ['Kustomization', 'flux-system'],
      ['GitRepository', 'flux-system'],
    ]);
  });

  it('gives every workload a selector equal to the labels of its pods', () => {
    const workloads = objects('Deployment', 'StatefulSet', 'DaemonSet');
    expect(workloads).toHaveLength(5);
    for (const workload of workloads) {
      const labels = at(workload, 'spec', 'template', 'metadata', 'labels');
      expect(labels).toMatchObject({ 'app.kubernetes.io/name': expect.any(String) as string });
      expect(at(workload, 'spec', 'selector', 'matchLabels')).toEqual(labels);
    }
  });

  it.each([
    ['k8s-ambassador', 0, 1],
    ['k8s-statefulset', 1, 0],
  ])('%s: the Service selects the pods beside it', (prefix, service, workload) => {
    const found = documents(expanded(prefix));
    const labels = at(found[workload], 'spec', 'template', 'metadata', 'labels');
    expect(at(found[service], 'spec', 'selector')).toEqual(labels);
  });

  it('mounts every volume and declares every mount', () => {
    for (const workload of objects('Deployment', 'StatefulSet', 'DaemonSet')) {
      const pod = at(workload, 'spec', 'template', 'spec');
      const claims = (at(workload, 'spec', 'volumeClaimTemplates') ?? []) as Json[];
      const volumes = (at(pod, 'volumes') ?? []) as Json[];
      const declared = [
        ...volumes.map((one) => one['name']),
        ...claims.map((one) => at(one, 'metadata', 'name')),
      ];
      const mounts = (at(pod, 'containers', 0, 'volumeMounts') ?? []) as Json[];
      expect(mounts.map((mount) => mount['name']).sort()).toEqual(declared.sort());
    }
  });

  it('ties the headless Service and the EndpointSlice to their owners', () => {
    const [set, headless] = documents(expanded('k8s-statefulset'));
    expect(at(set, 'spec', 'serviceName')).toBe('redis');
    expect(at(headless, 'metadata', 'name')).toBe('redis');
    expect(at(headless, 'spec', 'clusterIP')).toBe('None');
    const [service, slice] = documents(expanded('k8s-service-endpointslice'));
    expect(at(service, 'spec', 'selector')).toBeUndefined();
    expect(at(service, 'spec', 'ports')).toEqual([{ name: 'postgres', port: 5432 }]);
    expect(at(slice, 'metadata', 'labels', 'kubernetes.io/service-name')).toBe('db');
    expect(at(slice, 'ports')).toEqual([{ name: 'postgres', protocol: 'TCP', port: 5432 }]);
  });

  it('writes Secrets with stringData, placeholders and a comment', () => {
    const secrets = manifests.filter(({ kind }) => kind === 'Secret');
    expect(secrets).toHaveLength(4);
    for (const { body } of secrets) {
      const text = expandSnippet(body);
      expect(text).toMatch(/^# Placeholders only: [^\n]+\napiVersion: v1\n/u);
      const [secret] = documents(text);
      expect(secret?.['data']).toBeUndefined();
      expect(Object.keys(secret?.['stringData'] as Json)).not.toEqual([]);
    }
    expect(documents(expanded('k8s-secret'))[0]?.['stringData']).toEqual({
      DB_USER: '<user name>',
      DB_PASSWORD: '<password>',
    });
    const login = at(documents(expanded('k8s-secret-dockerconfigjson'))[0], 'stringData');
    expect(JSON.parse(String(at(login, '.dockerconfigjson')))).toEqual({
      auths: {
        'registry.example.com': { username: '<user name>', password: '<access token>' },
      },
    });
  });

  it('quotes the values of a ConfigMap', () => {
    expect(documents(expanded('k8s-configmap'))[0]?.['data']).toEqual({
      LOG_LEVEL: 'info',
      CACHE_SECONDS: '60',
      'features.yaml': 'darkMode: true\n',
    });
  });

  it('expands the first Ingress to exactly this', () => {
    expect(expanded('k8s-ingress')).toBe(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  ingressClassName: traefik
  rules:
    - host: web.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
`);
  });

  it('keeps the expressions and shell variables of the workflows', () => {
    expect(expanded('k8s-github-build-push')).toContain(
      '          tags: ${{ env.IMAGE }}:${{ github.sha }}\n',
    );
    const deploy = expanded('k8s-github-deploy-staging');
    expect(deploy).toContain(`printf '%s' "$CONTENT" > "$KUBECONFIG"\n`);
    expect(deploy).toContain('kustomize edit set image "$IMAGE=$IMAGE:$COMMIT"\n');
    expect(deploy).toContain('rollout status deployment/web --namespace=shop-staging');
  });
});
