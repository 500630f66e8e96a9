import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/shipping/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const state = (item: string, files: Files): string => ask(checks, item, workspaceOf(files)).state;

const NODE = '{"scripts": {"start": "node ."}}';
const BUILD = 'on: push\njobs: {b: {steps: [{run: docker build web}]}}\n';
const deployment = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: "${image}"}]}}}\n`;

describe('the four ways to ship', () => {
  it('shop ships almost everything in three ways', () => {
    const shop = sampleWorkspace('shop');
    expect(checks.map(({ item }) => `${item} ${ask(checks, item, shop).state}`)).toEqual([
      'S17.1 partly',
      'S17.2 done',
      'S18.1 unknown',
      'S18.2 done',
      'S18.3 done',
      'S19.1 partly',
      'S19.2 done',
    ]);
    expect(shown(ask(checks, 'S19.1', shop), shop)).toEqual([
      'No manifest runs "worker".',
      '"cart" runs in Deployment "cart". | deploy/blue/cart.yaml: ghcr.io/example-shop/cart:1.8.2',
      '"catalog" runs in Deployment "catalog". | deploy/blue/catalog.yaml: ghcr.io/example-shop/catalog:1.8.2',
      '"web" runs in Deployment "web". | deploy/blue/web.yaml: ghcr.io/example-shop/web:1.8.2',
    ]);
  });

  it('an empty workspace ships nothing, which is no fault', () => {
    for (const { item } of checks) expect(state(item, {}), item).toBe('unknown');
  });

  it('S17.1: source without any Dockerfile is shipped as code', () => {
    expect(state('S17.1', { 'web/package.json': NODE })).toBe('open');
    expect(state('S17.1', { 'web/package.json': NODE, 'web/Dockerfile': 'FROM node\n' })).toBe(
      'done',
    );
  });

  it('S17.2: by itself, by hand, or not at all', () => {
    const source = { 'web/package.json': NODE, 'web/Dockerfile': 'FROM node\n' };
    const ci = '.github/workflows/ci.yml';
    expect(state('S17.2', { ...source, [ci]: BUILD })).toBe('done');
    expect(state('S17.2', { ...source, [ci]: BUILD.replace('push', 'workflow_dispatch') })).toBe(
      'partly',
    );
    expect(state('S17.2', source)).toBe('open');
  });

  it('S18.1: Tilt and the like', () => {
    expect(state('S18.1', { Tiltfile: 'docker_build("web", ".")\n' })).toBe('done');
  });

  const WEB_ALONE = 'services:\n  web: {build: web}\n';

  it('S18.3: a service needs an image or a Dockerfile', () => {
    const workspace = workspaceOf({
      'compose.yaml': 'services:\n  web: {build: web}\n  db: {image: postgres:18}\n',
    });
    const answer = ask(checks, 'S18.3', workspace);
    expect(answer.next).toBe('Add what is needed to build "web".');
    expect(shown(answer, workspace)).toEqual([
      '"web" has neither an image nor a Dockerfile. | compose.yaml: web',
    ]);
    const twice = { 'compose.yaml': WEB_ALONE, 'compose.logging.yaml': WEB_ALONE };
    expect(ask(checks, 'S18.3', workspaceOf(twice)).next).toBe(
      'Add what is needed to build "web".',
    );
    const complete = {
      'compose.yaml': 'services: {web: {build: web}}',
      'web/Dockerfile': 'FROM x',
    };
    expect(state('S18.3', complete)).toBe('done');
    const overlays = {
      'compose.override.yaml': 'services: {web: {ports: ["80:80"]}}',
      'compose.dev.yaml': 'services: {web: {build: {target: dev}}}',
    };
    expect(state('S18.3', { ...complete, ...overlays })).toBe('done');
    expect(state('S17.1', { ...complete, ...overlays })).toBe('done');
  });

  it('S19.1: manifests that run what is built here', () => {
    const source = { 'web/package.json': NODE, 'web/Dockerfile': 'FROM node\n' };
    expect(state('S19.1', { ...source, 'web.yaml': deployment('ghcr.io/x/web:1') })).toBe('done');
    expect(state('S19.1', { ...source, 'web.yaml': deployment('x/shop_web:1') })).toBe('done');
    expect(state('S19.1', { ...source, 'web.yaml': deployment('x/shop-web:1') })).toBe('done');
    expect(state('S19.1', { ...source, 'web.yaml': deployment('x/web-api:1') })).toBe('done');
    expect(state('S19.1', { ...source, 'web.yaml': deployment('x/webhook:1') })).toBe('partly');
    expect(state('S19.1', { ...source, 'web.yaml': deployment('nginx:1') })).toBe('partly');
    expect(state('S19.1', { 'web.yaml': deployment('nginx:1') })).toBe('done');
    const tools = { 'compose.yaml': 'services:\n  seed: {build: seed, profiles: [seed]}\n' };
    expect(state('S19.1', { ...tools, 'web.yaml': deployment('nginx:1') })).toBe('done');
  });
});
