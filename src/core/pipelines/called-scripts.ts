/** What a pipeline's commands call in the same repository: shell scripts, Makefile targets, package scripts. */
import { commandsOf, commandsOfText } from './commands.ts';
import type { Command, Job } from './pipelines.ts';
import type { Scope } from '../workspace/scope.ts';
import { onceFor } from '../workspace/per-scope.ts';
import { baseName, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';

/** A job with the commands of the scripts that its own commands call, one level deep. */
export function withCalledScripts(job: Job, scope: Scope): Job {
  const called = job.commands.flatMap((command) => calledBy(command, scope));
  return called.length === 0 ? job : { ...job, commands: [...job.commands, ...called] };
}

function calledBy(command: Command, scope: Scope): readonly Command[] {
  const { text } = command;
  const script = /(?:^|[\s;&|"'(])((?:\.{0,2}\/)?[\w./-]*[\w-]+\.sh)\b/.exec(text)?.[1];
  if (script !== undefined) return commandsOfScript(script, command, scope);
  const target = /(?:^|[\s;&|"'(])make\s+(?:-C\s+(\S+)\s+)?([\w./-]+)/.exec(text);
  if (target) return commandsOfTarget(target[2] ?? '', target[1] ?? '', scope);
  const run = /(?:^|[\s;&|"'(])(?:npm run|pnpm run|pnpm|yarn run|yarn|bun run)\s+([\w:.-]+)/.exec(
    text,
  );
  return run ? commandsOfPackage(run[1] ?? '', scope) : [];
}

function commandsOfScript(script: string, by: Command, scope: Scope): readonly Command[] {
  const path = joinPath('', script);
  const file = scope.file(path);
  if (file?.kind === 'text' && path !== by.path) return commandsOfText(file);
  // Where the command is run in a folder that we do not follow, a name that is there once will do.
  const [only, ...others] = scope.filesBelow('').filter((p) => baseName(p) === baseName(script));
  const found = only === undefined || others.length > 0 ? undefined : scope.file(only);
  return found?.kind === 'text' && found.path !== by.path ? commandsOfText(found) : [];
}

/** The recipe of a target, and those of the targets that it needs before. */
function commandsOfTarget(target: string, folder: string, scope: Scope): readonly Command[] {
  const file =
    scope.file(joinPath(folder, 'Makefile')) ?? scope.file(joinPath(folder, 'GNUmakefile'));
  if (file === undefined) return [];
  const recipes = readRecipes(file);
  const targets = new Set([target]);
  // A set goes on with what is added to it.
  for (const name of targets) {
    for (const other of recipes.get(name)?.needs ?? []) targets.add(other);
  }
  return [...targets].flatMap((name) => recipes.get(name)?.commands ?? []);
}

interface Recipe {
  readonly commands: readonly Command[];
  readonly needs: readonly string[];
}

/** `target: what it needs`, and no assignment with `:=`; the lines below that start with a tab. */
const RECIPE = /^([^\s:#=]+)[ \t]*:(?!=)([^#\n]*)[^\n]*\n((?:\t[^\n]*(?:\n|$)|[ \t]*\n)*)/gm;

/** The recipes of a Makefile by their targets; of two for one target the first. */
const readRecipes = onceFor((file: SourceFile): ReadonlyMap<string, Recipe> => {
  const recipes = new Map<string, Recipe>();
  for (const { 0: all, 1: target = '', 2: needed = '', 3: body = '', index } of file.text.matchAll(
    RECIPE,
  )) {
    const needs = needed.split(/[\s|:]+/).filter((word) => /^[\w./-]+$/.test(word));
    const end = index + all.length;
    const commands = commandsOfText(file, end - body.length, end);
    if (!recipes.has(target)) recipes.set(target, { commands, needs });
  }
  return recipes;
});

function commandsOfPackage(script: string, scope: Scope): readonly Command[] {
  const file = scope.file('package.json');
  const view = file?.documents[0]?.view.get('scripts', script);
  return file === undefined || view === undefined ? [] : commandsOf(file, view);
}
