import { describe, expect, it } from 'vitest';
import { differences } from '../fuzz/increments.ts';
import { editRound, mutationRound } from '../fuzz/rounds.ts';
import type { Round } from '../fuzz/rounds.ts';

/** The failures of so many rounds: the same ones each time, while `npm run fuzz` draws others. */
const foundIn = (count: number, round: (seed: number) => Round): readonly unknown[] =>
  Array.from({ length: count }, (_, seed) => round(seed)).flatMap(({ found }) => found);

describe('inputs made at random', () => {
  it('spoilt files: nothing throws, takes over a second, tells a secret or breaks a file by a fix', () => {
    expect(foundIn(1_500, mutationRound)).toEqual([]);
  }, 300_000);

  it('edits lead to what a fresh start finds', () => {
    expect(foundIn(1_500, editRound)).toEqual([]);
  }, 300_000);
});

describe('what was found once', () => {
  const secret =
    'apiVersion: v1\nkind: Secret\nmetadata: {name: database}\ndata:\n  user: c2hvcA==\n';
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata: {title: Shop}\n';

  it('a Secret is alone in its file once the other object has gone', () => {
    const steps = [`${secret}---\n${config}`, secret].map((text) => ({ path: 'a.yaml', text }));
    expect(differences(steps)).toEqual([]);
  });

  it('a ServiceMonitor depends on the labels of a Service, not only on its selector', () => {
    const monitor =
      'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, endpoints: [{port: metrics}]}\n';
    const service = (labels: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: far, labels: ${labels}}\nspec: {selector: {app: web}, ports: [{name: metrics, port: 9090}]}\n`;
    const texts = [service('{app: web}'), service('{}')];
    const steps = texts.map((text) => ({ path: 'a.yaml', text: `${monitor}---\n${text}` }));
    expect(differences(steps)).toEqual([]);
  });
});
