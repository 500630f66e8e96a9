import assert from 'node:assert/strict';
import { extensionId, mainContainer, readManifest } from '../../src/dev/project.ts';
import { inVSCode } from '../../src/dev/vscode/session.ts';

const manifest = readManifest();

inVSCode(
  'the extension is in the activity bar and shows rows',
  { workspace: 'shop' },
  async (session) => {
    const { workbench, inHost } = session;
    await workbench.openContainer(mainContainer(manifest)?.title ?? '');
    await workbench.page.locator('.part.sidebar .monaco-list-row').first().waitFor();
    const isActive = await inHost(
      (vscode, id) => vscode.extensions.getExtension(id)?.isActive,
      extensionId(manifest),
    );
    assert.equal(isActive, true);
    await session.shot('start');
  },
);
