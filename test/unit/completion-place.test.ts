import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { accepted, labels, offer, offersAt } from './completion-texts.ts';
import { manifests } from './snippet-files.ts';

/** Whole manifests; the kustomization is a file of its own. */
const MANIFESTS = manifests.map(({ prefix }) => prefix).filter((p) => p !== 'k8s-kustomization');

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n';

describe('manifests are offered', () => {
  it.each([
    ['in an empty file', '|'],
    ['in an empty file, half a word typed', 'k8s-ing|'],
    ['below comments and blank lines', '# web\n\n# more\n|'],
    ['above comments', 'ing|\n# web\n'],
    ['on a blank first line', '|\n\n'],
    ['behind a byte order mark', '\ufeffk|'],
    ['after a separator', `${CONFIG_MAP}---\n|`],
    ['after a separator with a comment', `${CONFIG_MAP}--- # next\nk8s|\n`],
    ['between two manifests', `${CONFIG_MAP}---\n\nsec|\n---\n${CONFIG_MAP}`],
    ['before the first manifest', `|\n---\n${CONFIG_MAP}`],
    ['in a file with Windows line ends', `${CONFIG_MAP.replaceAll('\n', '\r\n')}---\r\nk|\r\n`],
    ['below a leading separator', '---\n|'],
    ['beside a document that is still half typed', `${CONFIG_MAP}---\napiVer\n---\n|`],
  ])('%s', (_where, text) => {
    expect(labels(offersAt(text))).toEqual(MANIFESTS);
  });

  it('begins with ingress, config map and secret', () => {
    expect(MANIFESTS.slice(0, 3)).toEqual(['k8s-ingress', 'k8s-configmap', 'k8s-secret']);
  });
});

describe('nothing is offered', () => {
  it.each([
    ['inside a manifest', `${CONFIG_MAP}|`],
    ['inside a manifest, at a half-typed key', `${CONFIG_MAP}dat|`],
    ['deeper in a manifest', `${CONFIG_MAP}data:\n  |`],
    ['above a manifest without a separator', `|\n${CONFIG_MAP}`],
    ['on the line of a separator', `${CONFIG_MAP}---|\n`],
    ['before a separator on its line', `${CONFIG_MAP}|---\n`],
    ['with text behind the cursor', '|apiVersion: v1\n'],
    ['behind spaces', '  |'],
    ['in a comment', '# k8s|'],
    ['behind a key', 'apiVersion: |'],
    ['in YAML that is not Kubernetes', 'title: docs\n---\n|'],
    ['at the top of YAML that is not Kubernetes', '|\ntitle: docs\n'],
    ['in a block text that ends with the file', 'text: >\n  apiVersion: v1\n---\nk8s|'],
    ['in a list', '- |'],
  ])('%s', (_where, text) => {
    expect(labels(offersAt(text))).toEqual([]);
  });

  it.each([
    'values.yaml',
    'chart/values-staging.yaml',
    '.gitlab-ci.yml',
    '.pre-commit-config.yaml',
    '.prettierrc.yaml',
    'helmfile.yaml',
    'notes.txt',
    'package.json',
  ])('in an empty %s', (path) => {
    expect(labels(offersAt('|', path))).toEqual([]);
  });

  it('in the templates of a chart, in a folder of that name elsewhere as everywhere', () => {
    const chart = { 'shop/Chart.yaml': 'apiVersion: v2\nname: shop\n' };
    expect(labels(offersAt('|', 'shop/templates/web.yaml', chart))).toEqual([]);
    expect(labels(offersAt('|', 'other/templates/web.yaml', chart))).toEqual(MANIFESTS);
  });

  it('behind a patch', () => {
    const kustomization = { 'kustomization.yaml': 'patches:\n  - path: patch.yaml\n' };
    expect(labels(offersAt(`${CONFIG_MAP}---\n|`, 'patch.yaml', kustomization))).toEqual([]);
  });
});

