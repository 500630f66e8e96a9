/** What to show when the workbench opens in a browser. Paths are absolute paths of this machine. */
export interface Opening {
  /** A folder, or a `.code-workspace` file. */
  readonly folder?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/**
 * The address of the workbench. `localhost` and 127.0.0.1 are the only hosts that will do:
 * webviews need what browsers call a secure context.
 */
export function workbenchAddress(port: number, opening: Opening): string {
  const authority = `localhost:${String(port)}`;
  const remote = (path: string): string => `vscode-remote://${authority}${remotePath(path)}`;
  const query = new URLSearchParams();
  if (opening.folder !== undefined) {
    const isWorkspace = opening.folder.endsWith('.code-workspace');
    query.set(isWorkspace ? 'workspace' : 'folder', remotePath(opening.folder));
  }
  const payload: [string, string][] = [];
  for (const key of ['extensionDevelopmentPath', 'extensionTestsPath'] as const) {
    const path = opening[key];
    if (path !== undefined) payload.push([key, remote(path)]);
  }
  if (payload.length > 0)
    query.set('payload', JSON.stringify([...payload, ['skipWelcome', 'true']]));
  return `http://${authority}/?${query.toString()}`;
}

// In an address a Windows path reads /c:/Users/...
function remotePath(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/')
    ? slashes
    : `/${slashes.charAt(0).toLowerCase()}${slashes.slice(1)}`;
}
