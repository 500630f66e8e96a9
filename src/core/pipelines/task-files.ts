/** Files in which people name commands to call: Makefiles, justfiles, Taskfiles and package scripts. */
import { commandsOf, commandsOfText } from './commands.ts';
import type { Command } from './pipelines.ts';
import { onceFor } from '../workspace/per-scope.ts';
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
  const known = readRecipes(file);
  const first = task === '' ? known.first : task;
  if (first === undefined || known.of(first) === undefined) return undefined;
  const targets = new Set([first]);
  // A set goes on with what is added to it.
  for (const name of targets) {
    for (const other of known.of(name)?.needs ?? []) targets.add(other);
  }
  return [...targets].flatMap((name) => {
    const recipe = known.of(name);
    return recipe === undefined ? [] : commandsOfText(file, recipe.start, recipe.end);
  });
}

interface Recipe {
  readonly start: number;
  readonly end: number;
  readonly needs: readonly string[];
}

interface Recipes {
  /** What is made where no target is named. */
  readonly first: string | undefined;
  readonly of: (target: string) => Recipe | undefined;
}

/** `target: what it needs`, and no assignment with `:=`; just has parameters before the colon. */
const RECIPE =
  /^@?([^\s:#=@]+)(?:[ \t][^:\n=]*)?:(?!=)([^#\n]*)[^\n]*\n((?:[\t ][^\n]*(?:\n|$)|\n)*)/gm;

/** The recipes of a file by their targets, of two for one target the first. */
const readRecipes = onceFor((file: SourceFile): Recipes => {
  const found = new Map<string, Recipe>();
  let first: string | undefined;
  for (const { 0: all, 1: target = '', 2: needed = '', 3: body = '', index } of file.text.matchAll(
    RECIPE,
  )) {
    if (/^[\w/-][\w./-]*$/.test(target)) first ??= target;
    const needs = needed.split(/[\s|:]+/).filter((word) => /^[\w./-]+$/.test(word));
    const end = index + all.length;
    if (!found.has(target)) found.set(target, { start: end - body.length, end, needs });
  }
  // `%-image: ...` makes every target that ends so.
  const of = (target: string): Recipe | undefined =>
    found.get(target) ?? found.get(target.replace(/^[\w-]+/, '%'));
  return { first, of };
});

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