describe('what was typed is replaced', () => {
  it('replaces the word before the cursor', () => {
    const text = accepted(offersAt('# mine\nk8s-nam|'), 'k8s-namespace');
    expect(text).toBe(
      '# mine\n# Names are separate here, traffic is not: add k8s-networkpolicy-same-namespace for that.\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop-staging\n',
    );
  });

  it.each([
    ['kind alone', 'kind: Conf|'],
    ['without a space', 'apiVersion: v1\nkind:|'],
    ['with an empty value', 'apiVersion: v1\nkind: |\n'],
    ['with metadata below', 'apiVersion: v1\nkind: |\nmetadata:\n'],
    ['with Windows line ends', 'apiVersion: v1\r\nkind: Co|\r\nmetadata:\r\n'],
    ['with another version', 'apiVersion: apps/v1 # which?\nkind: Co|'],
  ])('takes the place of a skeleton: %s', (_what, text) => {
    const offers = offersAt(text);
    expect(labels(offers)).toEqual(MANIFESTS);
    expect(accepted(offers, 'k8s-configmap').trimEnd()).toBe(
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-config\ndata:\n  LOG_LEVEL: "info"\n  CACHE_SECONDS: "60"\n  features.yaml: |\n    darkMode: true',
    );
  });

  it('keeps the name and the namespace of the skeleton, and the comments around it', () => {
    const text = `${CONFIG_MAP}---\n# Mine\napiVersion: v1\nkind: Dep|\nmetadata:\n  name: cart\n  namespace: blue\n---\n${CONFIG_MAP}`;
    const result = accepted(offersAt(text), 'k8s-deployment');
    expect(result.startsWith(`${CONFIG_MAP}---\n# Mine\napiVersion: apps/v1\n`)).toBe(true);
    expect(result.endsWith(`---\n${CONFIG_MAP}`)).toBe(true);
    const [, deployment, ...rest] = parseAllDocuments(result).map((d) => d.toJS() as unknown);
    expect(deployment).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'cart', namespace: 'blue' },
      spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } } },
    });
    expect(rest).toHaveLength(1);
  });

  it('compares the whole line up to the cursor, which is what the editor compares', () => {
    const offers = offersAt('apiVersion: v1\nkind:  Ing|');
    const { filter, span, removals } = offer(offers, 'k8s-ingress-tls');
    expect(filter).toBe('kind:  Ingress k8s-ingress-tls');
    expect(offers.text.slice(span.start, span.end)).toBe('kind:  Ing');
    expect(removals).toEqual([{ start: 0, end: 15 }]);
  });

  it.each([
    ['a spec', 'apiVersion: v1\nkind: Dep|\nspec:\n  replicas: 2\n'],
    ['labels', 'apiVersion: v1\nkind: Dep|\nmetadata:\n  labels:\n    app: web\n'],
    ['a name of a template', 'apiVersion: v1\nkind: Dep|\nmetadata:\n  name: {{ .name }}\n'],
    ['a kind that is not at the top', 'apiVersion: v1\nroleRef:\n  kind: Ro|'],
    ['a second kind', 'kind: Pod\nkind: Dep|'],
    ['text that is no Kubernetes', 'title: docs\n---\nkind: Dep|'],
    ['a word behind', 'kind: Dep| # which?'],
  ])('leaves %s alone', (_what, text) => {
    expect(labels(offersAt(text))).toEqual([]);
  });
});

