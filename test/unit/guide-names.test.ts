import { describe, expect, it } from 'vitest';
import { lines, says } from '../support/guide-answers.ts';
import type { Files } from '../support/guide-answers.ts';

const WEB = 'FROM node:22\nCMD ["node", "server.js"]\n';
const START = '{"scripts": {"start": "node server.js"}}';
const pod = (kind: string, name: string, container: string, more = ''): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n  template:\n    spec:\n      containers: [{name: a, ${container}}]\n${more}`;

describe('what a program is called, and what runs it', () => {
  const chart = {
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/values.yaml': 'registry: ghcr.io/acme\ntag: "1.2"\n',
  };
  const template = (image: string): string =>
    pod('Deployment', 'db', `image: "{{ .Values.registry }}/${image}:{{ .Values.tag }}"`);

  it('a folder that only holds the source gives its name to nothing', () => {
    const files = {
      'ratings/html/composer.json': '{"require": {"slim/slim": "4"}}',
      'ratings/html/index.php': '<?php\n',
      'ratings/Dockerfile': 'FROM php:8.4-apache\nCOPY html/ /var/www/html\n',
      'k8s/ratings.yaml': pod('Deployment', 'ratings', 'image: ghcr.io/acme/ratings:1.2'),
    };
    expect(lines('S19.1', files)).toEqual(['"ratings" runs in Deployment "ratings".']);
  });

  it('Compose says what the image of a service is called', () => {
    const files = {
      ...chart,
      'db/Dockerfile': 'FROM mysql:8.4\nCOPY schema.sql /docker-entrypoint-initdb.d/\n',
      'compose.yaml': 'services:\n  db:\n    build: db\n    image: ${REGISTRY}/shop-store:${TAG}\n',
      'chart/templates/db.yaml': template('shop-store'),
    };
    expect(lines('S19.1', files)).toEqual(['"db" runs in Deployment "db".']);
    expect(lines('S19.1', { ...files, 'chart/templates/db.yaml': template('shop-other') })[0]).toBe(
      'No manifest runs "db".',
    );
  });

  it('a log agent of its own is no part of the application that Compose starts', () => {
    const files = {
      'web/Dockerfile': WEB,
      'web/package.json': START,
      'compose.yaml': 'services:\n  web:\n    build: web\n',
      'logs/Dockerfile': 'FROM fluent/fluentd:v1.18\nCMD ["fluentd"]\n',
    };
    expect(says('S22.3', files)).toBe('done');
    expect(says('S22.3', { ...files, 'logs/Dockerfile': WEB })).toBe('partly');
  });
});

describe('what is in no manifest is not denied', () => {
  const release = (name: string, kind = ''): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}}\nspec:\n  chart:\n    spec: {chart: ${name}, sourceRef: {kind: HelmRepository, name: acme}}\n${kind}`;

  it('a database that Compose runs is none in a manifest', () => {
    const files = { 'compose.yaml': 'services:\n  db:\n    image: postgres:18\n' };
    expect(lines('S4.1', files)).toEqual([
      'No manifest here runs a database, and none leads to one outside.',
    ]);
  });

  it('releases are workloads, whose features show once they are rendered', () => {
    const files = { 'apps/shop.yaml': release('shop') };
    expect(says('S21.3', files)).toBe('done');
    expect(says('S21.4', files)).toBe('could-not-follow');
    const webhook =
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\n';
    expect(says('S21.4', { ...files, 'apps/hook.yaml': webhook })).toBe('partly');
    expect(says('S21.3', {})).toBe('does-not-apply');
    expect(says('S21.4', {})).toBe('does-not-apply');
  });

  it('a service called prometheus runs it, whatever variable names its image', () => {
    const compose = (name: string): Files => ({
      'compose.yaml': `services:\n  ${name}:\n    image: \${PROMETHEUS_IMAGE}\n`,
    });
    expect(says('S7.2', compose('prometheus'))).toBe('partly');
    expect(says('S7.2', compose('grafana'))).toBe('does-not-apply');
  });

  it('an app for telephones is built in an image, and not served from one', () => {
    const files = {
      'web/Dockerfile': WEB,
      'web/package.json': START,
      'app/package.json': '{"dependencies": {"react-native": "0.82"}}',
      'app/android.Dockerfile': 'FROM android AS build\nFROM scratch\nENTRYPOINT ["/app.apk"]\n',
      'compose.yaml': 'services:\n  web:\n    build: web\n',
    };
    expect(says('S22.3', files)).toBe('done');
    expect(says('S22.3', { ...files, 'app/package.json': START })).toBe('partly');
  });
});
