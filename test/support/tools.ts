/** The real Helm and kustomize. */
import path from 'node:path';
import { provideTool, TOOLS_LEFT_OUT } from '../../src/dev/control-plane/tools.ts';
import type { Tool } from '../../src/dev/control-plane/tools.ts';

/**
 * The path of a tool, which is built where that is needed. Undefined where there is neither one nor
 * a Go to build it, or no network; where `CI` is set, that is a failure.
 */
export async function findTool(name: Tool): Promise<string | undefined> {
  try {
    return await provideTool(name);
  } catch (error) {
    // Without a network there is nothing to build from.
    if (process.env['CI'] === 'true') throw error;
    return undefined;
  }
}

/** Both tools; one line is printed where they are left out. */
export async function findTools(): Promise<{ helm: string; kustomize: string } | undefined> {
  const [helm, kustomize] = [await findTool('helm'), await findTool('kustomize')];
  if (helm !== undefined && kustomize !== undefined) return { helm, kustomize };
  console.log(TOOLS_LEFT_OUT);
  return undefined;
}

/** A PATH with the folders of these programs in front. */
export function pathWith(...programs: readonly string[]): string {
  const folders = programs.map((program) => path.dirname(program));
  return [...folders, process.env['PATH'] ?? ''].join(path.delimiter);
}
