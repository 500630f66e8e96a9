/** Pipelines of the systems whose files are, in one way or another, lists of steps. */
import { actionOf, commandsOf, jobOf, namesOf } from './commands.ts';
import type { Command, Job, Pipeline, UsedAction } from './pipelines.ts';
import type { Scope } from '../workspace/scope.ts';
import type { SourceFile } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

type Part = Pick<Job, 'commands' | 'actions'>;

/** Deeper nesting than any of these formats has. */
const DEEPEST = 12;

export function readStepsPipeline(file: SourceFile, system: string): Pipeline {
  const views = file.documents.map((document) => document.view);
  const jobs = views.flatMap((view) => {
    if (system === 'CircleCI') return circleJobs(file, view);
    if (system === 'AWS CodeBuild') return [looseJob(file, view.get('phases'), 'build')];
    if (system === 'Travis CI') return [travisJob(file, view)];
    return jobsBelow(file, view, view, DEEPEST);
  });
  const automatic = system !== 'Azure Pipelines' || views[0]?.get('trigger').text !== 'none';
  return { file, system, automatic, jobs };
}

const SCRIPTS: readonly string[] = [
  ...['script', 'scripts', 'bash', 'pwsh', 'powershell', 'run', 'command', 'commands'],
  ...['before_script', 'after_script'],
];

const NAMES: readonly string[] = ['job', 'deployment', 'name', 'key', 'displayName', 'stage'];

/** Every map with a list of steps is a job, wherever it stands: Azure, Drone, Cloud Build... */
function jobsBelow(file: SourceFile, root: View, view: View, depth: number): readonly Job[] {
  if (depth === 0) return [];
  if (view.has('steps') || view.has('pipeline')) return [stepsJob(file, root, view)];
  if (view.has('step')) return [bitbucketJob(file, view.get('step'))];
  return [...view.entries, ...view.items].flatMap((child) =>
    jobsBelow(file, root, child, depth - 1),
  );
}

function stepsJob(file: SourceFile, root: View, job: View): Job {
  const list = job.has('steps') ? job.get('steps') : job.get('pipeline');
  const steps = list.type === 'map' ? list.entries : list.items;
  const parts = steps.map((step) => stepPart(file, step));
  const images = job.get('images');
  const around = surrounding(job);
  return jobOf(nameOf(around) ?? 'build', {
    commands: parts.flatMap((part) => part.commands),
    actions: [
      ...parts.flatMap((part) => part.actions),
      // Cloud Build pushes what the list `images` names.
      ...(images.type === 'sequence'
        ? actionOf(file, images.get(0), images, 'cloudbuild/images')
        : []),
    ],
    environment: around
      .map((view) => view.get('environment'))
      .map((view) => view.text ?? view.get('name').text)
      .find((name) => name !== undefined && !name.includes('\n')),
    needs: namesOf(job.get('dependsOn')),
    titles: [...steps, ...around].flatMap(
      (step) => step.get('displayName').text ?? step.get('name').text ?? [],
    ),
    ...(root === job ? {} : { image: job.get('container').text }),
  });
}

/** A view and those around it: an Azure deployment says its name far above its steps. */
function surrounding(view: View): readonly View[] {
  const found: View[] = [];
  for (let at: View | undefined = view; at !== undefined; at = at.parent) found.push(at);
  return found;
}

function nameOf(views: readonly View[]): string | undefined {
  return views
    .flatMap((view) => NAMES.map((key) => view.get(key).text))
    .find((name) => name !== undefined);
}

function stepPart(file: SourceFile, step: View): Part {
  const args = step.get('args');
  const image = ['name', 'image', 'task'].map((key) => step.get(key)).find(isImageOrTask);
  const inputs = ['inputs', 'settings'].map((key) => step.get(key)).find((view) => view.exists);
  return {
    commands: [
      ...SCRIPTS.flatMap((key) => commandsOf(file, step.get(key))),
      ...commandsOf(file, step.get('inputs', 'script')),
      ...argumentsOf(file, image, args),
    ],
    actions: [
      ...(image === undefined ? [] : actionOf(file, image, inputs ?? step)),
      ...step
        .get('plugins')
        .items.flatMap((plugin) =>
          plugin.entries.flatMap((entry) => actionOf(file, entry, entry, entry.key)),
        ),
    ],
  };
}

function isImageOrTask(view: View): boolean {
  return (
    view.key === 'task' ||
    (view.key === 'image' && view.exists) ||
    view.text?.includes('/') === true
  );
}

