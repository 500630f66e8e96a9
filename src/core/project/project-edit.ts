/** Writes a decision of the project where it belongs: into the nearest `.next-steps.yaml`. */
import type { FileEdit, TextEdit } from '../lint/fix.ts';
import { appendToMap } from '../lint/fix.ts';
import { replaceValue } from '../yaml/rewrite.ts';
import { PROJECT_FILE, readOverrides } from './project-file.ts';
import { folderOf, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import { lineBreak, lineEnd } from '../text/text.ts';
import { verbatim, yamlText } from '../yaml/write.ts';
import type { YamlFields } from '../yaml/write.ts';
import type { View } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * Turns a rule off for the project, in the nearest project file above a path, or in a new one at the
 * root; an override that holds for the path is turned off, too.
 * @returns undefined where the file that is there cannot be added to
 */
export function turnOffInProject(
  workspace: Workspace,
  path: string,
  rule: string,
): FileEdit | undefined {
  const file = nearestFile(workspace, path);
  if (file === undefined) return { path: PROJECT_FILE, create: `${yamlText(offIn(rule))}\n` };
  const edit = editIn(file, rule);
  if (edit === undefined) return undefined;
  const folder = folderOf(file.path);
  const relative = folder === '' ? path : path.slice(folder.length + 1);
  return { path: file.path, edits: [edit, ...overrideEdits(file, rule, relative)] };
}

function nearestFile(workspace: Workspace, path: string): SourceFile | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const file = workspace.file(joinPath(folder, PROJECT_FILE));
    if (file !== undefined || folder === '') return file;
  }
}

function editIn({ text, documents }: SourceFile, rule: string): TextEdit | undefined {
  const root = documents[0]?.view;
  if (root === undefined || root.type === 'missing') return addRules(text, rule);
  if (root.type !== 'map' || root.document.tree.errors.length > 0) return undefined;
  const rules = root.get('rules');
  if (rules.has(rule)) return turnOff(rules.get(rule));
  if (rules.type === 'null') return addBelow(text, rules, rule);
  if (rules.type === 'map') return appendToMap(text, rules, off(rule));
  return rules.exists ? undefined : appendToMap(text, root, offIn(rule));
}

/** Plain, as people write it: what reads it is no reader of YAML 1.1. */
const off = (rule: string): YamlFields => ({ [rule]: verbatim('off') });

const offIn = (rule: string): YamlFields => ({ rules: off(rule) });

function turnOff(setting: View): TextEdit {
  const { node, span } = setting;
  if (node?.type === 'scalar' && node.style !== 'plain') return replaceValue(setting, 'off');
  if (span.end > span.start) return { span, text: 'off' };
  const at = setting.keySpan.end + 1;
  return { span: { start: at, end: at }, text: ' off' };
}

/** To a file that holds nothing but comments. */
function addRules(text: string, rule: string): TextEdit {
  const open = text === '' || text.endsWith('\n') ? '' : '\n';
  const lines = `${open}${yamlText(offIn(rule))}\n`.replaceAll('\n', lineBreak(text));
  return { span: { start: text.length, end: text.length }, text: lines };
}

/** To a key that has no value yet. */
function addBelow(text: string, rules: View, rule: string): TextEdit {
  const at = lineEnd(text, rules.keySpan.end);
  const eol = lineBreak(text);
  const line = `  ${yamlText(off(rule))}`;
  const isOpen = at > 0 && text[at - 1] !== '\n';
  return { span: { start: at, end: at }, text: isOpen ? `${eol}${line}` : `${line}${eol}` };
}

function overrideEdits({ documents }: SourceFile, rule: string, path: string): readonly TextEdit[] {
  const root = documents[0]?.view;
  if (root === undefined) return [];
  return root.get('overrides').items.flatMap((item, i) => {
    const setting = item.get('rules').get(rule);
    const holds = readOverrides(root)[i]?.matches(path) === true;
    return setting.exists && holds ? [turnOff(setting)] : [];
  });
}
