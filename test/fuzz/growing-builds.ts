/** Dockerfiles and pipelines that are large in one way only. */
import { NODE, lines, repeats, workflow } from './growing.ts';
import type { Growing } from './growing.ts';

export const builds: Readonly<Record<string, Growing>> = {
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

export const pipelines: Readonly<Record<string, Growing>> = {
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
