import { describe, expect, it } from 'vitest';
import { hovers } from '../../src/topics/shipping/hovers.ts';
import { hovered } from '../support/hovered.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
  hovered(hovers, files).lines;

const pod = (image: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: ${image}
`;

const COMPOSE = `services:
  web:
    build: ./web
    ports: ['80:8080']
  cache:
    image: redis:7.4-alpine
`;

describe('hovers on images', () => {
  it('says what the version is worth', () => {
    expect(lines({ 'a.yaml': pod('¦nginx') })).toEqual([
      'Registry: docker.io (Docker Hub)',
      'Without a version it is "latest", which changes: two nodes can run different code. It is pulled at every start (`imagePullPolicy: Always`).',
      'slide S17',
    ]);
    expect(lines({ 'a.yaml': pod('¦ghcr.io/shop/web:1.0.0') }).slice(0, 2)).toEqual([
      'Registry: ghcr.io',
      'The tag is a promise of whoever pushes: it stays the same image only as long as nobody pushes it again. It is pulled where the node does not have it (`imagePullPolicy: IfNotPresent`).',
    ]);
    const digest = `@sha256:${'0'.repeat(64)}`;
    expect(lines({ 'a.yaml': pod(`¦ghcr.io/shop/web${digest}`) })[1]).toBe(
      'The digest names exactly one image. It is pulled where the node does not have it (`imagePullPolicy: IfNotPresent`).',
    );
    expect(lines({ 'a.yaml': pod('¦k8s.gcr.io/pause:3.9') })[2]).toContain('registry.k8s.io');
    expect(lines({ 'a.yaml': pod('¦${IMAGE}') })).toEqual([]);
  });

  it('shows where the image is built', () => {
    const files = { 'a.yaml': pod('¦ghcr.io/shop/web:1.0.0'), 'compose.yaml': COMPOSE };
    expect(lines(files).slice(2)).toEqual([
      'In this workspace:',
      'built as "web" from web/Dockerfile @compose.yaml',
      'slide S17',
    ]);
  });

  it('shows who builds from a Dockerfile', () => {
    const files = { 'web/Dockerfile': 'FROM ¦nginx:1.29.3\n', 'compose.yaml': COMPOSE };
    expect(lines(files).slice(1)).toEqual([
      'In this workspace:',
      '"web" in Compose is built from this file @compose.yaml',
      'slide S17',
    ]);
  });
});

describe('hovers in Compose', () => {
  it('shows the same component in the cluster', () => {
    const files = { 'compose.yaml': COMPOSE.replace('  web:', '  ¦web:'), 'a.yaml': pod('web:1') };
    expect(lines(files)).toEqual([
      '**A component that you build.** The others reach it under this name, as they will in a cluster if its Service is called the same.',
      'In the cluster:',
      'Pod/web in default @a.yaml',
      'slide S18',
    ]);
    expect(lines({ 'compose.yaml': COMPOSE.replace('  web:', '  ¦web:') })[1]).toBe(
      'No manifest of this workspace runs it in a cluster.',
    );
  });

  it('says what becomes of a field', () => {
    const compose = (text: string): Readonly<Record<string, string>> => ({ 'compose.yaml': text });
    expect(lines(compose(COMPOSE.replace('ports', '¦ports')))[0]).toContain('an Ingress');
    expect(lines(compose(COMPOSE.replace('redis:', '¦redis:')))[0]).toMatch(/^A finished image\./);
    const both = COMPOSE.replace('build: ./web', 'build: ./web\n    ¦image: shop/web:1.0.0');
    expect(lines(compose(both))[0]).toMatch(/^The name that the built image gets\./);
    expect(lines(compose(`${COMPOSE}    init: ¦true\n`))).toEqual([]);
  });
});
