import { describe, expect, it } from 'vitest';
import type { GuideTopic } from '../../src/core/guide/guide.ts';
import { guide } from '../../src/core/guide/guide.ts';
import { inOrderOfNeed, inSentence, nextStep } from '../../src/core/guide/next-step.ts';
import { starterDockerfile } from '../../src/core/pipelines/starter-dockerfile.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { topics } from '../../src/topics/deck.ts';
import { workspaceOf } from '../support/ask.ts';

const NODE = { 'web/package.json': '{ "scripts": { "start": "node server.js" } }' };

function guideOf(files: Readonly<Record<string, string>>): readonly GuideTopic[] {
  return guide(topics, new Scope(workspaceOf(files), { path: '' }));
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: green
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example.com/web:1.0.0
`;

describe('what is next', () => {
  it('is a Dockerfile where there is source alone, and can be written at once', () => {
    const step = nextStep(guideOf(NODE));
    expect(step?.order).toBe('Write a Dockerfile for "web"');
    expect(step?.item.id).toBe('S22.1');
    const { action } = step?.item ?? {};
    expect(action?.kind === 'fix' && action.fix.edits().map(({ path }) => path)).toEqual([
      'web/Dockerfile',
    ]);
  });

  it('follows the order of the steps: the Compose file behind the Dockerfile', () => {
    const dockerfile = 'FROM node:24-alpine\nCMD ["node", "server.js"]\n';
    const step = nextStep(guideOf({ ...NODE, 'web/Dockerfile': dockerfile }));
    expect(step?.order).toBe('Write a "compose.yaml" that starts the whole application');
    expect(step?.item.action).toEqual({ kind: 'snippet', prefix: 'compose-file' });
  });

  it('is the wall around a namespace where nothing is built here', () => {
    const shown = guideOf({ 'deploy/web.yaml': DEPLOYMENT });
    const isolation = shown
      .flatMap(({ slides }) => slides.flatMap(({ items }) => items))
      .find(({ action }) => action?.kind === 'policies');
    expect(isolation?.next).toBe('Add a NetworkPolicy to "green".');
    expect(isolation?.action).toEqual({ kind: 'policies', namespace: 'green' });
  });

  it('is a way to begin in an empty folder, and nothing without a guide', () => {
    const step = nextStep(guideOf({}));
    expect(step?.order).toBe('Write a Dockerfile for one service');
    expect(step?.isCertain).toBe(false);
    expect(nextStep(guideOf(NODE))?.isCertain).toBe(true);
    expect(nextStep([])).toBeUndefined();
  });

  it('reads well within a sentence', () => {
    expect(inSentence('Write a Dockerfile')).toBe('write a Dockerfile');
    expect(inSentence('')).toBe('');
  });
});

describe('the order of topics', () => {
  const ids = (files: Readonly<Record<string, string>>): readonly string[] =>
    inOrderOfNeed(guideOf(files)).map(({ id }) => id);

  it('begins at the start while that is not done, and ends with what is only to be read', () => {
    const order = ids(NODE);
    expect(order[0]).toBe('containerize');
    expect(order.indexOf('federation')).toBeGreaterThan(order.indexOf('containerize'));
    expect(order.toSorted()).toEqual(topics.map(({ id }) => id).toSorted());
  });

  it('is that of the deck for all that matters alike', () => {
    const order = ids({ ...NODE, 'deploy/web.yaml': DEPLOYMENT });
    expect(order.slice(0, 3)).toEqual(['containerize', 'namespaces', 'configuration']);
    // Nothing in these files keeps data or takes HTTP requests.
    const last = order.slice(order.indexOf('stateful'));
    expect(last.slice(0, 4)).toEqual(['stateful', 'http', 'observability', 'federation']);
  });
});

describe('a first Dockerfile', () => {
  const starter = (files: Readonly<Record<string, string>>): string | undefined =>
    starterDockerfile('app', new Scope(workspaceOf(files), { path: '' }))?.text;

  it('uses the lock file only where there is one', () => {
    expect(starter({ 'app/package.json': '{}' })).toContain('RUN npm install --omit=dev\n');
    const locked = starter({ 'app/package.json': '{}', 'app/package-lock.json': '{}' });
    expect(locked).toContain('RUN npm ci --omit=dev\n');
  });

  it('starts the file that is there, where the package names no start', () => {
    expect(starter({ 'app/package.json': '{}', 'app/server.js': '' })).toMatch(
      /\nCMD \["node", "server\.js"\]\n$/,
    );
    const started = { 'app/package.json': '{"scripts":{"start":"x"}}', 'app/server.js': '' };
    expect(starter(started)).toMatch(/\nCMD \["npm", "start"\]\n$/);
  });

  it('builds the Go program where it is, and guesses none of several', () => {
    const go = { 'app/go.mod': 'module app\n' };
    expect(starter({ ...go, 'app/main.go': '' })).toContain('go build -o /app .\n');
    expect(starter({ ...go, 'app/cmd/shop/main.go': '' })).toContain('-o /app ./cmd/shop\n');
    const two = { ...go, 'app/cmd/shop/main.go': '', 'app/cmd/job/main.go': '' };
    expect(starter(two)).toBeUndefined();
    expect(starter(go)).toBeUndefined();
  });
});
