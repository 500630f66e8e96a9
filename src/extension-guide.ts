import * as vscode from 'vscode';
import { readContexts, readFacts } from './cluster/cluster.ts';
import { registerCheckCluster } from './editor/check-cluster.ts';
import { registerCommands } from './editor/commands.ts';
import { GuideModel } from './editor/guide-model.ts';
import { registerGuideView } from './editor/guide-view.ts';
import { LiveFacts } from './editor/live-facts.ts';
import { registerNextStep } from './editor/next-step.ts';
import { registerPages } from './editor/pages.ts';
import { Slides } from './editor/slide-panel.ts';
import { Ticks } from './editor/ticks.ts';
import type { Extension } from './extension.ts';
import { topics } from './topics/deck.ts';
import { lessons } from './topics/lessons.ts';
import { rules } from './topics/rules.ts';

/** The guide: its view, its pages and its commands. */
export function registerGuide({
  session,
  cluster,
  uri,
  state,
  log,
  onError,
}: Extension): vscode.Disposable {
  const ticks = new Ticks(state);
  const live = new LiveFacts(cluster);
  const model = new GuideModel(topics, session, cluster, onError);
  const guide = registerGuideView(model, ticks, session);
  const slides = new Slides({ model, lessons, rules, extension: uri });
  return vscode.Disposable.from(
    live,
    model,
    guide,
    registerCheckCluster(live, { readContexts, readFacts }, log),
    registerCommands({ session, model, view: guide.view, tree: guide.tree, ticks, slides }),
    registerNextStep(model),
    registerPages(rules, uri),
    slides,
  );
}
