import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/containerize/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

describe('the sample workspaces', () => {
  it('shop: three services of four have a Dockerfile, and nothing is tested', () => {
    const shop = sampleWorkspace('shop');
    const states = checks.map(({ item }) => `${item} ${ask(checks, item, shop).state}`);
    expect(states).toEqual([
      'S22.1 done',
      'S22.2 partly',
      'S22.3 done',
      'S22.4 done',
      'S22.5 done',
      'S22.6 open',
      'S22.7 partly',
      'S22.8 partly',
    ]);
    const buildable = ask(checks, 'S22.2', shop);
    expect(buildable.next).toBe('Write a Dockerfile for "worker".');
    expect(shown(buildable, shop)).toEqual([
      '3 of 4 services can be built as an image.',
      '"worker" has no Dockerfile. | services/worker/package.json: node worker.js',
      '"cart" has a Dockerfile. | services/cart/Dockerfile: FROM golang',
      '"catalog" has a Dockerfile. | services/catalog/Dockerfile: FROM python:3.13-slim',
      '"web" has a Dockerfile. | services/web/Dockerfile: FROM node:22-alpine',
    ]);
    expect(ask(checks, 'S22.8', shop)).toEqual({
      state: 'partly',
      evidence: [
        { text: '4 of 7 steps are done.' },
        { text: '"A Dockerfile for each" is partly done.' },
        { text: '"CI tests these images" is open.' },
        { text: '"CD brings them to staging" is partly done.' },
      ],
      next: 'Write a Dockerfile for "worker".',
    });
  });

  it('clean: everything is done, and each answer shows a line', () => {
    const clean = sampleWorkspace('clean');
    for (const { item } of checks) expect(ask(checks, item, clean).state, item).toBe('done');
    expect(shown(ask(checks, 'S22.6', clean), clean)).toEqual([
      'GitHub Actions, job "test": tests what the image holds (docker run). | .github/workflows/ci.yml: docker run --rm "$IMAGE:$GITHUB_SHA" npm test',
    ]);
    expect(shown(ask(checks, 'S22.7', clean), clean).at(-1)).toBe(
      'GitHub Actions, job "deploy-staging": deploys to the environment "staging" (kubectl apply). | .github/workflows/ci.yml: kubectl apply -k deploy/staging',
    );
  });

  it('a workspace of notes: nothing is built there, so nothing is asked for', () => {
    const notes = workspaceOf({ 'notes.md': '' });
    const answers = checks.map(({ item }) => ask(checks, item, notes));
    for (const { reason, next } of answers) {
      expect(reason).toBe('does-not-apply');
      expect(next).toBeUndefined();
    }
  });
});
