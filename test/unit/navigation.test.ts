import { describe, expect, it } from 'vitest';
import {
  definitionsAt,
  fileLinks,
  highlightsAt,
  hostHints,
  occurrencesAt,
} from '../../src/core/graph/navigation.ts';
import { countedObjects, usesText } from '../../src/core/graph/uses.ts';
import { findSymbols } from '../../src/core/graph/workspace-symbols.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';
import { cursorIn, placeText, textAt } from '../support/told.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: redis\nspec:\n  selector: { app: redis }\n  ports:\n    - name: cache\n      port: 6379\n      targetPort: main\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\ndata:\n  level: info\n';

function pod(name: string, container: string): string {
  return (
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels: { app: ${name} }\n` +
    `spec:\n  containers:\n    - name: main\n      image: example.com/${name}:1\n${container}`
  );
}

const REDIS = pod('redis', '      ports:\n        - name: main\n          containerPort: 6379\n');
const WEB = pod(
  'web',
  '      env:\n        - name: REDIS_URL\n          value: redis://redis:6379/0\n        - name: LEVEL\n          valueFrom:\n            configMapKeyRef: { name: app, key: level }\n',
);
const FILES = {
  'service.yaml': SERVICE,
  'config.yaml': CONFIG,
  'redis.yaml': REDIS,
  'web.yaml': WEB,
};

/** Puts the cursor at the start of some text of a file. */
function at(path: keyof typeof FILES, before: string, word: string) {
  const text = FILES[path];
  const start = text.indexOf(before + word);
  if (start < 0) throw new Error(`"${before}${word}" is not in ${path}`);
  const marked = `${text.slice(0, start + before.length)}¦${text.slice(start + before.length)}`;
  const { files, place } = cursorIn({ ...FILES, [path]: marked });
  return { workspace: workspaceOf(files), place };
}

describe('definitions', () => {
  const lead = (path: keyof typeof FILES, before: string, word: string): readonly string[] => {
    const { workspace, place } = at(path, before, word);
    const found = definitionsAt(workspace, place);
    if (found === undefined) return [];
    const origin = FILES[path].slice(found.span.start, found.span.end);
    return found.places.map((one) => `${origin} -> ${placeText(workspace, one)} ${textAt(one)}`);
  };

  it('of names, keys, hosts, ports and labels', () => {
    expect(lead('web.yaml', 'name: ', 'app,')).toEqual(['app -> config.yaml:4 app']);
    expect(lead('web.yaml', 'key: ', 'level')).toEqual(['level -> config.yaml:6 level']);
    expect(lead('web.yaml', 'redis://', 'redis')).toEqual(['redis -> service.yaml:4 redis']);
    expect(lead('service.yaml', 'targetPort: ', 'main')).toEqual(['main -> redis.yaml:11 main']);
    expect(lead('service.yaml', 'selector: { ', 'app')).toEqual([
      '{ app: redis } -> redis.yaml:4 redis',
    ]);
  });

  it('lead a definition to itself and a plain word nowhere', () => {
    expect(lead('config.yaml', 'name: ', 'app')).toEqual(['app -> config.yaml:4 app']);
    expect(lead('web.yaml', 'image: ', 'example')).toEqual([]);
    expect(lead('web.yaml', '', 'apiVersion')).toEqual([]);
  });

  it('of stages, Compose entries and generators', () => {
    const { files, place } = cursorIn({
      Dockerfile: 'FROM golang:1 AS build\nFROM scratch\nCOPY --from=¦build /a /a\n',
    });
    const workspace = workspaceOf(files);
    expect(definitionsAt(workspace, place)?.places.map((one) => placeText(workspace, one))).toEqual(
      ['Dockerfile:1'],
    );
  });
});

describe('all uses', () => {
  const uses = (path: keyof typeof FILES, before: string, word: string): readonly string[] => {
    const { workspace, place } = at(path, before, word);
    return occurrencesAt(workspace, place).map(
      (one) => `${placeText(workspace, one)} ${one.defines ? 'defines' : 'names'} ${textAt(one)}`,
    );
  };

  it('of a Service, from its definition and from a host', () => {
    const expected = ['service.yaml:4 defines redis', 'web.yaml:12 names redis'];
    expect(uses('service.yaml', 'name: ', 'redis')).toEqual(expected);
    expect(uses('web.yaml', 'redis://', 'redis')).toEqual(expected);
  });

  it('of a key and of a port', () => {
    expect(uses('config.yaml', '  ', 'level')).toEqual([
      'config.yaml:6 defines level',
      'web.yaml:15 names level',
    ]);
    expect(uses('redis.yaml', 'ports:\n        - name: ', 'main')).toEqual([
      'redis.yaml:11 defines main',
      'service.yaml:10 names main',
    ]);
  });

  it('of a namespace that no file defines', () => {
    const blue = SERVICE.replace('  name: redis\n', '  name: redis\n  namespace: ¦blue\n');
    const { files, place } = cursorIn({
      'a.yaml': blue,
      'b.yaml': CONFIG.replace('  name: app\n', '  name: app\n  namespace: blue\n'),
    });
    const workspace = workspaceOf(files);
    expect(occurrencesAt(workspace, place).map((one) => placeText(workspace, one))).toEqual([
      'a.yaml:5',
      'b.yaml:5',
    ]);
  });

  it('in one file are what the editor highlights', () => {
    const { files, place } = cursorIn({
      'a.yaml': `${CONFIG.replace('app', '¦app')}---\n${WEB}`,
      'b.yaml': WEB.replace('web', 'other'),
    });
    const workspace = workspaceOf(files);
    expect(highlightsAt(workspace, place).map((one) => placeText(workspace, one))).toEqual([
      'a.yaml:4',
      'a.yaml:22',
    ]);
  });
});

describe('links', () => {
  it('are the paths of a kustomization and of a Compose file', () => {
    const workspace = workspaceOf({
      'deploy/kustomization.yaml': 'resources:\n  - ../base\n  - web.yaml\n  - gone.yaml\n',
      'base/kustomization.yaml': '',
      'deploy/web.yaml': SERVICE,
      'compose.yaml': 'services:\n  web:\n    build: ./web\n    env_file: web.env\n',
      'web/Dockerfile': 'FROM scratch\n',
      'web.env': undefined,
    });
    const links = (path: string): readonly string[] =>
      fileLinks(workspace, path).map(({ span, to }) => {
        const text = workspace.file(path)?.text.slice(span.start, span.end) ?? '';
        return `${text} -> ${to.path}`;
      });
    expect(links('deploy/kustomization.yaml')).toEqual([
      '../base -> base/kustomization.yaml',
      'web.yaml -> deploy/web.yaml',
    ]);
    expect(links('compose.yaml')).toEqual(['./web -> web/Dockerfile', 'web.env -> web.env']);
  });
});

describe('symbols', () => {
  it('are found by the letters of their names, in order', () => {
    const workspace = sampleWorkspace('shop');
    const names = (query: string): readonly string[] =>
      findSymbols(workspace, query).map(({ name, container }) => `${name} ${container}`);
    expect(names('service/rds')).toEqual(['Service/redis blue', 'Service/redis green']);
    expect(names('compose/cart')).toEqual(['compose/cart compose.yaml']);
    expect(names('zzz')).toEqual([]);
  });
});

describe('hints behind hosts', () => {
  it('complete short names of Services that are found, outside of Secrets', () => {
    const text = `${WEB}---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  REDIS_HOST: redis\n`;
    const workspace = workspaceOf({ ...FILES, 'web.yaml': text });
    const hints = hostHints(workspace, 'web.yaml', { start: 0, end: text.length });
    expect(
      hints.map(({ offset, text: hint }) => `${text.slice(offset - 5, offset)}${hint}`),
    ).toEqual(['redis.default.svc']);
    expect(hostHints(workspace, 'web.yaml', { start: 0, end: 10 })).toEqual([]);
  });

  it('leave out long names and names that nobody answers', () => {
    const hints = (host: string): number => {
      const text = WEB.replace('redis://redis:', `redis://${host}:`);
      const workspace = workspaceOf({ ...FILES, 'web.yaml': text });
      return hostHints(workspace, 'web.yaml', { start: 0, end: text.length }).length;
    };
    expect(hints('redis')).toBe(1);
    expect(hints('redis.default')).toBe(0);
    expect(hints('valkey')).toBe(0);
  });
});

