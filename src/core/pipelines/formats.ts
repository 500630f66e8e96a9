/** Pipelines of the systems that have a form of their own: GitHub's family, GitLab and Jenkins. */
import { actionOf, commandsOf, commandsOfText, jobOf, namesOf } from './commands.ts';
import type { Job, Pipeline } from './pipelines.ts';
import type { Scope } from '../workspace/scope.ts';
import { joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

/** Triggers that a person pulls. */
const BY_HAND: readonly string[] = ['workflow_dispatch', 'repository_dispatch'];

export function readActionsWorkflow(file: SourceFile, system: string, scope: Scope): Pipeline {
  const view = file.documents[0]?.view;
  const on = view?.get('on');
  const triggers = on === undefined ? [] : [...namesOf(on), ...on.keys];
  return {
    ...{ file, system },
    automatic: triggers.some((trigger) => !BY_HAND.includes(trigger)),
    ...(triggers.every((trigger) => trigger === 'workflow_call') && { calledOnly: true }),
    jobs: (view?.get('jobs').entries ?? [])
      .filter((job) => !isOff(job))
      .map((job) => actionsJob(file, job, scope)),
  };
}

function actionsJob(file: SourceFile, job: View & { readonly key: string }, scope: Scope): Job {
  const steps = job.get('steps').items.filter((step) => !isOff(step));
  const local = localActions(steps, scope);
  const usual =
    job.get('defaults', 'run', 'working-directory').text ??
    file.documents[0]?.view.get('defaults', 'run', 'working-directory').text;
  const from = (at: SourceFile, list: readonly View[]): Pick<Job, 'commands' | 'actions'> => ({
    commands: list.flatMap((step) =>
      commandsOf(at, step.get('run'), step.get('working-directory').text ?? usual),
    ),
    actions: list.flatMap((step) => actionOf(at, step.get('uses'), step.get('with'))),
  });
  const own = from(file, steps);
  const called = local.map((action) => from(action.file, action.steps));
  const container = job.get('container');
  const environment = job.get('environment');
  return jobOf(job.key, {
    commands: [...own.commands, ...called.flatMap(({ commands }) => commands)],
    actions: [
      ...own.actions,
      ...actionOf(file, job.get('uses'), job.get('with')),
      ...called.flatMap(({ actions }) => actions),
    ],
    image: container.text ?? container.get('image').text,
    environment: environment.text ?? environment.get('name').text,
    needs: namesOf(job.get('needs')),
    titles: [job, ...steps].flatMap((part) => part.get('name').text ?? []),
  });
}

/** A job or step that its author has switched off. */
function isOff(view: View): boolean {
  return /^(?:\$\{\{\s*)?false(?:\s*\}\})?$/.test(view.get('if').text?.trim() ?? '');
}

interface LocalAction {
  readonly file: SourceFile;
  readonly steps: readonly View[];
}

/** The actions of the same repository that some steps use, those that they use in turn included. */
function localActions(steps: readonly View[], scope: Scope): readonly LocalAction[] {
  const found: LocalAction[] = [];
  const waiting = [...steps];
  for (const step of waiting) {
    const action = localAction(step.get('uses').text, scope);
    if (action === undefined || found.some(({ file }) => file === action.file)) continue;
    found.push(action);
    waiting.push(...action.steps);
  }
  return found;
}

/** The steps of an action that is part of the same repository. */
function localAction(uses: string | undefined, scope: Scope): LocalAction | undefined {
  if (uses?.startsWith('./') !== true) return undefined;
  const folder = joinPath('', uses);
  const file = scope.file(`${folder}/action.yml`) ?? scope.file(`${folder}/action.yaml`);
  const steps = file?.documents[0]?.view.get('runs', 'steps').items;
  return file === undefined || steps === undefined ? undefined : { file, steps };
}

/** Keys at the top of a GitLab file that are no jobs. */
const GITLAB_SETTINGS: readonly string[] = [
  ...['default', 'include', 'stages', 'variables', 'workflow', 'image', 'services', 'cache'],
  ...['before_script', 'after_script', 'spec'],
];

export function readGitLab(file: SourceFile): Pipeline {
  const view = file.documents.at(-1)?.view;
  const entries = view?.entries ?? [];
  const isJob = (entry: View & { readonly key: string }): boolean =>
    !entry.key.startsWith('.') && !GITLAB_SETTINGS.includes(entry.key) && entry.type === 'map';
  const byName = new Map(entries.toReversed().map((entry) => [entry.key, entry]));
  const jobs = entries.filter(isJob).map((job) => gitLabJob(file, job, byName));
  const includes = view?.get('include');
  const templates = [...(includes?.items ?? []), ...(includes?.exists === true ? [includes] : [])];
  const included = templates.flatMap((item) =>
    ['template', 'component', 'project', 'remote'].flatMap((key) =>
      actionOf(file, item.get(key), item),
    ),
  );
  const manual = (view?.get('workflow', 'rules').items ?? []).some(
    (rule) => rule.get('if').text?.includes('CI_PIPELINE_SOURCE == "web"') === true,
  );
  return {
    ...{ file, system: 'GitLab CI', automatic: !manual },
    jobs: included.length > 0 ? [...jobs, jobOf('include', { actions: included })] : jobs,
  };
}

type Entry = View & { readonly key: string };

/** A job's own key, else that of the nearest template that it extends, else the default. */
function gitLabJob(file: SourceFile, job: Entry, byName: ReadonlyMap<string, Entry>): Job {
  const chain = withTemplates(job, byName);
  const root = job.parent;
  const inherited = (key: string): View => {
    const own = chain.find((part) => part.has(key))?.get(key);
    return own ?? root?.get('default', key) ?? job.get(key);
  };
  const setting = (key: string): View => {
    const found = inherited(key);
    return found.exists || root === undefined ? found : root.get(key);
  };
  const image = setting('image');
  const environment = inherited('environment');
  const scripts = [setting('before_script'), inherited('script'), setting('after_script')];
  return jobOf(job.key, {
    commands: scripts.flatMap((script) => commandsOf(file, script)),
    image: image.text ?? image.get('name').text,
    environment: environment.text ?? environment.get('name').text,
    needs: namesOf(inherited('needs')),
    titles: chain.flatMap((part) => part.get('stage').text ?? []),
  });
}

/** GitLab follows eleven levels of templates. */
const MOST_TEMPLATES = 100;

/** A job and the templates it extends, nearest first; circles end. */
function withTemplates(job: Entry, byName: ReadonlyMap<string, Entry>): readonly View[] {
  const chain = new Map([[job.key, job]]);
  // A map goes on with what is added to it.
  for (const part of chain.values()) {
    for (const name of namesOf(part.get('extends'))) {
      const template = byName.get(name);
      if (template !== undefined && !chain.has(name) && chain.size < MOST_TEMPLATES)
        chain.set(name, template);
    }
  }
  return [...chain.values()];
}

/** A Jenkinsfile is a program; its stages are found by their names. */
export function readJenkins(file: SourceFile): Pipeline {
  const stages = [...file.text.matchAll(/\bstage(?:\s*\(\s*|\s+)(["'])([^"'\n]{1,100})\1/g)];
  const bounds = stages.map((stage, i) => ({
    name: stage[2] ?? '',
    from: stage.index,
    to: stages[i + 1]?.index ?? file.text.length,
  }));
  const all = bounds.length > 0 ? bounds : [{ name: 'pipeline', from: 0, to: file.text.length }];
  const built = imagesBuilt(file.text);
  const jobs = all.map(({ name, from, to }) => {
    const text = file.text.slice(from, to);
    const inside = /\b(\w+)\.inside\b/.exec(text)?.[1] ?? '';
    const image = built.get(inside) ?? /\bimage(?:\s*\(\s*|\s+)["']([^"'\n]+)["']/.exec(text)?.[1];
    return jobOf(name, { commands: commandsOfText(file, from, to), image, titles: [name] });
  });
  return { file, system: 'Jenkins', automatic: true, jobs };
}

/** Images by the variable that `built = docker.build("shop/cart")` gives them, for `built.inside`. */
function imagesBuilt(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/\b(\w+)\s*=\s*docker\.build\s*\(\s*["']([^"'\n]+)["']/g);
  return new Map([...found].reverse().map(([, variable = '', image = '']) => [variable, image]));
}
