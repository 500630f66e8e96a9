/** What a pipeline's commands call in the same repository: shell scripts and tasks, however deep. */
import { commandsOfText } from './commands.ts';
import type { Command, Job } from './pipelines.ts';
import { commandsOfTask } from './task-files.ts';
import type { TaskCall } from './task-files.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, joinPath } from '../files/source.ts';

/** Scripts that call scripts that call scripts: few people go further. */
const DEEPEST = 4;
/** One job runs no more commands than this, however its scripts call one another. */
const MOST_COMMANDS = 2000;

/** A job with the commands of all that its own commands call, each place once. */
export function withCalledScripts(job: Job, scope: Scope): Job {
  const commands = [...job.commands];
  const called = new Set<string>();
  let from = 0;
  for (let depth = 0; depth < DEEPEST && commands.length < MOST_COMMANDS; depth++) {
    const to = commands.length;
    for (const command of commands.slice(from, to)) {
      commands.push(...calledBy(command, scope, called));
    }
    from = to;
    if (commands.length === to) break;
  }
  return commands.length === job.commands.length ? job : { ...job, commands };
}

const BEFORE = '(?:^|[\\s;&|"\'(@`])';
const SCRIPT = new RegExp(`${BEFORE}((?:\\.{0,2}/)?[\\w./-]*[\\w-]+\\.(?:sh|bash))\\b`, 'g');
const TASKS = new RegExp(
  `${BEFORE}(make|\\$\\(MAKE\\)|just|task)(?=$|\\s)((?: +(?!&|\\||;|>)[^\\s;&|>]+)*)`,
  'g',
);
const PACKAGE_SCRIPT = new RegExp(
  `${BEFORE}(?:npm|pnpm|yarn|bun)((?: (?:--prefix|--cwd|-C|--dir) \\S+)?)(?: run| run-script)? ([\\w:.-]+)`,
  'g',
);

function calledBy(command: Command, scope: Scope, called: Set<string>): readonly Command[] {
  const found: Command[] = [];
  const once = (key: string, read: () => readonly Command[]): void => {
    if (called.has(key)) return;
    called.add(key);
    found.push(...read());
  };
  const { text } = command;
  for (const [, script = ''] of text.matchAll(SCRIPT)) {
    once(`sh ${script}`, () => commandsOfScript(script, command, scope));
  }
  for (const call of taskCalls(command)) {
    const key = `${call.runner} ${call.folder} ${call.task}`;
    once(key, () => commandsOfTask(call, scope) ?? []);
  }
  return found;
}

/** `cd web && make image` works in the folder "web". */
const CHANGED = /(?:^|[\s;&|(])cd ([\w./-]+) *(?:&&|;)/;

/** The tasks that a command starts, each with the folder it starts them in. */
function taskCalls({ text, path, folder: own }: Command): readonly TaskCall[] {
  // A recipe calls its own file again.
  const standing =
    own ?? (/makefile$|\.mk$|justfile$|package\.json$/i.test(path) ? folderOf(path) : '');
  const base = joinPath(standing, CHANGED.exec(text)?.[1] ?? '');
  const tasks = [...text.matchAll(TASKS)].flatMap(([, program = '', rest = '']) => {
    const runner = program === 'just' || program === 'task' ? program : 'make';
    const directory = /(?:^| )(?:-C|--directory|-d|--dir) ?=?(\S+)/.exec(rest)?.[1];
    const folder = joinPath(base, directory ?? '');
    const words = rest
      .replace(/(?:^| )(?:-C|--directory|-d|--dir|-f|-j) ?=?\S+/g, ' ')
      .split(/\s+/)
      .filter((word) => /^[\w./:-]+$/.test(word) && !word.startsWith('-'));
    return (words.length === 0 ? [''] : words).map((task): TaskCall => ({ runner, task, folder }));
  });
  const scripts = [...text.matchAll(PACKAGE_SCRIPT)].map(([, prefix = '', task = '']): TaskCall => {
    const folder = joinPath(base, prefix.trim().split(' ')[1] ?? '');
    return { runner: 'npm', task, folder };
  });
  return [...tasks, ...scripts];
}

function commandsOfScript(script: string, by: Command, scope: Scope): readonly Command[] {
  const nearby = [joinPath(by.folder ?? '', script), joinPath('', script)];
  const path = [...nearby, joinPath(folderOf(by.path), script)].find((one) => scope.hasFile(one));
  const file = path === undefined || path === by.path ? undefined : scope.file(path);
  if (file?.kind === 'text') return commandsOfText(file);
  // Where the command is run in a folder that we do not follow, a name that is there once will do.
  const [only, ...others] = scope.filesBelow('').filter((p) => baseName(p) === baseName(script));
  const found = only === undefined || others.length > 0 ? undefined : scope.file(only);
  return found?.kind === 'text' && found.path !== by.path ? commandsOfText(found) : [];
}
