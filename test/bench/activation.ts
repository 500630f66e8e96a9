/** What starting the extension costs in a real extension host: `npm run bench -- --host`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from '../../src/dev/build.ts';
import { extensionId, mainContainer, readManifest } from '../../src/dev/project.ts';
import { installServer } from '../../src/dev/vscode/install.ts';
import { type Session, openSession } from '../../src/dev/vscode/session.ts';

/** One start as VS Code counts it, in milliseconds. */
export interface Activation {
  /** Reading and running the bundle. */
  readonly load: number;
  /** `activate()` itself. */
  readonly call: number;
}

/** The command behind "Developer: Startup Performance". */
const REPORT = 'perfview.show';
const LIMIT_MS = 60_000;

/** Starts the extension in one fresh VS Code after the other, and asks each. */
export async function activations(rounds: number): Promise<readonly Activation[]> {
  await build({ tests: true });
  await installServer();
  const found: Activation[] = [];
  while (found.length < rounds) {
    const session = await openSession({ workspace: 'shop' });
    try {
      found.push(await activationIn(session));
    } finally {
      await session.close();
    }
  }
  return found;
}

async function activationIn(session: Session): Promise<Activation> {
  const manifest = readManifest();
  const commands = [`workbench.view.extension.${mainContainer(manifest)?.id ?? ''}`, REPORT];
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit;) {
    const rows = await reported(session, commands);
    // Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By
    const ours = rows.find(([name]) => name === extensionId(manifest));
    const [load, call] = ours?.slice(2).map(Number) ?? [];
    if (load !== undefined && call !== undefined) return { load, call };
    await sleep(500);
  }
  throw new Error('"Developer: Startup Performance" says nothing about the extension.');
}

/** The rows of the report's tables. */
async function reported(
  { inHost }: Session,
  commands: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const report = await inHost(async (vscode, ids) => {
    for (const id of ids) await vscode.commands.executeCommand(id);
    const { textDocuments } = vscode.workspace;
    return textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
  }, commands);
  return report.split('\n').map((line) =>
    line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim()),
  );
}
