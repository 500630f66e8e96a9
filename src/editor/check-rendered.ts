import * as vscode from 'vscode';
import { renderTargets, targetsAround } from '../core/render/target.ts';
import type { RenderTarget } from '../core/render/target.ts';
import { INSTALL_PAGES, isProgramName, toolCalls, toolProblem } from '../core/render/tools.ts';
import type { RunTool, ToolFailure, ToolOutcome } from '../core/render/tools.ts';
import type { Schema } from '../core/schema/schema.ts';
import { checkRendered } from '../core/render/rendered.ts';
import type { LintRule } from '../core/lint/rule.ts';
import { uriIn, versionOf } from './folder.ts';
import type { Folder } from './folder.ts';
import { noticeWords } from './notice.ts';
import { consents } from './render-consent.ts';
import { followDisk, openSources } from './render-sources.ts';
import type { RenderedFindings } from './rendered-findings.ts';
import type { Session } from './session.ts';
import { readProgram, SECTION } from './settings.ts';

export interface RenderServices {
  readonly rules: readonly LintRule[];
  readonly schema: () => Schema | undefined;
  readonly rendered: RenderedFindings;
  /** Starts a program; nothing else in the extension does. */
  readonly runTool: RunTool;
  readonly log: vscode.LogOutputChannel;
}

/** A chart or an overlay of an open folder. */
export interface Choice {
  readonly folder: Folder;
  readonly target: RenderTarget;
}

/** "Check What This Chart or Overlay Renders...": the user's own tool, on their command alone. */
export function registerCheckRendered(
  session: Session,
  services: RenderServices,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      `${SECTION}.checkRendered`,
      /** @param uri of a file; without one that of the editor */
      async (uri: unknown) => {
        await session.ready;
        const chosen = await choose(session, uri instanceof vscode.Uri ? uri : undefined);
        if (chosen === undefined || !(await consents(chosen))) return;
        await render(await readAgain(chosen, session), services);
      },
    ),
    vscode.commands.registerCommand(`${SECTION}.clearRendered`, () => {
      services.rendered.clear();
    }),
  );
}

/** The tool reads the disk, so what is said about its result must be about the same texts. */
async function readAgain(choice: Choice, session: Session): Promise<Choice> {
  const { folder, target } = choice;
  const sources = openSources(choice);
  await followDisk(sources, session.disk);
  for (const document of sources) session.upToDate(document);
  await session.rescan();
  const options = versionOf(folder.settings);
  const [now = target] = targetsAround(target.path, folder.workspace, options);
  const isChart = now.tool === 'helm' && target.tool === 'helm';
  return { folder, target: isChart ? { ...now, values: target.values } : now };
}

/** What the file is a part of, or else all there is. */
async function choose(session: Session, uri: vscode.Uri | undefined): Promise<Choice | undefined> {
  const active = uri ?? vscode.window.activeTextEditor?.document.uri;
  const found = active && session.find(active);
  const near =
    found?.folder.isFolder === true
      ? targetsAround(found.path, found.folder.workspace, versionOf(found.folder.settings)).map(
          (target) => ({ folder: found.folder, target }),
        )
      : [];
  const choices = near.length > 0 ? near : everything(session);
  if (choices.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('The open folders hold no Helm chart and no kustomization to render.'),
    );
    return undefined;
  }
  return near.length === 1 ? near[0] : pick(choices);
}

function everything(session: Session): readonly Choice[] {
  return session.folders
    .filter(({ isFolder }) => isFolder)
    .flatMap((folder) =>
      renderTargets(folder.workspace, versionOf(folder.settings)).map((target) => ({
        ...{ folder, target },
      })),
    );
}

async function pick(choices: readonly Choice[]): Promise<Choice | undefined> {
  const picks = choices.map((choice) => ({
    label: nameOf(choice),
    description: choice.target.tool === 'helm' ? 'helm template' : 'kubectl kustomize',
    choice,
  }));
  const picked = await vscode.window.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('Which chart or overlay do you want to render and check?'),
    matchOnDescription: true,
  });
  return picked?.choice;
}

