import * as vscode from 'vscode';
import { callRootAt, incomingCalls, outgoingCalls } from '../core/calls/call-hierarchy.ts';
import type { Call, CallRow } from '../core/calls/call-hierarchy.ts';
import { absolute } from '../core/yaml/view.ts';
import { spanToRange } from './convert.ts';
import type { Folder } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';
import { symbolKind } from './workspace-symbols.ts';

/** VS Code hands a row back to ask who comes next. */
class Step extends vscode.CallHierarchyItem {
  readonly folder: Folder;
  readonly row: CallRow;

  constructor(folder: Folder, row: CallRow) {
    const [{ kind, place, whole }] = row.items;
    const { uri, range } = locationOf(folder, place);
    const text = folder.workspace.file(place.path)?.text ?? '';
    const all = spanToRange(text, absolute(whole)).union(range);
    super(symbolKind(kind), row.title, row.detail, uri, all, range);
    this.folder = folder;
    this.row = row;
  }
}

/** Who talks to a Service or a workload, and whom it talks to. */
export function registerCallHierarchy(session: Session): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(`${SECTION}.showCalls`, () =>
      vscode.commands.executeCommand('references-view.showCallHierarchy'),
    ),
    registerProvider(session),
  );
}

function registerProvider(session: Session): vscode.Disposable {
  return vscode.languages.registerCallHierarchyProvider(LANGUAGES, {
    prepareCallHierarchy(document, position) {
      const found = session.upToDate(document);
      if (found === undefined) return undefined;
      const { folder, path } = found;
      const offset = document.offsetAt(position);
      // VS Code shows one: it stands for all the namespaces that the file ends up in.
      const root = callRootAt(folder.workspace, { path, offset });
      return root && new Step(folder, root);
    },
    provideCallHierarchyIncomingCalls(step) {
      if (!(step instanceof Step)) return [];
      const { folder, row } = step;
      return incomingCalls(folder.workspace, row).map(
        (call) =>
          new vscode.CallHierarchyIncomingCall(new Step(folder, call), rangesOf(folder, call)),
      );
    },
    provideCallHierarchyOutgoingCalls(step) {
      if (!(step instanceof Step)) return [];
      const { folder, row } = step;
      return outgoingCalls(folder.workspace, row).map(
        (call) =>
          new vscode.CallHierarchyOutgoingCall(new Step(folder, call), rangesOf(folder, call)),
      );
    },
  });
}

function rangesOf(folder: Folder, { at }: Call): vscode.Range[] {
  return at.map((place) => locationOf(folder, place).range);
}
