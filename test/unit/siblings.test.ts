import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../support/ask.ts';
import { rulesOf } from '../support/policies.ts';
import { deployment, env, object, service } from '../support/manifest-texts.ts';
import { toldShort } from '../support/told.ts';

const web = (host: string, namespace = 'front'): string =>
  deployment('web', env('STORE_ADDR', `${host}:6379`), '', namespace);

const store = (namespace: string): string =>
  `${service('store', namespace, '  selector: { app: store }\n')}---\n${deployment('store', '', '', namespace)}`;

const told = (files: Readonly<Record<string, string>>, path: string): readonly string[] =>
  toldShort(workspaceOf(files), path).map((line) => line.replace(/^\d+ /, ''));

describe('folders beside each other', () => {
  const files = { 'frontend/web.yaml': web('store.back'), 'backend/store.yaml': store('back') };
  const found = 'resolved Service/store in back [6379] @ backend/store.yaml:4';

  it('answer for each other where none begins a stack of its own', () => {
    expect(told(files, 'frontend/web.yaml')).toEqual([`store.back: ${found}`]);
    expect(rulesOf(files)).toEqual([
      'allow-store ingress front:app=web TCP/6379',
      'allow-web egress back:app=store TCP/6379',
    ]);
  });

  it('answer by a namespace that is written on both sides where each begins one', () => {
    const apart = { ...files, 'frontend/README.md': '', 'backend/README.md': '' };
    expect(told(apart, 'frontend/web.yaml')).toEqual([`store.back: ${found}`]);
  });

  it('are as related inside of a folder as when that one is named', () => {
    const below = Object.fromEntries(
      Object.entries(files).map(([at, text]) => [`k8s/${at}`, text]),
    );
    expect(told(below, 'k8s/frontend/web.yaml')).toEqual([
      `store.back: ${found.replace('@ ', '@ k8s/')}`,
    ]);
  });

  it('are asked after the own folder', () => {
    const both = { ...files, 'frontend/store.yaml': store('back') };
    expect(told(both, 'frontend/web.yaml')).toEqual([
      `store.back: ${found.replace('backend', 'frontend')}`,
    ]);
  });
});

describe('demos with a stack each', () => {
  const apart = { 'one/README.md': '', 'two/README.md': '' };

  it('do not answer for each other where nobody names a namespace', () => {
    const files = {
      ...apart,
      'one/web.yaml': deployment('web', env('STORE_ADDR', 'store:80')),
      'two/store.yaml': object('Service', 'store'),
    };
    expect(told(files, 'one/web.yaml')[0]).toContain('store: missing');
  });

  it('do not answer for each other where both have a part in the namespace', () => {
    const files = {
      ...apart,
      'one/web.yaml': web('store.back'),
      'one/back.yaml': service('other', 'back'),
      'two/store.yaml': store('back'),
    };
    expect(told(files, 'one/web.yaml')[0]).toBe('store.back: external Host/store.back');
  });

  it('keep to the objects of their own folder where names are the same', () => {
    const files = {
      'one/web.yaml': web('store', 'x'),
      'one/s.yaml': store('x'),
      'two/s.yaml': store('x'),
    };
    expect(told(files, 'one/web.yaml')).toEqual([
      'store: resolved Service/store in x [6379] @ one/s.yaml:4',
    ]);
  });
});
