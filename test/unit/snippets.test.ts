import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { expandSnippet, loadSnippets } from '../../src/core/snippet.ts';
import type { Snippet, SnippetLanguage } from '../../src/core/snippet.ts';

type Json = Record<string, unknown>;

const KUSTOMIZE = 'kustomize.config.k8s.io/v1beta1';

function readJson(file: string): Json {
  const url = new URL(`../../snippets/${file}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Json;
}

const read = (file: string, language: SnippetLanguage): readonly Snippet[] =>
  loadSnippets(readJson(file), language);

const kubernetes = read('kubernetes', 'yaml');
const compose = read('compose', 'dockercompose');
const dockerfile = read('dockerfile', 'dockerfile');
const files = read('files', 'file');
const all = [...kubernetes, ...compose, ...dockerfile, ...files];

const entries = ['kubernetes', 'compose', 'dockerfile', 'files'].flatMap((file) =>
  Object.values(readJson(file) as Record<string, Json>),
);

/** YAML that is no Kubernetes object: a chart's own file, workflows, and parts of an object. */
const NOT_MANIFESTS = new Set([
  'k8s-chart',
  'k8s-github-build-push',
  'k8s-github-deploy-staging',
  'k8s-envfrom',
  'k8s-configmap-volume',
]);
const manifests = kubernetes.filter(({ prefix }) => !NOT_MANIFESTS.has(prefix));

function documents(text: string): readonly Json[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Json);
}

function objects(...kinds: readonly string[]): readonly Json[] {
  const found = manifests.flatMap(({ body }) => documents(expandSnippet(body)));
  return kinds.length === 0 ? found : found.filter(({ kind }) => kinds.includes(String(kind)));
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
}

function expanded(prefix: string): string {
  const snippet = all.find((one) => one.prefix === prefix);
  return expandSnippet(snippet?.body ?? 'no such snippet');
}

const PREFIXES = [
  ['k8s-ingress', 'Ingress'],
  ['k8s-configmap', 'ConfigMap'],
  ['k8s-secret', 'Secret'],
  ['k8s-namespace', 'Namespace'],
  ['k8s-networkpolicy-same-namespace', 'NetworkPolicy'],
  ['k8s-networkpolicy-default-deny', 'NetworkPolicy'],
  ['k8s-networkpolicy-from-ingress', 'NetworkPolicy'],
  ['k8s-serviceaccount-role', 'ServiceAccount'],
  ['k8s-service', 'Service'],
  ['k8s-service-externalname', 'Service'],
  ['k8s-service-endpointslice', 'Service'],
  ['k8s-endpoints-legacy', 'Endpoints'],
  ['k8s-ambassador', 'Service'],
  ['k8s-ambassador-sidecar', 'Deployment'],
  ['k8s-persistentvolume', 'PersistentVolume'],
  ['k8s-persistentvolumeclaim', 'PersistentVolumeClaim'],
  ['k8s-storageclass', 'StorageClass'],
  ['k8s-statefulset', 'StatefulSet'],
  ['k8s-deployment', 'Deployment'],
  ['k8s-httproute', 'HTTPRoute'],
  ['k8s-servicemonitor', 'ServiceMonitor'],
  ['k8s-log-agent', 'DaemonSet'],
  ['k8s-kustomization', 'Kustomization'],
  ['k8s-chart', undefined],
  ['k8s-argocd-application', 'Application'],
  ['k8s-flux-kustomization', 'Kustomization'],
  ['k8s-secret-tls', 'Secret'],
  ['k8s-secret-dockerconfigjson', 'Secret'],
  ['k8s-secret-basic-auth', 'Secret'],
  ['k8s-envfrom', undefined],
  ['k8s-configmap-volume', undefined],
  ['k8s-ingress-hosts', 'Ingress'],
  ['k8s-ingress-paths', 'Ingress'],
  ['k8s-ingress-tls', 'Ingress'],
  ['k8s-github-build-push', undefined],
  ['k8s-github-deploy-staging', undefined],
];

describe('the lists', () => {
  it('holds every Kubernetes snippet in order: ingress, config map, secret first', () => {
    expect(kubernetes.map(({ prefix, kind }) => [prefix, kind])).toEqual(PREFIXES);
  });

  it('holds every Compose, Dockerfile and file snippet', () => {
    expect(compose.map(({ prefix }) => prefix)).toEqual([
      'compose-file',
      'compose-service',
      'compose-build-service',
      'compose-datastore',
      'compose-secrets',
    ]);
    expect(dockerfile.map(({ prefix }) => prefix)).toEqual([
      'dockerfile-node',
      'dockerfile-python',
      'dockerfile-go',
      'dockerfile-java',
      'dockerfile-dotnet',
      'dockerfile-php',
      'dockerfile-ruby',
      'dockerfile-rust',
      'dockerfile-run-secret',
    ]);
    expect(files.map(({ prefix, fileName }) => [prefix, fileName])).toEqual([
      ['dockerfile-ignore', '.dockerignore'],
      ['k8s-codeowners', '.github/CODEOWNERS'],
      ['k8s-devcontainer', '.devcontainer/devcontainer.json'],
    ]);
  });

  it('loses no entry and repeats no prefix', () => {
    expect(all).toHaveLength(entries.length);
    expect(new Set(all.map(({ prefix }) => prefix)).size).toBe(all.length);
  });

  it.each(all.map((snippet) => [snippet.prefix, snippet] as const))(
    '%s: one sentence or two, stops counted from 1, no transform, one last stop at the end',
    (_prefix, { description, body, prefix }) => {
      expect(description).toMatch(/^[A-Z][^\n]{15,110}\.$/u);
      const stops = new Set(
        [...body.matchAll(/(?<!\\)\$\{?(\d+)/gu)].map((stop) => Number(stop[1])),
      );
      const highest = Math.max(...stops);
      expect([...stops].sort((a, b) => a - b)).toEqual([...Array(highest + 1).keys()]);
      expect(body).not.toMatch(/\$\{\w+\//u);
      expect(body.indexOf('$0')).toBe(body.length - 2);
      const whole =
        entries.find((entry) => entry['prefix'] === prefix)?.['isFileTemplate'] === true;
      expect(body.endsWith('\n$0')).toBe(whole);
      expect(expandSnippet(body)).not.toMatch(/[ \t]$/mu);
    },
  );
});

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

describe('Compose, Dockerfiles and files', () => {
  it('declares every volume and secret that the services of the Compose file use', () => {
    const [file] = documents(expanded('compose-file'));
    expect(Object.keys(file?.['services'] as Json)).toEqual(['web', 'db']);
    expect(at(file, 'services', 'db', 'volumes')).toEqual(['db-data:/var/lib/postgresql']);
    expect(at(file, 'services', 'web', 'secrets')).toEqual(['db-password']);
    expect(at(file, 'services', 'db', 'secrets')).toEqual(['db-password']);
    expect(Object.keys(file?.['volumes'] as Json)).toEqual(['db-data']);
    expect(Object.keys(file?.['secrets'] as Json)).toEqual(['db-password']);
    expect(file).not.toHaveProperty('version');
  });

  it('pins the version of every image', () => {
    const texts = all.map(({ body }) => expandSnippet(body));
    const images = texts.flatMap((text) =>
      [...text.matchAll(/^\s*(?:- )?(?:image:|FROM) (\S+)|"image": "([^"]+)"/gmu)].map(
        (match) => match[1] ?? match[2],
      ),
    );
    expect(images).toHaveLength(26);
    for (const image of images) expect(image).toMatch(/[^/]:(?!latest)[^/:]+$/u);
  });

  it.each(dockerfile.slice(0, 8).map(({ prefix, body }) => [prefix, body] as const))(
    '%s: no root, one port, something to run',
    (prefix, body) => {
      const lines = expandSnippet(body).split('\n');
      expect(lines[0]).toBe('# syntax=docker/dockerfile:1');
      expect(lines[1]).toMatch(/^FROM \S+( AS (build|vendor))?$/u);
      const nonroot = /^USER (node|10001|www-data|\$APP_UID)$|^FROM \S+:nonroot$/u;
      expect(lines.filter((line) => nonroot.test(line))).toHaveLength(1);
      expect(lines.filter((line) => line === 'EXPOSE 8080')).toHaveLength(1);
      // The PHP image brings its own command.
      const runs = prefix === 'dockerfile-php' ? /^EXPOSE/u : /^(CMD|ENTRYPOINT) \["/u;
      expect(lines.at(-2)).toMatch(runs);
      expect(lines.at(-1)).toBe('');
    },
  );

  it('mounts a build secret instead of copying it', () => {
    expect(expanded('dockerfile-run-secret').split('\n').at(-1)).toBe(
      'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci',
    );
  });

  it('writes a devcontainer.json that is JSON, and CODEOWNERS lines with owners', () => {
    expect(JSON.parse(expanded('k8s-devcontainer'))).toMatchObject({ forwardPorts: [8080] });
    const owners = expanded('k8s-codeowners').split('\n');
    for (const line of owners.filter((one) => !/^(#|$)/u.test(one))) {
      expect(line).toMatch(/^\S+ @example\/[a-z]+$/u);
    }
  });

  it('keeps secrets out of the build context', () => {
    const ignored = expanded('dockerfile-ignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/.env', '**/*.pem', 'secrets', '.git']));
  });
});
