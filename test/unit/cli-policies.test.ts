import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { plain } from '../../src/cli/colour.ts';
import { HELP } from '../../src/cli/help.ts';
import { run } from '../../src/cli/run.ts';
import { buildCommandLine, call } from '../support/command-line.ts';
import { parsePolicies } from '../support/policies.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildCommandLine, 60_000);

const SHOP = fileURLToPath(new URL('../workspaces/shop', import.meta.url));

const ask = (...typed: readonly string[]) =>
  run(['policies', ...typed], { folder: SHOP, environment: {}, paint: plain });

const titles = (yaml: string): readonly string[] =>
  parsePolicies(yaml).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

describe('policies', () => {
  it('takes a namespace and paths', () => {
    expect(readArguments(['policies', '--namespace', 'blue', 'deploy'])).toEqual({
      command: 'policies',
      paths: ['deploy'],
      namespace: 'blue',
    });
    expect(readArguments(['policies', '.'])).toEqual({ command: 'policies', paths: ['.'] });
    expect(HELP).toContain('next-steps policies [--namespace NS] PATH...');
  });

  it('prints those that the sample shop lacks, in the order of namespaces', () => {
    const { exitCode, output, notes } = ask('.');
    expect({ exitCode, notes }).toEqual({ exitCode: 0, notes: '' });
    expect(titles(output)).toEqual([
      ...['blue/default-deny', 'blue/allow-dns', 'blue/allow-cart', 'blue/allow-catalog'],
      ...['blue/allow-web', 'default/default-deny', 'default/allow-dns', 'green/default-deny'],
      ...['green/allow-dns', 'green/allow-cart', 'green/allow-catalog', 'green/allow-postgres'],
      ...['green/allow-recommendations', 'green/allow-redis', 'green/allow-web'],
      ...['monitoring/default-deny', 'monitoring/allow-dns', 'monitoring/allow-grafana'],
      ...['monitoring/allow-pushgateway', 'monitoring/allow-prometheus'],
      ...['production/default-deny', 'production/allow-dns'],
      ...['staging/default-deny', 'staging/allow-dns'],
    ]);
    expect(output).toContain(
      '# Deployment/cart: PAYMENT_URL names "payment-gateway", port 8443 (deploy/blue/cart.yaml:26).',
    );
  });

  it('prints those of one namespace', () => {
    const { output } = ask('-n', 'blue', '.');
    expect(new Set(titles(output).map((title) => title.split('/')[0]))).toEqual(new Set(['blue']));
    expect(output).not.toContain('# Namespace "green"');
  });

  it.each([
    [
      ['--namespace', 'gren', 'deploy/green'],
      'next-steps: No workload of these files runs in "gren"; there are some in "green".\n',
    ],
    [
      ['--namespace', 'kube-system', '.'],
      'next-steps: "kube-system" belongs to the cluster itself: policies there can stop it.\n',
    ],
    [
      ['--namespace', 'A', '.'],
      'next-steps: --namespace takes the name of a namespace, such as "shop", not "A".\n',
    ],
    [[], 'next-steps: Say which files or folders to look at, such as "." for this folder.\n'],
    [['nowhere'], expect.stringContaining('nowhere') as unknown],
  ])('refuses %j', (typed, notes) => {
    expect(ask(...typed)).toEqual({ exitCode: 2, output: '', notes });
  });

  it('is the same as a program, from another folder', async () => {
    const { code, out, err } = await call(['policies', '-n', 'blue', 'shop'], {
      folder: path.dirname(SHOP),
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const blue = ask('-n', 'blue', '.').output;
    expect(titles(out)).toEqual(titles(blue));
    expect(parsePolicies(out)).toEqual(parsePolicies(blue));
    expect(out).toContain('shop/deploy/blue/cart.yaml:26');
  });
});
