import { deployCommand } from './deployments.ts';
import { ownPaths } from '../guide/evidence.ts';
import { perScope } from '../workspace/per-scope.ts';
import { commandsOfText } from './commands.ts';
import type { Command } from './pipelines.ts';
import { baseName } from '../files/source.ts';

/** Files that hold commands for people to call. */
const SCRIPTS =
  /\.(?:sh|mk|just)$|^(?:(?:GNU)?Makefile|\.?justfile|Taskfile\.ya?ml|package\.json|Procfile)$/i;

/** The commands in scripts that bring something to a cluster or a container platform. */
export const readDeployScripts = perScope((scope): readonly Command[] =>
  ownPaths(scope)
    .filter((path) => SCRIPTS.test(baseName(path)))
    .flatMap((path) => {
      const file = scope.file(path);
      return file === undefined ? [] : commandsOfText(file);
    })
    .filter((command) => deployCommand(command.text) !== undefined),
);
