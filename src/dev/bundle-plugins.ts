import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from './project.ts';

/**
 * A rule's source without the text of its page, which lies in media/rules as a file. Found as
 * Prettier lays it out: from `docs: {` to the brace of the same indentation.
 */
export function withoutDocs(source: string): string {
  const docs = /^( +)docs: \{\n[^]*?^\1\},\n/m;
  // Empty lines keep the numbers of the lines below right.
  return source.replace(docs, (text) => text.replaceAll(/[^\n]/g, ''));
}

/** Leaves the pages of rules out: the editor shows the files. */
export const WITHOUT_DOCS: Plugin = {
  name: 'without-docs',
  setup: (build) => {
    build.onLoad(
      { filter: /[\\/]src[\\/]topics[\\/].*\brules[\\/][\w-]+\.ts$/ },
      async ({ path }) => ({
        contents: withoutDocs(await readFile(path, 'utf8')),
        loader: 'ts',
      }),
    );
  },
};

/** Reads `yaml`, a bundle of its own beside the extension's, at the first document that needs it. */
export const LATE_YAML: Plugin = {
  name: 'late-yaml',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]core[\\/]yaml[\\/]tolerant\.ts$/ }, () => ({
      contents: `export const parseTolerantly = (text) =>
        require('./yaml-tolerant.cjs').parseTolerantly(text);`,
    }));
  },
};

/** What reads schedules: a bundle of its own, at the first one that somebody points at. */
export const LATE_CRON: Plugin = {
  name: 'late-cron',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]core[\\/]schema[\\/]cron\.ts$/ }, () => ({
      contents: `export const readCron = (...all) => require('./cron.cjs').readCron(...all);`,
    }));
  },
};

/** What starts programs is a bundle of its own, too: it is read when a command asks for it. */
export const LATE_TOOLS: Plugin = {
  name: 'late-tools',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]process[\\/]run-tool\.ts$/ }, () => ({
      contents: `export const runTool = (run) => require('./run-tool.cjs').runTool(run);`,
    }));
  },
};

/** What asks where a link leads is a bundle of its own, as it is no business of the editor's interface. */
export const LATE_LINKS: Plugin = {
  name: 'late-links',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]process[\\/]real-path\.ts$/ }, () => ({
      contents: `export const realPath = (path) => require('./real-path.cjs').realPath(path);`,
    }));
  },
};

/** Likewise what reads kubeconfigs and speaks to clusters: it is read when a person asks for one. */
export const LATE_CLUSTER: Plugin = {
  name: 'late-cluster',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]cluster[\\/]cluster\.ts$/ }, () => ({
      contents: ['readContexts', 'readFacts']
        .map(
          (name) => `export const ${name} = (...all) => require('./cluster.cjs').${name}(...all);`,
        )
        .join('\n'),
    }));
  },
};

/** The schema of Kubernetes' own kinds stays the file that it is. */
export const LATE_SCHEMA: Plugin = {
  name: 'late-schema',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]cli[\\/]schema-file\.ts$/ }, () => ({
      contents: `export const readSchemaFile = () => require('../media/schema.json');`,
    }));
  },
};

/**
 * Leaves out what the Kubernetes client has beside its kubeconfig, which is all that we use: the
 * generated classes, a second HTTP client, and the sign-in of clouds that runs programs unasked.
 */
export const CLIENT_WITHOUT_API: Plugin = {
  name: 'client-without-api',
  setup: (build) => {
    const namespace = 'left-out';
    const filter = /^undici$|\/gen\/index\.js$|\/(?:azure|gcp)_auth\.js$/;
    build.onResolve({ filter }, ({ path, importer }) =>
      /client-node[\\/]dist[\\/]\w+\.js$/.test(importer) ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /./, namespace }, () => ({
      contents: `const none = class { isAuthProvider() { return false; } };
        export { none as Agent, none as ProxyAgent, none as ServerConfiguration };
        export { none as createConfiguration, none as AzureAuth, none as GoogleCloudPlatformAuth };`,
    }));
  },
};

const TYPES = join(ROOT, 'node_modules/@types/vscode/index.d.ts');
const VALUE = /^\texport (?:class|enum|namespace|const|let) (\w+)/gm;

/**
 * Takes each name of the editor's interface once. esbuild's own way copies all of them, some 400,
 * into a new object for every file that imports it, which was a third of the time to start.
 */
export const VSCODE_ONCE: Plugin = {
  name: 'vscode-once',
  setup: (build) => {
    const namespace = 'vscode-once';
    build.onResolve({ filter: /^vscode$/ }, ({ namespace: from }) =>
      from === namespace ? { path: 'vscode', external: true } : { path: 'vscode', namespace },
    );
    build.onLoad({ filter: /^vscode$/, namespace }, async () => {
      const types = await readFile(TYPES, 'utf8');
      const names = new Set([...types.matchAll(VALUE)].map(([, name = '']) => name));
      return { contents: `export const { ${[...names].join(', ')} } = require('vscode');` };
    });
  },
};
