/** Compose files, project files and kustomizations that are large in one way only, and blanks. */
import { NODE, deployment, lines, service } from './growing.ts';
import type { Growing } from './growing.ts';

const compose = (rest: string): string => `services:\n  a:\n    image: x\n${rest}`;

export const projects: Readonly<Record<string, Growing>> = {
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

/** Line breaks only, in every file whose text is looked into. */
const BLANK = ['README.md', 'Makefile', 'Tiltfile', 'Jenkinsfile', 'web/Gemfile', 'web/go.mod'];
export const blank = Object.fromEntries(
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
            [path]: piece.repeat(count),
          }),
        },
      ]),
  ),
);
