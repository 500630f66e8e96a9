import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { plain } from '../../src/cli/colour.ts';
import type { GraphReport, ReportedReference } from '../../src/cli/graph.ts';
import type { ResolveReport } from '../../src/cli/resolve.ts';
import { run } from '../../src/cli/run.ts';

const SHOP = fileURLToPath(new URL('../workspaces/shop', import.meta.url));

function call(...typed: readonly string[]): { code: number; output: string; notes: string } {
  const { exitCode, output, notes } = run(typed, { folder: SHOP, environment: {}, paint: plain });
  return { code: exitCode, output, notes };
}

const json = (...typed: readonly string[]): unknown =>
  JSON.parse(call(...typed, '--format', 'json').output);

describe('graph', () => {
  const { references, namespaces } = json('graph', '.') as GraphReport;
  const at = (file: string, field: string): readonly ReportedReference[] =>
    references.filter((one) => one.from.file === file && one.field === field);

  it('has the shape that was promised, with places that count from 0', () => {
    expect(at('deploy/blue/cart.yaml', 'spec.template.spec.containers[].env[].value')[0]).toEqual({
      from: {
        file: 'deploy/blue/cart.yaml',
        range: { start: { line: 23, character: 21 }, end: { line: 23, character: 26 } },
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'blue', name: 'cart' },
      },
      field: 'spec.template.spec.containers[].env[].value',
      target: { kind: 'Service', namespace: 'blue', name: 'redis' },
      state: 'resolved',
      to: {
        file: 'deploy/blue/data.yaml',
        range: { start: { line: 24, character: 8 }, end: { line: 24, character: 13 } },
      },
    });
  });

  it('leads a key to its own place, and a wrong port to its Service', () => {
    const [secret] = at(
      'deploy/blue/data.yaml',
      'spec.template.spec.containers[].env[].valueFrom.secretKeyRef.name',
    );
    expect(secret?.target).toEqual({
      ...{ kind: 'Secret', namespace: 'blue', name: 'shop-secrets', key: 'postgres-password' },
    });
    expect(secret?.to?.range.start.line).toBe(27);
    const backends = at(
      'deploy/green/ingress.yaml',
      'spec.rules[].http.paths[].backend.service.name',
    );
    expect(
      backends.map(({ state, target, to }) => [state, target.name, target.key, to?.file]),
    ).toEqual([
      ['resolved', 'web', 'http', 'deploy/green/web.yaml'],
      ['missing', 'cart', '80', 'deploy/green/cart.yaml'],
      ['missing', 'catalogue', '8000', undefined],
    ]);
  });

  it('is in the order of files and places, the same at every call', () => {
    const keys = references.map(({ from: { file, range } }) => {
      const { line, character } = range.start;
      return `${file} ${String(line).padStart(6)} ${String(character).padStart(6)}`;
    });
    expect([...keys].sort()).toEqual(keys);
    expect((json('graph', '.') as GraphReport).references).toEqual(references);
  });

  it('lists the namespaces, those of templates left out', () => {
    expect(namespaces).toEqual(['blue', 'default', 'green', 'monitoring', 'production', 'staging']);
  });

  it('names files as the person who stands there would', () => {
    const paths = (json('graph', path.join(SHOP, 'deploy/search')) as GraphReport).references;
    const [first] = paths.filter(({ target }) => target.kind === 'Folder');
    expect(first?.from.file).toBe('deploy/search/overlays/production/kustomization.yaml');
    expect(first?.target).toEqual({ kind: 'Folder', namespace: '', name: 'deploy/search/base' });
  });

  it('prints text with lines from 1, and the sum', () => {
    const { code, output, notes } = call('graph', 'deploy/blue/data.yaml');
    expect([code, notes]).toEqual([0, '']);
    expect(output).toContain(
      '  29:5    resolved Deployment/redis in blue -> deploy/blue/data.yaml:4  spec.selector\n',
    );
    expect(output.trimEnd().split('\n').slice(-2)).toEqual([
      '10 references: 5 resolved, 1 missing, 0 external, 4 unknown',
      'namespaces: blue',
    ]);
  });
});

describe('resolve', () => {
  it('prints each name that is tried, and what answered', () => {
    expect(call('resolve', 'redis', '--from', 'green', 'deploy').output).toBe(
      [
        'redis from a pod in namespace "green":',
        '  1. redis.green.svc.cluster.local  a Service: Service/redis in green (deploy/green/data.yaml:25)',
        'Answer: redis.green.svc.cluster.local',
        '',
      ].join('\n'),
    );
    expect(call('resolve', 'valkey', '--from', 'sky', 'deploy').output).toBe(
      [
        'valkey from a pod in namespace "sky":',
        '  1. valkey.sky.svc.cluster.local  not in these files',
        '  2. valkey.svc.cluster.local  not in these files',
        '  3. valkey.cluster.local  not in these files',
        '  4. valkey  not in these files',
        'No answer: nothing in these files has such a name.',
        'No object of these files is in namespace "sky"; there are: blue, default, green, monitoring, production, staging.',
        '',
      ].join('\n'),
    );
  });

  it('takes the host out of a URL, and asks nobody for an address', () => {
    expect(
      call('resolve', 'redis://me:secret@redis:6379/0', '--from', 'green', 'deploy').output,
    ).toBe(call('resolve', 'redis', '--from', 'green', 'deploy').output);
    expect(call('resolve', 'cart:8080', '--from', 'blue', 'deploy').output).toBe(
      call('resolve', 'cart', '--from', 'blue', 'deploy').output,
    );
    expect(call('resolve', '192.0.2.1', '--from', 'blue', 'deploy').output).toContain(
      '\nThis is an address, which no name server is asked for.\n',
    );
  });

  it('says where else the name is', () => {
    expect(call('resolve', 'pushgateway', '--from', 'blue', 'deploy').output).toContain(
      '\nIn another namespace there is one: ask for pushgateway.monitoring.\n',
    );
    const report = json('resolve', 'search', '--from', 'blue', 'deploy') as ResolveReport;
    expect(report.elsewhere).toEqual(['search.production', 'search.staging']);
  });

  it('gives the same as data', () => {
    const report = json('resolve', 'mail', '--from', 'blue', 'deploy') as ResolveReport;
    expect(report.state).toBe('external');
    expect(report.candidates).toEqual([report.answer]);
    expect(report.answer).toMatchObject({
      name: 'mail.blue.svc.cluster.local',
      outcome: 'external-name',
      service: { name: 'mail', namespace: 'blue', type: 'ExternalName' },
      cname: ['smtp.mail.example.com'],
      to: { file: 'deploy/blue/outside.yaml' },
    });
  });

  it.each([
    [['resolve'], 'Say which host to look up, such as "redis".'],
    [['resolve', 'redis', '.'], 'Say with --from in which namespace the pod runs.'],
    [
      ['resolve', 'redis', '--from', 'blue'],
      'Say which files or folders to look at, such as "." for this folder.',
    ],
    [
      ['resolve', 'redis', '--from', 'Blue', '.'],
      '--from takes the name of a namespace, such as "shop", not "Blue".',
    ],
    [['graph'], 'Say which files or folders to look at, such as "." for this folder.'],
  ])('refuses %j', (typed, reason) => {
    expect(readArguments(typed)).toEqual({ command: 'refuse', reason });
    expect(call(...typed).code).toBe(2);
  });
});
