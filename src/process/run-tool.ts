/**
 * The only part of the extension that starts a program: the user's own Helm, kubectl or kustomize, on
 * a command of theirs. A bundle of its own, which is read when that command is given.
 */
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { toolEnvironment, TOOL_OUTPUT_LIMIT, TOOL_TIME_LIMIT } from '../core/render/tools.ts';
import type { ToolOutcome, ToolRun } from '../core/render/tools.ts';

/** Runs a program without a shell, and stops it where it takes too long or prints too much. */
export function runTool(run: ToolRun): Promise<ToolOutcome> {
  const { program, args, folder, signal, timeLimit = TOOL_TIME_LIMIT } = run;
  const options = {
    ...{ cwd: folder, signal, timeout: timeLimit, maxBuffer: TOOL_OUTPUT_LIMIT },
    windowsHide: true,
    killSignal: 'SIGKILL',
    env: { ...process.env, ...toolEnvironment(devNull) },
  } as const;
  return new Promise((resolve) => {
    const child = execFile(program, [...args], options, (error, output, errors) => {
      resolve(error === null ? { state: 'done', output } : failureOf(error, errors));
    });
    // A tool that asks something must not wait for an answer.
    child.stdin?.end();
  });
}

function failureOf(
  error: { readonly code?: unknown; readonly killed?: unknown },
  errors: string,
): ToolOutcome {
  switch (error.code) {
    case 'ENOENT':
    case 'EACCES':
    case 'ENOTDIR':
      return { state: 'missing' };
    case 'ABORT_ERR':
      return { state: 'cancelled' };
    case 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER':
      return { state: 'too-large' };
    default:
      return error.killed === true ? { state: 'timeout' } : { state: 'failed', errors };
  }
}
