// `npm run schema`: writes media/schema.json from what real API servers publish; built first where they are not there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiServer } from './control-plane/api-server.ts';
import { provideBinaries } from './control-plane/build.ts';
import { MINORS, startControlPlane } from './control-plane/start.ts';
import { schemaText } from './generate-schema.ts';
import type { Published } from './generate-schema.ts';
import { ROOT } from './project.ts';
import { exitOnSignals } from './vscode/ending.ts';

exitOnSignals();
const binaries = await provideBinaries(true);
if (binaries === undefined) throw new Error('There is no API server, and no Go to build one with.');
const published: Published[] = [];
let release = '';
for (const minor of MINORS) {
  const { kubeconfig, stop } = await startControlPlane(binaries, minor);
  try {
    const server = await ApiServer.of(kubeconfig);
    published.push(await server.published(minor));
    release = await server.release();
  } finally {
    await stop();
  }
}
writeFileSync(join(ROOT, 'media/schema.json'), schemaText(published, release));
