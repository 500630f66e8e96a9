import { describe, expect, it } from 'vitest';
import type { HoverPart } from '../../src/core/hover/hover.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { hovers } from '../../src/topics/containerize/hovers.ts';
import { workspaceOf } from '../support/ask.ts';

/** The hover where `¦` stands in one of the files: first words, list lines, slide. */
function hover(files: Readonly<Record<string, string>>): readonly string[] {
  const [path = '', marked = ''] =
    Object.entries(files).find(([, text]) => text.includes('¦')) ?? [];
  const texts = Object.entries(files).map(([p, text]) => [p, text.replace('¦', '')]);
  const workspace = workspaceOf(Object.fromEntries(texts) as Record<string, string>);
  const found = hoverAt(workspace, hovers, { path, offset: marked.indexOf('¦') });
  return found?.parts.flatMap(linesOf) ?? [];
}

function linesOf(part: HoverPart): readonly string[] {
  if ('markdown' in part) return [part.markdown.replace(/^(.*?[.:,]).*$/s, '$1')];
  if ('text' in part) return [part.text];
  if ('list' in part) {
    return part.list.map(({ text, path }) => (path === undefined ? text : `${text} @${path}`));
  }
  return 'slide' in part ? [`slide ${part.slide}`] : [];
}

const COMPOSE = `version: '3'
services:
  web:
    build: ./web
    depends_on: {db: {condition: service_healthy}}
    profiles: [shop]
    healthcheck: {test: curl -f localhost}
    develop:
      watch: [{action: sync, path: ./web, target: /app}]
    volumes:
      - ./web:/app
      - cache:/cache
      - /tmp/scratch
  db:
    image: postgres:18
`;

const compose = (word: string, files: Readonly<Record<string, string>> = {}): readonly string[] =>
  hover({ 'compose.yaml': COMPOSE.replace(word, `¦${word}`), ...files });

describe('hovers on Compose keys', () => {
  it('services lists the components', () => {
    expect(compose('services')).toEqual([
      '**The components of the application.',
      'web: built from source, only with profile shop @compose.yaml',
      'db: image postgres:18 @compose.yaml',
      'slide S18',
    ]);
  });

  it('build says where it builds, and whether the Dockerfile is there', () => {
    expect(compose('build')).toEqual([
      '**Built from source.',
      'Context: web',
      'Dockerfile: web/Dockerfile, which does not exist',
      'slide S22',
    ]);
    expect(compose('build', { 'web/Dockerfile': 'FROM scratch\n' })[2]).toBe(
      'Dockerfile: web/Dockerfile @web/Dockerfile',
    );
    expect(compose('./web\n')).toEqual(compose('build'));
  });

  it('volumes tells folders from named volumes', () => {
    expect(compose('volumes')).toEqual([
      '**Data and mounted folders.',
      './web: a folder of your machine @compose.yaml',
      'cache: a named volume @compose.yaml',
      '/tmp/scratch: a volume without a name @compose.yaml',
      'slide S18',
    ]);
  });

  it.each([
    ['version', ['`version` is obsolete:', 'slide S22']],
    ['depends_on', ['**The order of the start.', 'db: service_healthy', 'slide S18']],
    ['profiles', ['**Only when asked for.', 'slide S18']],
    ['healthcheck', ['**A check of Docker alone.', 'slide S18']],
    ['develop', ['**For the time of writing code.', 'slide S22']],
    ['watch', ['**Code changes come into the running container**,', 'slide S22']],
  ])('%s', (word, lines) => {
    expect(compose(word)).toEqual(lines);
  });

  it('leaves other keys to other topics', () => {
    expect(hover({ 'compose.yaml': 'services:\n  web:\n    env¦ironment: {A: b}\n' })).toEqual([]);
    expect(compose('image')).toEqual([]);
    expect(compose('db:\n')).toEqual([]);
    expect(hover({ 'compose.yaml': 'x-build:\n  web:\n    bu¦ild: .\n' })).toEqual([]);
  });
});

const DOCKERFILE = `FROM golang:1.25 AS build
WORKDIR /src
RUN go build -o /shop .
FROM alpine:3.22
COPY --from=build /shop /shop
USER nobody
EXPOSE 8080
VOLUME /data
HEALTHCHECK CMD wget localhost:8080
ENTRYPOINT ["/shop"]
CMD serve
`;

const dockerfile = (
  word: string,
  files: Readonly<Record<string, string>> = {},
): readonly string[] => hover({ Dockerfile: DOCKERFILE.replace(word, `¦${word}`), ...files });

describe('hovers on Dockerfile instructions', () => {
  it('FROM says what becomes of the stage', () => {
    expect(dockerfile('FROM golang')).toEqual([
      '**Where the image starts from.',
      'Stage build: not in the image, unless a build names it as its target.',
      '/shop is fetched from it @Dockerfile',
      'slide S22',
    ]);
    expect(dockerfile('FROM alpine')).toEqual([
      '**Where the image starts from.',
      'The last stage: this becomes the image.',
      'slide S22',
    ]);
  });

  it('CMD warns of the form that starts a shell', () => {
    expect(dockerfile('CMD serve')[1]).toMatch(/^Written without brackets/);
    expect(dockerfile('ENTRYPOINT').slice(1)).toEqual(['slide S22']);
  });

  it('EXPOSE shows the ports that Compose publishes', () => {
    const files = {
      'compose.yaml': 'services:\n  shop:\n    build: .\n    ports: ["8080:8080"]\n',
    };
    expect(dockerfile('EXPOSE', files)).toEqual([
      '**A note for people and tools.',
      'Compose publishes 8080:8080 @compose.yaml',
      'slide S17',
    ]);
  });

  it.each([
    ['USER nobody', 'nobody: a name'],
    ['USER 65532:65532', '65532: a number'],
    ['USER root', 'root: may do everything in the container'],
  ])('%s', (line, text) => {
    expect(hover({ Dockerfile: `FROM alpine\n¦${line}\n` })).toEqual([
      '**Who the program runs as.',
      text,
      'slide S17',
    ]);
  });

  it.each([
    ['HEALTHCHECK', ['**Only Docker reads this.', 'slide S17']],
    ['VOLUME', ['**No safe place in a cluster.', 'slide S5']],
    ['WORKDIR', ['**The folder in which the next steps and the program run.', 'slide S22']],
  ])('%s', (word, lines) => {
    expect(dockerfile(word)).toEqual(lines);
  });

  it('leaves other instructions, and their arguments, to other topics', () => {
    expect(dockerfile('RUN')).toEqual([]);
    expect(dockerfile('golang')).toEqual([]);
  });
});