describe('parts of a pod', () => {
  const pod = (lines: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n${lines}`;

  it('offers envFrom in a container that has none', () => {
    const offers = offersAt(pod('      containers:\n        - name: web\n          k8s-e|\n'));
    expect(labels(offers)).toEqual(['k8s-envfrom']);
    expect(labels(offersAt(pod('      containers:\n        - name: web\n          |')))).toEqual([
      'k8s-envfrom',
    ]);
  });

  it('offers containers with a volume in a pod that has neither', () => {
    expect(labels(offersAt(pod('      k8s|')))).toEqual(['k8s-configmap-volume']);
    expect(labels(offersAt(pod('      k8s|\n      containers:\n        - name: a\n')))).toEqual([]);
  });

  it.each([
    [
      'in a container with an envFrom',
      pod('      containers:\n        - envFrom: []\n          |'),
    ],
    [
      'in the spec of the Deployment',
      pod('      containers: []\n').replace('spec:', 'spec:\n  k8s|'),
    ],
    ['in a ConfigMap', `${CONFIG_MAP}data:\n  k8s-e|`],
    ['in YAML that is not Kubernetes', 'jobs:\n  k8s-e|'],
    ['at the value of a key', pod('      containers:\n        - image: k8s|')],
  ])('offers nothing %s', (_where, text) => {
    expect(labels(offersAt(text))).toEqual([]);
  });
});

describe('Compose files', () => {
  const SERVICES = ['compose-service', 'compose-build-service', 'compose-datastore'];

  it('offers the whole file where there is nothing, whatever the file is called', () => {
    expect(labels(offersAt('# shop\n|', 'compose.yaml'))).toEqual(['compose-file']);
    expect(labels(offersAt('comp|', 'a/docker-compose.prod.yml'))).toEqual(['compose-file']);
  });

  it.each([
    ['the first service', 'services:\n  |'],
    ['a service between others', 'services:\n  web:\n    image: a\n  com|\n  db:\n    image: b\n'],
  ])('offers services below services: %s', (_what, text) => {
    expect(labels(offersAt(text, 'compose.yaml'))).toEqual(SERVICES);
  });

  it('offers top-level secrets at the top level, once', () => {
    const text = 'services:\n  web:\n    image: a\n';
    expect(labels(offersAt(`${text}|`, 'compose.yaml'))).toEqual(['compose-secrets']);
    expect(labels(offersAt(`${text}secrets: {}\n|`, 'compose.yaml'))).toEqual([]);
  });

  it.each(['services:\n  web:\n    |', 'services:\n  web:\n    image: |', 'volumes:\n  |'])(
    'offers nothing in %j',
    (text) => {
      expect(labels(offersAt(text, 'compose.yaml'))).toEqual([]);
    },
  );

  it('stay out of other files', () => {
    expect(labels(offersAt('services:\n  |', 'web.yaml'))).toEqual([]);
  });
});

describe('Dockerfiles', () => {
  it('offers one per language in an empty file', () => {
    const whole = ['node', 'python', 'go', 'java', 'dotnet', 'php', 'ruby', 'rust'];
    const expected = whole.map((language) => `dockerfile-${language}`);
    expect(labels(offersAt('|', 'Dockerfile'))).toEqual(expected);
    expect(labels(offersAt('# syntax=docker/dockerfile:1\ndo|', 'web.Dockerfile'))).toEqual(
      expected,
    );
  });

  it.each(['FROM a\n|', 'FROM a\nRU|\nCMD b\n', 'FROM a\r\nRUN b\r\n|'])(
    'offers a RUN with a secret at the start of a line: %j',
    (text) => {
      expect(labels(offersAt(text, 'Dockerfile'))).toEqual(['dockerfile-run-secret']);
    },
  );

  it.each([
    ['before FROM', 'ARG A=1\n|'],
    ['in an instruction', 'FROM a\nRUN |'],
    ['in an instruction of several lines', 'FROM a\nRUN b \\\n|'],
    ['in a here-document', 'FROM a\nRUN <<EOF\n|\nEOF\n'],
  ])('offers nothing %s', (_where, text) => {
    expect(labels(offersAt(text, 'Dockerfile'))).toEqual([]);
  });
});

describe('files of their own', () => {
  it.each([
    ['kustomization.yaml', ['k8s-kustomization']],
    ['base/kustomization.yml', ['k8s-kustomization']],
    ['shop/Chart.yaml', ['k8s-chart']],
    ['.github/workflows/ci.yaml', ['k8s-github-build-push', 'k8s-github-deploy-staging']],
  ])('offers what %s starts with', (path, expected) => {
    expect(labels(offersAt('|', path))).toEqual(expected);
    expect(labels(offersAt('|\nname: shop\n', path))).toEqual([]);
  });
});