/** Cloud Build: the image is the program, `args` its arguments. */
function argumentsOf(file: SourceFile, image: View | undefined, args: View): readonly Command[] {
  const [first, ...rest] = args.items;
  if (first === undefined || image?.text === undefined) return [];
  if (first.text === '-c') return rest.flatMap((item) => commandsOf(file, item));
  const program = image.text.replace(/^.*\//, '').replace(/:.*$/, '');
  const words = [first, ...rest].flatMap((item) => item.text ?? []);
  return [{ path: file.path, text: [program, ...words].join(' '), at: first.mark }];
}

function bitbucketJob(file: SourceFile, step: View): Job {
  const scripts = step.get('script').items;
  return jobOf(step.get('name').text ?? 'step', {
    commands: scripts.flatMap((item) => commandsOf(file, item)),
    actions: scripts.flatMap((item) => actionOf(file, item.get('pipe'), item.get('variables'))),
    image: step.get('image').text ?? step.get('image', 'name').text,
    environment: step.get('deployment').text,
    titles: step.get('name').text === undefined ? [] : [step.get('name').text ?? ''],
  });
}

function circleJobs(file: SourceFile, view: View): readonly Job[] {
  const calls = view
    .get('workflows')
    .entries.flatMap((workflow) => workflow.get('jobs').items)
    .flatMap((item) => item.entries);
  const requires = (name: string): readonly string[] =>
    calls
      .filter((call) => call.key === name || call.get('name').text === name)
      .flatMap((call) => namesOf(call.get('requires')));
  const own = view.get('jobs').entries.map((job) => {
    const parts = job.get('steps').items.map((step) => circleStep(file, step));
    return jobOf(job.key, {
      commands: parts.flatMap((part) => part.commands),
      actions: parts.flatMap((part) => part.actions),
      image: job.get('docker', 0, 'image').text,
      needs: requires(job.key),
      titles: job.get('steps').items.flatMap((step) => step.get('run', 'name').text ?? []),
    });
  });
  const orbs = calls.filter((call) => call.key.includes('/'));
  const called = orbs.map((call) =>
    jobOf(call.get('name').text ?? call.key, {
      actions: actionOf(file, call, call, call.key),
      needs: namesOf(call.get('requires')),
    }),
  );
  return [...own, ...called];
}

function circleStep(file: SourceFile, step: View): Part {
  const run = step.get('run');
  return {
    commands: commandsOf(file, run.type === 'map' ? run.get('command') : run),
    actions: step.entries
      .filter((entry) => entry.key.includes('/'))
      .flatMap((entry): readonly UsedAction[] => actionOf(file, entry, entry, entry.key)),
  };
}

function travisJob(file: SourceFile, view: View): Job {
  const scripts = ['before_script', 'script', 'after_success', 'before_deploy', 'after_deploy'];
  return jobOf('build', {
    commands: [
      ...scripts.flatMap((key) => commandsOf(file, view.get(key))),
      ...commandsOf(file, view.get('deploy', 'script')),
      ...view.get('deploy').items.flatMap((item) => commandsOf(file, item.get('script'))),
    ],
  });
}

/** A part of a file whose `commands` stand at different depths. */
function looseJob(file: SourceFile, view: View, name: string): Job {
  return jobOf(name, {
    commands: view.entries.flatMap((phase) => commandsOf(file, phase.get('commands'))),
  });
}

/** Tekton's pipelines are Kubernetes objects. */
export function readTekton(scope: Scope): readonly Pipeline[] {
  const objects = ['Task', 'Pipeline', 'PipelineRun', 'TaskRun']
    .flatMap((kind) => scope.objects(kind))
    .filter((object) => object.group === 'tekton.dev');
  return objects.flatMap((object) => {
    const file = scope.file(object.path);
    if (file === undefined) return [];
    const spec = object.view.get('spec');
    const tasks = [
      spec,
      spec.get('taskSpec'),
      ...spec.get('tasks').items,
      ...spec.get('pipelineSpec', 'tasks').items,
    ];
    const parts = tasks.map((task) => tektonTask(file, task));
    const job = jobOf(object.name ?? object.kind, {
      commands: parts.flatMap((part) => part.commands),
      actions: parts.flatMap((part) => part.actions),
    });
    return [{ file, system: 'Tekton', automatic: true, jobs: [job] }];
  });
}

function tektonTask(file: SourceFile, task: View): Part {
  const steps = [...task.get('steps').items, ...task.get('taskSpec', 'steps').items];
  return {
    commands: steps.flatMap((step) => [
      ...commandsOf(file, step.get('script')),
      ...tektonCommand(file, step),
    ]),
    actions: [
      ...actionOf(file, task.get('taskRef', 'name'), task.get('params')),
      ...steps.flatMap((step) => actionOf(file, step.get('image'), step)),
    ],
  };
}

function tektonCommand(file: SourceFile, step: View): readonly Command[] {
  const words = [...step.get('command').items, ...step.get('args').items];
  const [first] = words;
  if (first === undefined) return [];
  const text = words.flatMap((word) => word.text ?? []).join(' ');
  return [{ path: file.path, text, at: first.mark }];
}
