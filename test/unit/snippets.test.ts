import { describe, expect, it } from 'vitest';
import { expandSnippet } from '../../src/core/completion/snippet.ts';
import {
  all,
  at,
  compose,
  dockerfile,
  documents,
  entries,
  expanded,
  files,
  kubernetes,
} from './snippet-files.ts';
import type { Json } from './snippet-files.ts';

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
      const nonroot = /^USER (\d+|\$APP_UID)$|^FROM \S+:nonroot$/u;
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
