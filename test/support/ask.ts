/** Asks checks about small workspaces, and shows what they answer in a form that tests compare. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { markOf } from '../../src/core/lint/lint.ts';
import { isRead } from '../../src/core/files/reading.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import type { Answer, Check } from '../../src/core/guide/topic.ts';
import { absolute } from '../../src/core/yaml/view.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

/** A workspace of paths and texts; a path without a text is known to exist, and is not read. */
export function workspaceOf(files: Readonly<Record<string, string | undefined>>): Workspace {
  const workspace = new Workspace();
  const changes = Object.entries(files).flatMap(([file, text]) =>
    text === undefined ? [] : [{ path: file, text }],
  );
  workspace.change(changes, Object.keys(files));
  return workspace;
}

const WORKSPACES = fileURLToPath(new URL('../workspaces', import.meta.url));

/** One of the workspaces in test/workspaces, read as the command line reads it. */
export function sampleWorkspace(name: string): Workspace {
  const root = path.join(WORKSPACES, name);
  const files: Record<string, string | undefined> = {};
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    const relative = path.relative(root, full).replaceAll('\\', '/');
    files[relative] = isRead(relative) ? fs.readFileSync(full, 'utf8') : undefined;
  }
  return workspaceOf(files);
}

export function ask(checks: readonly Check[], item: string, workspace: Workspace): Answer {
  const check = checks.find((candidate) => candidate.item === item);
  if (check === undefined) throw new Error(`no check for ${item}`);
  return check.answer(new Scope(workspace));
}

/** Each piece of evidence as `text`, or `text | path`, or `text | path: what stands there`. */
export function shown(answer: Answer, workspace: Workspace): readonly string[] {
  return answer.evidence.map(({ text, path: file, at }) => {
    if (file === undefined) return text;
    if (at === undefined) return `${text} | ${file}`;
    const { start, end } = absolute(markOf(at));
    const marked = workspace.file(file)?.text.slice(start, end) ?? '';
    return `${text} | ${file}: ${marked}`;
  });
}
