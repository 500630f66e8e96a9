/** Places of the core to locations of the editor. */
import * as vscode from 'vscode';
import type { GraphPlace } from '../core/graph/model.ts';
import { absolute } from '../core/yaml/view.ts';
import { spanToRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';

export function locationOf(folder: Folder, { path, mark }: GraphPlace): vscode.Location {
  const text = folder.workspace.file(path)?.text ?? '';
  return new vscode.Location(uriIn(folder, path), spanToRange(text, absolute(mark)));
}
