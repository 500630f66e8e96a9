import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { topics } from '../../src/topics/deck.ts';
import { workspaceOf } from '../support/ask.ts';

const hovers = topics.flatMap((topic) => topic.hovers);

const COMPOSE = `services:
  web:
    build: ./web
    depends_on: [db]
    environment: {MODE: blue}
    healthcheck: {test: curl -f localhost}
    profiles: [shop]
    volumes: [cache:/cache]
    ports: ['80:8080']
  db:
    image: ghcr.io/shop/db:1.0.0
`;

const ALIAS = `apiVersion: v1
kind: Service
metadata: {name: mail, namespace: blue}
spec:
  type: ExternalName
  externalName: smtp.example.com
`;

/** How many topics speak on the first place of a word. */
function voices(path: string, text: string, word: string): number {
  const workspace = workspaceOf({ [path]: text, 'web/Dockerfile': 'FROM nginx:1.29.3\n' });
  const found = hoverAt(workspace, hovers, { path, offset: text.indexOf(word) });
  return found?.parts.filter((part) => 'slide' in part).length ?? 0;
}

describe('the hovers of all topics together', () => {
  it.each([
    'web:',
    'build',
    './web',
    'depends_on',
    'environment',
    'healthcheck',
    'profiles',
    'volumes',
    'ports',
    'db:',
    'image',
  ])('one of them speaks on %s of Compose', (word) => {
    expect(voices('compose.yaml', COMPOSE, word)).toBe(1);
  });

  it.each(['FROM', 'nginx'])('one of them speaks on %s of a Dockerfile', (word) => {
    expect(voices('Dockerfile', 'FROM nginx:1.29.3\n', word)).toBe(1);
  });

  it.each(['ExternalName', 'externalName', 'smtp'])('one of them speaks on %s', (word) => {
    expect(voices('mail.yaml', ALIAS, word)).toBe(1);
  });
});