describe('how often something is used', () => {
  const blue = (text: string): string => text.replace(/^( {2}name: .*)$/m, '$1\n  namespace: blue');

  it('counts workloads by namespace, then the rest', () => {
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\n  namespace: blue\nspec:\n  defaultBackend: { service: { name: redis, port: { name: cache } } }\n';
    const workspace = workspaceOf({
      'service.yaml': blue(SERVICE),
      'web.yaml': [blue(WEB), blue(WEB.replace('web', 'job'))].join('---\n'),
      'far.yaml': WEB.replace('redis://redis:', 'redis://redis.blue:'),
      'ingress.yaml': ingress,
    });
    const [counted] = countedObjects(workspace, 'service.yaml');
    expect(usesText(workspace, 'service.yaml', counted?.span.start ?? 0)).toBe(
      'used by 2 workloads in blue, 1 in default, 1 Ingress',
    );
  });

  it('says so where there are none, and counts no workloads', () => {
    const workspace = workspaceOf({ 'a.yaml': `${CONFIG}---\n${REDIS}` });
    const counted = countedObjects(workspace, 'a.yaml');
    expect(counted.map(({ object }) => object.title)).toEqual(['ConfigMap/app']);
    expect(usesText(workspace, 'a.yaml', counted[0]?.span.start ?? 0)).toBe(
      'no uses found in this workspace',
    );
  });
});
