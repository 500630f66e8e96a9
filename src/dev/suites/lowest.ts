import { installServer, LOWEST } from '../vscode/install.ts';
import { runIntegration } from './integration.ts';
import { type Outcome, type SuiteRequest, total } from './outcome.ts';
import { runUiFiles } from './ui.ts';

/** The tests inside the extension host once more, and one window, in the lowest VS Code that package.json allows. */
export async function runLowest(request: SuiteRequest): Promise<Outcome> {
  const { VSCODE, VSCODE_PATH, VSCODE_SERVER_VERSION } = process.env;
  Object.assign(process.env, { VSCODE: 'server', VSCODE_PATH: '', VSCODE_SERVER_VERSION: LOWEST });
  try {
    await installServer();
    const inHost = await runIntegration(request);
    return total([inHost, await runUiFiles(['test/ui/start.test.ts'])]);
  } finally {
    restore({ VSCODE, VSCODE_PATH, VSCODE_SERVER_VERSION });
  }
}

function restore(before: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
}
