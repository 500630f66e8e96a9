/** Inputs of any size, each large in one way only: what takes more than linear time shows itself. */

export type Files = Readonly<Record<string, string>>;

export interface Growing {
  /** A count that makes between 100 kB and 1 MB. */
  readonly full: number;
  readonly files: (count: number) => Files;
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const repeated = (text: string) => (count: number) => text.repeat(count);

const config = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: ${JSON.stringify(value)}\n`;

const pod = (rest: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: a\n      image: nginx:1.29\n${rest}`;

const service = (name: string, app: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}`;

const deployment = (name: string, app: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: ${app}}}, template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: a, image: "a:1"}]}}}`;

const documents = (count: number, document: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => document(i)).join('\n---\n');

const workflow = (steps: string): Files => ({
  '.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n${steps}`,
});

const NODE = { 'web/package.json': '{"scripts": {"start": "node ."}}', 'web/index.js': '' };

/** One file that repeats a piece of text. */
const repeats = (
  full: number,
  path: string,
  piece: string,
  around: (all: string) => string = (all) => all,
): Growing => ({
  full,
  files: (count) => ({ [path]: around(piece.repeat(count)) }),
});

const manifests: Readonly<Record<string, Growing>> = {
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

const texts = Object.fromEntries(
  TEXTS.map((piece) => [
    `${JSON.stringify(piece)} in a ConfigMap`,
    repeats(Math.floor(400_000 / piece.length), 'a.yaml', piece, (all) => config(`x=${all}y`)),
  ]),
);

const builds: Readonly<Record<string, Growing>> = {
  'a COPY of a long word': repeats(
    300_000,
    'Dockerfile',
    'a',
    (all) => `FROM a\nCOPY ${all} /x\nCOPY ${all.slice(1)}* /x\n`,
  ),
  'a COPY of stars': repeats(200_000, 'Dockerfile', '*', (all) => `FROM a\nCOPY ${all}x /x\n`),
  'pairs of one ENV': {
    full: 20_000,
    files: (count) => ({
      Dockerfile: `FROM a\nENV ${Array.from({ length: count }, (_, i) => `A${i}=b`).join(' \\\n ')}\n`,
    }),
  },
  'secrets in ENV': {
    full: 10_000,
    files: (count) => ({
      Dockerfile: `FROM a\n${lines(count, (i) => `ENV A${i}_PASSWORD=hunter2x\nRUN echo $A${i}_PASSWORD`)}\n`,
    }),
  },
  stages: repeats(20_000, 'Dockerfile', 'FROM a AS b\nCOPY --from=b x y\nRUN z\n'),
  'stages in a chain': {
    full: 20_000,
    files: (count) => ({ Dockerfile: lines(count, (i) => `FROM s${i} AS s${i + 1}\nARG A`) }),
  },
  'blank lines of a Dockerfile': {
    full: 300_000,
    files: (count) => ({ ...NODE, Dockerfile: `FROM a\nCOPY . .\n${'\n'.repeat(count)}RUN x\n` }),
  },
  'continued lines': repeats(
    40_000,
    'Dockerfile',
    ' y z="a" $B \\\n',
    (all) => `FROM a\nRUN x \\\n${all} y\n`,
  ),
  'comments between continued lines': repeats(
    80_000,
    'Dockerfile',
    '# c\n',
    (all) => `FROM a\nRUN x \\\n${all} y\n`,
  ),
  'here-documents': repeats(
    30_000,
    'Dockerfile',
    'RUN <<A <<B <<C\nx\n',
    (all) => `FROM a\n${all}`,
  ),
  'starts of here-documents': {
    full: 30_000,
    files: (count) => ({
      Dockerfile: `FROM a\nRUN ${'<<A '.repeat(count)}\n${'A\n'.repeat(count)}`,
    }),
  },
  'secret mounts': repeats(
    15_000,
    'Dockerfile',
    '--mount=type=secret,id=a ',
    (all) => `FROM a\nRUN ${all} x\n`,
  ),
  'backslashes and quotes': repeats(
    150_000,
    'Dockerfile',
    '\\',
    (all) => `FROM a\nRUN ${all}\nCMD ["${all}\nENV ${all.replaceAll('\\', '"')}\n`,
  ),
  'lines of .dockerignore': {
    full: 4_000,
    files: (count) => ({
      '.dockerignore': 'a*b*c*d*e\n'.repeat(count),
      Dockerfile: 'FROM a\nCOPY . .\n',
      ...Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}.pem`, ''])),
    }),
  },
  'lines of .gitignore': {
    full: 4_000,
    files: (count) => ({
      '.gitignore': '*a*b*c*d*e\n'.repeat(count),
      ...Object.fromEntries(
        Array.from({ length: 50 }, (_, i) => [
          `s${i}.yaml`,
          'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2x}\n',
        ]),
      ),
    }),
  },
};

const compose = (rest: string): string => `services:\n  a:\n    image: x\n${rest}`;

const projects: Readonly<Record<string, Growing>> = {
  'open variables of Compose': {
    full: 200_000,
    files: (count) => ({
      'compose.yaml': compose(`    command: "${'${a'.repeat(count)}"\n`),
      '.env.example': 'A=1\n',
    }),
  },
  'variables of Compose': {
    full: 20_000,
    files: (count) => ({
      'compose.yaml': compose(
        `    command: "${Array.from({ length: count }, (_, i) => `$V${i}`).join(' ')}"\n`,
      ),
      '.env.example': lines(count, (i) => `W${i}=1`),
    }),
  },
  'defaults in defaults': {
    full: 20_000,
    files: (count) => ({
      'compose.yaml': compose(`    command: "${'${a:-'.repeat(count)}${'}'.repeat(count)}"\n`),
    }),
  },
  'blank lines of .env.example': {
    full: 300_000,
    files: (count) => ({
      'compose.yaml': compose('    command: "$FOO"\n'),
      '.env.example': '\n'.repeat(count),
    }),
  },
  'services of Compose': {
    full: 4_000,
    files: (count) => ({
      'compose.yaml': `services:\n${lines(count, (i) => `  s${i}: {image: "redis:7", ports: ["80:80"], environment: {A_HOST: s${i + 1}, B_PASSWORD: hunter2x}, depends_on: [s${i + 1}]}`)}\n`,
      'd.yaml': service('a', 'a'),
    }),
  },
  'services that extend each other': {
    full: 8_000,
    files: (count) => ({
      'compose.yaml': `services:\n${lines(count, (i) => `  s${i}: {extends: {service: s${i + 1}}, environment: {A${i}: b}}`)}\n`,
    }),
  },
  'files that include each other': {
    full: 2_000,
    files: (count) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          i === 0 ? 'compose.yaml' : `c${i}/compose.yaml`,
          `include: [${i === 0 ? '' : '../'}c${i + 1}/compose.yaml]\nservices: {s${i}: {image: a}}\n`,
        ]),
      ),
  },
  'owners of the project': {
    full: 20_000,
    files: (count) => ({
      '.next-steps.yaml': `owners:\n${lines(count, (i) => `  '**/a${i}*/**': t${i}`)}\n`,
      ...Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [`a${i}/x.yaml`, service('a', 'a')]),
      ),
    }),
  },
  'globs of the project': {
    full: 8_000,
    files: (count) => ({
      '.next-steps.yaml': `exclude: [${'"**/*a*a*b", '.repeat(count)}]\n`,
      ...Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [`a${i}/${'a'.repeat(60)}.yaml`, service('a', 'a')]),
      ),
    }),
  },
  'owners of code': {
    full: 20_000,
    files: (count) => ({
      CODEOWNERS: `${lines(count, (i) => `/**/a${i}*/** @t${i}`)}\n`,
      ...Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [`a${i}/x.yaml`, service('a', 'a')]),
      ),
    }),
  },
  'folders of one pattern of code owners': {
    full: 40_000,
    files: (count) => ({
      CODEOWNERS: `${'a/**/'.repeat(count)} @b\n`,
      'a.yaml': service('a', 'a'),
    }),
  },
  'brackets of code owners': {
    full: 100_000,
    files: (count) => ({ CODEOWNERS: `${'['.repeat(count)} @a\n`, 'a.yaml': service('a', 'a') }),
  },
  'kustomizations in a chain': {
    full: 2_000,
    files: (count) => ({
      'k0/x.yaml': service('a', 'a'),
      ...Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `k${i}/kustomization.yaml`,
          `resources: [${i === 0 ? 'x.yaml' : `../k${i - 1}`}]\nnameSuffix: -${i}\n`,
        ]),
      ),
    }),
  },
};

const pipelines: Readonly<Record<string, Growing>> = {
  'lines of a script in CI': {
    full: 15_000,
    files: (count) =>
      workflow(
        `      - run: |\n${'          docker build -t x . && kubectl apply -f x\n'.repeat(count)}`,
      ),
  },
  'continued lines in CI': {
    full: 20_000,
    files: (count) =>
      workflow(`      - run: |\n${'          docker build -t x . \\\n'.repeat(count)}`),
  },
  'words of a command in CI': {
    full: 20_000,
    files: (count) => workflow(`      - run: "${'docker compose -a '.repeat(count)}"\n`),
  },
  'steps of a job': {
    full: 12_000,
    files: (count) =>
      workflow('      - run: docker build -t x/$A . && docker push x/$A\n'.repeat(count)),
  },
  'jobs that need each other': {
    full: 8_000,
    files: (count) => ({
      '.github/workflows/ci.yml': `jobs:\n${lines(count, (i) => `  j${i}: {needs: [j${i + 1}], steps: [{run: docker push x}]}`)}\n`,
    }),
  },
  'GitLab jobs that extend each other': {
    full: 8_000,
    files: (count) => ({
      '.gitlab-ci.yml': `${lines(count, (i) => `j${i}: {extends: [j${i + 1}], script: [docker push x]}`)}\n`,
    }),
  },
  'CircleCI jobs': {
    full: 8_000,
    files: (count) => ({
      '.circleci/config.yml': `jobs:\n${lines(count, (i) => `  j${i}: {steps: [{run: docker push x}]}`)}\nworkflows: {w: {jobs: [${lines(count, (i) => `j${i}: {requires: [j${i + 1}]},`)}]}}\n`,
    }),
  },
  'spaces in a Jenkinsfile': {
    full: 200_000,
    files: (count) => ({
      Jenkinsfile: `stage${' '.repeat(count)}x image${' '.repeat(count)} a = docker.build${' '.repeat(count)}`,
    }),
  },
  'stages of a Jenkinsfile': repeats(
    10_000,
    'Jenkinsfile',
    "stage('a') { a.inside { sh 'docker build -t x .' } }\n",
  ),
  'targets of a Makefile': {
    full: 10_000,
    files: (count) => ({
      Makefile: `${lines(count, (i) => `t${i}: t${i + 1}\n\tx`)}\n`,
      ...workflow('      - run: make t0\n'),
    }),
  },
  'calls of one script': {
    full: 8_000,
    files: (count) => ({
      'deploy.sh': 'kubectl apply -f x\n'.repeat(50),
      ...workflow('      - run: ./deploy.sh\n'.repeat(count)),
    }),
  },
};

/** Line breaks only, in every file whose text is looked into. */
const BLANK = ['README.md', 'Makefile', 'Tiltfile', 'Jenkinsfile', 'web/Gemfile', 'web/go.mod'];
const blank = Object.fromEntries(
  [...BLANK, 'web/requirements.txt', 'web/pyproject.toml', 'web/pom.xml', 'deploy.sh'].flatMap(
    (path) =>
      ['\n', ' ', 'a'].map((piece): [string, Growing] => [
        `${JSON.stringify(piece)} in ${path}`,
        {
          full: 300_000,
          files: (count) => ({
            ...NODE,
            'k.yaml': deployment('a', 'a'),
            'web/config.ru': 'run x',
            [path]: repeated(piece)(count),
          }),
        },
      ]),
  ),
);

export const GROWING: Readonly<Record<string, Growing>> = {
  ...{ ...manifests, ...texts, ...builds, ...projects, ...pipelines, ...blank },
};