function nameOf({ folder, target }: Choice): string {
  return noticeWords(vscode.workspace.asRelativePath(uriIn(folder, target.folder)));
}

async function render(choice: Choice, services: RenderServices): Promise<void> {
  const { folder, target } = choice;
  const started = Date.now();
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Rendering {0}', nameOf(choice)),
      cancellable: true,
    },
    (_, token) => call(choice, services.runTool, token),
  );
  if (outcome.state === 'cancelled') return;
  if (outcome.state !== 'done') {
    await explain(choice, outcome, services.log);
    return;
  }
  const { severities } = folder.settings;
  const checked = checkRendered(folder.workspace, {
    ...{ target, output: outcome.output, rules: services.rules },
    options: {
      ...versionOf(folder.settings),
      severityOf: (rule) => severities.get(rule),
      schema: services.schema,
    },
  });
  const { findings, objects, elsewhere } = checked;
  services.rendered.show({ folder, target, findings, started });
  await summarize(choice, { found: findings.length, objects, elsewhere });
}

/** Calls one tool after the other until one is there. */
async function call(
  { folder, target }: Choice,
  runTool: RunTool,
  token: vscode.CancellationToken,
): Promise<ToolOutcome> {
  const abort = new AbortController();
  token.onCancellationRequested(() => {
    abort.abort();
  });
  const at = uriIn(folder, target.folder);
  let outcome: ToolOutcome = { state: 'missing' };
  for (const { program, args } of toolCalls(target)) {
    const name = readProgram(at, program);
    if (!isProgramName(name)) continue;
    outcome = await runTool({ program: name, args, folder: at.fsPath, signal: abort.signal });
    if (outcome.state !== 'missing') break;
  }
  return outcome;
}

async function explain(
  { target }: Choice,
  failure: ToolFailure,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const problem = noticeWords(toolProblem(target, failure));
  log.error(problem);
  const page = INSTALL_PAGES[target.tool];
  const settings = vscode.l10n.t('Open the Settings');
  const install = vscode.l10n.t('How to Install It');
  const details = vscode.l10n.t('Show Details');
  const isMissing = failure.state === 'missing';
  const [first = ''] = problem.split('\n');
  const answer = await vscode.window.showErrorMessage(
    isMissing ? `${problem} ${settingAdvice(target)}` : first,
    ...(isMissing ? [settings, install] : [details]),
  );
  if (answer === settings)
    await vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.tools`);
  if (answer === install) await vscode.env.openExternal(vscode.Uri.parse(page));
  if (answer === details) log.show();
}

function settingAdvice(target: RenderTarget): string {
  return vscode.l10n.t(
    'If it has another name or place, say so in the setting "{0}".',
    toolCalls(target)
      .map(({ program }) => `${SECTION}.tools.${program}`)
      .join('" or "'),
  );
}

interface Summary {
  readonly found: number;
  readonly objects: number;
  readonly elsewhere: number;
}

async function summarize(choice: Choice, { found, objects, elsewhere }: Summary): Promise<void> {
  const name = nameOf(choice);
  const looked =
    objects === 1
      ? vscode.l10n.t('{0}: 1 object rendered.', name)
      : vscode.l10n.t('{0}: {1} objects rendered.', name, objects);
  const result =
    found === 0
      ? vscode.l10n.t('They show nothing that the files do not show already.')
      : found === 1
        ? vscode.l10n.t('1 finding that the files alone do not show.')
        : vscode.l10n.t('{0} findings that the files alone do not show.', found);
  const more =
    elsewhere === 0
      ? ''
      : vscode.l10n.t(' {0} more in parts that come from outside of this folder.', elsewhere);
  const problems = vscode.l10n.t('Show the Problems');
  const answer = await vscode.window.showInformationMessage(
    `${looked} ${result}${more}`,
    ...(found === 0 ? [] : [problems]),
  );
  if (answer === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
