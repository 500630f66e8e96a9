/** Files in which people name commands to call: Makefiles, justfiles, Taskfiles and package scripts. */
import { commandsOf, commandsOfText } from './commands.ts';
import type { Command } from './pipelines.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';

/** A task by its name, and the folder that it is called in. */
export interface TaskCall {
  readonly runner: 'make' | 'just' | 'task' | 'npm';
  /** '' for the first task of the file. */
  readonly task: string;
  readonly folder: string;
}

/** The commands of a task and of those that it needs before; undefined where the task is not found. */
export function commandsOfTask(call: TaskCall, scope: Scope): readonly Command[] | undefined {
  if (call.runner === 'npm') return packageScript(call, scope);
  if (call.runner === 'task') return taskfileTask(call, scope);
  for (const file of recipeFiles(call, scope)) {
    const found = recipes(file, call);
    if (found !== undefined) return found;
  }
  return undefined;
}

const RECIPE_FILES: Readonly<Record<'make' | 'just', RegExp>> = {
  make: /^(?:GNU)?makefile$|\.mk$/i,
  just: /^\.?justfile$|\.just$/i,
};

/** The file of the folder first, then those that it may take in, from anywhere. */
function recipeFiles({ runner, folder }: TaskCall, scope: Scope): readonly SourceFile[] {
  const name = RECIPE_FILES[runner === 'just' ? 'just' : 'make'];
  const paths = scope.filesBelow('').filter((path) => name.test(baseName(path)));
  const here = paths.filter((path) => folderOf(path) === folder);
  const others = paths.filter((path) => !here.includes(path) && /\.(?:mk|just)$/i.test(path));
  return [...here, ...others].flatMap((path) => scope.file(path) ?? []);
}

/** The recipe of a target, and those of the targets that it needs before. */
function recipes(file: SourceFile, { task }: TaskCall): readonly Command[] | undefined {
  const first = task === '' ? /^([\w./-]+)[ \t]*:(?!=)/m.exec(file.text)?.[1] : task;
  if (first === undefined || recipeOf(file, first) === undefined) return undefined;
  const targets = [first];
  for (const name of targets) {
    const needed = recipeOf(file, name)?.needs ?? [];
    targets.push(...needed.filter((other) => !targets.includes(other)));
  }
  return targets.flatMap((name) => {
    const recipe = recipeOf(file, name);
    return recipe === undefined ? [] : commandsOfText(file, recipe.start, recipe.end);
  });
}

interface Recipe {
  readonly start: number;
  readonly end: number;
  readonly needs: readonly string[];
}

/** The indented lines below a target. */
function recipeOf(file: SourceFile, target: string): Recipe | undefined {
  const name = target.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const head = new RegExp(
    `^@?(?:${name}|${name.replace(/^[\w-]+/, '%')})(?: [^:\\n=]*)?[ \\t]*:(?!=)([^#\\n]*)[^\\n]*\\n`,
    'm',
  ).exec(file.text);
  if (head === null) return undefined;
  const start = head.index + head[0].length;
  const length = /^(?:[\t ][^\n]*(?:\n|$)|[ \t]*\n)*/.exec(file.text.slice(start))?.[0].length ?? 0;
  const needs = (head[1] ?? '').split(/[\s|:]+/).filter((word) => /^[\w./-]+$/.test(word));
  return { start, end: start + length, needs: [...new Set(needs)] };
}

function taskfileTask({ task, folder }: TaskCall, scope: Scope): readonly Command[] | undefined {
  const names = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml', 'taskfile.yaml'];
  const file = names.map((name) => scope.file(joinPath(folder, name))).find((one) => one);
  const view = file?.documents[0]?.view.get('tasks', task === '' ? 'default' : task);
  if (file === undefined || view?.exists !== true) return undefined;
  const commands = view.type === 'map' ? view.get('cmds') : view;
  return [...commandsOf(file, commands), ...commandsOf(file, view.get('cmd'))];
}

function packageScript({ task, folder }: TaskCall, scope: Scope): readonly Command[] | undefined {
  const file = scope.file(joinPath(folder, 'package.json')) ?? scope.file('package.json');
  const view = file?.documents[0]?.view.get('scripts', task);
  return file === undefined || view?.exists !== true ? undefined : commandsOf(file, view);
}
