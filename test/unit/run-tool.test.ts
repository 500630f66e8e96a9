/** The program that is run is Node: it is there wherever the tests are. */
import { devNull, tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runTool as runAndWait } from '../../src/cli/run-tool.ts';
import type { ToolOutcome } from '../../src/core/render/tools.ts';
import { runTool } from '../../src/process/run-tool.ts';

interface Limits {
  readonly signal?: AbortSignal;
  readonly timeLimit?: number;
}

const node = (script: string, limits: Limits = {}): Promise<ToolOutcome> =>
  runTool({
    ...{ program: process.execPath, args: ['-e', script], folder: tmpdir() },
    ...{ signal: new AbortController().signal, ...limits },
  });

describe('a tool', () => {
  it('gives what it prints', async () => {
    expect(await node('console.log("a: b")')).toEqual({ state: 'done', output: 'a: b\n' });
  });

  it('works in the folder, hears nothing, and finds no kubeconfig', async () => {
    const script =
      'process.stdin.on("data", () => {}).on("end", () => console.log(process.cwd(), JSON.stringify(process.env.KUBECONFIG)))';
    expect(await node(script)).toEqual({
      state: 'done',
      output: `${tmpdir()} ${JSON.stringify(devNull)}\n`,
    });
  });

  it('gets its arguments as they are, without a shell', async () => {
    const args = ['-p', 'process.argv[1]', '$(echo a); `b` | "c" & %PATH%'];
    const signal = new AbortController().signal;
    const outcome = await runTool({ program: process.execPath, args, folder: tmpdir(), signal });
    expect(outcome).toEqual({ state: 'done', output: `${args[2] ?? ''}\n` });
  });

  it('fails with what it complains about', async () => {
    expect(await node('console.error("no"); process.exit(3)')).toEqual({
      ...{ state: 'failed', errors: 'no\n' },
    });
  });

  it('can be missing, or no program', async () => {
    const signal = new AbortController().signal;
    for (const program of ['no-such-program-here', import.meta.filename])
      expect(await runTool({ program, args: [], folder: tmpdir(), signal })).toEqual({
        state: 'missing',
      });
  });

  it('is stopped when it takes too long, prints too much or is called off', async () => {
    expect(await node('setTimeout(() => {}, 60_000)', { timeLimit: 200 })).toEqual({
      state: 'timeout',
    });
    expect(await node('process.stdout.write("x".repeat(25e6))')).toEqual({ state: 'too-large' });
    const abort = new AbortController();
    const waiting = node('setTimeout(() => {}, 60_000)', { signal: abort.signal });
    abort.abort();
    expect(await waiting).toEqual({ state: 'cancelled' });
  });
});

describe('a tool of the command line', () => {
  const call = (program: string, ...args: string[]): ToolOutcome =>
    runAndWait({ program, args } as never, tmpdir());

  it('gives what it prints, fails, or is missing', () => {
    expect(call(process.execPath, '-p', '1 + 1')).toEqual({ state: 'done', output: '2\n' });
    expect(call(process.execPath, '-e', 'console.error("no"); process.exit(3)')).toEqual({
      ...{ state: 'failed', errors: 'no\n' },
    });
    expect(call('no-such-program-here')).toEqual({ state: 'missing' });
    expect(call(process.execPath, '-e', 'process.stdout.write("x".repeat(25e6))')).toEqual({
      state: 'too-large',
    });
  });
});
