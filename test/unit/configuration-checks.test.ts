import { describe, expect, it } from 'vitest';
import { Scope } from '../../src/core/workspace/scope.ts';
import type { Answer } from '../../src/core/guide/topic.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { checks } from '../../src/topics/configuration/checks.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n';
const CONTAINER = '    - name: web\n      image: example.com/web:1.0.0\n';
const ENV_FROM = '      envFrom:\n        - configMapRef:\n            name: shop\n';
const ENV_SECRET = '      env:\n        - name: API_TOKEN\n          value: s3cr3t-demo\n';
const SHOP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\ndata:\n  TITLE: Shop\n';

function ask(item: string, files: Readonly<Record<string, string>>, listed: string[] = []): Answer {
  const workspace = new Workspace();
  workspace.change(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    listed,
  );
  const check = checks.find((candidate) => candidate.item === item);
  if (check === undefined) throw new Error(`no check for ${item}`);
  return check.answer(new Scope(workspace));
}

const said = ({ state, evidence }: Answer): unknown => [state, evidence.map(({ text }) => text)];

describe('S8.1: ConfigMaps and Secrets', () => {
  it('cannot tell without workloads', () => {
    expect(ask('S8.1', {}).state).toBe('unknown');
  });

  it('is open where workloads have neither', () => {
    expect(ask('S8.1', { 'web.yaml': POD + CONTAINER }).state).toBe('open');
  });

  it('shows what is there', () => {
    const files = { 'web.yaml': `${POD}${CONTAINER}${ENV_FROM}---\n${SHOP}` };
    expect(said(ask('S8.1', files))).toEqual(['done', ['ConfigMap "shop" is here.']]);
  });

  it('counts what kustomize makes', () => {
    const files = { 'kustomization.yaml': 'secretGenerator:\n  - name: login\n    envs: [.env]\n' };
    expect(said(ask('S8.1', files))).toEqual(['done', ['kustomize makes Secret "login".']]);
  });

  it('is half done while a secret stands in clear text, and does not repeat it', () => {
    const answer = ask('S8.1', { 'web.yaml': `${POD}${CONTAINER}${ENV_SECRET}---\n${SHOP}` });
    expect(said(answer)).toEqual([
      'partly',
      [
        '"API_TOKEN" is a secret in clear text, for everyone who can read this file.',
        'ConfigMap "shop" is here.',
      ],
    ]);
    expect(JSON.stringify(answer.evidence.map(({ text }) => text))).not.toContain('s3cr3t');
  });
});

describe('S8.2: containers read them', () => {
  it('cannot tell without workloads', () => {
    expect(ask('S8.2', { 'shop.yaml': SHOP }).state).toBe('unknown');
  });

  it('is done where a container reads one that is here', () => {
    const files = { 'web.yaml': `${POD}${CONTAINER}${ENV_FROM}---\n${SHOP}` };
    expect(said(ask('S8.2', files))).toEqual([
      'done',
      ['Pod "web" reads ConfigMap "shop" as variables.'],
    ]);
  });

  it('is open where none does', () => {
    expect(ask('S8.2', { 'web.yaml': POD + CONTAINER }).state).toBe('open');
  });

  it('is partly done where the one that a container reads is made elsewhere', () => {
    expect(said(ask('S8.2', { 'web.yaml': POD + CONTAINER + ENV_FROM }))).toEqual([
      'partly',
      ['Pod "web" reads ConfigMap "shop", which is not in this workspace.'],
    ]);
  });
});

describe('S8.3 and S8.5: images without configuration and secrets', () => {
  it.each(['S8.3', 'S8.5'])('%s cannot tell without a Dockerfile', (item) => {
    expect(said(ask(item, {}))).toEqual(['unknown', ['No Dockerfile in this workspace.']]);
  });

  it.each(['S8.3', 'S8.5'])('%s is done where nothing was found', (item) => {
    const answer = ask(item, { Dockerfile: 'FROM alpine:3.22.1\nENV PORT=3000\n' });
    expect(answer.state).toBe('done');
    expect(answer.evidence[0]?.text).toMatch(/^Looked at "Dockerfile": nothing there /);
  });

  it('S8.3 points at the address of a service', () => {
    const answer = ask('S8.3', { Dockerfile: 'FROM alpine:3.22.1\nENV REDIS_HOST=redis\n' });
    expect(said(answer)).toEqual([
      'open',
      ['The image knows "redis", so it runs only where that is the right one.'],
    ]);
  });

  it('S8.5 points at secrets and at files that hold them', () => {
    const text = 'FROM alpine:3.22.1\nENV API_TOKEN=s3cr3t-demo\nCOPY . .\n';
    const answer = ask('S8.5', { 'web/Dockerfile': text }, ['web/.env']);
    expect(said(answer)).toEqual([
      'open',
      [
        'This secret stays in the image\'s history: everyone who can pull the image can read "API_TOKEN".',
        'This copies ".env" into the image, where everyone who can pull it can read it.',
      ],
    ]);
  });

  it('S8.5 is partly done where such a file reaches a build stage only', () => {
    const text = 'FROM node:22.1 AS build\nCOPY . .\nFROM node:22.1\nCOPY --from=build /app /app\n';
    expect(said(ask('S8.5', { 'web/Dockerfile': text }, ['web/.env']))).toEqual([
      'partly',
      ['This copies ".env" into a build stage and its cache.'],
    ]);
  });
});
