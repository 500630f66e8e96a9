import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { toolEnvironment, TOOL_OUTPUT_LIMIT, TOOL_TIME_LIMIT } from '../core/render/tools.ts';
import type { ToolCall, ToolOutcome } from '../core/render/tools.ts';

/**
 * Runs a program of the user without a shell, and waits for it.
 * @param folder where it works; absolute
 */
export function runTool({ program, args }: ToolCall, folder: string): ToolOutcome {
  const { error, status, stdout, stderr } = spawnSync(program, [...args], {
    ...{ cwd: folder, encoding: 'utf8', windowsHide: true, killSignal: 'SIGKILL' },
    ...{ timeout: TOOL_TIME_LIMIT, maxBuffer: TOOL_OUTPUT_LIMIT },
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...toolEnvironment(devNull) },
  });
  if (error !== undefined) return refusalOf(error);
  return status === 0 ? { state: 'done', output: stdout } : { state: 'failed', errors: stderr };
}

function refusalOf(error: Error & { readonly code?: unknown }): ToolOutcome {
  switch (error.code) {
    case 'ENOENT':
    case 'EACCES':
      return { state: 'missing' };
    case 'ETIMEDOUT':
      return { state: 'timeout' };
    case 'ENOBUFS':
      return { state: 'too-large' };
    default:
      return { state: 'failed', errors: error.message };
  }
}
