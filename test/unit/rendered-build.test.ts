import { describe, expect, it } from 'vitest';
import { rendered } from '../support/rendered.ts';

const web = (image: string, more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - image: ${image}
        name: web
${more}`;

const BUILT = web('nginx').replace('  name: web\n', '  name: web\n  namespace: shop\n');

const FILES = {
  'base/kustomization.yaml': 'resources:\n  - web.yaml\n',
  'base/web.yaml': web('nginx:1.29'),
  'shop/kustomization.yaml': 'namespace: shop\nresources:\n  - ../base\n',
};

const tell = (files: Readonly<Record<string, string>>, output: string) =>
  rendered({ ...FILES, ...files }, 'shop/kustomization.yaml', output);

const overlay = (more: string): Readonly<Record<string, string>> => ({
  'shop/kustomization.yaml': `${FILES['shop/kustomization.yaml']}${more}`,
});

describe('a built overlay', () => {
  it('shows nothing where its sources show the same', () => {
    expect(tell({ 'base/web.yaml': web('nginx') }, BUILT)).toEqual({
      ...{ objects: 1, findings: [], elsewhere: 0 },
    });
  });

  it('shows what a patch in a file has done, at the patch', () => {
    const files = {
      ...overlay('patches:\n  - path: image.yaml\n'),
      'shop/image.yaml': web('nginx'),
    };
    // The patch alone is looked at, too, and says nothing: rules about images leave patches alone.
    expect(tell(files, BUILT).findings).toEqual([
      'shop/image.yaml:13:16 image-tag information "nginx"',
    ]);
  });

  it('shows what a patch in the kustomization has done', () => {
    const merge = `patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        template:
          spec:
            containers:
              - name: web
                image: nginx
`;
    expect(tell(overlay(merge), BUILT).findings).toEqual([
      'shop/kustomization.yaml:15:24 image-tag information "nginx"',
    ]);
    const json = `patches:
  - target: {kind: Deployment, name: web}
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/image
        value: nginx
`;
    expect(tell(overlay(json), BUILT).findings).toEqual([
      'shop/kustomization.yaml:9:16 image-tag information "nginx"',
    ]);
  });

  it('shows what "images" has done', () => {
    const images = 'images:\n  - name: nginx\n    newTag: latest\n';
    expect(tell(overlay(images), BUILT.replace('nginx', 'nginx:latest')).findings).toEqual([
      'shop/kustomization.yaml:6:13 image-tag information "latest"',
    ]);
  });

  it('shows what nobody knows where it comes from at the key that it is in', () => {
    const moved = BUILT.replace('nginx', 'postgres');
    expect(tell({}, moved).findings).toEqual([
      'base/web.yaml:13:9 database-without-storage warning "image"',
      'base/web.yaml:13:9 image-tag information "image"',
    ]);
  });

  it('tells objects by the names and namespaces that the overlay gives them', () => {
    const names = overlay('namePrefix: a-\nnameSuffix: -z\n');
    const output = BUILT.replace('  name: web\n', '  name: a-web-z\n').replace(
      'nginx',
      'nginx:dev',
    );
    expect(tell(names, output.replace('nginx:dev', 'nginx:latest')).findings).toEqual([
      'base/web.yaml:13:9 image-tag information "image"',
    ]);
    const other = output.replace('namespace: shop', 'namespace: other');
    expect(tell(names, other.replace('nginx:dev', 'nginx'))).toMatchObject({ elsewhere: 1 });
  });

  it('shows what a generator has made at its name', () => {
    const files = overlay('configMapGenerator:\n  - name: app\n  - name: app-config\n');
    const config = `apiVersion: v1
kind: ConfigMap
metadata:
  name: app-config-5h2k9mt7bf
  namespace: shop
data:
  DB_PASSWORD: hunter2-hunter2
`;
    expect(tell(files, config).findings).toEqual([
      'shop/kustomization.yaml:6:11 secret-in-config-map warning "app-config"',
    ]);
  });

  it('says once at the kustomization what its namespace does to all objects', () => {
    const files = { 'shop/kustomization.yaml': 'namespace: default\nresources: [../base]\n' };
    const output = BUILT.replace('namespace: shop', 'namespace: default');
    const service = (namespace: string): string => `---
apiVersion: v1
kind: Service
metadata:
  name: web
${namespace}spec:
  ports: [{port: 80}]
  selector: {app: web}
`;
    const base = { 'base/web.yaml': `${web('nginx:1.29')}${service('')}` };
    const built = `${output.replace('nginx', 'nginx:1.29')}${service('  namespace: default\n')}`;
    expect(tell({ ...files, ...base }, built).findings).toEqual([
      'shop/kustomization.yaml:1:12 default-namespace information "default"',
    ]);
  });

  it('keeps to comments beside the source', () => {
    const patch = web('nginx').replace(
      '- image',
      '# next-steps: allow image-tag: test\n      - image',
    );
    const files = { ...overlay('patches:\n  - path: image.yaml\n'), 'shop/image.yaml': patch };
    expect(tell(files, BUILT).findings).toEqual([]);
  });

  it('does not take an overlay beside it for a second copy', () => {
    const ingress = (namespace: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
${namespace}spec:
  ingressClassName: traefik
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: web, port: {number: 80}}}
`;
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml, ingress.yaml]\n',
      'base/ingress.yaml': ingress(''),
      'other/kustomization.yaml': 'namespace: other\nresources: [../base]\n',
    };
    const output = `${BUILT.replace('nginx', 'nginx:1.29')}---\n${ingress('  namespace: shop\n')}`;
    expect(tell(files, output)).toEqual({ objects: 2, findings: [], elsewhere: 0 });
  });

  it('takes anything for an output', () => {
    for (const output of ['', '\n', '{{', '- a\n- b', 'kind: List\nitems: 3'])
      expect(tell({}, output)).toEqual({ objects: 0, findings: [], elsewhere: 0 });
  });
});
