/** Manifests that are large in one way only. */
import { config, deployment, documents, lines, pod, repeats, service } from './growing.ts';
import type { Growing } from './growing.ts';

export const manifests: Readonly<Record<string, Growing>> = {
  'Services and Deployments of one label': {
    full: 1_000,
    files: (count) => ({
      'a.yaml': documents(
        count,
        (i) => `${service(`s${i}`, 'web')}\n---\n${deployment(`d${i}`, 'web')}`,
      ),
    }),
  },
  'Services of one name': {
    full: 2_000,
    files: (count) => ({
      's.yaml': documents(count, () => service('s', 'web')),
      'd.yaml': pod('      env: [{name: H_HOST, value: s}]\n'),
    }),
  },
  'JSON objects in a row': repeats(
    8_000,
    'a.json',
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}\n',
  ),
  'escaped quotes behind a JSON object': repeats(
    100_000,
    'a.json',
    '\\"',
    (all) => `{"kind":"Pod"} {"${all}\n`,
  ),
  'quotes in a broken JSON file': repeats(200_000, 'a.json', '"', (all) => `{"a": 1} {${all}`),
  'braces in a row': repeats(100_000, 'a.json', '}{'),
  'ExternalNames in a chain': {
    full: 4_000,
    files: (count) => ({
      'a.yaml': documents(
        count,
        (i) =>
          `apiVersion: v1\nkind: Service\nmetadata: {name: a${i}, namespace: x}\nspec: {type: ExternalName, externalName: a${i + 1}.x.svc.cluster.local}`,
      ),
      'd.yaml': pod('      env: [{name: A_HOST, value: a0.x}]\n'),
    }),
  },
  'keys that are missing': {
    full: 6_000,
    files: (count) => ({
      'a.yaml': pod(
        `      env:\n${lines(count, (i) => `        - {name: A${i}, valueFrom: {configMapKeyRef: {name: c, key: k${i}}}}`)}\n`,
      ),
      'b.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n${lines(count, (i) => `  j${i}: v`)}\n`,
    }),
  },
  'objects that are missing': {
    full: 6_000,
    files: (count) => ({
      'a.yaml': pod(
        `      envFrom:\n${lines(count, (i) => `        - {secretRef: {name: missing-${i}}}`)}\n`,
      ),
      'b.yaml': documents(
        count / 4,
        (i) => `apiVersion: v1\nkind: Secret\nmetadata: {name: there-${i}}`,
      ),
    }),
  },
  'hosts in variables': {
    full: 10_000,
    files: (count) => ({
      'a.yaml': pod(
        `      env:\n${lines(count, (i) => `        - {name: A${i}_HOST, value: redis.green}`)}\n`,
      ),
      'b.yaml': service('redis', 'a').replace('{name: redis', '{name: redis, namespace: green'),
    }),
  },
  'aliases of one variable': {
    full: 9_000,
    files: (count) => ({
      'a.yaml': `x: &x {name: e, value: "http://redis.green:80"}\n${pod(`      env: [${'*x, '.repeat(count)}]\n`)}`,
    }),
  },
  'volumes and mounts': {
    full: 6_000,
    files: (count) => ({
      'a.yaml': pod(
        `      volumeMounts: [${'{name: v, mountPath: /x}, '.repeat(count)}]\n  volumes: [${lines(count, (i) => `{name: v${i}, hostPath: {path: /x${i}}},`)}]\n`,
      ),
    }),
  },
  suppressions: repeats(
    16_000,
    'a.yaml',
    '# next-steps: allow image-tag, secret-in-env: x\n',
    (all) => all + pod(''),
  ),
  'keys of a Secret that are not base64': {
    full: 20_000,
    files: (count) => ({
      'a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n${lines(count, (i) => `  k${i}: "not base64! ${i}"`)}\n`,
    }),
  },
  'keys with secrets': {
    full: 20_000,
    files: (count) => ({
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${lines(count, (i) => `  k${i}_password: hunter2x`)}\n`,
    }),
  },
  'keys that are numbers': {
    full: 20_000,
    files: (count) => ({
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${lines(count, (i) => `  k${i}: ${i}`)}\n`,
    }),
  },
  'small documents': repeats(30_000, 'a.yaml', '---\nkind: Pod\napiVersion: v1\n'),
  'broken documents': repeats(
    10_000,
    'a.yaml',
    '---\napiVersion: v1\nkind: Pod\nmetadata: {name: [}\n',
  ),
  'errors in a document': repeats(
    20_000,
    'a.yaml',
    '  k: a: b: c\n',
    (all) => `${config('x')}${all}`,
  ),
  'actions of a template on a line': repeats(
    60_000,
    'a.yaml',
    '{{x}}',
    (all) => `a: ${all}\nb: {{ y }}\n`,
  ),
  'actions of a template on lines': repeats(
    30_000,
    'a.yaml',
    '  {{ x }}\n',
    (all) => `${config('x')}${all}  k: {{ y }}\n`,
  ),
  'actions that nothing ends': repeats(
    150_000,
    'a.yaml',
    '{{',
    (all) => `${config('x')}  b: c: "${all}"\n`,
  ),
  'lines of a block': repeats(
    24_000,
    'a.yaml',
    '    host = redis.green:80 http://x.y/z\n',
    (all) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |\n${all}`,
  ),
  'merged keys': {
    full: 20_000,
    files: (count) => ({
      'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx: &x {${lines(count, (i) => `k${i}: v,`)}}\ndata:\n  <<: *x\n${lines(count, (i) => `  j${i}: v`)}\n`,
    }),
  },
  'arguments with passwords': repeats(30_000, 'a.yaml', '--db-password=hunter2, ', (all) =>
    pod(`      args: [${all}]\n`),
  ),
};

/** One text of a ConfigMap, of one piece over and over. */
const TEXTS: readonly string[] = [
  ...[
    'http://redis.green:80/ ',
    'a://b:',
    'a.',
    'a-',
    '$(',
    '${',
    '{{',
    '<',
    '%(',
    "'",
    'a="',
    '#',
    '/',
  ],
  ...[
    '\\',
    ' ',
    '\t',
    '\n',
    'password=x ',
    'a=b\n',
    '-----BEGIN A ',
    'AKIAABCDEFGHIJKLMNOP ',
    'eyJ',
  ],
  ...['{"a":{', 'bearer abcdefgh1 ', ' http://a:bcd1@x', ':', '=', '1.', '10.0.0.1 ', 'A'],
];

export const texts = Object.fromEntries(
  TEXTS.map((piece) => [
    `${JSON.stringify(piece)} in a ConfigMap`,
    repeats(Math.floor(400_000 / piece.length), 'a.yaml', piece, (all) => config(`x=${all}y`)),
  ]),
);
