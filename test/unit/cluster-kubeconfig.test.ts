import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKubeconfig } from '../../src/cluster/kubeconfig.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'next-steps-kubeconfig-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const one = (name: string, server: string, more = ''): string => `apiVersion: v1
kind: Config
current-context: ${name}
contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${name}, namespace: shop } }]
clusters: [{ name: ${name}, cluster: { server: "${server}", certificate-authority: ca.crt } }]
users: [{ name: ${name}, user: { client-key: keys/a.key ${more} } }]
`;

const read = (KUBECONFIG?: string, foreign: readonly string[] = []) =>
  readKubeconfig({ environment: { KUBECONFIG }, home: folder, foreign });

describe('the kubeconfig of the person', () => {
  it('is the one at the default path where KUBECONFIG names none', async () => {
    const path = write('.kube/config', one('kind', 'https://127.0.0.1:6443'));
    const { contexts, current, files, problems } = await read();
    expect({ current, files, problems }).toEqual({ current: 'kind', files: [path], problems: [] });
    expect(contexts.map(({ facts }) => facts)).toEqual([
      {
        ...{ name: 'kind', cluster: 'kind', user: 'kind', namespace: 'shop', file: path },
        server: 'https://127.0.0.1:6443',
      },
    ]);
  });

  it('is none, and no fault, where there is no file at the default path', async () => {
    expect(await read()).toEqual({ contexts: [], files: [], problems: [] });
  });

  it('is never one of the workspace, also by way of a link', async () => {
    const inside = write('workspace/config', one('trap', 'https://a.example:6443'));
    const link = join(folder, 'link');
    symlinkSync(inside, link);
    const { contexts, problems } = await read(link, [join(folder, 'workspace')]);
    expect({ contexts, problems }).toEqual({
      contexts: [],
      problems: [`"${link}" lies in this workspace, so it isn't used.`],
    });
  });

  it('joins the files of KUBECONFIG: what a name means, the first one decides', async () => {
    const a = write('a/config', one('dev', 'https://a.example:6443'));
    const b = write('b/config', one('dev', 'https://b.example:6443'));
    const c = write('c/config', one('prod', 'https://c.example:6443'));
    const { contexts, current } = await read([a, b, c].join(delimiter));
    expect(current).toBe('dev');
    expect(contexts.map(({ facts }) => [facts.name, facts.server, facts.file])).toEqual([
      ['dev', 'https://a.example:6443', a],
      ['prod', 'https://c.example:6443', c],
    ]);
  });

  it('takes paths relative to the file that has them', async () => {
    const a = write(
      'a/config',
      one('dev', 'https://a.example', ', exec: { command: ./bin/login }'),
    );
    const [context] = (await read(a)).contexts;
    expect(context?.cluster['certificate-authority']).toBe(join(folder, 'a/ca.crt'));
    expect(context?.user['client-key']).toBe(join(folder, 'a/keys/a.key'));
    expect(context?.user['exec']).toEqual({ command: join(folder, 'a/bin/login') });
    expect(context?.facts.command).toBe(join(folder, 'a/bin/login'));
  });

  it('leaves a program without a slash to PATH', async () => {
    const a = write('a/config', one('dev', 'https://a.example', ', exec: { command: aws }'));
    expect((await read(a)).contexts[0]?.facts.command).toBe('aws');
  });

  it('is never one of the workspace', async () => {
    const a = write('work/kubeconfig', one('evil', 'https://evil.example'));
    const b = write('workspace/config', one('mine', 'https://mine.example'));
    const { contexts, problems } = await read([a, b].join(delimiter), [join(folder, 'work')]);
    expect(contexts.map(({ facts }) => facts.name)).toEqual(['mine']);
    expect(problems).toEqual([`"${a}" lies in this workspace, so it isn't used.`]);
  });

  it('says what is wrong with a file, and never what is in it', async () => {
    const broken = write('broken', 'users: [{ name: a, user: { token: canary-1234 }');
    const list = write('text', 'canary-5678');
    const absent = join(folder, 'absent');
    const { contexts, problems } = await read([broken, list, absent].join(delimiter));
    expect(contexts).toEqual([]);
    expect(problems).toEqual([
      `"${broken}" isn't valid YAML.`,
      `"${list}" is no kubeconfig.`,
      `"${absent}" doesn't exist.`,
    ]);
  });

  it('takes any shapes in it without an exception', async () => {
    const path = write(
      'odd',
      'contexts: [1, { name: 2 }, { name: a }, { name: b, context: [] }]\nclusters: {}\nusers: 7\ncurrent-context: 9\n',
    );
    const { contexts, current } = await read(path);
    expect(current).toBeUndefined();
    expect(contexts.map(({ facts }) => [facts.name, facts.server])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });
});
